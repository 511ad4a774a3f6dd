"""Momentum and weight decay as PyTorch's SGD has them, for methods that differ in their gradients.

m = θm + g + wx, then x⁺ = x − tm, or with Nesterov x⁺ = x − t(g + wx + θm); m = 0 at the start, so
that the first step is that without momentum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sam_theory.setting.error import ErrorBound
from sam_theory.setting.point import Move, Point
from sam_theory.setting.problem import Array


@dataclass(frozen=True, kw_only=True)
class Momentum:
    """θ, whether by Nesterov's formula, and the weight decay w.

    Raises ValueError unless 0 ≤ θ < 1 and w ≥ 0 is finite.
    """

    momentum: float
    nesterov: bool = False
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.momentum < 1:
            raise ValueError(f"momentum must be at least 0 and below 1; got {self.momentum}")
        if self.nesterov not in (True, False):
            raise ValueError(f"nesterov must be True or False; got {self.nesterov!r}")
        if not 0 <= self.weight_decay < float("inf"):
            raise ValueError(f"weight_decay must be at least 0; got {self.weight_decay}")

    def carry(self, x: Array, gradient: Array, before: Array) -> tuple[Array, Array]:
        """dₖ and mₖ from x, g and mₖ₋₁."""
        g = gradient + self.weight_decay * x if self.weight_decay else gradient
        m = self.momentum * before + g
        return (g + self.momentum * m if self.nesterov else m), m

    def step(self, gradient: Callable[[Point], Array]) -> Callable[[Point], Move]:
        """The step of the method whose gradients are these."""

        def take(at: Point) -> Move:
            d, m = self.carry(at.x, gradient(at), at.state[0])
            return Move(at.x - at.step * d, d, (m,))

        return take

    @property
    def plain(self) -> bool:
        """Whether it is Polyak's ball, x⁺ = x − tg + θ(x − x⁻) for constant t."""
        return not self.nesterov and self.weight_decay == 0

    def bound(self, without: ErrorBound) -> ErrorBound | None:
        """The error bound of the gradients, where nothing is added to them."""
        return None if self.momentum or self.weight_decay else without

    @property
    def text(self) -> str:
        """The formula of the direction of x⁺ = x − tₖ dₖ, from gradients g."""
        g = f"g + {self.weight_decay:g}x" if self.weight_decay else "g"
        if not self.momentum:
            return f"dₖ = {g}"
        m = f"mₖ = {self.momentum:g}mₖ₋₁ + {g}"
        return f"dₖ = {g} + {self.momentum:g}mₖ, {m}" if self.nesterov else f"dₖ = {m}"


def count_of(name: str, value: int, most: int) -> int:
    """The value, if it is an integer from 1 to `most`; raises ValueError otherwise."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise ValueError(f"{name} must be an integer from 1 to {most:,}; got {value!r}")
    return value
