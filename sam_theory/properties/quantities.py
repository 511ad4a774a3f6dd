"""Where quantities of runs go: what is asked of ‖∇f‖, asked of anything positive."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeVar

import numpy as np

from sam_theory.properties.ground import confined_above, gathers
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.sequences import Blocks, extremes
from sam_theory.properties.stack import logs
from sam_theory.properties.tails import LATER, tendencies
from sam_theory.properties.windows import TAIL, TINY
from sam_theory.verdict import Verdict, consistent, undecided, violated

Fold = Callable[..., np.ndarray]  # np.max for limsup y, np.min for liminf y


def tendency(
    k: np.ndarray, y: np.ndarray, fold: Fold = np.max, *, later: Sequence[float] = LATER
) -> Tendency:
    """The tendency of y > 0 over windows that begin at k >= 1, (V,) both, in the tail.

    Where it is open, that of shares of its end is taken.
    """
    tail = _tail(k)
    return _tendencies(k[tail:], y[None, tail:], fold, later)[0]


def _tendencies(
    k: np.ndarray, of: np.ndarray, fold: Fold, later: Sequence[float]
) -> list[Tendency]:
    """Those of several y, (R, V), over the same windows of the tail: at once it takes less time."""
    if len(k) == 0:
        return [Tendency(Limit.OPEN, "nothing stands out from rounding") for _ in of]
    positive = np.flatnonzero((of > TINY).all(axis=1))
    found = [Tendency(Limit.OPEN, "it is not positive throughout") for _ in of]
    if len(positive):
        told = tendencies(extremes(Blocks.of(k, 0), logs(of[positive]), fold), later=later)
        for i, one in zip(positive.tolist(), told, strict=True):
            found[i] = one
    return found


def _tail(k: np.ndarray) -> int:
    """Where the tail begins, 0 of nothing."""
    return int(np.searchsorted(k, k[-1] ** TAIL)) if len(k) else 0


def bounded_above(told: Tendency) -> bool | None:
    """Whether a tendency is that of what stays bounded; None where it may, or may not."""
    low, high = told.interval
    if low == np.inf:
        return False
    return True if high < np.inf or told.limit is Limit.ZERO else None


def stays_below(k: np.ndarray, y: np.ndarray) -> Verdict:
    """Whether y > 0 over windows that begin at k stays bounded: by its range, or its tendency.

    Noise hides a tendency; what wins no new ground for octaves is bounded all the same.
    """
    return stay_below([(k, y)])[0]


Q = TypeVar("Q")
A = TypeVar("A")
Asked = tuple[np.ndarray, np.ndarray, Fold]  # (V,) both: the tendency of y over windows from k
Question = tuple[np.ndarray, np.ndarray]  # the same: whether y stays bounded
Deciding = Generator[Question, Verdict, Verdict]  # a verdict, reached by asking such questions


def stay_below(asked: Sequence[Question]) -> list[Verdict]:
    """`stays_below` of each, those over the same windows of the tail together."""
    return _together(_stay_below, [(k, y, ()) for k, y in asked])


def tend(asked: Sequence[Asked]) -> list[Tendency]:
    """`tendency` of each, those over the same windows of the tail together."""
    return _together(_tendencies, [(k, y, (fold, LATER)) for k, y, fold in asked])


def _together(
    answer: Callable[..., list[A]], asked: Sequence[tuple[np.ndarray, np.ndarray, tuple[Any, ...]]]
) -> list[A]:
    """The answers on each (k, y), and what more is given; those on the same tail are asked once."""
    late = [(k[_tail(k) :], y[_tail(k) :], more) for k, y, more in asked]
    alike: dict[tuple[Any, ...], list[int]] = {}
    for i, (k, _, more) in enumerate(late):
        alike.setdefault((k.tobytes(), *more), []).append(i)
    found: dict[int, A] = {}
    for group in alike.values():
        k, _, more = late[group[0]]
        told = answer(k, np.stack([late[i][1] for i in group]), *more)
        found |= zip(group, told, strict=True)
    return [found[i] for i in range(len(asked))]


def _stay_below(k: np.ndarray, of: np.ndarray) -> list[Verdict]:
    """`stays_below` of several y, (R, V), over the same windows of the tail."""
    held = np.asarray((of > TINY).all(axis=1))
    held[held] = confined_above(of[held].T, 0.0)
    rest = np.flatnonzero(~held).tolist()
    told = _tendencies(k, of[rest], np.max, ())  # an end tells no bound
    found = {i: _told(one, of[i]) for i, one in zip(rest, told, strict=True)}
    for i, most in zip(
        np.flatnonzero(held).tolist(), of[held].max(axis=1, initial=TINY), strict=True
    ):
        found[i] = consistent(f"it wins no new ground, up to {most:.3g}")
    return [found[i] for i in range(len(of))]


def _told(tendency: Tendency, late: np.ndarray) -> Verdict:
    bounded = bounded_above(tendency)
    if bounded:
        return consistent(tendency.evidence)
    grows = bounded is False and gathers(late)
    return violated(tendency.evidence) if grows else undecided(tendency.evidence)


def decided_together(deciding: Sequence[Deciding]) -> list[Verdict]:
    """The verdicts, of which each goes on when the questions that all wait for are answered."""
    return decided_by(stay_below, deciding)


def decided_by(
    answers: Callable[[Sequence[Q]], Sequence[A]], deciding: Sequence[Generator[Q, A, Verdict]]
) -> list[Verdict]:
    """The same of questions of another kind, with how many of them are answered at once."""
    found: dict[int, Verdict] = {}
    waiting: dict[int, Q] = {}

    def go_on(i: int, answer: A | None) -> None:
        try:
            waiting[i] = next(deciding[i]) if answer is None else deciding[i].send(answer)
        except StopIteration as end:
            found[i] = end.value

    for i in range(len(deciding)):
        go_on(i, None)
    while waiting:
        asked, waiting = waiting, {}
        for i, answer in zip(asked, answers(list(asked.values())), strict=True):
            go_on(i, answer)
    return [found[i] for i in range(len(deciding))]
