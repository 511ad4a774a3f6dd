"""Griewank's function in the plane: a wide bowl with many shallow wells."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

SCALE = np.array((1.0, 1 / math.sqrt(2)))


def griewank() -> Problem:
    """f(x, y) = 1 + (x² + y²)/4000 − cos x cos(y/√2), with L = 1 + 1/2000."""

    def value(x: Array) -> Array:
        xp = namespace(x)
        # 1 − cos x cos z = sin²((x + z)/2) + sin²((x − z)/2)
        z = x * xp.asarray(SCALE)
        plus, minus = xp.sin((z[..., 0] + z[..., 1]) / 2), xp.sin((z[..., 0] - z[..., 1]) / 2)
        return xp.sum(x * x, axis=-1) / 4000 + plus * plus + minus * minus

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        scale = xp.asarray(SCALE)
        z = x * scale
        return x / 2000 + scale * xp.sin(z) * xp.flip(xp.cos(z), axis=-1)

    return Problem(
        name="griewank",
        formula="f(x, y) = 1 + (x² + y²)/4000 − cos x cos(y/√2)",
        dimension=2,
        value=value,
        gradient=gradient,
        starts=((2.1, -1.7), (-0.9, 0.6), (7.3, 5.2)),
        region=((-10.0, -10.0), (10.0, 10.0)),
        facts=Facts(
            convex=Fact(False, "∂²f/∂x² = 1/2000 − 1 at (π, 0)"),
            lipschitz=Fact(
                Enclosure.around(1.0005),
                "−cos x cos(y/√2) = −½cos⟨v, ·⟩ − ½cos⟨w, ·⟩, v, w = (1, ±1/√2), has the Hessian "
                "½(c₁vvᵀ + c₂wwᵀ), |cᵢ| ≤ 1, within ±½(vvᵀ + wwᵀ) = ±diag(1, ½); attained at 0",
            ),
            descent=Fact(Enclosure.around(1.0005), "∂²f/∂x² = 1/2000 + 1 at 0"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ ‖x‖²/4000 ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "f ≥ ‖x‖²/4000"),
            unique_minimizer=Fact(True, "f ≥ ‖x‖²/4000"),
            level_sets_bounded=Fact(True, "f ≥ ‖x‖²/4000"),
            definability=Fact("analytic", "cos is"),
            kl_exponent=Fact(
                0.5,
                "no stationary point is degenerate, by branch and bound over |x|, √2|y| ≤ 2000, "
                "beyond which ∇f ≠ 0: tests/catalogues/test_stationary.py",
            ),
        ),
        source="Griewank 1981",
    )
