"""How gₖ is made: every method here evaluates ∇f at a displaced point, gₖ = ∇f(xᵏ + vₖ)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sam_theory.norms import norm
from sam_theory.problem import Array, namespace

ErrorModel = Literal["exact", "absolute", "relative", "mixed"]
State = tuple[Array, ...]


class Point(NamedTuple):
    """What a method sees at iteration k, for a batch of B runs."""

    x: Array  # (B, n)
    gradient: Array  # (B, n), ∇f(xᵏ)
    gradient_norm: Array  # (B, 1)
    radius: Array  # (B, 1), ρₖ
    state: State  # `memory` arrays of shape (B, n), zero at k = 1
    noise: Array  # (B, n), independent N(0, 1); None unless the method is random
    oracle: Callable[[Array], Array]  # ∇f


Displacement = Callable[[Point], tuple[Array, State]]


@dataclass(frozen=True, kw_only=True)
class Method:
    """x⁺ = x − tₖ ∇f(x + vₖ), with vₖ = `displacement(point)`; None is vₖ = 0.

    `error_model` bounds ‖gₖ − ∇f(xᵏ)‖ ≤ L‖vₖ‖: by 0 (exact), Lρₖ (absolute), Lρₖ‖∇f(xᵏ)‖
    (relative), or Lρₖ((1 − λ)‖∇f(xᵏ)‖ + λ) (mixed, with λ = `mixture`). `normalized` says that
    ‖vₖ‖ = ρₖ along a direction dᵏ ≠ 0, Algorithm 1a of K24. A displacement that is NaN says dᵏ = 0.
    """

    name: str
    formula: str
    error_model: ErrorModel
    normalized: bool = False
    mixture: float = 0.0
    displacement: Displacement | None = None
    memory: int = 0
    random: bool = False
    source: str

    def error_bound(self, radius: Array, gradient_norm: Array) -> Array:
        """The bound on ‖gₖ − ∇f(xᵏ)‖/L, elementwise."""
        match self.error_model:
            case "exact":
                return 0 * gradient_norm
            case "absolute":
                return radius + 0 * gradient_norm
            case "relative":
                return radius * gradient_norm
            case "mixed":
                return radius * ((1 - self.mixture) * gradient_norm + self.mixture)


def along(direction: Array, length: Array, radius: Array) -> Array:
    """ρ d/‖d‖; 0 where ρ = 0, NaN where ρ > 0 and d = 0. `length` is ‖d‖, (B, 1)."""
    return radius * (direction / namespace(direction).where(radius == 0, 1.0, length))


def along_unmeasured(direction: Array, radius: Array) -> Array:
    """ρ d/‖d‖ for a direction whose norm is not at hand."""
    return along(direction, norm(direction), radius)
