"""The verdicts on a fixed corpus of labelled trajectories: none wrong, few undecided."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from corpus.case import Case, Label, always, rescaled
from corpus.drawing import FAMILIES, UNDECIDED, WRONG, draw, scales, score

from sam_theory.properties.judge import ALL, PROPERTIES, judge
from sam_theory.statements.consistency import of_properties
from sam_theory.verdict import Status, Verdict

SEED = 20_240
ORDINARY, SECOND = 306, 64
# (family, cut) -> the greatest share of undecided verdicts; these draws come a little below it.
SHARES = {
    ("ordinary", 1.0): 0.11,
    ("ordinary", 0.37): 0.20,
    ("second", 1.0): 0.28,
    ("second", 0.37): 0.36,
}

Judged = tuple[Case, dict[str, Verdict]]


@lru_cache
def corpus(family: str) -> tuple[Case, ...]:
    """The fixed draws."""
    count = ORDINARY if family == "ordinary" else SECOND
    return tuple(draw(SEED, count, FAMILIES[family]))


@lru_cache
def judged(family: str, cut: float) -> tuple[Judged, ...]:
    """The verdicts on them."""
    return tuple((case, judge(case.trace(cut), case.outlook, ALL)) for case in corpus(family))


@pytest.mark.parametrize(("family", "cut"), SHARES)
def test_no_verdict_is_wrong_and_few_are_undecided(family: str, cut: float) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for number, (case, verdicts) in enumerate(judged(family, cut)):
        for name, label in zip(PROPERTIES, case.expected(cut), strict=True):
            result = score(label, verdicts[name].status)
            counts[result] += 1
            if result == WRONG:
                wrong.append((number, case.kind, name, verdicts[name]))
    assert not wrong
    assert counts[UNDECIDED] <= SHARES[family, cut] * counts.total()


@pytest.mark.parametrize(("family", "cut"), [*SHARES, ("ordinary", 0.1), ("second", 0.1)])
def test_verdicts_respect_the_implications_of_table_1(family: str, cut: float) -> None:
    for case, verdicts in judged(family, cut):
        assert_coherent(case.kind, verdicts)


def assert_coherent(kind: str, verdicts: dict[str, Verdict]) -> None:
    """(5) ⇒ (3) ⇒ (2), (5) ⇒ (4), and (3) ⇒ (1), read both ways; and what else is implied."""
    assert list(of_properties(verdicts)) == [], kind
    low, accumulation, high, value, iterate = (verdicts[name] for name in PROPERTIES)
    for stronger, weaker in (
        (iterate, high),
        (iterate, value),
        (high, accumulation),
        (high, low),
    ):
        assert not weaker.fails or stronger.fails, (kind, verdicts)


def test_a_run_proves_and_refutes_nothing() -> None:
    middle = {Status.CONSISTENT, Status.UNDECIDED, Status.VIOLATED}
    for _, verdicts in judged("ordinary", 1.0):
        assert tuple(verdicts) == ALL
        assert {verdict.status for verdict in verdicts.values()} <= middle
        assert all(verdict.evidence for verdict in verdicts.values())


@pytest.mark.parametrize("cut", [1.0, 0.37])
def test_units_change_no_verdict(cut: float) -> None:
    rng = np.random.default_rng(SEED)
    for case, verdicts in judged("ordinary", cut):
        value, length = scales(rng, case)
        other = rescaled(case, value, length)
        again = judge(other.trace(cut), other.outlook, ALL)
        assert statuses(again) == statuses(verdicts), (case.kind, value, length)


@pytest.mark.parametrize(
    ("value", "length"), [(1e100, 1.0), (1e-100, 1.0), (1.0, 1e60), (1.0, 1e-60), (1e60, 1e-30)]
)
def test_extreme_units_change_no_verdict(value: float, length: float) -> None:
    for case, verdicts in judged("ordinary", 1.0):
        small = case.gradient_norm.min() < 1e-40 or case.gradient_norm.max() > 1e40
        if small or (case.iterate is not None and np.abs(case.iterate).max() > 1e40):
            continue
        other = rescaled(case, value, length)
        again = judge(other.trace(), other.outlook, ALL)
        assert statuses(again) == statuses(verdicts), case.kind


def statuses(verdicts: dict[str, Verdict]) -> list[Status]:
    """The statuses alone."""
    return [verdict.status for verdict in verdicts.values()]


def test_the_score_notices_a_wrong_verdict() -> None:
    case, verdicts = next(
        (case, verdicts)
        for case, verdicts in judged("ordinary", 1.0)
        if verdicts["gradient-limit"].holds
    )
    opposite = replace(case, labels=always((Label.FALSE,) * 5))
    assert score(opposite.expected()[2], verdicts["gradient-limit"].status) == WRONG
    assert score(Label.OPEN, verdicts["gradient-limit"].status) == WRONG
    assert score(Label.TRUE, Status.UNDECIDED) == UNDECIDED
