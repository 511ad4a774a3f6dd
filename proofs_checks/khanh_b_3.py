"""Convergence of descent sequences under the KL property.

The KL inequality is used where it holds only: in the ball of radius R about x̄, and where
0 < f(x) − f(x̄) < η.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Apply,
    Block,
    Choose,
    Part,
    Proof,
    Reals,
    Rule,
    Step,
    hypothesis,
    local,
    step,
)
from sam_theory.proofs.writing import inductively
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_b_3 import khanh_b_3

GAP, LATER = "(f(x[k]) - f(xbar))", "(f(x[k + 1]) - f(xbar))"
MOVED = "norm(x[k + 1] - x[k])"
LENGTH = "total(i, K, k, norm(x[i + 1] - x[i]))"
CLOSE = (
    "norm(x[K] - xbar) < R/2 and f(x[K]) - f(xbar) < eta and phi(f(x[K]) - f(xbar)) < sigma*R/2"
    " and K >= K1 and K >= K2"
)

values = (
    Step(name="(H1) from K1 on", check=Choose(names=("K1",), given=hypothesis("H1"))),
    Step(name="(H2) from K2 on", check=Choose(names=("K2",), given=hypothesis("H2"))),
    Step(
        name="decrease",
        claim="f(xᵏ) does not increase from K₁ on",
        check=Reals(
            then="since(K1, k, f(x[k + 1]) <= f(x[k]))",
            given=(step("(H1) from K1 on"), hypothesis("H1")),
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
        name="values along it",
        check=Rule(
            schema="values along a limit",
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
                *inductively(
                    "later values",
                    "f(x[k]) <= f(x[m])",
                    "m",
                    given=(step("decrease"), local("m")),
                ),
                Step(
                    name="later values along it",
                    check=Rule(
                        schema="late indices",
                        by={"P(k)": "f(x[k]) <= f(x[m])", "s": "s"},
                        given=(step("later values"), step("subsequence")),
                    ),
                ),
                Step(
                    name="constant",
                    check=Rule(schema="constant", by={"c": "f(x[m])"}),
                ),
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

stop = Block(
    assume=(("stop", "exists(N, N >= K1 and (N >= K2 and f(x[N]) == f(xbar)))"),),
    steps=(
        Step(name="stop at m", check=Choose(names=("m",), given=local("stop"))),
        *inductively(
            "xᵏ stays",
            "x[k] == x[m]",
            "m",
            given=(
                *(step("stop at m"), step("f(xᵏ) ≥ f(x̄)", m="k + 1"), step("decrease")),
                *(step("(H2) from K2 on"), step("equal values")),
            ),
        ),
    ),
)

near = (
    Step(
        name="σR/2 > 0",
        check=Reals(then="sigma*R/2 > 0", given=(hypothesis("H1"), hypothesis("kl"))),
    ),
    Step(
        name="φ is small near 0",
        check=Apply(to=hypothesis("kl continuous", r="sigma*R/2"), given=(step("σR/2 > 0"),)),
    ),
    Step(name="e", check=Choose(names=("e",), given=step("φ is small near 0"))),
    Step(
        name="distances along it",
        check=Rule(
            schema="distance from the limit",
            by={"v(k)": "x[s[k]]", "c": "xbar"},
            given=(step("subsequence"),),
        ),
    ),
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
        Step(
            name=f"indices beyond {K}",
            check=Rule(
                schema="late indices",
                by={"P(k)": f"k >= {K}", "s": "s"},
                given=(step(f"k ≥ {K}"), step("subsequence")),
            ),
        )
        for K in ()
    ),
)

proof = Proof(
    name="khanh-b.3",
    summary="Proposition B.3: descent sequences converge under the KL property",
    source="K24, Proposition B.3; Absil, Mahony, Andrews, SIAM J. Optim. 16 (2005)",
    statement=stated(khanh_b_3),
    steps=(*values, *near),
    parts=(Part(text="xᵏ → x̄", conclusion="convergence", shown_by="limit"),),
    outcome="the proposition survives",
)
