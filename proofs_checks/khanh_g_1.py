"""Assumption 2.3 for φ = M t^(1−q)."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Define,
    Identity,
    Part,
    Proof,
    Reals,
    Rule,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_g_1 import khanh_g_1

EXPONENT = hypothesis("exponent")

inverse = Block(
    fix=("r",),
    assume=(("r", "r > 0"),),
    steps=(
        Step(
            name="r^(−q) > 0",
            check=Rule(
                schema="laws of powers",
                by={"a": "r", "b": "r", "p": "-q", "q": "q"},
                given=(local("r"),),
            ),
        ),
        Step(
            name="1/φ′(r)",
            check=Reals(
                then="dphi(r) > 0 and r**q > 0 and 1/dphi(r) == r**q/(M*(1 - q))",
                given=(
                    *(EXPONENT, definition("φ", r="r"), local("r")),
                    step("r^(−q) > 0"),
                ),
            ),
        ),
    ),
)

above = Block(
    fix=("u",),
    assume=(("u", "0 < u and u < 1"),),
    steps=(
        Step(name="u > 0", check=Reals(then="u > 0", given=(local("u"),))),
        Step(
            name="u^q = u^(q − 1)u",
            check=Rule(
                schema="laws of powers",
                by={"a": "u", "b": "u", "p": "q - 1", "q": "1"},
                given=(step("u > 0"),),
            ),
        ),
        Step(
            name="1^q = 1",
            check=Rule(
                schema="laws of powers",
                by={"a": "1", "b": "1", "p": "q", "q": "q"},
            ),
        ),
        Step(
            name="tangent at u",
            check=Rule(
                schema="tangents of powers",
                by={"a": "1", "b": "u", "p": "q"},
                given=(step("u > 0"),),
            ),
        ),
        Step(
            name="u^q ≥ u there",
            check=Reals(
                then="u**q >= u",
                given=(
                    *(EXPONENT, local("u"), step("u^q = u^(q − 1)u"), step("1^q = 1")),
                    step("tangent at u"),
                ),
            ),
        ),
    ),
)


def product(of: str, quotient: str) -> tuple[Step, ...]:
    """x^q = u^q(x + y)^q for u = x/(x + y)."""
    return (
        Step(
            name=f"{of} = {quotient}s",
            check=Reals(
                then=f"{quotient}*h == {of} and {quotient} > 0 and {quotient} < 1",
                given=(definition("s"), definition(quotient), local("positive")),
            ),
        ),
        Step(
            name=f"({quotient}s)^q",
            check=Rule(
                schema="laws of powers",
                by={"a": quotient, "b": "h", "p": "q", "q": "q"},
                given=(step(f"{of} = {quotient}s"), step("s > 0")),
            ),
        ),
        Step(
            name=f"{of}^q = {quotient}^q·s^q",
            check=Rule(
                schema="equals",
                by={
                    "P(r)": f"r**q == {quotient}**q*h**q",
                    "a": f"{quotient}*h",
                    "b": of,
                },
                given=(step(f"{of} = {quotient}s"), step(f"({quotient}s)^q")),
            ),
        ),
    )


subadditive = Block(
    fix=("a", "b"),
    assume=(("positive", "0 < a and 0 < b"),),
    steps=(
        Step(name="s", check=Define(symbol="h", value="a + b")),
        Step(name="u0", check=Define(symbol="u0", value="a/h")),
        Step(name="u1", check=Define(symbol="u1", value="b/h")),
        Step(name="s > 0", check=Reals(then="h > 0", given=(local("positive"), definition("s")))),
        *product("a", "u0"),
        *product("b", "u1"),
        Step(
            name="u^q + (1 − u)^q ≥ 1",
            check=Reals(
                then="u0**q + u1**q >= 1",
                given=(
                    *(step("u^q ≥ u", u="u0"), step("u^q ≥ u", u="u1")),
                    *(step("b = u1s"), definition("u0"), definition("s")),
                    step("s > 0"),
                ),
            ),
        ),
        Step(
            name="s^q > 0",
            check=Rule(
                schema="laws of powers",
                by={"a": "h", "b": "h", "p": "q", "q": "q"},
                given=(step("s > 0"),),
            ),
        ),
        Step(
            name="s^q ≤ a^q + b^q",
            check=Reals(
                then="h**q <= a**q + b**q",
                given=(
                    *(step("u^q + (1 − u)^q ≥ 1"), step("s^q > 0")),
                    *(step("a^q = u0^q·s^q"), step("b^q = u1^q·s^q")),
                ),
            ),
        ),
        Step(
            name="(a + b)^q ≤ a^q + b^q",
            check=Rule(
                schema="equals",
                by={"P(r)": "r**q <= a**q + b**q", "a": "h", "b": "a + b"},
                given=(definition("s"), step("s^q ≤ a^q + b^q")),
            ),
        ),
    ),
)

steps = (
    Step(
        name="[φ′]⁻¹",
        claim="[φ′(s)]⁻¹ = s^q/(M(1 − q))",
        check=Identity(
            given=("s > 0", "M > 0", "q < 1"),
            equation="1/diff(M*s**(1 - q), s) == s**q/(M*(1 - q))",
        ),
    ),
    Step(name="[φ′]⁻¹ in powers", check=inverse),
    Step(name="u^q ≥ u", claim="u^q ≥ u for 0 < u < 1, as q ≤ 1", check=above),
    Step(
        name="(x + y)^q",
        claim="(x + y)^q ≤ x^q + y^q: with u = x/(x + y), u^q ≥ u and (1 − u)^q ≥ 1 − u, as q ≤ 1",
        check=subadditive,
    ),
    Step(
        name="C = 1",
        claim="Assumption 2.3 holds with C = 1",
        check=Reals(
            then="forall(a, b, implies(0 < a and 0 < b, 1/dphi(a + b) <= 1/dphi(a) + 1/dphi(b)))",
            given=(
                *(EXPONENT, step("(x + y)^q", a="a", b="b")),
                *(step("[φ′]⁻¹ in powers", r=r) for r in ("a", "b", "a + b")),
            ),
        ),
    ),
)

proof = Proof(
    name="khanh-g.1",
    summary="Remark G.1: Assumption 2.3 holds for φ = Mt^(1−q) with C = 1",
    source="K24, Remark G.1",
    statement=stated(khanh_g_1),
    steps=steps,
    parts=(Part(text="Assumption 2.3 with C = 1", conclusion="assumption-2.3", shown_by="C = 1"),),
    outcome="as published",
)
