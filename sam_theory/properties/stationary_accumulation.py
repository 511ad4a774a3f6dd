"""Every accumulation point of xᵏ is stationary: property (2) of K24, Table 1."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.verdict import Verdict


def stationary_accumulation(analysis: Analysis) -> Verdict:
    """Follows from ‖∇f‖ → 0; holds vacuously if ‖xᵏ‖ → ∞."""
    return analysis.gradient_high
