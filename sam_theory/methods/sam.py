"""Sharpness-aware minimization and its normalized relatives, Algorithm 1a of K24."""

from __future__ import annotations

from sam_theory.method import Method, Point, State, along, along_unmeasured
from sam_theory.problem import Array


def sam() -> Method:
    """x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x)/‖∇f(x)‖)."""

    def displacement(point: Point) -> tuple[Array, State]:
        return along(point.gradient, point.gradient_norm, point.radius), ()

    return Method(
        name="sam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ ∇f(x)/‖∇f(x)‖)",
        error_model="absolute",
        normalized=True,
        displacement=displacement,
        source="Foret, Kleiner, Mobahi, Neyshabur, ICLR 2021; K24, (2c)",
    )


def igd_constant_error() -> Method:
    """x⁺ = x − tₖ ∇f(x − ρₖ ∇f(x)/‖∇f(x)‖), an inexact gradient descent with error up to Lρₖ."""

    def displacement(point: Point) -> tuple[Array, State]:
        return -along(point.gradient, point.gradient_norm, point.radius), ()

    return Method(
        name="igd-constant-error",
        formula="x⁺ = x − tₖ ∇f(x − ρₖ ∇f(x)/‖∇f(x)‖)",
        error_model="absolute",
        normalized=True,
        displacement=displacement,
        source="K24, Example 3.4",
    )


def rsam(*, lam: float = 1.0, sigma: float = 1.0) -> Method:
    """RSAM: d = Δₖ + λ ∇f(x + Δₖ) with random Δₖ = σρₖ ξₖ/√n, ξₖ ~ N(0, I)."""

    def displacement(point: Point) -> tuple[Array, State]:
        scale = sigma / point.x.shape[-1] ** 0.5
        random_step = scale * point.radius * point.noise
        direction = random_step + lam * point.oracle(point.x + random_step)
        return along_unmeasured(direction, point.radius), ()

    return Method(
        name="rsam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ dᵏ/‖dᵏ‖), dᵏ = Δₖ + λ ∇f(x + Δₖ), Δₖ = σρₖ ξₖ/√n",
        error_model="absolute",
        normalized=True,
        displacement=displacement,
        random=True,
        source="Liu, Mai, Cheng, Chen, Hsieh, You, NeurIPS 2022; K24, (2d)",
    )


def vasso(*, theta: float = 0.4) -> Method:
    """VaSSO: the ascent direction is a moving average, dₖ = (1 − θ) dₖ₋₁ + θ ∇f(x), d₀ = 0."""
    _require_fraction("theta", theta)

    def displacement(point: Point) -> tuple[Array, State]:
        direction = (1 - theta) * point.state[0] + theta * point.gradient
        return along_unmeasured(direction, point.radius), (direction,)

    return Method(
        name="vasso",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ dᵏ/‖dᵏ‖), dₖ = (1 − θ) dₖ₋₁ + θ ∇f(x)",
        error_model="absolute",
        normalized=True,
        displacement=displacement,
        memory=1,
        source="Li, Giannakis, NeurIPS 2023; K24, (2e)",
    )


def f_sam(*, theta: float = 0.4, sigma: float = 1.0) -> Method:
    """F-SAM: the average is taken out, mₖ = (1 − θ) mₖ₋₁ + θ ∇f(x), dₖ = ∇f(x) − σ mₖ, m₀ = 0."""
    _require_fraction("theta", theta)

    def displacement(point: Point) -> tuple[Array, State]:
        average = (1 - theta) * point.state[0] + theta * point.gradient
        direction = point.gradient - sigma * average
        return along_unmeasured(direction, point.radius), (average,)

    return Method(
        name="f-sam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ dᵏ/‖dᵏ‖), dᵏ = ∇f(x) − σ mₖ, mₖ = (1 − θ) mₖ₋₁ + θ ∇f(x)",
        error_model="absolute",
        normalized=True,
        displacement=displacement,
        memory=1,
        source="Li, Zhou, He, Cheng, Huang, CVPR 2024; K24, (2f)",
    )


def unified_sam(*, lam: float = 0.5) -> Method:
    """Unified SAM: x⁺ = x − tₖ ∇f(x + ρₖ(1 − λ + λ/‖∇f(x)‖) ∇f(x)), λ ∈ [0, 1]."""
    if not 0 <= lam <= 1:
        raise ValueError(f"lam must be between 0 and 1; got {lam}")

    def displacement(point: Point) -> tuple[Array, State]:
        if lam == 0:
            return point.radius * point.gradient, ()
        unit = along(point.gradient, point.gradient_norm, point.radius)
        if lam == 1:
            return unit, ()
        return (1 - lam) * point.radius * point.gradient + lam * unit, ()

    return Method(
        name="unified-sam",
        formula="x⁺ = x − tₖ ∇f(x + ρₖ (1 − λ + λ/‖∇f(x)‖) ∇f(x))",
        error_model="mixed",
        mixture=lam,
        displacement=displacement,
        source="Oikonomou, Loizou, ICLR 2025",
    )


def _require_fraction(name: str, value: float) -> None:
    if not 0 < value < 1:
        raise ValueError(f"{name} must lie strictly between 0 and 1; got {value}")
