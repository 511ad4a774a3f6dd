"""What holds of explicit sequences for large k, on each of finitely many classes of indices."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from enum import Enum
from typing import TypeVar

from sam_theory.asymptotics.constants import sign
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth, Limit
from sam_theory.asymptotics.outcome import Budget, Undecidable
from sam_theory.asymptotics.parts import Part, Parts, joint_parts

STEPS = 30_000  # of the expansion engine for one question
SECONDS = 60.0  # a net below it, so that steps and not the clock end a question

T = TypeVar("T")


class Near(Enum):
    """Whether a sequence tends to 0 on a class, or stays away from it there."""

    ZERO = "zero"
    AWAY = "away"
    UNKNOWN = "unknown"


def budget() -> Budget:
    """That of one question."""
    return Budget(STEPS, deadline=time.thread_time() + SECONDS)


def on_classes(
    nodes: Sequence[Node], question: Callable[[Growth, list[Parts]], T | None]
) -> T | None:
    """The answer from a few classes of indices, else from as many as make the sequences exact.

    Raises Undecidable or Undefined where nothing is known of the sequences for large k.
    """
    for exact in (False, True):
        growth = Growth(budget())
        try:
            found = question(growth, joint_parts(growth, tuple(nodes), exact=exact))
        except Undecidable:
            if exact:
                raise
            continue
        if found is not None:
            return found
    return None


def signs(growth: Growth, part: Part) -> frozenset[int]:
    """The signs that the sequence may have at the large k of a class."""
    low, high = growth.sign(part.range.low), growth.sign(part.range.high)
    return frozenset(range(low, high + 1))


def near(growth: Growth, part: Part) -> Near:
    """Whether the sequence tends to 0 on the class."""
    low, high = (_sign(growth.limit(end)) for end in (part.range.low, part.range.high))
    if low > 0 or high < 0:
        return Near.AWAY
    return Near.ZERO if low == high == 0 else Near.UNKNOWN


def _sign(limit: Limit) -> int:
    return limit.kind or sign(limit.value)
