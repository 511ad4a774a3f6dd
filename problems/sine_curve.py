"""Zero on a curve of minimizers along which the sharpness varies."""

from __future__ import annotations

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

examples = ()


def sine_curve() -> Problem:
    """f(x, y) = ½(y − sin x)²; on the curve y = sin x, ∇²f has the eigenvalues 0 and 1 + cos² x."""

    def gap(x: Array) -> Array:
        return x[..., 1:] - namespace(x).sin(x[..., :1])

    def gradient(x: Array) -> Array:
        xp, error = namespace(x), gap(x)
        return xp.concat((-error * xp.cos(x[..., :1]), error), axis=-1)

    none = Fact(NO_CONSTANT, "∂²f/∂x² = cos² x + (y − sin x) sin x is unbounded above")
    return Problem(
        name="sine-curve",
        formula="f(x, y) = ½(y − sin x)²",
        dimension=2,
        value=lambda x: gap(x)[..., 0] ** 2 / 2,
        gradient=gradient,
        starts=((0.5, 1.5), (1.25, -0.75)),
        region=((-3.0, -2.0), (3.0, 2.0)),
        facts=Facts(
            convex=Fact(False, "its minimizers, the curve, are no convex set"),
            lipschitz=none,
            descent=none,
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            unique_minimizer=Fact(False, "every (x, sin x) is one"),
            level_sets_bounded=Fact(False, "each contains the curve"),
            definability=Fact("analytic", "sin is"),
            kl_exponent=Fact(0.5, "‖∇f‖² = 2f(1 + cos² x) ≥ 2f"),
        ),
        source="elementary; sharpness along minimizers as in Wen, Ma, Li 2023",
    )
