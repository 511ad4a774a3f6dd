"""A strongly convex quadratic whose components differ by linear terms alone: additive noise."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Components, Problem, namespace

examples = ()


def noisy_quadratic(*, eigenvalues: tuple[float, ...] = (1.0, 4.0), noise: float = 0.5) -> Problem:
    """f(x) = ½ Σⱼ λⱼxⱼ², the mean of f ∓ s⟨eⱼ, x⟩ over the signs and j = 1 … n, s = `noise`.

    A draw has the gradient ∇f ∓ s eⱼ, of variance s² in all and s²/n in each coordinate, at every
    x. With a constant step t and x¹, SGD has E xⱼ = (1 − tλⱼ)ᵏx¹ⱼ after k steps, and the variance
    t²(s²/n)(1 − q)/(1 − (1 − tλⱼ)²) of xⱼ, q = (1 − tλⱼ)²ᵏ.
    """
    if not eigenvalues or min(eigenvalues) <= 0 or noise < 0:
        raise ValueError(f"eigenvalues must be > 0, noise ≥ 0; got {eigenvalues} and {noise}")
    n, low, high = len(eigenvalues), float(min(eigenvalues)), float(max(eigenvalues))
    spectrum = np.array(eigenvalues, dtype=np.float64)

    def gradient(x: Array) -> Array:
        return namespace(x).asarray(spectrum) * x

    def value(x: Array) -> Array:
        return namespace(x).sum(x * gradient(x), axis=-1) / 2

    def pull(weights: Array) -> Array:
        """Σ over the signs: weights (..., 2n), first those of −s eⱼ, then those of s eⱼ."""
        return noise * (weights[..., n:] - weights[..., :n])

    def of_draws(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        return xp.sum(weights, axis=-1, keepdims=True) * gradient(x) + pull(weights)

    def of_values(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        return xp.sum(weights, axis=-1) * value(x) + xp.sum(pull(weights) * x, axis=-1)

    return Problem(
        name="noisy-quadratic",
        formula="f(x) = ½ Σⱼ λⱼxⱼ², the mean of f ∓ s xⱼ",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=(tuple((-0.75) ** i for i in range(n)), tuple(2.0 * 0.5**i for i in range(n))),
        region=((-2.0,) * n, (2.0,) * n),
        facts=Facts(
            convex=Fact(True, "∇²f = diag λ ≥ 0"),
            strong_convexity=Fact(Enclosure(low, low), "μ = λmin"),
            lipschitz=Fact(Enclosure(high, high), "L = λmax"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "∇f(x) = 0 only at 0"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
            quadratic=Fact(tuple(float(v) for v in eigenvalues), "the Hessian is diag λ"),
        ),
        components=Components(
            2 * n,
            of_draws,
            of_values,
            lipschitz=Fact(Enclosure(high, high), "every component has the Hessian of f"),
            variance=Fact(
                Enclosure.containing(Fraction(noise) ** 2), "∇fᵢ − ∇f = ∓s eⱼ, of length s"
            ),
        ),
        source="elementary",
    )
