"""One tanh neuron fitted to the outputs of another: a bounded nonconvex loss with known optimum."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

TEACHER = np.array((1.0, -0.5, 0.75))
INPUTS = np.random.default_rng(8).standard_normal((15, 3))
STEEP = np.array((0.16, -0.086, 0.045))  # where sampled curvature is greatest


def tanh_neuron() -> Problem:
    """f(w) = (1/2m) Σᵢ (tanh⟨aᵢ, w⟩ − tanh⟨aᵢ, w*⟩)²; f = 0 only at w*."""
    targets = np.tanh(INPUTS @ TEACHER)
    constant = _enclosure(targets)
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
                "∇²f = AᵀDA/m, Dᵢ = (1 − t²)(1 + 2tyᵢ − 3t²), a quartic in t = tanh⟨aᵢ, w⟩, "
                f"with extremes at roots of its derivative; lower: ‖∇²f‖ at {tuple(STEEP)}",
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


def _enclosure(targets: Array) -> Enclosure:
    """[λmax(∇²f(STEEP)), max of ‖AᵀDA/m‖ with all Dᵢ at their greatest, or all at their least]."""
    scale = 1e-10 + np.array([_extremes(float(y)) for y in targets])  # (m, 2)
    t = np.tanh(INPUTS @ STEEP)
    here = (1 - t * t) * (1 + 2 * t * targets - 3 * t * t)
    norms = [
        float(np.max(np.abs(np.linalg.eigvalsh(INPUTS.T * d @ INPUTS)))) / len(INPUTS)
        for d in (here, scale[:, 0], scale[:, 1])
    ]
    return Enclosure(norms[0] * (1 - 1e-12), max(norms[1:]) * (1 + 1e-12))


def _extremes(y: float) -> tuple[float, float]:
    """−min and max of (1 − t²)(1 + 2ty − 3t²) over [−1, 1]."""
    roots = np.roots((12, -6 * y, -8, 2 * y))
    t = np.clip(np.real(roots[np.abs(np.imag(roots)) < 1e-8]), -1, 1)
    quartic = np.append((1 - t * t) * (1 + 2 * t * y - 3 * t * t), 0.0)
    return -float(np.min(quartic)), float(np.max(quartic))
