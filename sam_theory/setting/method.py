"""How gₖ is made: every method here evaluates ∇f at a displaced point, gₖ = ∇f(xᵏ + vₖ)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sam_theory.setting.problem import Array, namespace

ErrorModel = Literal["exact", "absolute", "relative", "mixed", "none"]
State = tuple[Array, ...]


class Point(NamedTuple):
    """What a method sees at iteration k, for a batch of B runs."""

    x: Array  # (B, n)
    gradient: Array  # (B, n), ∇f(xᵏ)
    radius: Array  # (B, 1), ρₖ
    state: State  # `memory` arrays of shape (B, n), zero at k = 1
    noise: Array  # (B, n), independent N(0, 1); None unless the method is random
    oracle: Callable[[Array], Array]  # ∇f


Direction = Callable[[Point], tuple[Array, State]]


@dataclass(frozen=True, kw_only=True)
class Method:
    """x⁺ = x − tₖ ∇f(x + vₖ), where vₖ = ρₖ(1 − λ + λ/‖dᵏ‖) dᵏ and dᵏ = `direction(point)`.

    λ is the `mixture`: 1 for Algorithm 1a of K24 (dᵏ ≠ 0, ‖vₖ‖ = ρₖ), 0 for unnormalized methods.
    No direction is vₖ = 0, gradient descent. `stated` is a bound on the error that the method's
    author vouches for where none is derived of vₖ; every run holds it against what it measures.
    """

    name: str
    formula: str
    direction: Direction | None = None
    mixture: float = 1.0
    memory: int = 0
    random: bool = False
    stated: Literal["absolute", "relative"] | None = None
    source: str

    @property
    def error_model(self) -> ErrorModel:
        """What bounds ‖gₖ − ∇f(xᵏ)‖: 0, Lρₖ, Lρₖ‖∇f(xᵏ)‖, Lρₖ((1 − λ)‖∇f(xᵏ)‖ + λ), or nothing."""
        if self.direction is None:
            return "exact"
        if not self.derived:
            return self.stated or "none"
        return {1.0: "absolute", 0.0: "relative"}.get(self.mixture, "mixed")  # type: ignore[return-value]

    @property
    def derived(self) -> bool:
        """Whether the bound follows from vₖ: ‖vₖ‖ = ρₖ if λ = 1, and dᵏ = ±∇f(xᵏ) gives it else."""
        return self.mixture == 1 or not self.steered

    @property
    def error_mixture(self) -> float:
        """λ of the bound Lρₖ((1 − λ)‖∇f(xᵏ)‖ + λ) on the error; NaN where there is none."""
        if self.derived:
            return self.mixture
        return {"absolute": 1.0, "relative": 0.0}.get(self.error_model, math.nan)

    @property
    def normalized(self) -> bool:
        """Whether the method is an instance of Algorithm 1a of K24."""
        return self.direction is not None and self.mixture == 1

    @property
    def steered(self) -> bool:
        """Whether dᵏ is another than ±∇f(xᵏ), and need not vanish with it."""
        return self.direction not in (None, ascent, descent)


def ascent(point: Point) -> tuple[Array, State]:
    """dᵏ = ∇f(xᵏ)."""
    return point.gradient, ()


def descent(point: Point) -> tuple[Array, State]:
    """dᵏ = −∇f(xᵏ)."""
    return -point.gradient, ()


def error_bound(radius: Array, gradient_norm: Array, mixture: Array) -> Array:
    """The bound ρ((1 − λ)‖∇f(xᵏ)‖ + λ) on ‖gₖ − ∇f(xᵏ)‖/L, elementwise; ρ = 0 for no direction.

    λ is a method's `error_mixture`: NaN, which is then the bound, where it states none.
    """
    return radius * ((1 - mixture) * gradient_norm + mixture)


def displacement(direction: Array, length: Array, radius: Array, mixture: Array) -> Array:
    """vₖ = ρ(1 − λ + λ/‖d‖) d, (B, n); `length` is ‖d‖. 0 where ρ = 0, NaN where d = 0 < ρ."""
    if isinstance(mixture, float) and mixture in (0, 1):  # spares divisions; d ≠ 0 where it is 0
        divisor = length if mixture == 1 else 1.0
    else:
        divisor = length / ((1 - mixture) * length + mixture)
    return radius * (direction / namespace(direction).where(radius == 0, 1.0, divisor))
