"""xᵏ → x̄ with ∇f(x̄) = 0: property (5) of K24, Table 1."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.gradient_limit import gradient_limit
from sam_theory.verdict import Verdict, consistent, undecided, violated


def iterate_limit(analysis: Analysis) -> Verdict:
    """Whether xᵏ converges, and to a stationary point."""
    limit = analysis.verdict(gradient_limit)
    if analysis.trace.stopped or limit.fails:
        return limit
    if not limit.holds:
        return undecided(limit.evidence)
    if analysis.restless:
        return violated(f"how far x moves: {analysis.motion.moves.evidence}")
    if analysis.value_keeps_moving:
        return violated(f"f does not converge: {analysis.heights.span.evidence}")
    told = f"how far x moves: {analysis.motion.moves.evidence}"
    return consistent(told) if analysis.motion.converges else undecided(told)
