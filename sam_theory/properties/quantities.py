"""Where one quantity of one run goes: what is asked of ‖∇f‖, asked of anything positive."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
    if len(k) == 0:
        return Tendency(Limit.OPEN, "nothing stands out from rounding")
    tail = _tail(k)
    if not np.all(y[tail:] > TINY):
        return Tendency(Limit.OPEN, "it is not positive throughout")
    blocks = Blocks.of(k, tail)
    return tendencies(extremes(blocks, logs(y)[None], fold), later=later)[0]


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
    tail = slice(_tail(k), None)
    if np.all(y[tail] > TINY) and confined_above(y[tail], 0.0):
        return consistent(f"it wins no new ground, up to {y[tail].max():.3g}")
    told = tendency(k, y, later=())  # an end alone tells no bound
    if bounded_above(told):
        return consistent(told.evidence)
    grows = bounded_above(told) is False and gathers(y[tail])
    return violated(told.evidence) if grows else undecided(told.evidence)
