"""xᵏ → x̄ with ∇f(x̄) = 0: property (5) of K24, Table 1."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.verdict import Verdict, worst


def iterate_limit(analysis: Analysis) -> Verdict:
    """Whether xᵏ converges, and to a stationary point."""
    return worst((analysis.gradient_high, analysis.settling))
