"""‖∇f(xᵏ)‖ → 0: property (3) of K24, Table 1."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.verdict import Verdict


def gradient_limit(analysis: Analysis) -> Verdict:
    """Whether ‖∇f‖ tends to 0."""
    return analysis.gradient_high
