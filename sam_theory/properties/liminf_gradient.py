"""liminf ‖∇f(xᵏ)‖ = 0: property (1) of K24, Table 1."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.verdict import Verdict


def liminf_gradient(analysis: Analysis) -> Verdict:
    """Whether ‖∇f‖ comes arbitrarily close to 0."""
    return analysis.gradient_low
