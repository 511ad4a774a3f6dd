"""f(xᵏ) → f(x̄) for a stationary x̄: property (4) of K24, Table 1."""

from __future__ import annotations

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.iterate_limit import iterate_limit
from sam_theory.verdict import Verdict


def value_limit(analysis: Analysis) -> Verdict:
    """Follows from the convergence of xᵏ to a stationary point."""
    return iterate_limit(analysis)
