"""Unified SAM, between unnormalized and normalized."""

from __future__ import annotations

from sam_theory.setting.displacement import ascent
from sam_theory.setting.method import Method, displaced


def unified_sam(*, lam: float = 0.5) -> Method:
    """Unified SAM: x⁺ = x − tₖ ∇f(x + ρₖ(1 − λ + λ/‖∇f(x)‖) ∇f(x)), λ ∈ [0, 1]."""
    if not 0 <= lam <= 1:
        raise ValueError(f"lam must be between 0 and 1; got {lam}")
    return displaced(
        ascent,
        name="unified-sam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ (1 − λ + λ/‖∇f(x)‖) ∇f(x))",
        mixture=float(lam),
        source="Oikonomou, Loizou, ICLR 2025",
    )
