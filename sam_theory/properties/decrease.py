"""f(xᵏ⁺¹) <= f(xᵏ) from some k on: what Theorem 4.1 (ii) of K24 writes as f(xᵏ) ↓."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.verdict import Verdict, consistent, undecided, violated


def decrease(analysis: Analysis) -> Verdict:
    """Whether f falls all through the tail; not if it rises in each octave, of a fixed schedule."""
    if analysis.trace.stopped:
        return consistent("the run ends at a stationary point")
    if analysis.trace.values is None:
        return undecided("f was not recorded")
    if analysis.open_ending is not None:
        return undecided(analysis.open_ending)
    least, greatest = analysis.heights.rises
    where = analysis.windows.label
    told = f"f(xᵏ) rises by {least:.3g} to {greatest:.3g} in each quarter octave of {where}"
    if analysis.heights.monotone:
        return consistent(f"no rise above rounding over {where}")
    if analysis.pace.even and least > analysis.heights.noise:
        return violated(told)
    return undecided(told)
