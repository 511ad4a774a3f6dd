"""SAM whose direction involves a moving average of gradients, which starts at zero.

The default θ = 0.4 is among the values of the authors' experiments, and σ = 1 the full projection.
"""

from __future__ import annotations

from sam_theory.setting.method import Method, displaced
from sam_theory.setting.point import Point, State
from sam_theory.setting.problem import Array


def vasso(*, theta: float = 0.4) -> Method:
    """VaSSO: the ascent direction is a moving average, dₖ = (1 − θ) dₖ₋₁ + θ ∇f(x), d₀ = 0."""
    _require_fraction("theta", theta)

    def direction(point: Point) -> tuple[Array, State]:
        average = (1 - theta) * point.state[0] + theta * point.here
        return average, (average,)

    return displaced(
        direction,
        name="vasso",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ dᵏ/‖dᵏ‖), dₖ = (1 − θ) dₖ₋₁ + θ ∇f(x)",
        memory=1,
        source="Li, Giannakis, NeurIPS 2023; K24, (2e)",
    )


def f_sam(*, theta: float = 0.4, sigma: float = 1.0) -> Method:
    """F-SAM: the average is taken out, mₖ = (1 − θ) mₖ₋₁ + θ ∇f(x), dₖ = ∇f(x) − σ mₖ, m₀ = 0."""
    _require_fraction("theta", theta)

    def direction(point: Point) -> tuple[Array, State]:
        average = (1 - theta) * point.state[0] + theta * point.here
        return point.here - sigma * average, (average,)

    return displaced(
        direction,
        name="f-sam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ dᵏ/‖dᵏ‖), dᵏ = ∇f(x) − σ mₖ, mₖ = (1 − θ) mₖ₋₁ + θ ∇f(x)",
        memory=1,
        source="Li, Zhou, He, Cheng, Huang, CVPR 2024; K24, (2f)",
    )


def _require_fraction(name: str, value: float) -> None:
    if not 0 < value < 1:
        raise ValueError(f"{name} must lie strictly between 0 and 1; got {value}")
