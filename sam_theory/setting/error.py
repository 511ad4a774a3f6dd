"""What bounds the error of gₖ against ∇f(xᵏ), with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ErrorModel = Literal["exact", "absolute", "relative", "mixed", "none"]


@dataclass(frozen=True)
class ErrorBound:
    """‖gₖ − ∇f(xᵏ)‖ ≤ Lρₖ(`absolute` + `relative`·‖∇f(xᵏ)‖), for L of (3), with its reason.

    `derived` says that it follows from how the step is built. What is only stated is never
    `proved`: every run holds it against what it measures.
    """

    absolute: float
    relative: float
    reason: str
    derived: bool = False

    def __post_init__(self) -> None:
        if not (0 <= self.absolute < float("inf") and 0 <= self.relative < float("inf")):
            raise ValueError(
                "coefficients of an error bound must be nonnegative numbers; "
                f"got {self.absolute} and {self.relative}"
            )

    @property
    def model(self) -> ErrorModel:
        """What kind of bound it is."""
        if self.absolute == 0:
            return "relative" if self.relative else "exact"
        return "mixed" if self.relative else "absolute"

    def __str__(self) -> str:
        if self.model == "exact":
            return "gₖ = ∇f(xᵏ)"
        parts = [_times(self.absolute, ""), _times(self.relative, "‖∇f(xᵏ)‖")]
        inside = " + ".join(part for part in parts if part)
        bound = {"1": "Lρₖ", "‖∇f(xᵏ)‖": "Lρₖ‖∇f(xᵏ)‖"}.get(inside, f"Lρₖ({inside})")
        return f"‖gₖ − ∇f(xᵏ)‖ ≤ {bound}"


def _times(factor: float, what: str) -> str:
    if factor == 0:
        return ""
    return what if factor == 1 and what else f"{factor:g}{what}"


def exact(reason: str) -> ErrorBound:
    """gₖ = ∇f(xᵏ)."""
    return ErrorBound(0.0, 0.0, reason)


def absolute(coefficient: float, reason: str) -> ErrorBound:
    """‖gₖ − ∇f(xᵏ)‖ ≤ cLρₖ."""
    return ErrorBound(float(coefficient), 0.0, reason)


def relative(coefficient: float, reason: str) -> ErrorBound:
    """‖gₖ − ∇f(xᵏ)‖ ≤ cLρₖ‖∇f(xᵏ)‖."""
    return ErrorBound(0.0, float(coefficient), reason)


def mixed(absolute: float, relative: float, reason: str) -> ErrorBound:
    """‖gₖ − ∇f(xᵏ)‖ ≤ Lρₖ(a + r‖∇f(xᵏ)‖)."""
    return ErrorBound(float(absolute), float(relative), reason)
