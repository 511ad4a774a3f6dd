"""Every accumulation point of xᵏ is stationary: property (2) of K24, Table 1."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.gradient_limit import gradient_limit
from sam_theory.verdict import Verdict, consistent, undecided, violated


def stationary_accumulation(analysis: Analysis) -> Verdict:
    """Follows from ‖∇f‖ → 0; holds vacuously if ‖xᵏ‖ → ∞; fails for bounded x if ‖∇f‖ ↛ 0."""
    limit = analysis.verdict(gradient_limit)
    if limit.holds:
        return limit
    if analysis.explodes:
        return consistent("‖∇f‖ → ∞, hence ‖x‖ → ∞: there is no accumulation point")
    if limit.fails and analysis.bounded:
        return violated(f"x stays bounded, and {limit.evidence}")
    if limit.fails:
        return undecided(f"whether x stays bounded is not told, and {limit.evidence}")
    return limit
