"""A radius that does not vanish: constant on perfect squares, s[j] = j²."""

from __future__ import annotations

from sam_theory.proofs.derived import p_series, some_index_or_none
from sam_theory.proofs.proof import (
    Block,
    Choose,
    Part,
    Proof,
    Reals,
    Rule,
    Schedules,
    Series,
    Step,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.statements.formulas import CONDITION_11, given
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_g_2 import khanh_g_2

RADIUS = "where(is_square(k), 1.5, 1.5/k**0.5)"
C, P, SQUARES, STEPS = hypothesis("C"), hypothesis("p"), hypothesis("squares"), definition("steps")

steps_of = (
    Step(name="Σ1/k = ∞", claim="Σ1/k = ∞", check=Series(then="diverges(k, 1/k)")),
    Step(
        name="t is 1/k",
        check=Reals(then="always(k, 1/k <= t[k] and t[k] <= 1/k)", given=(STEPS,)),
    ),
    Step(
        name="Σt = ∞",
        check=Rule(
            schema="divergence by comparison",
            by={"a(k)": "t[k]", "b(k)": "1/k", "c": "1"},
            given=(step("Σ1/k = ∞"), step("t is 1/k")),
        ),
    ),
    Step(name="1/k → 0", claim="1/k → 0", check=Series(then="tends(k, 1/k, 0)")),
    Step(
        name="t → 0",
        check=Rule(
            schema="squeeze",
            by={"a(k)": "1/k", "b(k)": "1/k", "e(k)": "t[k]", "c": "0"},
            given=(step("1/k → 0"), step("t is 1/k")),
        ),
    ),
    Step(
        name="t ↓ 0",
        claim="1/k ↓ 0",
        check=Reals(
            then="always(k, t[k + 1] <= t[k])", given=(STEPS, definition("steps", k="k + 1"))
        ),
    ),
)


def laws(name: str, base: str, p: str, q: str, *positive: str) -> Step:
    """The laws of powers of one base."""
    return Step(
        name=name,
        check=Rule(
            schema="laws of powers",
            by={"a": base, "b": base, "p": p, "q": q},
            given=tuple(map(step, positive)),
        ),
    )


powers = Block(
    fix=("k",),
    steps=(
        Step(name="k > 0", check=Reals(then="k > 0")),
        laws("k^(−p)·k^p", "k", "-p", "p", "k > 0"),
        laws("k^(−p − 1)·k^(p + 1)", "k", "-(p + 1)", "p + 1", "k > 0"),
        laws("1^(−p)", "1", "-p", "-p"),
        laws("k^(−p − 1)·k", "k", "-p - 1", "1", "k > 0"),
        Step(
            name="tangent of k^(−p)",
            check=Rule(
                schema="tangents of powers",
                by={"a": "1", "b": "k", "p": "-p"},
                given=(step("k > 0"),),
            ),
        ),
        Step(
            name="k^p ≥ 1",
            check=Reals(
                then="k**p >= 1 and k**(p + 1) == k**p*k and k**(-(p + 1)) == 1/k**(p + 1)",
                given=(
                    *(P, step("k^(−p)·k^p"), step("k^(−p − 1)·k^(p + 1)")),
                    *(step("1^(−p)"), step("tangent of k^(−p)"), step("k^(−p − 1)·k")),
                ),
            ),
        ),
    ),
)

values = Block(
    fix=("m",),
    steps=(
        *some_index_or_none("a square or none", "m == s[k]", "1"),
        Step(
            name="if a square",
            check=Block(
                assume=(("square", "exists(N, N >= 1 and m == s[N])"),),
                steps=(
                    Step(name="which square", check=Choose(names=("N",), given=local("square"))),
                    Step(
                        name="ρ at the square",
                        check=Reals(
                            then="rho[s[N]] == C", given=(definition("on squares", j="N"),)
                        ),
                    ),
                    Step(
                        name="ρ there",
                        check=Rule(
                            schema="equals",
                            by={"P(r)": "rho[r] == C", "a": "s[N]", "b": "m"},
                            given=(step("which square"), step("ρ at the square")),
                        ),
                    ),
                ),
            ),
        ),
        Step(
            name="C or C/k^p",
            check=Reals(
                then="rho[m] == C or rho[m] == C/m**p",
                given=(
                    *(step("a square or none"), step("if a square"), step("powers", k="m")),
                    definition("off squares", k="m"),
                ),
            ),
        ),
    ),
)

EXCESS = "max(t[k]*rho[k] - C/k**(p + 1), 0)"  # of tₖρₖ over C/k^(p + 1), on squares only
AT_SQUARE = "max(t[s[j]]*rho[s[j]] - C/s[j]**(p + 1), 0)"
REST = "C*k**(-(p + 1))"

sums = (
    Step(name="powers", check=powers),
    Step(name="values of ρ", check=values),
    Step(
        name="squares",
        claim="Σ_{squares} C/k = Σ C/k²: the k-th square is k²",
        check=Reals(then="always(j, C/s[j] == C/j**2)", given=(SQUARES,)),
    ),
    Step(name="1/k² is summable", check=Series(then="summable(k, 1/k**2)")),
    Step(
        name="ΣC/k²",
        claim="ΣC/k² < ∞",
        check=Rule(
            schema="multiple of a series",
            by={"a(k)": "1/k**2", "c": "C"},
            given=(step("1/k² is summable"),),
        ),
    ),
    Step(
        name="excess along squares",
        check=Reals(
            then=f"always(j, 0 <= {AT_SQUARE} and {AT_SQUARE} <= C*(1/j**2))",
            given=(
                *(C, definition("steps", k="s[j]"), definition("on squares"), step("squares")),
                step("powers", k="s[j]"),
            ),
        ),
    ),
    Step(
        name="Σ excess along squares",
        check=Rule(
            schema="comparison",
            by={
                "a(k)": AT_SQUARE.replace("[j]", "[k]"),
                "b(k)": "C*(1/k**2)",
            },
            given=(step("ΣC/k²"), step("excess along squares")),
        ),
    ),
    Step(
        name="no excess off squares",
        check=Reals(
            then=f"always(k, implies(forall(j, k != s[j]), {EXCESS} == 0))",
            given=(STEPS, definition("off squares"), step("powers")),
        ),
    ),
    Step(
        name="Σ excess",
        check=Rule(
            schema="along the nonzero terms",
            by={"a(k)": EXCESS, "s": "s"},
            given=(*(SQUARES, step("no excess off squares"), step("Σ excess along squares")),),
        ),
    ),
    Step(name="p + 1 > 1", check=Reals(then="p + 1 > 1", given=(P,))),
    *p_series("Σk^(−p − 1)", "p + 1", step("p + 1 > 1")),
    Step(
        name="ΣC/k^(p + 1)",
        claim="ΣC/k^(p + 1) < ∞ for p > 0",
        check=Rule(
            schema="multiple of a series",
            by={"a(k)": "k**(-(p + 1))", "c": "C"},
            given=(step("Σk^(−p − 1)"),),
        ),
    ),
    Step(
        name="both series",
        check=Rule(
            schema="sum of series",
            by={"a(k)": EXCESS, "b(k)": REST},
            given=(step("Σ excess"), step("ΣC/k^(p + 1)")),
        ),
    ),
    Step(
        name="ρ between 0 and C",
        claim="ρₖ ≤ C, as C/k^p ≤ C",
        check=Reals(
            then="always(k, 0 <= rho[k] and rho[k] <= C)",
            given=(C, step("values of ρ"), step("powers")),
        ),
    ),
    Step(
        name="Σtρ",
        claim="tₖρₖ ≤ C/k on squares plus C/k^(p + 1) for all k",
        check=Reals(
            then=f"always(k, 0 <= t[k]*rho[k] and t[k]*rho[k] <= {EXCESS} + {REST})",
            given=(STEPS, step("ρ between 0 and C"), step("powers")),
        ),
    ),
    Step(
        name="Σtρ < ∞",
        claim="Σ tₖρₖ ≤ Σ C/k² + Σ C/k^(p + 1) < ∞",
        check=Rule(
            schema="comparison",
            by={"a(k)": "t[k]*rho[k]", "b(k)": f"{EXCESS} + {REST}"},
            given=(step("both series"), step("Σtρ")),
        ),
    ),
    Step(
        name="lim sup ρ",
        claim="lim sup ρₖ = C < 2/L",
        check=Witness(
            then="exists(e, e < 2/L and eventually(k, rho[k] <= e))",
            values={"e": "C"},
            given=(C, step("ρ between 0 and C")),
        ),
    ),
    Step(
        name="(11)",
        claim="(11) holds",
        check=Reals(
            then=CONDITION_11.formula,
            given=(
                *(step("Σt = ∞"), step("t → 0"), step("t ↓ 0"), step("Σtρ < ∞")),
                step("lim sup ρ"),
            ),
        ),
    ),
)

tending = Block(
    assume=(("limit", "tends(k, rho[k], 0)"),),
    steps=(
        Step(
            name="along squares",
            check=Rule(
                schema="along a subsequence",
                by={"a(k)": "rho[k]", "c": "0", "s": "s"},
                given=(local("limit"), SQUARES),
            ),
        ),
        Step(name="C > 0", check=Reals(then="C > 0", given=(C,))),
        Step(
            name="below C",
            check=Rule(
                schema="near the limit",
                by={"a(k)": "rho[s[k]]", "c": "0", "r": "C"},
                given=(step("along squares"), step("C > 0")),
            ),
        ),
        Step(
            name="C and below C",
            check=Reals(then="False", given=(step("below C"), definition("on squares"))),
        ),
    ),
)

instances = (
    Step(name="ρ → 0 is impossible", check=tending),
    Step(
        name="ρ does not vanish",
        claim="ρₖ = C for infinitely many k",
        check=Reals(then="not tends(k, rho[k], 0)", given=(step("ρ → 0 is impossible"),)),
    ),
    Step(
        name="instance, Σtρ < ∞",
        claim="tₖ = 1/k, C = 3/2, p = 1/2: Σtₖρₖ < ∞",
        check=Schedules(key="product-summable", step="1/k", radius=RADIUS),
    ),
    Step(
        name="instance, lim sup ρ",
        claim="the same radius has lim sup ρₖ < 2/L for L = 1",
        check=Schedules(key="radius-limsup", step="1/k", radius=RADIUS, lipschitz="1"),
    ),
    Step(
        name="instance, ρ does not vanish",
        claim="the same radius does not tend to 0",
        check=Schedules(key="radius-vanishes", step="1/k", radius=RADIUS, holds=False),
    ),
)

proof = Proof(
    name="khanh-g.2",
    summary="Remark G.2: (11) allows a radius that does not vanish",
    source="K24, Remark G.2",
    statement=stated(
        khanh_g_2, given("not vanishing", "ρₖ does not tend to 0", "not tends(k, rho[k], 0)")
    ),
    steps=(*steps_of, *sums, *instances),
    parts=(
        Part(text="(11) holds", conclusion="(11)", shown_by="(11)"),
        Part(text="ρ need not vanish", conclusion="not vanishing", shown_by="ρ does not vanish"),
    ),
    outcome="as published",
)
