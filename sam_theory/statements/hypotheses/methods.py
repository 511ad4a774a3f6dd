"""Which methods obey which error model, and when the error is nil."""

from __future__ import annotations

from sam_theory.schedules.deciding import decide
from sam_theory.setting.displacement import Direction, ascent, descent
from sam_theory.setting.method import Method
from sam_theory.statements.theorem import Setting
from sam_theory.verdict import Status


def ascends_along_the_gradient(method: Method) -> bool:
    """Whether the method is SAM, (2c) of K24: normalized, with dᵏ = ∇f(xᵏ)."""
    return method.normalized and direction_of(method) is ascent


def moves_along_the_gradient(method: Method) -> bool:
    """Whether the method is Unified SAM: vₖ = ρ(1 − λ + λ/‖∇f(xᵏ)‖)∇f(xᵏ), λ ∈ [0, 1]."""
    return direction_of(method) is ascent


def normalized_variant(method: Method) -> bool:
    """Whether the method is a case of Algorithm 1a that does not descend, as (2c) to (2f) are."""
    return method.normalized and direction_of(method) is not descent


def heavy_ball(method: Method, *directions: Direction | None) -> bool:
    """Whether it is Polyak's ball over ∇f(x + v), v unnormalized along one of the directions."""
    ball, inside = method.momentum, method.inside
    if ball is None or inside is None or not ball.plain or inside.direction not in directions:
        return False
    return inside.direction is None or inside.mixture == 0


def momentum_of(method: Method) -> float:
    """θ of its ball; 0 without one."""
    return 0.0 if method.momentum is None else method.momentum.momentum


def direction_of(method: Method) -> Direction | None:
    """The direction dᵏ of its displacement; None if it says none."""
    return None if method.displacement is None else method.displacement.direction


def unnormalized(method: Method) -> bool:
    """Whether the method is USAM or extragradient, (2a) and (2b): vₖ = ±ρₖ∇f(xᵏ)."""
    shape = method.displacement
    return shape is not None and shape.direction in (ascent, descent) and shape.mixture == 0


def absolute_error(method: Method) -> bool:
    """Whether the method is a case of Algorithm 1: its error is bounded by cLρₖ, or measured."""
    return method.error_model in ("absolute", "exact", "none")


def relative_error(method: Method) -> bool:
    """Whether it is one of Algorithm 2: its error is bounded by cLρₖ‖∇f(xᵏ)‖, or measured."""
    return method.error_model in ("relative", "exact", "none")


def without_error(setting: Setting) -> str:
    """Why the error bound of the method is 0 for every k; empty where that is not known."""
    if setting.method.error is None:
        return ""
    if setting.method.error_model == "exact":
        return "gₖ = ∇f(xᵏ)"
    if setting.radius.is_constant:
        positive = decide("radius-positive", setting.step, setting.radius)
        if positive.status is Status.REFUTED:
            return "ρₖ = 0, so gₖ = ∇f(xᵏ)"
    fact = setting.problem.facts.lipschitz
    if fact is not None and fact.value.upper == 0:
        return "∇f is constant, so gₖ = ∇f(xᵏ)"
    return ""
