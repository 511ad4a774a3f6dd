"""What a loss shows that was recorded without ‖∇f‖: little, and never that a property holds."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.analysis import analyses
from sam_theory.properties.limits import Limit
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.windows import OCTAVE, Windows, blocks
from sam_theory.runs.trace import Trace
from sam_theory.verdict import Verdict, undecided, violated

OCTAVES = 5  # of k that have to show growth
FASTER = 1.8  # times as far in each of them: about like k, or faster
NAME = "value-limit"
SETTLED = (
    "the column gradient_norm: without ‖∇f(xᵏ)‖ it is not told whether f settles where ∇f = 0, "
    "or only because the steps end"
)
UNSETTLED = (
    "a longer record of f and gradient_norm over all data: here f is not seen to settle, and that "
    "of minibatches goes up and down even where x rests"
)


def judged_alone(trace: Trace) -> tuple[dict[str, Verdict], dict[str, str]]:
    """The verdict on f(xᵏ) → f(x̄), ∇f(x̄) = 0, and what would decide it.

    It fails where f grows without end: then x has no accumulation point. Nothing else is told: a
    loss that settles may do so where ∇f ≠ 0, and one that goes up and down for ever may be that of
    minibatches at an x that rests.
    """
    with np.errstate(all="ignore"):  # runs that diverge leave numbers whose products overflow
        span = analyses([trace], [Outlook()])[0].heights.span
    least, greatest = _octaves(trace)
    told = _course(trace, least, greatest)
    if span.limit is Limit.POSITIVE and _climbs(least, greatest, 1):
        return {NAME: violated(f"{told}; it grows in each octave, and by no less each time")}, {}
    if _speeds_up(least, greatest) and _climbs(least, greatest, 2):
        return {NAME: violated(f"{told}; it grows by {FASTER} times as much in each octave")}, {}
    if span.limit is Limit.ZERO:
        told = f"{told}; its range over an octave tends to 0, and a loss alone does not show "
        return {NAME: undecided(f"{told}whether ∇f = 0 where it settles")}, {NAME: SETTLED}
    told = f"{told}; it is not seen to settle, nor to grow without end"
    return {NAME: undecided(told)}, {NAME: UNSETTLED}


def _octaves(trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest f of the last octaves of k, at most OCTAVES of them."""
    count, f = len(Windows.of(trace)), trace.values
    if f is None or count < OCTAVE:
        return np.empty(0), np.empty(0)
    least = blocks(f.low[:count], OCTAVE).min(axis=1)
    return least[-OCTAVES:], blocks(f.high[:count], OCTAVE).max(axis=1)[-OCTAVES:]


def _climbs(least: np.ndarray, greatest: np.ndarray, apart: int) -> bool:
    """Whether f in each octave is above all of that so many octaves before.

    Of neighbours under noise the end and the beginning overlap.
    """
    return len(least) == OCTAVES and bool((least[apart:] > greatest[:-apart]).all())


def _speeds_up(least: np.ndarray, greatest: np.ndarray) -> bool:
    """Whether f goes further in each octave than in the one before."""
    far = greatest - least
    return bool((far[1:] >= FASTER * far[:-1]).all())


def _course(trace: Trace, least: np.ndarray, greatest: np.ndarray) -> str:
    if trace.values is None:
        return "f was not recorded"
    told = f"f went from {trace.values.first:.4g} to {trace.values.last:.4g}"
    if not len(least):
        return told
    return f"{told}, over the last octave of k between {least[-1]:.4g} and {greatest[-1]:.4g}"
