"""A cosine as the mean of two shifted ones, which are steeper than their mean."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.library.domains import inside
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem, namespace

examples = ()
domains = {"shift": inside(0, math.pi / 2)}


def shifted_ripples(*, shift: float = 1.0) -> Problem:
    """f(x) = cos δ (1 − cos x), the mean of cos δ − cos(x ∓ δ), δ = `shift` in (0, π/2).

    The components are 1-smooth, f is cos δ-smooth, and the least of f is that of no component.
    """
    scale, slip = math.cos(shift), math.sin(shift)

    def of_draw(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        return weights[..., :1] * xp.sin(x - shift) + weights[..., 1:] * xp.sin(x + shift)

    def of_values(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        first, second = scale - xp.cos(x - shift), scale - xp.cos(x + shift)
        return (weights[..., :1] * first + weights[..., 1:] * second)[..., 0]

    def distance(x: Array) -> Array:
        return np.abs(x[..., 0] - 2 * math.pi * np.round(x[..., 0] / (2 * math.pi)))

    return Problem(
        name="shifted-ripples",
        formula="f(x) = cos δ (1 − cos x), the mean of cos δ − cos(x ∓ δ)",
        dimension=1,
        value=lambda x: 2 * scale * namespace(x).sin(x / 2)[..., 0] ** 2,
        gradient=lambda x: scale * namespace(x).sin(x),
        starts=((2.0,), (-0.5,)),
        region=((-4.0,), (4.0,)),
        facts=Facts(
            convex=Fact(False, "f″(π) = −cos δ"),
            lipschitz=Fact(Enclosure.around(scale), "f″ = cos δ cos x, greatest at 0"),
            slope=Fact(Enclosure.around(scale), "f′ = cos δ sin x"),
            descent=Fact(Enclosure.around(scale), "f″(0) = cos δ"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(distance, "cos x = 1 exactly on 2πℤ"),
            unique_minimizer=Fact(False, "f has period 2π"),
            level_sets_bounded=Fact(False, "{f ≤ 2} = ℝ"),
            definability=Fact("analytic", "cos is"),
            kl_exponent=Fact(0.5, "f′ = 0 only where cos x = ±1, and there f″ = ± cos δ"),
        ),
        components=Components(
            2,
            of_draw,
            of_values,
            lipschitz=Fact(Enclosure(1, 1), "second derivatives cos(x ∓ δ), 1 at ±δ"),
            variance=Fact(
                Enclosure.around(slip**2, 8), "fᵢ′ − f′ = ∓ sin δ cos x, greatest in size at 0"
            ),
        ),
        source="elementary",
    )
