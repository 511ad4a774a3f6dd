"""Rastrigin's function: a bowl covered with local minima."""

from __future__ import annotations

import math

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

LIPSCHITZ = 2 + 40 * math.pi**2


def rastrigin(*, dimension: int = 2) -> Problem:
    """f(x) = Σᵢ (xᵢ² + 10 − 10 cos 2πxᵢ), so L = 2 + 40π²."""

    def value(x: Array) -> Array:
        xp = namespace(x)
        return xp.sum(x**2 + 20 * xp.sin(math.pi * x) ** 2, axis=-1)

    return Problem(
        name="rastrigin",
        formula="f(x) = Σᵢ (xᵢ² + 10 − 10 cos 2πxᵢ)",
        dimension=dimension,
        value=value,
        gradient=lambda x: 2 * x + (20 * math.pi) * namespace(x).sin((2 * math.pi) * x),
        starts=(
            tuple(0.31 - 0.07 * (i % 5) for i in range(dimension)),
            tuple(2.7 - 1.3 * (i % 4) for i in range(dimension)),
        ),
        region=((-5.12,) * dimension, (5.12,) * dimension),
        facts=Facts(
            convex=Fact(False, "∂²f/∂x₁² = 2 − 40π² at x₁ = ½"),
            lipschitz=Fact(
                Enclosure.around(LIPSCHITZ),
                "∇²f = diag(2 + 40π² cos 2πxᵢ), of norm ≤ 2 + 40π², attained at 0",
            ),
            descent=Fact(Enclosure.around(LIPSCHITZ), "∇²f(0) = (2 + 40π²)I"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "f(x) ≥ ‖x‖²"),
            unique_minimizer=Fact(True, "f(x) ≥ ‖x‖²"),
            level_sets_bounded=Fact(True, "f(x) ≥ ‖x‖²"),
            definability=Fact("analytic", "cos is"),
            kl_exponent=Fact(
                0.5,
                "every critical point is nondegenerate: f′ᵢ = f″ᵢ = 0 forces x² = 100π² − ¼π⁻², "
                "|x| = 31.41552…, where 2x + 20π sin 2πx = ±94.6… ≠ 0",
            ),
        ),
        source="Rastrigin 1974; Mühlenbein, Schomisch, Born 1991",
    )
