"""Which methods obey which error model, and when the error is nil."""

from __future__ import annotations

from sam_theory.schedules.deciding import decide
from sam_theory.setting.method import Method
from sam_theory.statements.theorem import Setting
from sam_theory.verdict import Status


def absolute_error(method: Method) -> bool:
    """Whether ‖gₖ − ∇f(xᵏ)‖ ≤ Lρₖ."""
    return method.error_model in ("absolute", "exact")


def relative_error(method: Method) -> bool:
    """Whether ‖gₖ − ∇f(xᵏ)‖ ≤ Lρₖ‖∇f(xᵏ)‖."""
    return method.error_model in ("relative", "exact")


def without_error(setting: Setting) -> str:
    """Why gₖ = ∇f(xᵏ) for every k; empty where that is not known."""
    if setting.method.error_model == "exact":
        return "gₖ = ∇f(xᵏ)"
    radius_positive = decide("radius-positive", setting.step, setting.radius)
    if setting.radius.is_constant and radius_positive.status is Status.REFUTED:
        return "ρₖ = 0, so gₖ = ∇f(xᵏ)"
    fact = setting.problem.facts.lipschitz
    if fact is not None and fact.value.upper == 0:
        return "∇f is constant, so gₖ = ∇f(xᵏ)"
    return ""
