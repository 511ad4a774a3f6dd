"""Random SAM: the gradient is first taken at a random point nearby."""

from __future__ import annotations

from sam_theory.setting.method import Method, displaced
from sam_theory.setting.point import Point, State
from sam_theory.setting.problem import Array


def rsam(*, lam: float = 1.0, sigma: float = 1.0) -> Method:
    """RSAM: d = Δₖ + λ ∇f(x + Δₖ) with random Δₖ = σρₖ ξₖ/√n, ξₖ ~ N(0, I): E‖Δₖ‖² = σ²ρₖ²."""

    def direction(point: Point) -> tuple[Array, State]:
        scale = sigma / point.x.shape[-1] ** 0.5
        random_step = scale * point.radius * point.noise[0]
        return random_step + lam * point.gradient(point.x + random_step), ()

    return displaced(
        direction,
        name="rsam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ dᵏ/‖dᵏ‖), dᵏ = Δₖ + λ ∇f(x + Δₖ), Δₖ = σρₖ ξₖ/√n",
        normals=1,
        source="Liu, Mai, Cheng, Chen, Hsieh, You, NeurIPS 2022; K24, (2d)",
    )
