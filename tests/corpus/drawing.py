"""Draws of labelled trajectories by seed, and the score of verdicts on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from corpus import radial, restless, second, simulated
from corpus.case import Case, Generator, Label, forget, rescaled
from sam_theory.properties.judge import PROPERTIES, judge
from sam_theory.verdict import Status

Kind = Callable[[Generator], Case]

FIRST: tuple[Kind, ...] = (*radial.KINDS, *restless.KINDS)
REAL: tuple[Kind, ...] = simulated.KINDS
SECOND: tuple[Kind, ...] = second.KINDS
FAMILIES: Mapping[str, tuple[Kind, ...]] = {
    "ordinary": (*FIRST, *REAL),
    "generated": FIRST,
    "real": REAL,
    "second": SECOND,
}
CUTS = (1.0, 0.37, 0.1)
RIGHT, UNDECIDED, WRONG = "right", "undecided", "wrong"


def draw(seed: int, count: int, kinds: Sequence[Kind]) -> Iterator[Case]:
    """`count` cases, their kinds in turn, everything else at random."""
    return (drawn(seed, i, kinds) for i in range(count))


def drawn(seed: int, number: int, kinds: Sequence[Kind]) -> Case:
    """The case with this number, from 0 on."""
    rng = np.random.default_rng([seed, number])
    case = kinds[number % len(kinds)](rng)
    if rng.random() < 0.4:
        case = rescaled(case, *scales(rng, case))
    return forget(rng, case)


def scales(rng: Generator, case: Case) -> tuple[float, float]:
    """Units of value and length that keep every number of the record within double range."""
    far = case.gradient_norm.max() > 1e100 or case.gradient_norm[-1] < 1e-100
    reach = 1 if far else 50
    return 10.0 ** rng.integers(-reach, reach + 1), 10.0 ** rng.integers(
        -reach // 2, reach // 2 + 1
    )


def score(label: Label, status: Status, letter: str = "") -> str:
    """Right, undecided or wrong.

    Where the record cannot tell, all but `undecided` is wrong, or but what the letter says is so.
    """
    if label is Label.OPEN and (not letter or status is Status.UNDECIDED):
        return RIGHT if status is Status.UNDECIDED else WRONG
    if label is Label.OPEN:
        label = Label.TRUE if letter == "t" else Label.FALSE
    if status is Status.UNDECIDED:
        return UNDECIDED
    wanted = Status.CONSISTENT if label is Label.TRUE else Status.VIOLATED
    return RIGHT if status is wanted else WRONG


def scores(case: Case, cut: float) -> dict[str, str]:
    """The score of the verdict on each property of the case cut there."""
    verdicts = judge(case.trace(cut), case.outlook)
    expected = dict(zip(PROPERTIES, case.expected(cut), strict=True))
    letters = case.letters or " " * len(PROPERTIES)
    return {
        name: score(expected[name], verdicts[name].status, letter.strip())
        for name, letter in zip(PROPERTIES, letters, strict=False)
    }
