"""Rates of descent sequences under the KL property with φ = M s^(1−q).

In the formulas t is τ; c0 is the c of the recursion, low is τ̄, and ‖xᵏ − x̄‖, ‖xᵏ⁺¹ − xᵏ‖, ‖∇f(xᵏ)‖
are dist, move, slope where they are used as numbers.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Choose,
    Define,
    Identity,
    Part,
    Proof,
    Reals,
    Ref,
    Rule,
    Series,
    Step,
    Uses,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.conclusions.rates import GRADIENTS, ITERATES, VALUES
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_b_4 import khanh_b_4

GAP, LATER = "(f(x[k]) - f(xbar))", "(f(x[k + 1]) - f(xbar))"
GAP_M = "(f(x[m]) - f(xbar))"
SIGMA = "beta/alpha"
KL_KEYS = ("kl", "kl slope", "kl concave", "kl continuous", "kl inequality")
SMALL, LARGE = hypothesis("exponent at most half"), hypothesis("exponent above half")


def law(a: str, p: str, q: str, b: str = "1") -> Ref:
    """Laws of powers: a^p > 0, a^(p + q) = a^p a^q, (a^p)^q = a^(pq), (ab)^p = a^p b^p."""
    return step("laws of powers", a=a, b=b, p=p, q=q)


def order(a: str, b: str, p: str) -> Ref:
    """Order of powers: aᵖ ≤ bᵖ, and aᵖ < bᵖ if a < b and p > 0."""
    return step("powers keep order", a=a, b=b, p=p)


signs = (
    *(
        Step(name=name, check=Rule(schema=name))
        for name in ("laws of powers", "tangents of powers")
    ),
    Step(
        name="powers keep order",
        check=Reals(
            then="forall(a, b, p, implies(a > 0 and a <= b and p >= 0,"
            " a**p <= b**p and implies(a < b and p > 0, a**p < b**p)))",
            given=(
                step("tangents of powers", a="a", b="b", p="p"),
                step("tangents of powers", a="b", b="a", p="p"),
                *(law("a", "p - 1", "1"), law("b", "p - 1", "1")),
            ),
        ),
    ),
    Step(name="τ̄", check=Choose(names=("low",), given=hypothesis("step-bounded-below"))),
    Step(
        name="α, β > 0",
        check=Reals(
            then="alpha > 0 and beta > 0",
            given=(hypothesis("share-bounded"), hypothesis("descent-by-estimate")),
        ),
    ),
    Step(name="dist", check=Define(symbol="dist[k]", value="norm(x[k] - xbar)")),
    Step(name="move", check=Define(symbol="move[k]", value="norm(x[k + 1] - x[k])")),
    Step(name="slope", check=Define(symbol="slope[k]", value="norm(grad(x[k]))")),
    Step(name="len", check=Define(symbol="len[k]", value="norm(d[k])")),
    Step(
        name="‖xᵏ⁺¹ − xᵏ‖ = τₖ‖dᵏ‖",
        check=Reals(
            then="eventually(k, norm(x[k + 1] - x[k]) == t[k]*norm(d[k]))",
            given=(definition("direction"), step("τ̄")),
        ),
    ),
    Step(
        name="dᵏ ≠ 0",
        check=Reals(
            then="eventually(k, norm(d[k]) > 0)",
            given=(definition("direction"), hypothesis("moves")),
        ),
    ),
    Step(
        name="steps in numbers",
        check=Reals(
            then="eventually(k, move[k] == t[k]*len[k] and len[k] > 0)",
            given=(
                *(step("‖xᵏ⁺¹ − xᵏ‖ = τₖ‖dᵏ‖"), step("dᵏ ≠ 0")),
                *(definition("move", k="k"), definition("len", k="k")),
            ),
        ),
    ),
    Step(
        name="descent in numbers",
        check=Reals(
            then=f"eventually(k, {GAP} - {LATER} >= beta*t[k]*len[k]**2)",
            given=(hypothesis("descent-by-estimate"), definition("len", k="k")),
        ),
    ),
    Step(
        name="gradients in numbers",
        check=Reals(
            then="eventually(k, slope[k] <= alpha*len[k])",
            given=(
                hypothesis("share-bounded"),
                *(definition("slope", k="k"), definition("len", k="k")),
            ),
        ),
    ),
)

convergence = (
    Step(
        name="H1 in numbers",
        check=Reals(
            then=f"eventually(k, {GAP} - {LATER} >= {SIGMA}*slope[k]*move[k])",
            given=(
                *(step("descent in numbers"), step("gradients in numbers")),
                *(step("steps in numbers"), step("τ̄"), step("α, β > 0")),
            ),
        ),
    ),
    Step(name="σ > 0", check=Reals(then=f"{SIGMA} > 0", given=(step("α, β > 0"),))),
    Step(
        name="H1",
        claim="(H1) of Proposition B.3 holds with σ = β/α",
        check=Reals(
            then="eventually(k, f(x[k]) - f(x[k + 1])"
            f" >= {SIGMA}*norm(grad(x[k]))*norm(x[k + 1] - x[k]))",
            given=(
                *(step("H1 in numbers"), step("α, β > 0")),
                *(definition("slope", k="k"), definition("move", k="k")),
            ),
        ),
    ),
    Step(
        name="H2",
        claim="f(xᵏ⁺¹) < f(xᵏ), as xᵏ⁺¹ ≠ xᵏ: so (H2) is never called upon",
        check=Reals(
            then="eventually(k, f(x[k + 1]) < f(x[k]))",
            given=(
                *(step("descent in numbers"), step("steps in numbers")),
                *(step("τ̄"), step("α, β > 0")),
            ),
        ),
    ),
    Step(
        name="one or the other",
        check=Reals(
            then="eventually(k, f(x[k + 1]) < f(x[k]) or x[k + 1] == x[k])", given=(step("H2"),)
        ),
    ),
    Step(
        name="H2 as stated",
        check=Reals(
            then="eventually(k, implies(f(x[k + 1]) == f(x[k]), x[k + 1] == x[k]))",
            given=(step("one or the other"),),
        ),
    ),
    Step(
        name="convergence",
        claim="xᵏ → x̄ by Proposition B.3",
        check=Uses(
            proof="khanh-b.3",
            conclusion="convergence",
            by={"sigma": SIGMA},
            given=(
                *(hypothesis("smooth"), step("σ > 0"), step("H1"), step("H2 as stated")),
                *(hypothesis("accumulation"), *map(hypothesis, KL_KEYS)),
            ),
        ),
    ),
    Step(
        name="‖xᵏ − x̄‖ → 0",
        check=Rule(
            schema="distance from the limit",
            by={"v(k)": "x[k]", "c": "xbar"},
            given=(step("convergence"),),
        ),
    ),
    Step(
        name="f(xᵏ) → f(x̄)",
        check=Rule(
            schema="along a limit",
            by={"v(k)": "x[k]", "c": "xbar"},
            given=(hypothesis("smooth"), step("convergence")),
        ),
    ),
    Step(name="decrease from K1 on", check=Choose(names=("K1",), given=step("H2"))),
    Step(
        name="f(xᵏ) ≥ f(x̄)",
        claim="f(xᵏ) ↓ f(x̄)",
        check=Block(
            fix=("m",),
            assume=(("m", "m >= K1"),),
            steps=(
                *inductively(
                    "later values are lower",
                    "f(x[k]) <= f(x[m])",
                    "m",
                    given=(step("decrease from K1 on"), local("m")),
                ),
                Step(name="constant value", check=Rule(schema="constant", by={"c": "f(x[m])"})),
                Step(
                    name="values in the limit",
                    check=Rule(
                        schema="order of limits",
                        by={"a(k)": "f(x[k])", "b(k)": "f(x[m])", "c": "f(xbar)", "d": "f(x[m])"},
                        given=(
                            *(step("f(xᵏ) → f(x̄)"), step("constant value")),
                            step("later values are lower"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="above",
        claim="the values stay above f(x̄)",
        check=Reals(
            then=f"since(K1, k, {GAP} > 0)",
            given=(step("decrease from K1 on"), step("f(xᵏ) ≥ f(x̄)", m="k + 1")),
        ),
    ),
)

closeness = (
    Step(name="R > 0", check=Reals(then="R > 0", given=(hypothesis("kl"),))),
    Step(name="η > 0", check=Reals(then="eta > 0", given=(hypothesis("kl"),))),
    Step(
        name="‖xᵏ − x̄‖ < R",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "norm(x[k] - xbar)", "c": "0", "r": "R"},
            given=(step("‖xᵏ − x̄‖ → 0"), step("R > 0")),
        ),
    ),
    Step(
        name="f(xᵏ) − f(x̄) < η",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "f(x[k])", "c": "f(xbar)", "r": "eta"},
            given=(step("f(xᵏ) → f(x̄)"), step("η > 0")),
        ),
    ),
    Step(
        name="0 < f(xᵏ) − f(x̄) < η",
        check=Reals(
            then=f"eventually(k, 0 < {GAP} and {GAP} < eta)",
            given=(step("above"), step("f(xᵏ) − f(x̄) < η")),
        ),
    ),
    Step(
        name="KL along xᵏ",
        check=Reals(
            then=f"eventually(k, dphi{GAP}*norm(grad(x[k])) >= 1)",
            given=(
                *(step("‖xᵏ − x̄‖ < R"), step("0 < f(xᵏ) − f(x̄) < η")),
                hypothesis("kl inequality", y="x[k]"),
            ),
        ),
    ),
    Step(
        name="KL in numbers",
        check=Reals(
            then=f"eventually(k, slope[k] >= 0 and dphi{GAP}*slope[k] >= 1)",
            given=(step("KL along xᵏ"), definition("slope", k="k")),
        ),
    ),
)

recursion = (
    Step(
        name="φ′",
        claim="φ′(s) = M(1 − q)s^(−q)",
        check=Identity(given=("s > 0",), equation="diff(M*s**(1 - q), s) == M*(1 - q)*s**(-q)"),
    ),
    Step(
        name="KL with powers",
        claim="M(1 − q)‖∇f(xᵏ)‖ ≥ sₖ^q",
        check=Reals(
            then=f"eventually(k, M*(1 - q)*slope[k] >= {GAP}**q > 0)",
            given=(
                *(step("KL in numbers"), step("0 < f(xᵏ) − f(x̄) < η")),
                *(hypothesis("kl power", r=GAP), law(GAP, "-q", "q")),
            ),
        ),
    ),
    Step(
        name="M(1 − q) > 0",
        check=Reals(
            then="M*(1 - q) > 0",
            given=(step("KL with powers"), step("KL in numbers")),
        ),
    ),
    Step(name="c", check=Define(symbol="c0", value="beta*low/(alpha*M*(1 - q))**2")),
    Step(
        name="c > 0",
        check=Reals(
            then="c0 > 0 and c0*(alpha*M*(1 - q))**2 == beta*low",
            given=(definition("c"), step("M(1 − q) > 0"), step("α, β > 0"), step("τ̄")),
        ),
    ),
    Step(
        name="descent from below",
        check=Reals(
            then=f"eventually(k, {GAP} - {LATER} >= beta*low*len[k]**2)",
            given=(step("descent in numbers"), step("α, β > 0"), step("τ̄")),
        ),
    ),
    Step(
        name="powers from above",
        check=Reals(
            then=f"eventually(k, ({GAP}**q)**2 <= (alpha*M*(1 - q))**2*len[k]**2)",
            given=(
                *(step("KL with powers"), step("M(1 − q) > 0")),
                step("gradients in numbers"),
            ),
        ),
    ),
    Step(
        name="recursion",
        claim="sₖ − sₖ₊₁ ≥ c sₖ^(2q), c = βτ̄/(αM(1 − q))²",
        check=Reals(
            then=f"eventually(k, {GAP} - {LATER} >= c0*{GAP}**(2*q))",
            given=(
                *(step("descent from below"), step("powers from above"), step("c > 0")),
                *(step("0 < f(xᵏ) − f(x̄) < η"), law(GAP, "q", "2")),
            ),
        ),
    ),
)

triangle = (
    Step(
        name="triangle inequality",
        check=Reals(then="forall(y, z, norm(y + z) <= norm(y) + norm(z))"),
    ),
    Step(
        name="distance before a step",
        check=Block(
            fix=("m",),
            steps=(
                Step(
                    name="xᵏ − x̄ = (xᵏ⁺¹ − x̄) + (xᵏ − xᵏ⁺¹)",
                    check=Rule(
                        schema="equals",
                        by={
                            "P(r)": "r <= norm(x[m + 1] - xbar) + norm(x[m + 1] - x[m])",
                            "a": "norm(x[m + 1] - xbar + (x[m] - x[m + 1]))",
                            "b": "norm(x[m] - xbar)",
                        },
                        given=(
                            step("triangle inequality", y="x[m + 1] - xbar", z="x[m] - x[m + 1]"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="triangle",
        check=Reals(
            then="always(k, dist[k] <= dist[k + 1] + move[k])",
            given=(
                *(definition("dist", k="k"), definition("dist", k="k + 1")),
                *(definition("move", k="k"), step("distance before a step", m="k")),
            ),
        ),
    ),
)

TAIL, BOUND = "tail(i, m, move[i])", f"phi{GAP_M}*alpha/beta"


def within_limits(name: str, least: str, most: str, vanishing: str, given: Ref) -> tuple[Step, ...]:
    """least ≤ most, as least ≤ most + (what vanishes) for many k, which is `given`."""
    return (
        Step(name=f"{name}: left", check=Rule(schema="constant", by={"c": least})),
        Step(name=f"{name}: right", check=Rule(schema="constant", by={"c": most})),
        Step(
            name=f"{name}: sum",
            check=Rule(
                schema="sum of limits",
                by={"a(k)": most, "b(k)": vanishing, "c": most, "d": "0"},
                given=(step(f"{name}: right"), given),
            ),
        ),
        Step(
            name=name,
            check=Rule(
                schema="order of limits",
                by={"a(k)": least, "b(k)": f"{most} + {vanishing}", "c": least, "d": f"{most} + 0"},
                given=(step(f"{name}: left"), step(f"{name}: sum"), step(f"{name}: for many k")),
            ),
        ),
    )


tail_of_moves = (
    Step(
        name="sums of moves",
        check=Reals(
            then=f"since(m, k, total(i, m, k, move[i]) <= {BOUND})",
            given=(step("length from k on"), step("from K on"), local("m"), step("α, β > 0")),
        ),
    ),
    Step(
        name="moves",
        check=Reals(then="since(m, k, move[k] >= 0)", given=(definition("move", k="k"),)),
    ),
    Step(
        name="moves are summable",
        check=Rule(
            schema="bounded sums",
            by={"a(k)": "move[k]", "K": "m", "c": BOUND},
            given=(step("moves"), step("sums of moves")),
        ),
    ),
    Step(
        name="sums and tails",
        check=Rule(
            schema="sums and tails",
            by={"a(k)": "move[k]", "K": "m"},
            given=(step("moves are summable"), step("moves")),
        ),
    ),
    Step(
        name="dist by the tail: for many k",
        check=Reals(
            then=f"frequently(k, dist[m] <= {TAIL} + norm(x[k] - xbar))",
            given=(
                *(step("length from k on"), step("sums and tails")),
                definition("dist", k="k"),
            ),
        ),
    ),
    *within_limits("dist by the tail", "dist[m]", TAIL, "norm(x[k] - xbar)", step("‖xᵏ − x̄‖ → 0")),
    Step(
        name="tail and next",
        check=Rule(
            schema="tail and next",
            by={"a(k)": "move[k]"},
            given=(step("moves are summable"),),
        ),
    ),
    *inductively(
        "sum and tail",
        f"{TAIL} == total(i, m, k, move[i]) + tail(i, k, move[i])",
        "m",
        given=(step("tail and next"),),
    ),
    Step(
        name="tails vanish",
        check=Rule(
            schema="tails vanish", by={"a(k)": "move[k]"}, given=(step("moves are summable"),)
        ),
    ),
    Step(
        name="the tail by φ: for many k",
        check=Reals(
            then=f"frequently(k, {TAIL} <= {BOUND} + tail(i, k, move[i]))",
            given=(step("sum and tail"), step("sums of moves"), step("α, β > 0")),
        ),
    ),
    *within_limits("the tail by φ", TAIL, BOUND, "tail(i, k, move[i])", step("tails vanish")),
)

distance = (
    Step(
        name="length of a step",
        claim="φ(sₖ) − φ(sₖ₊₁) ≥ φ′(sₖ)(sₖ − sₖ₊₁) ≥ σ‖xᵏ⁺¹ − xᵏ‖",
        check=Reals(
            then=f"eventually(k, phi{GAP} - phi{LATER} >= dphi{GAP}*({GAP} - {LATER})"
            f" >= {SIGMA}*move[k])",
            given=(
                *(step("0 < f(xᵏ) − f(x̄) < η"), step("0 < f(xᵏ) − f(x̄) < η", k="k + 1")),
                *(hypothesis("kl concave", r=GAP, b=LATER), step("KL in numbers")),
                *(step("H1 in numbers"), step("α, β > 0"), step("τ̄"), step("steps in numbers")),
            ),
        ),
    ),
    Step(
        name="φ = Ms^(1−q)",
        check=Reals(
            then=f"eventually(k, phi{GAP} == M*{GAP}**(1 - q) and phi{GAP} >= 0"
            f" and phi{GAP} - phi{LATER} >= {SIGMA}*move[k])",
            given=(
                *(step("length of a step"), step("0 < f(xᵏ) − f(x̄) < η")),
                *(hypothesis("kl power", r=GAP), hypothesis("kl power")),
                *(law(GAP, "1 - q", "1"), step("α, β > 0")),
            ),
        ),
    ),
    Step(name="from K on", check=Choose(names=("K",), given=step("φ = Ms^(1−q)"))),
    *triangle,
    Step(
        name="distance",
        claim="‖xᵏ − x̄‖ ≤ Σ_{i≥k}‖xⁱ⁺¹ − xⁱ‖ ≤ φ(sₖ)/σ = (M/σ)sₖ^(1−q)",
        check=Block(
            fix=("m",),
            assume=(("m", "m >= K"),),
            steps=(
                *inductively(
                    "length from k on",
                    "dist[m] <= dist[k] + total(i, m, k, move[i])"
                    f" and {SIGMA}*total(i, m, k, move[i]) <= phi{GAP_M} - phi{GAP}",
                    "m",
                    base=(step("α, β > 0"),),
                    given=(step("triangle"), step("from K on"), local("m"), step("α, β > 0")),
                ),
                *tail_of_moves,
                Step(
                    name="dist by a power",
                    check=Reals(
                        then=f"norm(x[m] - xbar) <= {TAIL} <= phi{GAP_M}*alpha/beta"
                        f" == (M*alpha/beta)*{GAP_M}**(1 - q)",
                        given=(
                            *(step("dist by the tail"), step("the tail by φ")),
                            *(definition("dist", k="m"), step("from K on", k="m"), local("m")),
                            step("α, β > 0"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)

linear = (
    Step(
        name="f(xᵏ) − f(x̄) < 1",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "f(x[k])", "c": "f(xbar)", "r": "1"},
            given=(step("f(xᵏ) → f(x̄)"),),
        ),
    ),
    Step(
        name="powers of 1",
        check=Reals(then="forall(p, 1**p == 1)", given=(law("1", "p", "p"),)),
    ),
    Step(
        name="s^(2q) ≥ s",
        check=Reals(
            then=f"eventually(k, {GAP}**(2*q) >= {GAP})",
            given=(
                *(step("f(xᵏ) − f(x̄) < 1"), step("0 < f(xᵏ) − f(x̄) < η"), SMALL),
                *(law(GAP, "2*q", "1 - 2*q"), order(GAP, "1", "1 - 2*q")),
                step("powers of 1", p="1 - 2*q"),
            ),
        ),
    ),
    Step(
        name="contraction",
        claim="sₖ₊₁ ≤ (1 − c)sₖ for sₖ ≤ 1, as s^(2q) ≥ s",
        check=Reals(
            then=f"eventually(k, {LATER} <= (1 - c0)*{GAP})",
            given=(step("recursion"), step("s^(2q) ≥ s"), step("c > 0")),
        ),
    ),
    Step(
        name="c < 1",
        check=Reals(
            then="0 < c0 and c0 < 1",
            given=(
                *(step("contraction"), step("0 < f(xᵏ) − f(x̄) < η"), step("c > 0")),
                step("0 < f(xᵏ) − f(x̄) < η", k="k + 1"),
            ),
        ),
    ),
    Step(
        name="positive and contracting",
        check=Reals(
            then=f"eventually(k, {GAP} > 0 and {LATER} <= (1 - c0)*{GAP})",
            given=(step("contraction"), step("0 < f(xᵏ) − f(x̄) < η")),
        ),
    ),
    Step(
        name="from K2 on",
        check=Choose(names=("K2",), given=step("positive and contracting")),
    ),
    Step(
        name="C",
        check=Define(symbol="C", value="(f(x[K2]) - f(xbar))/(1 - c0)**K2"),
    ),
    Step(
        name="C > 0",
        check=Reals(
            then="C > 0 and f(x[K2]) - f(xbar) <= C*(1 - c0)**K2",
            given=(
                *(definition("C"), step("from K2 on", k="K2"), step("c < 1")),
                law("1 - c0", "K2", "1"),
            ),
        ),
    ),
    *inductively(
        "values linearly",
        f"{GAP} <= C*(1 - c0)**k",
        "K2",
        claim="s converges linearly: sₖ ≤ C(1 − c)ᵏ",
        base=(step("C > 0"),),
        given=(*(step("from K2 on"), step("c < 1"), law("1 - c0", "k", "1")),),
    ),
    Step(
        name="power of a linear rate",
        check=Reals(
            then=f"eventually(k, {GAP}**(1 - q) <= C**(1 - q)*((1 - c0)**(1 - q))**k)",
            given=(
                *(step("values linearly"), step("0 < f(xᵏ) − f(x̄) < η"), SMALL),
                *(step("c < 1"), order(GAP, "C*(1 - c0)**k", "1 - q")),
                *(law("C", "1 - q", "1", b="(1 - c0)**k"), law("1 - c0", "1 - q", "k")),
                law("1 - c0", "k", "1 - q"),
            ),
        ),
    ),
    Step(
        name="constants of the linear rate",
        check=Reals(
            then="0 < (1 - c0)**(1 - q) and (1 - c0)**(1 - q) < 1"
            " and (M*alpha/beta)*C**(1 - q) > 0",
            given=(
                *(step("c < 1"), step("C > 0"), SMALL, hypothesis("kl power")),
                *(step("α, β > 0"), law("1 - c0", "1 - q", "1"), law("C", "1 - q", "1")),
                order("1 - c0", "1", "1 - q"),
            ),
        ),
    ),
    Step(
        name="iterates linearly",
        check=Reals(
            then="eventually(k, norm(x[k] - xbar)"
            " <= (M*alpha/beta)*C**(1 - q)*((1 - c0)**(1 - q))**k)",
            given=(
                *(step("distance", m="k"), step("from K on")),
                *(step("power of a linear rate"), step("α, β > 0"), hypothesis("kl power")),
            ),
        ),
    ),
    Step(
        name="q ≤ ½",
        claim="with sₖ, ‖xᵏ − x̄‖ converges linearly, by its power 1 − q > 0",
        check=Witness(
            then=ITERATES.linear,
            values={"c": "(M*alpha/beta)*C**(1 - q)", "r": "(1 - c0)**(1 - q)"},
            given=(step("iterates linearly"), step("constants of the linear rate")),
        ),
    ),
)

BELOW = "c0**(1/(1 - 2*q))"

cannot_occur = (
    Step(
        name="(1 − 2q)/(1 − 2q) = 1",
        check=Reals(
            then="1 - 2*q > 0 and (1/(1 - 2*q))*(1 - 2*q) == 1 and 1/(1 - 2*q) > 0",
            given=(local("q"),),
        ),
    ),
    Step(
        name="c^(1/(1−2q)) > 0",
        check=Reals(
            then=f"{BELOW} > 0",
            given=(step("c > 0"), law("c0", "1/(1 - 2*q)", "1")),
        ),
    ),
    Step(
        name="its power",
        check=Reals(
            then=f"({BELOW})**(1 - 2*q) == c0**((1/(1 - 2*q))*(1 - 2*q))",
            given=(step("c > 0"), law("c0", "1/(1 - 2*q)", "1 - 2*q")),
        ),
    ),
    Step(
        name="its power is c",
        check=Rule(
            schema="equals",
            by={
                "P(r)": f"({BELOW})**(1 - 2*q) == c0**r",
                "a": "(1/(1 - 2*q))*(1 - 2*q)",
                "b": "1",
            },
            given=(step("its power"), step("(1 − 2q)/(1 − 2q) = 1")),
        ),
    ),
    Step(
        name="s falls below it",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "f(x[k])", "c": "f(xbar)", "r": BELOW},
            given=(step("f(xᵏ) → f(x̄)"), step("c^(1/(1−2q)) > 0")),
        ),
    ),
    Step(
        name="s^(1−2q) < c",
        check=Reals(
            then=f"eventually(k, {GAP}**(1 - 2*q) < c0)",
            given=(
                *(step("s falls below it"), step("0 < f(xᵏ) − f(x̄) < η")),
                *(step("its power is c"), order(GAP, BELOW, "1 - 2*q"), local("q")),
            ),
        ),
    ),
    Step(
        name="sₖ₊₁ < 0",
        check=Reals(
            then=f"eventually(k, {LATER} < 0)",
            given=(
                *(step("s^(1−2q) < c"), step("recursion"), step("0 < f(xᵏ) − f(x̄) < η")),
                law(GAP, "2*q", "1 - 2*q"),
            ),
        ),
    ),
    Step(
        name="but sₖ₊₁ > 0",
        check=Reals(
            then="False",
            given=(step("sₖ₊₁ < 0"), step("0 < f(xᵏ) − f(x̄) < η", k="k + 1")),
        ),
    ),
)

POWER = "1/(2*q - 1)"

growth = (
    Step(
        name="tangent: slope",
        claim="the derivative of s^(−h) is −h s^(−h−1), h = 2q − 1",
        check=Identity(given=("s > 0", "h > 0"), equation="diff(s**(-h), s) == -h*s**(-h - 1)"),
    ),
    Step(
        name="tangent: convex",
        claim="its second derivative is h(h + 1)s^(−h−2) > 0",
        check=Identity(
            given=("s > 0", "h > 0"),
            equation="diff(diff(s**(-h), s), s) == h*(h + 1)*s**(-h - 2)",
        ),
    ),
    Step(
        name="tangent",
        claim="s ↦ s^(−h) is convex, so sₖ₊₁^(−h) ≥ sₖ^(−h) + h sₖ^(−h−1)(sₖ − sₖ₊₁), h = 2q − 1",
        check=Reals(
            then=f"eventually(k, {LATER}**(1 - 2*q)"
            f" >= {GAP}**(1 - 2*q) + (2*q - 1)*{GAP}**(-2*q)*({GAP} - {LATER}))",
            given=(
                *(step("0 < f(xᵏ) − f(x̄) < η"), step("0 < f(xᵏ) − f(x̄) < η", k="k + 1"), LARGE),
                step("tangents of powers", a=LATER, b=GAP, p="1 - 2*q"),
            ),
        ),
    ),
    Step(
        name="growth",
        claim="sₖ^(−h) grows by hc at least",
        check=Reals(
            then=f"eventually(k, {GAP}**(1 - 2*q) > 0"
            f" and {LATER}**(1 - 2*q) >= {GAP}**(1 - 2*q) + (2*q - 1)*c0)",
            given=(
                *(step("tangent"), step("recursion"), step("0 < f(xᵏ) − f(x̄) < η"), LARGE),
                *(law(GAP, "-2*q", "2*q"), law(GAP, "1 - 2*q", "1")),
            ),
        ),
    ),
    Step(name="from K3 on", check=Choose(names=("K3",), given=step("growth"))),
    *inductively(
        "sum of growth",
        f"{GAP}**(1 - 2*q) >= (2*q - 1)*c0*(k - K3)",
        "K3",
        base=(step("from K3 on", k="K3"),),
        given=(step("from K3 on"),),
    ),
    Step(name="Σ1 = ∞", check=Series(then="diverges(k, 1)")),
    Step(
        name="k ≥ 2K3",
        check=Rule(
            schema="sums exceed",
            by={"a(k)": "1", "K": "1", "c": "2*K3"},
            given=(step("Σ1 = ∞"),),
        ),
    ),
    Step(name="b", check=Define(symbol="b0", value="(2*q - 1)*c0/2")),
    Step(
        name="b > 0",
        check=Reals(then="b0 > 0", given=(definition("b"), step("c > 0"), LARGE)),
    ),
    Step(
        name="linear growth",
        check=Reals(
            then=f"eventually(k, {GAP}**(1 - 2*q) >= b0*k)",
            given=(
                *(step("sum of growth"), step("k ≥ 2K3"), definition("b")),
                *(step("c > 0"), LARGE),
            ),
        ),
    ),
)

values = (
    Step(
        name="(1 − 2q)/(2q − 1) = −1",
        check=Reals(
            then=f"(1 - 2*q)*({POWER}) == -1 and {POWER} > 0",
            given=(LARGE,),
        ),
    ),
    Step(
        name="power of a power",
        check=Reals(
            then=f"forall(a, implies(a > 0, (a**(1 - 2*q))**({POWER})"
            f" == a**((1 - 2*q)*({POWER}))))",
            given=(law("a", "1 - 2*q", POWER),),
        ),
    ),
    Step(
        name="power −1",
        check=Rule(
            schema="equals",
            by={
                "P(r)": f"forall(a, implies(a > 0, (a**(1 - 2*q))**({POWER}) == a**r))",
                "a": f"(1 - 2*q)*({POWER})",
                "b": "-1",
            },
            given=(step("power of a power"), step("(1 − 2q)/(2q − 1) = −1")),
        ),
    ),
    Step(
        name="powers of the growth",
        check=Reals(
            then=f"eventually(k, b0**({POWER})*k**({POWER}) <= {GAP}**(-1))",
            given=(
                *(step("linear growth"), step("b > 0"), step("0 < f(xᵏ) − f(x̄) < η")),
                *(step("(1 − 2q)/(2q − 1) = −1"), step("power −1", a=GAP)),
                *(order("b0*k", f"{GAP}**(1 - 2*q)", POWER), law("b0", POWER, "1", b="k")),
            ),
        ),
    ),
    Step(
        name="product at most 1",
        check=Reals(
            then=f"eventually(k, b0**({POWER})*k**({POWER})*{GAP} <= 1)",
            given=(
                *(step("powers of the growth"), step("0 < f(xᵏ) − f(x̄) < η")),
                law(GAP, "-1", "1"),
            ),
        ),
    ),
    Step(
        name="q > ½, values",
        claim="so sₖ = O(k^(−1/h))",
        check=Reals(
            then=f"eventually(k, {GAP} <= b0**(-({POWER}))*k**(-({POWER})))",
            given=(
                *(step("product at most 1"), step("b > 0")),
                *(law("b0", POWER, f"-({POWER})"), law("k", POWER, f"-({POWER})")),
            ),
        ),
    ),
)

FACTOR, RATE = f"b0**(-({POWER}))", f"k**(-({POWER}))"


def powered(exponent: str, *given: Ref) -> Reals:
    """What the rate of the values gives for a power of them, which is positive as `given` says."""
    rate = f"k**(-({POWER})*({exponent}))"
    return Reals(
        then=f"eventually(k, {GAP}**({exponent}) <= ({FACTOR})**({exponent})*{rate})",
        given=(
            *(step("q > ½, values"), step("0 < f(xᵏ) − f(x̄) < η"), *given),
            *(order(GAP, f"{FACTOR}*{RATE}", exponent), law(FACTOR, exponent, "1", b=RATE)),
            law("k", f"-({POWER})", exponent),
        ),
    )


ITERATES_FACTOR = f"(M*alpha/beta)*({FACTOR})**(1 - q)"
GRADIENTS_FACTOR = f"sqrt(alpha**2/(beta*low))*({FACTOR})**(1/2)"

rates = (
    Step(name="power of the rate", check=powered("1 - q", LARGE)),
    Step(
        name="iterates by the rate",
        check=Reals(
            then=f"eventually(k, norm(x[k] - xbar) <= {ITERATES_FACTOR}*k**(-((1 - q)/(2*q - 1))))",
            given=(
                *(step("distance", m="k"), step("from K on")),
                *(step("power of the rate"), step("α, β > 0"), hypothesis("kl power")),
            ),
        ),
    ),
    Step(
        name="q > ½, iterates",
        claim="‖xᵏ − x̄‖ = O(k^(−(1−q)/(2q−1))): the power 1 − q of O(k^(−1/(2q−1)))",
        check=Witness(
            then=ITERATES.of_order("k**(-((1 - q)/(2*q - 1)))"),
            values={"c": ITERATES_FACTOR},
            given=(step("iterates by the rate"),),
        ),
    ),
    Step(
        name="values with their sign",
        ours=True,
        check=Reals(
            then=f"eventually(k, abs(f(x[k]) - f(xbar)) <= {FACTOR}*k**(-({POWER})))",
            given=(step("q > ½, values"), step("0 < f(xᵏ) − f(x̄) < η")),
        ),
    ),
    Step(
        name="values are faster",
        claim="f(xᵏ) − f(x̄) = O(k^(−1/(2q−1))), faster than printed",
        ours=True,
        check=Witness(
            then=VALUES.of_order(f"k**(-({POWER}))"),
            values={"c": FACTOR},
            given=(step("values with their sign"),),
        ),
    ),
    Step(name="root of the rate", ours=True, check=powered("1/2")),
    Step(
        name="gradients by the values",
        claim="‖∇f(xᵏ)‖² ≤ α²‖dᵏ‖² ≤ (α²/(βτ̄))sₖ",
        ours=True,
        check=Reals(
            then=f"eventually(k, slope[k]**2 <= alpha**2/(beta*low)*({GAP}**(1/2))**2)",
            given=(
                *(step("gradients in numbers"), step("descent from below"), step("τ̄")),
                step("0 < f(xᵏ) − f(x̄) < η", k="k + 1"),
                *(step("α, β > 0"), law(GAP, "1/2", "2"), step("KL in numbers")),
            ),
        ),
    ),
    Step(
        name="gradients by a root",
        ours=True,
        check=Reals(
            then=f"eventually(k, slope[k] <= sqrt(alpha**2/(beta*low))*{GAP}**(1/2))",
            given=(
                *(step("gradients by the values"), step("0 < f(xᵏ) − f(x̄) < η"), step("τ̄")),
                *(step("α, β > 0"), law(GAP, "1/2", "2")),
            ),
        ),
    ),
    Step(
        name="gradients by the rate",
        ours=True,
        check=Reals(
            then=f"eventually(k, norm(grad(x[k])) <= {GRADIENTS_FACTOR}*k**(-(1/(4*q - 2))))",
            given=(
                *(step("gradients by a root"), step("root of the rate"), step("τ̄")),
                *(step("α, β > 0"), definition("slope", k="k")),
            ),
        ),
    ),
    Step(
        name="gradients are faster",
        claim="‖∇f(xᵏ)‖ = O(k^(−1/(4q−2))), faster than printed",
        ours=True,
        check=Witness(
            then=GRADIENTS.of_order("k**(-(1/(4*q - 2)))"),
            values={"c": GRADIENTS_FACTOR},
            given=(step("gradients by the rate"),),
        ),
    ),
    Step(
        name="faster than printed",
        claim="(2 − 2q)/(2q − 1) < 1/(2q − 1), (1 − q)/(2q − 1) < 1/(4q − 2)",
        ours=True,
        check=Reals(
            then="(2 - 2*q)/(2*q - 1) < 1/(2*q - 1) and (1 - q)/(2*q - 1) < 1/(4*q - 2)",
            given=(LARGE,),
        ),
    ),
)

steps = (
    *(*signs, *convergence, *closeness, *recursion, *distance, *linear),
    Step(
        name="q < ½ cannot occur",
        claim="for q < ½ the hypotheses contradict each other: s^(2q−1) → ∞ makes sₖ₊₁ negative; "
        "such a sequence stops after finitely many steps",
        ours=True,
        check=Block(assume=(("q", "q < 1/2"),), steps=cannot_occur),
    ),
    *(*growth, *values, *rates),
)

proof = Proof(
    name="khanh-b.4",
    summary="Proposition B.4: rates under the KL property with φ = Mt^(1−q)",
    source="K24, Proposition B.4",
    statement=stated(khanh_b_4),
    steps=steps,
    parts=(
        Part(
            text="q ∈ (0, ½]: linear convergence",
            conclusion="linear-iterates",
            shown_by="q ≤ ½",
        ),
        Part(
            text="q ∈ (½, 1): ‖xᵏ − x̄‖ = O(k^(−(1−q)/(2q−1)))",
            conclusion="power-iterates",
            shown_by="q > ½, iterates",
        ),
    ),
    outcome="the proposition survives; for q < ½ it is about no sequence at all",
)
