"""A strongly convex quadratic whose components differ by linear terms alone: additive noise."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sam_theory.library.domains import above, at_least, several
from sam_theory.setting.diagonal import diagonal_quadratic
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.problem import Array, Components, Problem, namespace

examples = ()
domains = {"eigenvalues": several(above(0)), "noise": at_least(0)}


def noisy_quadratic(*, eigenvalues: tuple[float, ...] = (1.0, 4.0), noise: float = 0.5) -> Problem:
    """f(x) = ½ Σⱼ λⱼxⱼ², the mean of f ∓ s⟨eⱼ, x⟩ over the signs and j = 1 … n, s = `noise`.

    A draw has the gradient ∇f ∓ s eⱼ, of variance s² in all and s²/n in each coordinate, at every
    x. With a constant step t and x¹, SGD has E xⱼ = (1 − tλⱼ)ᵏx¹ⱼ after k steps, and the variance
    t²(s²/n)(1 − q)/(1 − (1 − tλⱼ)²) of xⱼ, q = (1 − tλⱼ)²ᵏ.
    """
    n = len(eigenvalues)
    plain = diagonal_quadratic(
        eigenvalues,
        name="noisy-quadratic",
        formula="f(x) = ½ Σⱼ λⱼxⱼ², the mean of f ∓ s xⱼ",
        starts=(tuple((-0.75) ** i for i in range(n)), tuple(2.0 * 0.5**i for i in range(n))),
        source="elementary",
    )
    return replace(plain, components=_components(plain, noise))


def _components(plain: Problem, noise: float) -> Components:
    """The 2n components, first those with −s eⱼ in their gradient, then those with s eⱼ."""
    n = plain.dimension

    def pull(weights: Array) -> Array:
        """Σ over the signs: weights (..., 2n)."""
        return noise * (weights[..., n:] - weights[..., :n])

    def of_draws(x: Array, weights: Array) -> Array:
        total = namespace(x).sum(weights, axis=-1, keepdims=True)
        return total * plain.gradient(x) + pull(weights)

    def of_values(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        return xp.sum(weights, axis=-1) * plain.value(x) + xp.sum(pull(weights) * x, axis=-1)

    lipschitz = plain.facts.lipschitz
    assert lipschitz is not None
    return Components(
        2 * n,
        of_draws,
        of_values,
        lipschitz=Fact(lipschitz.value, "every component has the Hessian of f"),
        variance=Fact(Enclosure.containing(Fraction(noise) ** 2), "∇fᵢ − ∇f = ∓s eⱼ, of length s"),
    )
