"""Convergence of descent sequences under the KL property.

The KL inequality is used where it holds only: in the ball of radius R about x̄, and where
0 < f(x) − f(x̄) < η. That xᵏ stays in that ball is shown by induction, with what is left of φ.
"""

from __future__ import annotations

from sam_theory.proofs.derived import some_index_or_none
from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Define,
    Part,
    Proof,
    Reals,
    Rule,
    Step,
    Witness,
    definition,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.tending import accumulates_at_its_limit
from sam_theory.proofs.writing import inductively
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_b_3 import khanh_b_3

GAP, LATER, FIRST = "(f(x[k]) - f(xbar))", "(f(x[k + 1]) - f(xbar))", "(f(x[K]) - f(xbar))"
MOVED = "norm(x[k + 1] - x[k])"
LENGTH = "total(i, K, k, norm(x[i + 1] - x[i]))"
STOPS = "exists(N, N >= K1 and (N >= K2 and f(x[N]) == f(xbar)))"
NEVER = "since(K1, k, not (k >= K2 and f(x[k]) == f(xbar)))"
CONVERGES = "tends(k, x[k], xbar)"


def close(index: str) -> str:
    """That xᵏ is as close to x̄ as needed, at this index, which is large."""
    return (
        f"norm(x[{index}] - xbar) < R/2 and f(x[{index}]) - f(xbar) < eta"
        f" and phi(f(x[{index}]) - f(xbar)) < sigma*R/2 and {index} >= K1 and {index} >= K2"
    )


values = (
    Step(name="(H1) from K1 on", check=Choose(names=("K1",), given=hypothesis("H1"))),
    Step(name="(H2) from K2 on", check=Choose(names=("K2",), given=hypothesis("H2"))),
    Step(name="σ > 0", check=Reals(then="sigma > 0", given=(hypothesis("H1"),))),
    Step(
        name="decrease",
        claim="f(xᵏ) does not increase for large k",
        check=Reals(
            then="since(K1, k, f(x[k + 1]) <= f(x[k]))",
            given=(step("(H1) from K1 on"), step("σ > 0")),
        ),
    ),
    Step(
        name="later values are lower",
        check=Block(
            fix=("m",),
            assume=(("m", "m >= K1"),),
            steps=inductively(
                "later values",
                "f(x[k]) <= f(x[m])",
                "m",
                given=(step("decrease"), local("m")),
            ),
        ),
    ),
    Step(
        name="a subsequence tends to x̄",
        check=Rule(
            schema="subsequence",
            by={"v(k)": "x[k]", "c": "xbar"},
            given=(hypothesis("accumulation"),),
        ),
    ),
    Step(name="subsequence", check=Choose(names=("s",), given=step("a subsequence tends to x̄"))),
    Step(
        name="distances along it",
        check=Rule(
            schema="distance from the limit",
            by={"v(k)": "x[s[k]]", "c": "xbar"},
            given=(step("subsequence"),),
        ),
    ),
    Step(
        name="values along it",
        check=Rule(
            schema="along a limit",
            by={"v(k)": "x[s[k]]", "c": "xbar"},
            given=(hypothesis("smooth"), step("subsequence")),
        ),
    ),
    Step(
        name="f(xᵏ) ≥ f(x̄)",
        claim="f(xᵏ) ↓ f(x̄), so it lies above",
        check=Block(
            fix=("m",),
            assume=(("m", "m >= K1"),),
            steps=(
                Step(
                    name="lower for large k",
                    check=Reals(
                        then="eventually(k, f(x[k]) <= f(x[m]))",
                        given=(step("later values are lower", m="m"), local("m")),
                    ),
                ),
                Step(
                    name="later values along it",
                    check=Rule(
                        schema="late indices",
                        by={"P(k)": "f(x[k]) <= f(x[m])", "s": "s"},
                        given=(step("lower for large k"), step("subsequence")),
                    ),
                ),
                Step(name="constant", check=Rule(schema="constant", by={"c": "f(x[m])"})),
                Step(
                    name="in the limit",
                    check=Rule(
                        schema="order of limits",
                        by={
                            "a(k)": "f(x[s[k]])",
                            "b(k)": "f(x[m])",
                            "c": "f(xbar)",
                            "d": "f(x[m])",
                        },
                        given=(
                            *(step("values along it"), step("constant")),
                            step("later values along it"),
                        ),
                    ),
                ),
            ),
        ),
    ),
)

at_rest = (
    Step(name="stop at m", check=Choose(names=("m",), given=local("stops"))),
    *inductively(
        "xᵏ stays",
        "x[k] == x[m] and f(x[k]) == f(xbar)",
        "m",
        base=(step("stop at m"),),
        given=(
            *(step("stop at m"), step("f(xᵏ) ≥ f(x̄)", m="k + 1"), step("decrease")),
            step("(H2) from K2 on"),
        ),
    ),
    Step(
        name="xᵏ is at rest",
        check=Reals(then="eventually(k, x[k] == x[m])", given=(step("xᵏ stays"),)),
    ),
    Step(
        name="at rest along it",
        check=Rule(
            schema="late indices",
            by={"P(k)": "x[k] == x[m]", "s": "s"},
            given=(step("xᵏ is at rest"), step("subsequence")),
        ),
    ),
    Step(
        name="its distances",
        check=Reals(
            then="frequently(k, norm(x[m] - xbar) <= norm(x[s[k]] - xbar))",
            given=(step("at rest along it"),),
        ),
    ),
    Step(
        name="distance at rest",
        check=Rule(schema="constant", by={"c": "norm(x[m] - xbar)"}),
    ),
    Step(
        name="distance 0",
        check=Rule(
            schema="order of limits",
            by={
                "a(k)": "norm(x[m] - xbar)",
                "b(k)": "norm(x[s[k]] - xbar)",
                "c": "norm(x[m] - xbar)",
                "d": "0",
            },
            given=(step("distance at rest"), step("distances along it"), step("its distances")),
        ),
    ),
    Step(name="0 → 0", check=Rule(schema="constant", by={"c": "0"})),
    Step(
        name="distances at rest",
        check=Reals(
            then="eventually(k, 0 <= norm(x[k] - xbar) and norm(x[k] - xbar) <= 0)",
            given=(step("distance 0"), step("xᵏ is at rest")),
        ),
    ),
    Step(
        name="they tend to 0",
        check=Rule(
            schema="squeeze",
            by={"a(k)": "0", "b(k)": "0", "e(k)": "norm(x[k] - xbar)", "c": "0"},
            given=(step("0 → 0"), step("distances at rest")),
        ),
    ),
    Step(
        name="xᵏ → x̄ at rest",
        check=Rule(
            schema="limit of the distance",
            by={"v(k)": "x[k]", "c": "xbar"},
            given=(step("they tend to 0"),),
        ),
    ),
)

near = (
    Step(
        name="σR/2 > 0",
        check=Reals(then="sigma*R/2 > 0", given=(step("σ > 0"), hypothesis("kl"))),
    ),
    Step(
        name="φ is small near 0",
        check=Apply(to=hypothesis("kl continuous", r="sigma*R/2"), given=(step("σR/2 > 0"),)),
    ),
    Step(name="e", check=Choose(names=("e",), given=step("φ is small near 0"))),
    Step(name="R/2 > 0", check=Reals(then="R/2 > 0", given=(hypothesis("kl"),))),
    Step(
        name="xᵏ near x̄",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "norm(x[s[k]] - xbar)", "c": "0", "r": "R/2"},
            given=(step("distances along it"), step("R/2 > 0")),
        ),
    ),
    Step(
        name="min(e, η) > 0",
        check=Reals(then="min(e, eta) > 0", given=(step("e"), hypothesis("kl"))),
    ),
    Step(
        name="f(xᵏ) near f(x̄)",
        check=Rule(
            schema="near the limit",
            by={"a(k)": "f(x[s[k]])", "c": "f(xbar)", "r": "min(e, eta)"},
            given=(step("values along it"), step("min(e, η) > 0")),
        ),
    ),
    *(
        part
        for K, said in (("K1", "(H1) from K1 on"), ("K2", "(H2) from K2 on"))
        for part in (
            Step(
                name=f"k ≥ {K}",
                check=Reals(then=f"eventually(k, k >= {K})", given=(step(said),)),
            ),
            Step(
                name=f"k ≥ {K} along it",
                check=Rule(
                    schema="late indices",
                    by={"P(k)": f"k >= {K}", "s": "s"},
                    given=(step(f"k ≥ {K}"), step("subsequence")),
                ),
            ),
        )
    ),
    Step(
        name="close along it",
        check=Reals(
            then=f"eventually(k, {close('s[k]')})",
            given=(
                *(step("xᵏ near x̄"), step("f(xᵏ) near f(x̄)"), step("e", b="f(x[s[k]]) - f(xbar)")),
                *(step("k ≥ K1 along it"), step("k ≥ K2 along it")),
                step("f(xᵏ) ≥ f(x̄)", m="s[k]"),
            ),
        ),
    ),
    Step(name="close from N on", check=Choose(names=("N",), given=step("close along it"))),
    Step(
        name="close at N",
        check=Reals(then=close("s[N]"), given=(step("close from N on", k="N"),)),
    ),
    Step(
        name="such a K exists",
        check=Witness(
            then=f"exists(K, {close('K')})", values={"K": "s[N]"}, given=(step("close at N"),)
        ),
    ),
    Step(
        name="K",
        claim="some K has x^K close to x̄: ‖x^K − x̄‖ < R/2, φ(f(x^K) − f(x̄)) < σR/2, "
        "f(x^K) − f(x̄) < η",
        check=Choose(names=("K",), given=step("such a K exists")),
    ),
)

descent = (
    Step(
        name="0 < f(xᵏ) − f(x̄) < η",
        check=Reals(
            then=f"since(K, k, 0 < {GAP} and {GAP} < eta)",
            given=(
                *(local("never"), step("K"), step("f(xᵏ) ≥ f(x̄)", m="k")),
                step("later values are lower", m="K"),
            ),
        ),
    ),
    Step(
        name="Δ ≥ 0",
        check=Reals(
            then=f"since(K, k, phi{GAP} >= 0)",
            given=(
                *(step("0 < f(xᵏ) − f(x̄) < η"), hypothesis("kl slope", r=GAP), hypothesis("kl")),
                hypothesis("kl concave", r=GAP, b="0"),
            ),
        ),
    ),
    Step(
        name="concavity",
        check=Reals(
            then=f"since(K, k, phi{GAP} - phi{LATER} >= dphi{GAP}*({GAP} - {LATER}))",
            given=(
                step("0 < f(xᵏ) − f(x̄) < η"),
                step("0 < f(xᵏ) − f(x̄) < η", k="k + 1"),
                hypothesis("kl concave", r=GAP, b=LATER),
            ),
        ),
    ),
    Step(
        name="inequality",
        check=Reals(
            then=f"since(K, k, implies(norm(x[k] - xbar) < R, dphi{GAP}*norm(grad(x[k])) >= 1))",
            given=(step("0 < f(xᵏ) − f(x̄) < η"), hypothesis("kl inequality", y="x[k]")),
        ),
    ),
    Step(name="dist", check=Define(symbol="dist[k]", value="norm(x[k] - xbar)")),
    Step(name="move", check=Define(symbol="move[k]", value=MOVED)),
    Step(name="slope", check=Define(symbol="slope[k]", value="norm(grad(x[k]))")),
    Step(
        name="inequality in numbers",
        check=Reals(
            then=f"since(K, k, implies(dist[k] < R, dphi{GAP}*slope[k] >= 1))",
            given=(step("inequality"), definition("dist", k="k"), definition("slope", k="k")),
        ),
    ),
    Step(
        name="(H1) in numbers",
        check=Reals(
            then=f"since(K1, k, {GAP} - {LATER} >= sigma*slope[k]*move[k])",
            given=(step("(H1) from K1 on"), definition("slope", k="k"), definition("move", k="k")),
        ),
    ),
    Step(
        name="triangle inequality",
        check=Reals(then="forall(y, z, norm(y + z) <= norm(y) + norm(z))"),
    ),
    Step(
        name="distance after a step",
        check=Block(
            fix=("m",),
            steps=(
                Step(
                    name="xᵏ⁺¹ = xᵏ + (xᵏ⁺¹ − xᵏ)",
                    check=Rule(
                        schema="equals",
                        by={
                            "P(r)": "r <= norm(x[m] - xbar) + norm(x[m + 1] - x[m])",
                            "a": "norm(x[m] - xbar + (x[m + 1] - x[m]))",
                            "b": "norm(x[m + 1] - xbar)",
                        },
                        given=(step("triangle inequality", y="x[m] - xbar", z="x[m + 1] - x[m]"),),
                    ),
                ),
            ),
        ),
    ),
    Step(
        name="triangle",
        check=Reals(
            then="always(k, move[k] >= 0 and dist[k + 1] <= dist[k] + move[k])",
            given=(
                *(definition("dist", k="k"), definition("dist", k="k + 1")),
                *(definition("move", k="k"), step("distance after a step", m="k")),
            ),
        ),
    ),
    Step(
        name="length of a step",
        claim="φ(sₖ) − φ(sₖ₊₁) ≥ φ′(sₖ)(sₖ − sₖ₊₁) ≥ σ‖xᵏ⁺¹ − xᵏ‖ while xᵏ ∈ U and 0 < sₖ < η",
        check=Reals(
            then="since(K, k, implies(dist[k] < R,"
            f" phi{GAP} - phi{LATER} >= dphi{GAP}*({GAP} - {LATER}) >= sigma*move[k]))",
            given=(
                *(step("concavity"), step("inequality in numbers"), step("(H1) in numbers")),
                *(step("σ > 0"), step("K"), step("triangle"), step("0 < f(xᵏ) − f(x̄) < η")),
                hypothesis("kl slope", r=GAP),
            ),
        ),
    ),
)

staying = (
    Step(
        name="dist at K",
        check=Reals(then="dist[K] < R/2", given=(step("K"), definition("dist", k="K"))),
    ),
    *inductively(
        "length so far",
        "dist[k] < R and dist[k] <= dist[K] + total(i, K, k, move[i])"
        f" and sigma*total(i, K, k, move[i]) <= phi{FIRST} - phi{GAP}",
        "K",
        claim="‖xᵏ − x̄‖ ≤ ‖x^K − x̄‖ + Σ_{i=K}^{k−1}‖xⁱ⁺¹ − xⁱ‖, and σ times this sum is at most "
        "φ(s_K) − φ(sₖ)",
        base=(step("dist at K"), hypothesis("kl")),
        given=(
            *(step("length of a step"), step("triangle"), step("Δ ≥ 0", k="k + 1")),
            *(step("dist at K"), step("K"), step("σ > 0")),
        ),
    ),
    Step(
        name="staying near x̄",
        claim="‖xᵏ − x̄‖ ≤ ‖x^K − x̄‖ + φ(s_K)/σ < R for all k ≥ K, K with x^K close to x̄",
        check=Reals(
            then=f"since(K, k, dist[k] <= dist[K] + phi{FIRST}/sigma < R)",
            given=(
                *(step("length so far"), step("Δ ≥ 0"), step("dist at K")),
                *(step("K"), step("σ > 0")),
            ),
        ),
    ),
    Step(
        name="moves",
        check=Reals(then="since(K, k, move[k] >= 0)", given=(step("triangle"),)),
    ),
    Step(
        name="length",
        claim="Σ‖xᵏ⁺¹ − xᵏ‖ ≤ φ(s_K)/σ",
        check=Reals(
            then=f"since(K, k, total(i, K, k, move[i]) <= phi{FIRST}/sigma)",
            given=(step("length so far"), step("Δ ≥ 0"), step("σ > 0")),
        ),
    ),
    Step(
        name="moves are summable",
        check=Rule(
            schema="bounded sums",
            by={"a(k)": "move[k]", "K": "K", "c": f"phi{FIRST}/sigma"},
            given=(step("moves"), step("length")),
        ),
    ),
    Step(
        name="moves are 0 or more",
        check=Reals(
            then=f"eventually(k, {MOVED} >= 0 and {MOVED} <= move[k])",
            given=(definition("move", k="k"),),
        ),
    ),
    Step(
        name="finite length",
        claim="Σ‖xᵏ⁺¹ − xᵏ‖ < ∞",
        check=Rule(
            schema="comparison",
            by={"a(k)": MOVED, "b(k)": "move[k]"},
            given=(step("moves are 0 or more"), step("moves are summable")),
        ),
    ),
    Step(
        name="it converges",
        claim="so xᵏ converges",
        check=Rule(schema="finite length", by={"v(k)": "x[k]"}, given=(step("finite length"),)),
    ),
    Step(name="z", check=Choose(names=("z",), given=step("it converges"))),
    *accumulates_at_its_limit(
        "z = x̄",
        "x[k]",
        *("z", "xbar", step("z"), hypothesis("accumulation")),
        along="s1",
        claim="to x̄",
    ),
    Step(
        name="xᵏ → x̄ in motion",
        check=Rule(
            schema="equals",
            by={"P(r)": "tends(k, x[k], r)", "a": "z", "b": "xbar"},
            given=(step("z = x̄"), step("z")),
        ),
    ),
)

cases = (
    *some_index_or_none("at rest or never", "k >= K2 and f(x[k]) == f(xbar)", "K1"),
    Step(
        name="stop",
        claim="if f(xᵏ) = f(x̄) for some k, the values stay there, and by (H2) so do the iterates",
        check=Block(assume=(("stops", STOPS),), steps=at_rest),
    ),
    Step(
        name="in motion",
        claim="otherwise xᵏ has finite length",
        check=Block(assume=(("never", NEVER),), steps=(*near, *descent, *staying)),
    ),
    Step(
        name="limit",
        claim="xᵏ → x̄",
        check=Reals(
            then=CONVERGES, given=(step("at rest or never"), step("stop"), step("in motion"))
        ),
    ),
)

proof = Proof(
    name="khanh-b.3",
    summary="Proposition B.3: descent sequences converge under the KL property",
    source="K24, Proposition B.3; Absil, Mahony, Andrews, SIAM J. Optim. 16 (2005)",
    statement=stated(khanh_b_3),
    steps=(*values, *cases),
    parts=(Part(text="xᵏ → x̄", conclusion="convergence", shown_by="limit"),),
    outcome="the proposition survives",
)
