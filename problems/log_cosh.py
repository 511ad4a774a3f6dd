"""A smooth absolute value: convex, analytic, with bounded gradient."""

from __future__ import annotations

from sam_theory.library.domains import at_least
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"curvature": at_least(0)}


def log_cosh(*, dimension: int = 2, curvature: float = 0.0) -> Problem:
    """f(x) = Σᵢ log cosh xᵢ + (κ/2)‖x‖², so f″ᵢ = 1 − tanh² xᵢ + κ ∈ (κ, 1 + κ]."""
    n, strong = dimension, curvature > 0

    def gradient(x: Array) -> Array:
        slope = namespace(x).tanh(x)
        return slope + curvature * x if strong else slope

    def value(x: Array) -> Array:
        xp = namespace(x)
        size = xp.abs(x)
        near = xp.tanh(xp.minimum(size, xp.ones_like(size)))
        terms = xp.where(  # log cosh x = −½ log(1 − tanh² x) = |x| + log((1 + e^(−2|x|))/2)
            size < 1, -xp.log1p(-near * near) / 2, size + xp.log1p(xp.expm1(-2 * size) / 2)
        )
        return xp.sum(terms + curvature / 2 * x * x if strong else terms, axis=-1)

    return Problem(
        name="log-cosh",
        formula="f(x) = Σᵢ log cosh xᵢ + (κ/2)‖x‖²",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple(1.5 * (-0.7) ** i for i in range(n)), tuple(4.0 + i for i in range(n))),
        region=((-4.0,) * n, (4.0,) * n),
        facts=Facts(
            convex=Fact(True, "(log cosh)″ = 1 − tanh² > 0"),
            strong_convexity=Fact(
                Enclosure(curvature, curvature), "μ = κ: 1 − tanh² x → 0 as x → ∞"
            )
            if strong
            else None,
            lipschitz=Fact(Enclosure(1 + curvature, 1 + curvature), "1 − tanh² ≤ 1, attained at 0"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "tanh x + κx = 0 only at 0"),
            unique_minimizer=Fact(True, "f is strictly convex and f(0) = 0"),
            level_sets_bounded=Fact(True, "log cosh x ≥ |x| − log 2"),
            definability=Fact("analytic", "log cosh is"),
            kl_exponent=Fact(0.5, "the only stationary point is 0, where ∇²f = (1 + κ) I > 0"),
        ),
        source="elementary",
    )
