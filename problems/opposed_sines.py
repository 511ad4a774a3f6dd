"""A parabola as the mean of two functions whose sines cancel: noise that depends on x."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.library.domains import above, at_least
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem, namespace

examples = ()
domains = {"amplitude": at_least(0), "frequency": above(0)}


def opposed_sines(*, amplitude: float = 0.5, frequency: float = 2.0) -> Problem:
    """f(x) = x²/2, the mean of x²/2 ± a sin(ωx), which have x ± aω cos(ωx) for derivatives.

    f is a quadratic without the additive noise of `noisy-quadratic`: at x the variance of a
    draw's derivative is a²ω² cos²(ωx).
    """
    a, omega = Fraction(amplitude), Fraction(frequency)

    def of_draw(x: Array, weights: Array) -> Array:
        tilt = amplitude * frequency * namespace(x).cos(frequency * x)
        return weights[..., :1] * (x + tilt) + weights[..., 1:] * (x - tilt)

    def of_values(x: Array, weights: Array) -> Array:
        shift = amplitude * namespace(x).sin(frequency * x)
        half = x * x / 2
        return (weights[..., :1] * (half + shift) + weights[..., 1:] * (half - shift))[..., 0]

    return Problem(
        name="opposed-sines",
        formula="f(x) = x²/2, the mean of x²/2 ± a sin(ωx)",
        dimension=1,
        value=lambda x: (x * x)[..., 0] / 2,
        gradient=lambda x: 1.0 * x,
        starts=((1.5,), (-0.25,)),
        region=((-3.0,), (3.0,)),
        facts=Facts(
            convex=Fact(True, "f″ = 1"),
            strong_convexity=Fact(Enclosure(1, 1), "f″ = 1"),
            lipschitz=Fact(Enclosure(1, 1), "f″ = 1"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: np.abs(x[..., 0]), "f′(x) = x"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("semialgebraic", "a polynomial; its components are analytic"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
            quadratic=Fact((1.0,), "f″ = 1"),
        ),
        components=Components(
            2,
            of_draw,
            of_values,
            lipschitz=Fact(
                Enclosure.containing(1 + a * omega * omega),
                "second derivatives 1 ∓ aω² sin(ωx), in [1 − aω², 1 + aω²], both ends attained",
            ),
            variance=Fact(
                Enclosure.containing((a * omega) ** 2), "a²ω² cos²(ωx), greatest at x = 0"
            ),
        ),
        source="elementary",
    )
