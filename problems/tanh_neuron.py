"""One tanh neuron fitted to the outputs of another: a bounded nonconvex loss with known optimum."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Components, Problem, namespace
from sam_theory.setting.spread import variance_between

TEACHER = np.array((1.0, -0.5, 0.75))
INPUTS = np.random.default_rng(8).standard_normal((15, 3))


def tanh_neuron() -> Problem:
    """f(w) = (1/2m) Σᵢ (tanh⟨aᵢ, w⟩ − tanh⟨aᵢ, w*⟩)²; f = 0 only at w*."""
    targets = np.tanh(INPUTS @ TEACHER)
    constant = Enclosure(2.0593, 2.0605)
    transposed, mean = np.ascontiguousarray(INPUTS.T), INPUTS / len(INPUTS)

    def outputs(x: Array) -> Array:
        xp = namespace(x)
        return xp.tanh(xp.matmul(x, xp.asarray(transposed)))

    def value(x: Array) -> Array:
        xp = namespace(x)
        return xp.mean((outputs(x) - xp.asarray(targets)) ** 2, axis=-1) / 2

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        t = outputs(x)
        return xp.matmul((t - xp.asarray(targets)) * (1 - t * t), xp.asarray(mean))

    def of_values(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        return xp.sum(weights * (outputs(x) - xp.asarray(targets)) ** 2, axis=-1) / 2

    def of_data(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        t = outputs(x)
        pull = weights * (t - xp.asarray(targets)) * (1 - t * t)
        return xp.matmul(pull, xp.asarray(INPUTS))

    return Problem(
        name="tanh-neuron",
        formula="f(w) = ¹⁄₂ₘ Σᵢ (tanh⟨aᵢ, w⟩ − tanh⟨aᵢ, w*⟩)²",
        dimension=3,
        value=value,
        gradient=gradient,
        starts=((0.2, 0.9, 0.1), (-1.5, 0.4, 0.8), (2.2, -1.9, -0.6)),
        region=((-3.0,) * 3, (3.0,) * 3),
        facts=Facts(
            convex=Fact(False, "bounded and not constant"),
            lipschitz=Fact(
                constant,
                "∇²f = AᵀDA/m, Dᵢ = (1 − t²)(1 + 2tyᵢ − 3t²), a quartic in t = tanh⟨aᵢ, w⟩, by "
                "branch and bound over the projective space: tests/catalogues/test_losses.py; "
                "lower at (0.16, −0.086, 0.045)",
            ),
            descent=Fact(constant, "≤ L; lower as there, where ∇²f is positive definite"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(w*)"),
            attained=Fact(True, "f(w*) = 0"),
            minimizers=Fact(
                lambda x: norm(x - TEACHER)[..., 0], "tanh is injective and the aᵢ span ℝ³"
            ),
            unique_minimizer=Fact(True, "tanh is injective and the aᵢ span ℝ³"),
            level_sets_bounded=Fact(False, "{f ≤ 2} = ℝ³"),
            definability=Fact("analytic", "tanh is"),
        ),
        components=_components(Components(len(INPUTS), of_data, of_values), targets),
        source="elementary; data drawn here",
    )


def _components(stated: Components, targets: np.ndarray) -> Components:
    """fᵢ = ½(t − yᵢ)², t = tanh⟨aᵢ, w⟩ ∈ (−1, 1), with the facts of ∇fᵢ = (t − yᵢ)(1 − t²)aᵢ."""
    squares = np.sum(INPUTS * INPUTS, axis=-1)
    bends = [_greatest((3.0, -2 * y, -4.0, 2 * y, 1.0)) for y in targets]
    slopes = np.array([_greatest((-1.0, y, 1.0, -y)) for y in targets])
    largest = float(np.max(squares * bends))
    points = np.random.default_rng(0).standard_normal((200, 3)) * np.geomspace(0.1, 100, 200)[:, None]
    return replace(
        stated,
        lipschitz=Fact(
            Enclosure(largest * (1 - 1e-12), largest * (1 + 1e-12)),
            "∇²fᵢ = Dᵢaᵢaᵢᵀ, Dᵢ = (1 − t²)(1 + 2tyᵢ − 3t²), greatest at a root of its derivative",
        ),
        variance=Fact(
            variance_between(stated, points, float(np.mean(slopes**2 * squares))),
            "at most the mean of max (t − yᵢ)²(1 − t²)²‖aᵢ‖² over t; at drawn points the lower "
            "number",
        ),
    )


def _greatest(polynomial: tuple[float, ...]) -> float:
    """The greatest size on [−1, 1] of a polynomial that vanishes at ±1."""
    roots = np.roots(np.polyder(polynomial))
    inside = np.clip(roots.real[np.abs(roots.imag) < 1e-9], -1, 1)
    return float(np.max(np.abs(np.polyval(polynomial, inside))))
