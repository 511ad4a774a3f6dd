"""liminf ‖∇f(xᵏ)‖ = 0: property (1) of K24, Table 1."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.limits import Limit
from sam_theory.verdict import Verdict, consistent, undecided, violated


def liminf_gradient(analysis: Analysis) -> Verdict:
    """Whether ‖∇f‖ comes arbitrarily close to 0."""
    if analysis.trace.stopped:
        return consistent(f"∇f = 0 at k = {analysis.trace.iterations}, where x stays")
    if analysis.explodes:
        return violated("‖∇f‖ grows exponentially")
    low = analysis.low
    told = f"the least ‖∇f‖ over {analysis.windows.label}: {low.evidence}"
    if low.limit is Limit.ZERO:
        return consistent(told)
    return violated(told) if low.limit is Limit.POSITIVE else undecided(told)
