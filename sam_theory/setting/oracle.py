"""What a method may ask of f: its gradient, or the gradient of a minibatch of its components."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.setting.noise import uniform
from sam_theory.setting.problem import Array, Problem, namespace


@dataclass(frozen=True)
class Oracle:
    """∇f, and Σᵢ wᵢ∇fᵢ where f is the mean of its components fᵢ."""

    gradient: Callable[[Array], Array]  # (B, n) -> (B, n)
    weighted: Callable[[Array, Array], Array] | None = None  # (B, n), (B, N) -> (B, n)

    @classmethod
    def of(cls, problem: Problem) -> Oracle:
        """That of a problem."""
        components = problem.components
        return cls(problem.gradient, None if components is None else components.gradient)


def minibatch(stream: Array, k: Array, call: int, size: int, count: int) -> Array:
    """Weights of `size` components drawn out of `count` with replacement, (..., count).

    Each draw weighs 1/size. `stream` and `k` are unsigned 64-bit arrays that broadcast to (...).
    A component is drawn with probability 1/count up to 2⁻⁵³.
    """
    xp: Any = namespace(stream)
    drawn = xp.floor(uniform(stream, k, size, call=(1 << 32) + call) * count)
    numbers = xp.arange(count, dtype=xp.float64)
    if size == 1:
        return xp.astype(drawn == numbers, xp.float64)
    weights = sum(xp.astype(drawn[..., j, None] == numbers, xp.float64) for j in range(size))
    return weights / size


def require_components(problem: Problem, method: str, draws: int) -> None:
    """Raise UsageError if the method draws components and the problem has none."""
    reason = lacks_components(problem, method, draws)
    if reason:
        raise UsageError(f"{reason}; take a problem that is a mean of components")


def lacks_components(problem: Problem, method: str, draws: int) -> str:
    """Why the method cannot run on the problem; empty if it can."""
    if draws and problem.components is None:
        return f"{method} draws components of f: {problem.name} is not stated as a mean of such"
    return ""
