"""What the derived rules say, shown from a hypothesis each."""

from __future__ import annotations

import pytest
from proving import proof, report

from sam_theory.proofs.derived import (
    below_its_sums,
    near_the_lim_inf,
    p_series,
    some_index_or_none,
    terms_vanish,
)
from sam_theory.proofs.proof import Step, hypothesis
from sam_theory.proofs.tending import accumulates_at_its_limit, tends_without, vanishes_by_square
from sam_theory.verdict import Status

pytest.importorskip("z3")

GIVEN = {
    "summable": "summable(k, t[k]**2)",
    "lim inf": "liminf(k, t[k], c)",
    "positive": "q > 0",
    "p": "p > 1",
    "tends": "tends(k, x[k], z)",
    "accumulates": "accumulates(k, x[k], w)",
    "K": "K >= 1",
    "nonnegative": "always(k, b[k] >= 0)",
    "whole": "tends(k, t[k] + q*e[k], c)",
    "rest": "tends(k, e[k], 0)",
    "square": "tends(j, a[j], c)",
    "none": "c <= 0 and always(k, sq(x[k]) <= a[k])",
}
SHOWN: dict[str, tuple[str, tuple[Step, ...]]] = {
    "some index or none": (
        "exists(N, N >= K and t[N] > 1) or since(K, k, not t[k] > 1)",
        some_index_or_none("shown", "t[k] > 1", "K"),
    ),
    "terms vanish": (
        "tends(k, t[k]**2, 0)",
        terms_vanish("shown", "t[k]**2", hypothesis("summable")),
    ),
    "a size vanishes with its square": (
        "tends(k, norm(x[k]), 0)",
        vanishes_by_square(
            "shown",
            "norm(x[k])",
            "a[j]",
            *map(hypothesis, ("square", "none")),
            index="j",
            level="c",
        ),
    ),
    "what is left without a rest": (
        "tends(k, t[k], c)",
        tends_without(
            "shown",
            "t[k]",
            "e[k]",
            "c",
            whole=hypothesis("whole"),
            vanishes=hypothesis("rest"),
            factor="q",
        ),
    ),
    "a term is below its sums": (
        "forall(m, implies(N >= m, total(i, 1, N + 1, b[i]) >= b[m]))",
        below_its_sums("shown", "b[k]", "N", "nonnegative"),
    ),
    "p-series": ("summable(k, k**(-p))", p_series("shown", "p", hypothesis("p"))),
    "near the lim inf": (
        "frequently(k, t[k] < c + q)",
        near_the_lim_inf("shown", "t[k]", "c", "q", hypothesis("lim inf"), hypothesis("positive")),
    ),
    "the limit is the accumulation point": (
        "z == w",
        accumulates_at_its_limit(
            "shown", "x[k]", "z", "w", hypothesis("tends"), hypothesis("accumulates")
        ),
    ),
}
RESTS_ON = {
    "terms vanish": "summable",
    "a size vanishes with its square": "none",
    "what is left without a rest": "rest",
    "a term is below its sums": "nonnegative",
    "p-series": "p",
    "near the lim inf": "positive",
    "the limit is the accumulation point": "accumulates",
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_shows_what_it_says(name: str) -> None:
    says, steps = SHOWN[name]
    found = report(proof(*steps, given=GIVEN, shows={"said": says}))
    assert found.conclusion.status is Status.PROVED, [
        (c.step.name, c.verdict.evidence)
        for c in found.checked
        if c.verdict.status is not Status.PROVED
    ]


@pytest.mark.parametrize("name", RESTS_ON)
def test_it_needs_what_is_given(name: str) -> None:
    says, steps = SHOWN[name]
    weaker = GIVEN | {RESTS_ON[name]: "0 <= 1"}
    found = report(proof(*steps, given=weaker, shows={"said": says}))
    assert found.conclusion.status is not Status.PROVED
