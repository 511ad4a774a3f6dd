"""Condition (9) for power schedules."""

from __future__ import annotations

from sam_theory.proofs.derived import p_series
from sam_theory.proofs.proof import (
    Block,
    Define,
    Identity,
    Limit,
    Number,
    Part,
    Proof,
    Reals,
    Rule,
    Schedules,
    Series,
    Step,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.formulas import KL_TAIL
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_g_3 import khanh_g_3

EXPONENT, P, SCHEDULES = hypothesis("exponent"), hypothesis("p"), definition("schedules")
TERM, TERMS = "t[k]*eps[k]", "t[i]*eps[i]"
TAIL = f"tail(i, k, {TERMS})"
TAIL_M = f"tail(i, m, {TERMS})"

printed = (
    Step(
        name="integral",
        claim="∫_k^∞ x^(−1−p)dx = 1/(pk^p): the antiderivative is −x^(−p)/p",
        check=Identity(given=("x > 0", "p > 0"), equation="diff(-x**(-p)/p, x) == x**(-1 - p)"),
    ),
    Step(
        name="integral, at ∞",
        claim="which vanishes at ∞",
        check=Limit(expression="x**(-p)/p", variable="x", to="oo", value="0"),
    ),
    Step(
        name="tail",
        erratum="the integral must start at k − 1",
        claim="Σ_{i≥k} i^(−1−p) ≤ ∫_k^∞ x^(−1−p)dx; here p = 1, k = 1: ζ(2) ≤ 1",
        check=Number(where=(("tail", "zeta(2)"),), relation="tail <= 1"),
    ),
    Step(
        name="monotone",
        erratum="k + 1 should be k − 1",
        claim="[φ′(Σ)]⁻¹ ≤ [φ′(1/(p(k + 1)^p))]⁻¹, that is Σ_{i≥k} i^(−1−p) ≤ 1/(p(k + 1)^p), as "
        "[φ′]⁻¹ increases; here p = 1, k = 1: ζ(2) ≤ 1/2",
        check=Number(where=(("tail", "zeta(2)"),), relation="tail <= 1/2"),
    ),
    Step(
        name="[φ′(1/(p(k+1)^p))]⁻¹",
        erratum="k + 1 became k",
        claim="[φ′(1/(p(k + 1)^p))]⁻¹ = C/(p^q k^(pq)), C = 1/(M(1 − q))",
        check=Identity(
            given=("k > 0", "p > 0", "M > 0", "q > 0", "q < 1"),
            equation="(1/(p*(k + 1)**p))**q/(M*(1 - q)) == (1/(M*(1 - q)))/(p**q*k**(p*q))",
        ),
    ),
    Step(
        name="tail at 1",
        claim="p = 1, k = 1: ζ(2) > 1 = 1/(pk^p)",
        ours=True,
        check=Number(where=(("tail", "zeta(2)"),), relation="tail > 1"),
    ),
)


def laws(name: str, a: str, p: str, q: str, *positive: str, b: str = "") -> Step:
    """The laws of powers of a, and of ab."""
    return Step(
        name=name,
        check=Rule(
            schema="laws of powers",
            by={"a": a, "b": b or a, "p": p, "q": q},
            given=tuple(step(p) for p in positive),
        ),
    )


order = Block(
    fix=("a", "b", "r"),
    assume=(("a", "0 < a and a <= b"), ("r", "r >= 0")),
    steps=(
        Step(name="a > 0", check=Reals(then="a > 0", given=(local("a"),))),
        Step(name="b > 0", check=Reals(then="b > 0", given=(local("a"),))),
        laws("a^(r − 1)", "a", "r - 1", "r", "a > 0"),
        laws("b^(r − 1)", "b", "r - 1", "r", "b > 0"),
        Step(
            name="tangent at a",
            check=Rule(
                schema="tangents of powers",
                by={"a": "b", "b": "a", "p": "r"},
                given=(step("a > 0"), step("b > 0")),
            ),
        ),
        Step(
            name="tangent at b",
            check=Rule(
                schema="tangents of powers",
                by={"a": "a", "b": "b", "p": "r"},
                given=(step("a > 0"), step("b > 0")),
            ),
        ),
        Step(
            name="a^r ≤ b^r there",
            check=Reals(
                then="a**r <= b**r",
                given=(
                    *(local("a"), local("r"), step("a^(r − 1)"), step("b^(r − 1)")),
                    *(step("tangent at a"), step("tangent at b")),
                ),
            ),
        ),
    ),
)

terms = (
    Step(name="a^r ≤ b^r", claim="powers r ≥ 0 keep order", ours=True, check=order),
    Step(
        name="terms",
        claim="tₖεₖ = k^(−1−p)",
        ours=True,
        check=Block(
            fix=("k",),
            steps=(
                Step(name="k > 0", check=Reals(then="k > 0")),
                laws("k^(−p − 1)·k", "k", "-p - 1", "1", "k > 0"),
                Step(
                    name="the term",
                    check=Reals(
                        then=f"{TERM} == k**(-1 - p) and k**(-1 - p) > 0",
                        given=(step("k^(−p − 1)·k"), definition("schedules", k="k")),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="tangent",
        claim="x^(−p) is convex, so its tangent at i gives (i − 1)^(−p) ≥ i^(−p) + p i^(−1−p)",
        ours=True,
        check=Block(
            fix=("k",),
            assume=(("k", "k >= 2"),),
            steps=(
                Step(name="k is positive", check=Reals(then="k > 0")),
                Step(name="k − 1 > 0", check=Reals(then="k - 1 > 0", given=(local("k"),))),
                Step(
                    name="tangent at k",
                    check=Rule(
                        schema="tangents of powers",
                        by={"a": "k - 1", "b": "k", "p": "-p"},
                        given=(step("k is positive"), step("k − 1 > 0")),
                    ),
                ),
                laws("(k − 1)^p·(k − 1)^(−p)", "k - 1", "p", "-p", "k − 1 > 0"),
                Step(
                    name="difference of powers",
                    check=Reals(
                        then=f"(k - 1)**(-p) >= k**(-p) + p*({TERM})"
                        " and (k - 1)**(-p) == 1/(k - 1)**p and (k - 1)**p > 0",
                        given=(
                            *(P, step("tangent at k")),
                            *(step("(k − 1)^p·(k − 1)^(−p)"), step("terms", k="k")),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(name="1 + p > 1", check=Reals(then="1 + p > 1", given=(P,))),
    *p_series("Σk^(−1−p)", "1 + p", step("1 + p > 1")),
    Step(
        name="terms by powers",
        check=Reals(
            then=f"always(k, {TERM} >= 0 and {TERM} <= k**(-(1 + p)))", given=(step("terms"),)
        ),
    ),
    Step(
        name="Σtε < ∞",
        claim="Σtₖεₖ = Σk^(−1−p) < ∞ for p > 0",
        check=Rule(
            schema="comparison",
            by={"a(k)": TERM, "b(k)": "k**(-(1 + p))"},
            given=(step("Σk^(−1−p)"), step("terms by powers")),
        ),
    ),
    Step(
        name="tail and next",
        check=Rule(schema="tail and next", by={"a(k)": TERM}, given=(step("Σtε < ∞"),)),
    ),
    Step(
        name="tails vanish",
        check=Rule(schema="tails vanish", by={"a(k)": TERM}, given=(step("Σtε < ∞"),)),
    ),
    Step(
        name="terms from 1 on",
        check=Reals(then=f"since(1, k, {TERM} >= 0)", given=(step("terms by powers"),)),
    ),
    Step(
        name="tails ≥ 0",
        check=Rule(
            schema="sums and tails",
            by={"a(k)": TERM, "K": "1"},
            given=(step("Σtε < ∞"), step("terms from 1 on")),
        ),
    ),
    Step(
        name="tails > 0",
        check=Reals(
            then=f"always(k, {TAIL} > 0)",
            given=(step("tail and next"), step("tails ≥ 0", k="k + 1"), step("terms")),
        ),
    ),
)

above = Block(
    assume=(("above", f"{TAIL_M} > (m - 1)**(-p)/p"),),
    steps=(
        Step(name="excess", check=Define(symbol="r0", value=f"{TAIL_M} - (m - 1)**(-p)/p")),
        Step(
            name="excess > 0",
            check=Reals(then="r0 > 0", given=(definition("excess"), local("above"))),
        ),
        Step(
            name="small tails",
            check=Rule(
                schema="near the limit",
                by={"a(k)": TAIL, "c": "0", "r": "r0"},
                given=(step("tails vanish"), step("excess > 0")),
            ),
        ),
        Step(
            name="no excess",
            check=Reals(
                then="False",
                given=(
                    *(P, step("small tails"), definition("excess"), step("split at k")),
                    step("partial sums from m on"),
                ),
            ),
        ),
    ),
)

tail = Block(
    fix=("m",),
    assume=(("m", "m >= 2"),),
    steps=(
        *inductively(
            "telescoping",
            f"p*total(i, m, k, {TERMS}) <= (m - 1)**(-p) - (k - 1)**(-p)",
            "m",
            given=(step("tangent"), local("m")),
        ),
        Step(
            name="partial sums from m on",
            check=Reals(
                then=f"since(m, k, p*total(i, m, k, {TERMS}) <= (m - 1)**(-p))",
                given=(step("telescoping"), step("tangent"), local("m")),
            ),
        ),
        *inductively(
            "split at k",
            f"{TAIL_M} == total(i, m, k, {TERMS}) + {TAIL}",
            "m",
            given=(step("tail and next"),),
        ),
        Step(name="not above", check=above),
        Step(
            name="tail from m on",
            check=Reals(
                then=f"{TAIL_M} <= 1/(p*(m - 1)**p)",
                given=(P, step("not above"), step("tangent", k="m"), local("m")),
            ),
        ),
    ),
)

in_powers = Block(
    fix=("k",),
    assume=(("k", "k >= 2"),),
    steps=(
        Step(name="k − 1 is positive", check=Reals(then="k - 1 > 0", given=(local("k"),))),
        laws("(2(k − 1))^p", "2", "p", "p", "k − 1 is positive", b="k - 1"),
        Step(
            name="2(k − 1) ≥ k",
            check=Reals(then="0 < k and k <= 2*(k - 1)", given=(local("k"),)),
        ),
        Step(name="k, positive", check=Reals(then="k > 0")),
        laws("k^p > 0", "k", "p", "p", "k, positive"),
        Step(
            name="k^p ≤ 2^p(k − 1)^p",
            check=Reals(
                then="1/(p*(k - 1)**p) <= 2**p/(p*k**p)",
                given=(
                    *(P, step("2(k − 1) ≥ k"), step("(2(k − 1))^p"), step("k^p > 0")),
                    step("a^r ≤ b^r", a="k", b="2*(k - 1)", r="p"),
                ),
            ),
        ),
    ),
)

term_of_9 = Block(
    fix=("k",),
    assume=(("k", "k >= 2"),),
    steps=(
        Step(name="k is not 0", check=Reals(then="k > 0")),
        laws("k^(−p) > 0", "k", "-p", "p", "k is not 0"),
        laws("k^p·k^(−p) = 1", "k", "p", "-p", "k is not 0"),
        laws("(k^(−p))^q", "k", "-p", "q", "k is not 0"),
        laws("k^(−1−pq)·k", "k", "-1 - p*q", "1", "k is not 0"),
        Step(
            name="tail ≤ Bk^(−p)",
            check=Reals(
                then=f"0 < {TAIL} and {TAIL} <= B*k**(-p)",
                given=(
                    *(P, step("tails > 0", k="k"), step("tail, corrected", m="k"), local("k")),
                    *(step("tail, in powers of k", k="k"), definition("B")),
                    step("k^p·k^(−p) = 1"),
                ),
            ),
        ),
        Step(name="Z", check=Define(symbol="Z", value=TAIL)),
        Step(
            name="Z > 0", check=Reals(then="Z > 0", given=(definition("Z"), step("tail ≤ Bk^(−p)")))
        ),
        Step(
            name="k^(−p), positive",
            check=Reals(then="k**(-p) > 0", given=(step("k^(−p) > 0"),)),
        ),
        laws("(Bk^(−p))^q", "B", "q", "q", "B > 0", "k^(−p), positive", b="k**(-p)"),
        laws("Z^q > 0", "Z", "q", "-q", "Z > 0"),
        Step(
            name="Z ≤ Bk^(−p)",
            check=Reals(
                then="0 < Z and Z <= B*k**(-p)",
                given=(definition("Z"), step("tail ≤ Bk^(−p)")),
            ),
        ),
        Step(
            name="Z^q",
            check=Reals(
                then="Z**q <= B**q*k**(-p*q)",
                given=(
                    *(EXPONENT, step("Z ≤ Bk^(−p)"), step("(Bk^(−p))^q"), step("(k^(−p))^q")),
                    step("a^r ≤ b^r", a="Z", b="B*k**(-p)", r="q"),
                ),
            ),
        ),
        Step(
            name="1/φ′(Z)",
            check=Reals(
                then="dphi(Z) > 0 and 1/dphi(Z) == Z**q/(M*(1 - q))",
                given=(
                    *(EXPONENT, definition("φ", r="Z"), step("Z > 0")),
                    step("Z^q > 0"),
                ),
            ),
        ),
        Step(
            name="t/φ′(Z)",
            check=Reals(
                then="0 <= t[k]/dphi(Z) and t[k]/dphi(Z) <= D*k**(-(1 + p*q))",
                given=(
                    *(EXPONENT, definition("D"), definition("schedules", k="k"), step("Z^q")),
                    *(step("1/φ′(Z)"), step("k^(−1−pq)·k")),
                ),
            ),
        ),
        Step(
            name="t/φ′(tail)",
            check=Rule(
                schema="equals",
                by={
                    "P(r)": "0 <= t[k]/dphi(r) and t[k]/dphi(r) <= D*k**(-(1 + p*q))",
                    "a": "Z",
                    "b": TAIL,
                },
                given=(definition("Z"), step("t/φ′(Z)")),
            ),
        ),
    ),
)

corrected = (
    Step(
        name="convex",
        claim="(x^(−p))″ = p(p + 1)x^(−p − 2) > 0",
        ours=True,
        check=Identity(
            given=("x > 0",), equation="diff(diff(x**(-p), x), x) == p*(p + 1)*x**(-p - 2)"
        ),
    ),
    Step(
        name="tail, corrected",
        claim="Σ_{i≥k} i^(−1−p) ≤ 1/(p(k − 1)^p) for k ≥ 2: the tangents of x^(−p) are summed",
        ours=True,
        check=tail,
    ),
    Step(
        name="tail, in powers of k",
        claim="1/(p(k − 1)^p) ≤ 2^p/(pk^p) for k ≥ 2, as 2(k − 1) ≥ k",
        ours=True,
        check=in_powers,
    ),
    Step(name="B", check=Define(symbol="B", value="2**p/p")),
    laws("2^p > 0", "2", "p", "p"),
    Step(name="B > 0", check=Reals(then="B > 0", given=(P, definition("B"), step("2^p > 0")))),
    Step(name="D", check=Define(symbol="D", value="B**q/(M*(1 - q))")),
    Step(
        name="terms of (9)",
        claim="tₖ[φ′(Σ)]⁻¹ ≤ const·k^(−1−pq)",
        check=term_of_9,
    ),
    Step(name="1 + pq > 1", check=Reals(then="1 + p*q > 1", given=(P, EXPONENT))),
    *p_series("Σk^(−1−pq)", "1 + p*q", step("1 + pq > 1")),
    Step(
        name="const·Σk^(−1−pq)",
        check=Rule(
            schema="multiple of a series",
            by={"a(k)": "k**(-(1 + p*q))", "c": "D"},
            given=(step("Σk^(−1−pq)"),),
        ),
    ),
    Step(
        name="(9)",
        claim="Σ tₖ[φ′(Σ)]⁻¹ ≤ const·Σ k^(−1−pq) < ∞ for p > 0, q ∈ (0, 1)",
        check=Rule(
            schema="comparison",
            by={"a(k)": f"t[k]/dphi({TAIL})", "b(k)": "D*k**(-(1 + p*q))"},
            given=(step("const·Σk^(−1−pq)"), step("terms of (9)")),
        ),
    ),
    Step(
        name="(9), p = q = 1/2",
        check=Schedules(key="kl-tail", step="1/k", radius="1/k**0.5", kl="1/2"),
    ),
    Step(
        name="(9), p = 0.001, q = 9/10",
        check=Schedules(key="kl-tail", step="1/k", radius="1/k**0.001", kl="9/10"),
    ),
    Step(
        name="p ≥ 0",
        erratum="p > 0 is needed",
        claim="(main text) p ≥ 0 will do: Σtₖεₖ = Σk^(−1−p) < ∞; here p = 0",
        check=Series(then="summable(k, (1/k)*k**0)"),
        run='sam-theory schedule --step "1/k" --radius 1',
    ),
    Step(
        name="p = 0",
        claim="p = 0 is excluded: Σtₖεₖ = Σ1/k = ∞, so that no tail is finite",
        ours=True,
        check=Series(then="diverges(k, 1/k)"),
    ),
)

proof = Proof(
    name="khanh-g.3",
    summary="Remark G.3: condition (9) holds for tₖ = 1/k, εₖ = k^(−p), φ = Mt^(1−q)",
    source="K24, Remark G.3",
    statement=stated(khanh_g_3),
    steps=(*printed, *terms, *corrected),
    parts=(
        Part(
            text="the tail is below the integral from k on",
            conclusion="tail",
            refuted_by="tail at 1",
        ),
        Part(text="(9) for p > 0", conclusion=KL_TAIL.key, shown_by="(9)"),
        Part(text="(main text) p ≥ 0", conclusion="p ≥ 0", refuted_by="p = 0"),
    ),
    outcome="(9) survives for p > 0, with k − 1 in place of k: the printed bound of the tail has "
    "the wrong direction, and k + 1 turns into k; the main text's p ≥ 0 must be p > 0",
)
