"""One tanh neuron fitted to the outputs of another: a bounded nonconvex loss with known optimum."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

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
        source="elementary; data drawn here",
    )
