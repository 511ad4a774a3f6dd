"""Draws of labelled trajectories by seed, and their score against a judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from corpus import radial, restless, second, simulated
from corpus.case import Case, Generator, Label, forget, rescaled
from sam_theory.judging import PROPERTIES, judge
from sam_theory.verdict import Status

FIRST: tuple[Callable[[Generator], Case], ...] = (*radial.KINDS, *restless.KINDS)
REAL: tuple[Callable[[Generator], Case], ...] = simulated.KINDS
SECOND: tuple[Callable[[Generator], Case], ...] = second.KINDS
CUTS = (1.0, 0.37, 0.1)

RIGHT, UNDECIDED, WRONG = "right", "undecided", "wrong"


def draw(
    seed: int, count: int, kinds: Sequence[Callable[[Generator], Case]] = FIRST
) -> Iterator[Case]:
    """`count` cases, their kinds in turn, everything else at random."""
    for i in range(count):
        rng = np.random.default_rng([seed, i])
        case = kinds[i % len(kinds)](rng)
        if rng.random() < 0.4:
            case = rescaled(case, *scales(rng, case))
        yield forget(rng, case)


def score(label: Label, status: Status) -> str:
    """Right, undecided or wrong; where the record cannot tell, all but `undecided` is wrong."""
    if label is Label.OPEN:
        return RIGHT if status is Status.UNDECIDED else WRONG
    if status is Status.UNDECIDED:
        return UNDECIDED
    wanted = Status.CONSISTENT if label is Label.TRUE else Status.VIOLATED
    return RIGHT if status is wanted else WRONG


def scores(case: Case, cut: float) -> dict[str, str]:
    """The score of the verdict on each property of the case cut there."""
    verdicts = judge(case.trace(cut), case.outlook)
    expected = dict(zip(PROPERTIES, case.expected(cut), strict=True))
    return {name: score(expected[name], verdicts[name].status) for name in PROPERTIES}


def tally(cases: Sequence[tuple[Case, dict[str, str]]]) -> dict[str, Counter[str]]:
    """Counts of scores by property."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in PROPERTIES}
    for _, found in cases:
        for name, result in found.items():
            counts[name][result] += 1
    return counts


def scales(rng: Generator, case: Case) -> tuple[float, float]:
    """Units of value and length that keep every number of the record within double range."""
    reach = 1 if case.gradient_norm.max() > 1e100 or case.gradient_norm[-1] < 1e-100 else 50
    return 10.0 ** rng.integers(-reach, reach + 1), 10.0 ** rng.integers(
        -reach // 2, reach // 2 + 1
    )
