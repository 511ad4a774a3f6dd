"""A small tanh network with one hidden layer: a gradient that is not Lipschitz."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem, namespace

HIDDEN = 3
INPUTS = np.linspace(-2, 2, 16)


def tanh_network() -> Problem:
    """f(w, b, v) = (1/2m) Σᵢ (Σⱼ vⱼ tanh(wⱼaᵢ + bⱼ) − yᵢ)² with y a noisy sine, three neurons."""
    targets = np.sin(2 * INPUTS) + 0.1 * np.random.default_rng(4).standard_normal(len(INPUTS))
    height = float(np.mean(targets**2)) / 2 * (1 + 1e-12)
    samples = len(INPUTS)
    equal = np.full(samples, 1 / samples)

    def split(x: Array) -> tuple[Array, Array, Array]:
        """Hidden outputs (..., 3, m), output weights (..., 3, 1) and errors (..., m)."""
        xp = namespace(x)
        w, b, v = (x[..., i : i + HIDDEN, None] for i in (0, HIDDEN, 2 * HIDDEN))
        hidden = xp.tanh(w * xp.asarray(INPUTS) + b)
        return hidden, v, xp.sum(hidden * v, axis=-2) - xp.asarray(targets)

    def value(x: Array) -> Array:
        return namespace(x).sum(split(x)[2] ** 2, axis=-1) / (2 * samples)

    def gradient(x: Array) -> Array:
        return of_data(x, namespace(x).asarray(equal))

    def of_values(x: Array, weights: Array) -> Array:
        return namespace(x).sum(weights * split(x)[2] ** 2, axis=-1) / 2

    def of_data(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        hidden, v, error = split(x)
        error = (weights * error)[..., None, :]
        inner = error * v * (1 - hidden * hidden)
        parts = (inner * xp.asarray(INPUTS), inner, error * hidden)
        return xp.concat([xp.sum(part, axis=-1) for part in parts], axis=-1)

    stiff = Fact(
        NO_CONSTANT, "at w = b = 0 the second derivative in w₁ is v₁² mean(a²), unbounded above"
    )
    return Problem(
        name="tanh-network",
        formula="f(w, b, v) = ¹⁄₂ₘ Σᵢ (Σⱼ vⱼ tanh(wⱼaᵢ + bⱼ) − yᵢ)², 3 neurons, m = 16",
        dimension=3 * HIDDEN,
        value=value,
        gradient=gradient,
        starts=(
            (0.7, -1.1, 1.6, 0.2, -0.5, 0.4, 0.5, -0.8, 0.3),
            (-0.4, 0.9, 0.3, 1.0, 0.1, -0.7, -0.6, 0.4, 1.1),
        ),
        region=((-2.0,) * 9, (2.0,) * 9),
        facts=Facts(
            convex=Fact(False, "at 0, ∂²f/∂v₁² = 0 and ∂²f/∂v₁∂w₁ = −mean(ay) ≠ 0"),
            lipschitz=stiff,
            descent=stiff,
            infimum=Fact(Enclosure(0.0, height), "f ≥ 0; mean(y²)/2 where v = 0"),
            unique_minimizer=Fact(
                False, "(wⱼ, bⱼ, vⱼ) → −(wⱼ, bⱼ, vⱼ) keeps f and fixes only 0, an indefinite point"
            ),
            level_sets_bounded=Fact(False, "f does not depend on w and b where v = 0"),
            definability=Fact("analytic", "tanh is"),
        ),
        components=Components(
            samples,
            of_data,
            of_values,
            lipschitz=Fact(
                NO_CONSTANT, "at w = b = 0 that in w₁ is v₁²aᵢ² for component i, where aᵢ ≠ 0"
            ),
            variance=Fact(
                NO_CONSTANT,
                "at w = (1, 0, 0), b = 0, v = (s, 0, 0) the derivative in v₁ is (shᵢ − yᵢ)hᵢ, "
                "hᵢ = tanh aᵢ, and the hᵢ² differ",
            ),
        ),
        source="elementary; data drawn here",
    )
