"""‖∇f(xᵏ)‖ → 0: property (3) of K24, Table 1."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.limits import Limit
from sam_theory.verdict import Verdict, consistent, undecided, violated


def gradient_limit(analysis: Analysis) -> Verdict:
    """Whether ‖∇f‖ tends to 0."""
    if analysis.trace.stopped:
        return consistent(f"∇f = 0 at k = {analysis.trace.iterations}, where x stays")
    if analysis.explodes:
        return violated("‖∇f‖ grows exponentially")
    high = analysis.high
    told = f"‖∇f‖ over {analysis.windows.label}: {high.evidence}"
    if high.limit is Limit.ZERO:
        return consistent(told)
    if high.limit is Limit.POSITIVE or analysis.low.limit is Limit.POSITIVE:
        return violated(told)
    return undecided(told)
