"""What the five checkers share: the limits of ‖∇f‖, of f and of x: seen, denied or open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.outlook import Outlook
from sam_theory.trace import Trace
from sam_theory.verdict import Verdict, consistent, undecided, violated

OCTAVE = 16  # windows


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """Claims on one run, each a Verdict."""

    stop: Verdict | None  # consistent: the run ended at a stationary point
    gradient_low: Verdict  # liminf ‖∇f‖ = 0
    gradient_high: Verdict  # ‖∇f‖ → 0
    escape: Verdict  # ‖x‖ → ∞
    settling: Verdict  # x converges


def analyse(trace: Trace, outlook: Outlook) -> Analysis:
    """The shared claims of one run."""
    if trace.stopped:
        stop = consistent(f"∇f = 0 exactly at k = {trace.iterations}, after which nothing moves")
        return Analysis(
            stop=stop, gradient_low=stop, gradient_high=stop, escape=violated(""), settling=stop
        )
    if trace.ending.reason != "horizon":
        open_ = undecided(f"the run ended at k = {trace.iterations}: {trace.ending.evidence}")
        return Analysis(
            stop=None, gradient_low=open_, gradient_high=open_, escape=open_, settling=open_
        )
    low = _decay(_octaves(trace.gradient_low, np.minimum), "the octave minimum of ‖∇f‖")
    high = _decay(_octaves(trace.gradient_high, np.maximum), "the octave maximum of ‖∇f‖")
    if outlook.step_diverges.value == "refuted":
        low = high = undecided("Σt is finite")
    settling = undecided("the iterates were not recorded")
    if trace.box_low is not None and trace.box_high is not None:
        top, bottom = _octaves(trace.box_high, np.maximum), _octaves(trace.box_low, np.minimum)
        settling = _decay(np.max(top - bottom, axis=1), "the box of x over an octave")
    return Analysis(
        stop=None,
        gradient_low=low,
        gradient_high=high,
        escape=undecided("no trend of ‖x‖ was established"),
        settling=settling,
    )


def _octaves(values: np.ndarray, fold: np.ufunc) -> np.ndarray:
    """The extremes over consecutive octaves, the last one ending with the last complete window."""
    count = (len(values) - 1) // OCTAVE
    tail = values[len(values) - 1 - count * OCTAVE : -1]
    return np.asarray(fold.reduce(tail.reshape(count, OCTAVE, *tail.shape[1:]), axis=1))


def _decay(octaves: np.ndarray, what: str) -> Verdict:
    """Consistent if the quantity fell by 100 over the last half of the octaves, at a lasting rate."""
    half = len(octaves) // 2
    if half < 2 or not np.all(np.isfinite(octaves)):
        return undecided(f"{len(octaves)} octaves of {what} are too few")
    tail = octaves[-half - 1 :]
    if tail[0] > 0 and tail[-1] <= 1e-2 * tail[0] and np.all(np.diff(tail) < 0):
        return consistent(f"{what} fell from {tail[0]:.3g} to {tail[-1]:.3g} over {half} octaves")
    return undecided(f"{what} went from {tail[0]:.3g} to {tail[-1]:.3g} over {half} octaves")
