"""Unbounded below although the gradient vanishes at infinity."""

from __future__ import annotations

from sam_theory.setting.facts import UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace


def log_drift() -> Problem:
    """f(x) = −½ log(1 + x²): f″ = (x² − 1)/(1 + x²)² ∈ [−1, ⅛]; iterates leave for infinity."""

    def gradient(x: Array) -> Array:
        return -x / (1 + x * x)

    return Problem(
        name="log-drift",
        formula="f(x) = −½ log(1 + x²)",
        dimension=1,
        value=lambda x: -namespace(x).log1p(x[..., 0] ** 2) / 2,
        gradient=gradient,
        starts=((0.3,), (-2.0,)),
        region=((-3.0,), (3.0,)),
        facts=Facts(
            convex=Fact(False, "f″(0) = −1"),
            lipschitz=Fact(Enclosure(1, 1), "f″ ∈ [−1, ⅛], with f″(0) = −1"),
            descent=Fact(Enclosure(0.125, 0.125), "f″ ≤ ⅛, attained at ±√3"),
            infimum=Fact(UNBOUNDED_BELOW, "f(x) → −∞ as |x| → ∞"),
            attained=Fact(False, "f is unbounded below"),
            level_sets_bounded=Fact(False, "f is unbounded below and continuous"),
            definability=Fact("analytic", "log is"),
            kl_exponent=Fact(0.5, "f′ = 0 only at 0, where f″ = −1"),
        ),
        source="elementary",
    )
