"""Displacements vₖ, along a direction dᵏ, at which methods evaluate ∇f."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sam_theory.setting.error import ErrorBound
from sam_theory.setting.point import Point, State
from sam_theory.setting.problem import Array, namespace

Direction = Callable[[Point], tuple[Array, State]]


@dataclass(frozen=True)
class Displacement:
    """vₖ = ρₖ(1 − λ + λ/‖dᵏ‖) dᵏ, where dᵏ = `direction(point)` and λ is the `mixture`.

    λ = 1 is Algorithm 1a of K24 (dᵏ ≠ 0, ‖vₖ‖ = ρₖ), λ = 0 are unnormalized methods. No direction
    is vₖ = 0.
    """

    direction: Direction | None
    mixture: float = 1.0

    @property
    def normalized(self) -> bool:
        """Whether ‖vₖ‖ = ρₖ."""
        return self.direction is not None and self.mixture == 1

    @property
    def steered(self) -> bool:
        """Whether dᵏ is another than ±∇f(xᵏ), and need not vanish with it."""
        return self.direction not in (None, ascent, descent)

    @property
    def bound(self) -> ErrorBound | None:
        """What follows for ‖gₖ − ∇f(xᵏ)‖ ≤ L‖vₖ‖: from λ = 1, or from dᵏ = ±∇f(xᵏ)."""
        if self.direction is None:
            return ErrorBound(0.0, 0.0, "∇f is taken at xᵏ", derived=True)
        if self.mixture != 1 and self.steered:
            return None
        why = "‖vₖ‖ = ρₖ" if self.mixture == 1 else "vₖ runs along ±∇f(xᵏ)"
        return ErrorBound(self.mixture, 1 - self.mixture, f"{why}, and (3)", derived=True)


def ascent(point: Point) -> tuple[Array, State]:
    """dᵏ = ∇f(xᵏ)."""
    return point.here, ()


def descent(point: Point) -> tuple[Array, State]:
    """dᵏ = −∇f(xᵏ)."""
    return -point.here, ()


def displacement(
    direction: Array, length: Array, radius: Array, mixture: Array, whole: Array | None = None
) -> Array:
    """vₖ = ρ(1 − λ + λ/‖d‖) d, (B, n); `length` is ‖d‖.

    `whole` tells where d is not divided: where ρ = 0 or λ = 0, unless it is given. Elsewhere NaN
    where d = 0.
    """
    if isinstance(mixture, float) and mixture == 0:
        return radius * direction
    if isinstance(mixture, float):
        whole = radius == 0 if whole is None else whole
    elif whole is None:
        whole = (radius == 0) | (mixture == 0)
    one = isinstance(mixture, float) and mixture == 1  # spares divisions
    divisor = length if one else length / ((1 - mixture) * length + mixture)
    return radius * (direction / namespace(direction).where(whole, 1.0, divisor))
