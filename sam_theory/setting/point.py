"""What a method sees at an iteration, and what it makes of it."""

from __future__ import annotations

from typing import NamedTuple

from sam_theory.setting.oracle import Oracle
from sam_theory.setting.problem import Array

State = tuple[Array, ...]


class Point(NamedTuple):
    """What a method sees at iteration k, for a batch of B runs."""

    x: Array  # (B, n), xᵏ
    here: Array  # (B, n), ∇f(xᵏ)
    step: Array  # (B, 1), tₖ
    radius: Array  # (B, 1), ρₖ
    k: Array  # (1,), k
    state: State  # `memory` arrays of shape (B, n), zero at k = 1
    noise: tuple[Array, ...]  # `normals` arrays (B, n), independent N(0, 1)
    draws: tuple[Array, ...]  # `draws` arrays (B, N), weights of minibatches
    oracle: Oracle

    def gradient(self, y: Array) -> Array:
        """∇f(y), (B, n)."""
        return self.oracle.gradient(y)

    def sampled(self, y: Array, draw: int = 0) -> Array:
        """The gradient at y, (B, n), of the minibatch of that draw: the same number, the same."""
        assert self.oracle.weighted is not None  # else the method is not run
        return self.oracle.weighted(y, self.draws[draw])


class Move(NamedTuple):
    """What a method makes of a point."""

    x: Array  # (B, n), xᵏ⁺¹
    estimate: Array  # (B, n), gₖ: xᵏ⁺¹ = xᵏ − tₖgₖ
    state: State = ()
