"""Classification with the sigmoid loss, a smooth count of errors, and a small ridge."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Components, Problem, namespace
from sam_theory.setting.spread import variance_between

RIDGE = 0.01
SAMPLES = 40
CERTIFIED = "branch and bound over the projective space: tests/catalogues/test_losses.py"
BEST = np.array((2.104927988111679, -2.265921985711469, 1.31594312203148))
CAVE = np.array((-1.0, 1.0, -0.5))  # where most samples are misclassified


def sigmoid_loss() -> Problem:
    """f(w) = (1/m) Σᵢ σ(−bᵢ⟨aᵢ, w⟩) + λ‖w‖²/2, λ = 0.01, σ(u) = 1/(1 + e⁻ᵘ): nonconvex."""
    data = _data()  # rows −bᵢaᵢ
    transposed, mean = np.ascontiguousarray(data.T), data / SAMPLES
    constant = Enclosure(0.09538, 0.0964)

    def half_tanh(x: Array) -> Array:
        xp = namespace(x)
        return xp.tanh(xp.matmul(x, xp.asarray(transposed)) / 2)

    def value(x: Array) -> Array:
        xp = namespace(x)
        ridge = RIDGE / 2 * xp.sum(x * x, axis=-1)
        return xp.mean(1 + half_tanh(x), axis=-1) / 2 + ridge

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        t = half_tanh(x)
        return xp.matmul((1 - t * t) / 4, xp.asarray(mean)) + RIDGE * x

    def of_values(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        ridge = RIDGE / 2 * xp.sum(x * x, axis=-1)
        return xp.sum(weights * ((1 + half_tanh(x)) / 2), axis=-1) + xp.sum(weights, axis=-1) * ridge

    def of_data(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        t = half_tanh(x)
        decay = RIDGE * xp.sum(weights, axis=-1, keepdims=True) * x
        return xp.matmul(weights * (1 - t * t) / 4, xp.asarray(data)) + decay

    def curvature(x: Array) -> Array:
        t = half_tanh(x)
        return np.linalg.eigvalsh(transposed * (t * (t * t - 1) / 4) @ mean + RIDGE * np.eye(3))

    return Problem(
        name="sigmoid-loss",
        formula="f(w) = ¹⁄ₘ Σᵢ σ(−bᵢ⟨aᵢ, w⟩) + 0.005‖w‖²",
        dimension=3,
        value=value,
        gradient=gradient,
        starts=((0.1, 0.3, -0.2), (-2.0, 1.5, -0.7), (1.2, 0.4, 2.1)),
        region=((-4.0,) * 3, (4.0,) * 3),
        facts=Facts(
            convex=Fact(
                False, f"at {tuple(CAVE)} ∇²f has the eigenvalue {curvature(CAVE)[0]:.3g} < 0"
            ),
            lipschitz=Fact(
                constant,
                f"∇²f = AᵀDA/m + λI with Dᵢ = σ″, by {CERTIFIED}; "
                "lower near (−0.111, −1.477, 0.119), by the greatest eigenvalue",
            ),
            descent=Fact(constant, "≤ L; lower as there"),
            infimum=Fact(
                Enclosure.around(float(value(BEST)), 64), f"f(w*), w* computed, by {CERTIFIED}"
            ),
            attained=Fact(True, "continuous with bounded level sets"),
            minimizers=Fact(lambda x: norm(x - BEST)[..., 0], f"w* computed, by {CERTIFIED}"),
            unique_minimizer=Fact(
                True, f"f is greater away from w*, near it strongly convex, by {CERTIFIED}"
            ),
            level_sets_bounded=Fact(True, "f ≥ λ‖w‖²/2"),
            definability=Fact("analytic", "built of exp"),
            kl_exponent=Fact(0.5, f"no stationary point is degenerate, by {CERTIFIED}"),
        ),
        components=_components(Components(SAMPLES, of_data, of_values), data),
        source="Mason, Baxter, Bartlett, Frean 1999 (sigmoid loss); data drawn here",
    )


def _components(stated: Components, data: Array) -> Components:
    """fᵢ = σ(dᵢᵀw) + λ‖w‖²/2, the rows dᵢ = −bᵢaᵢ, with the facts of ∇fᵢ = σ′dᵢ + λw."""
    squares = np.sum(data * data, axis=-1)
    return replace(
        stated,
        lipschitz=Fact(
            Enclosure.around(float(np.max(squares)) / (6 * math.sqrt(3)) + RIDGE, 16),
            "∇²fᵢ = σ″dᵢdᵢᵀ + λI and |σ″| ≤ 1/(6√3), attained with either sign",
        ),
        variance=Fact(
            variance_between(stated, np.zeros((1, 3)), float(np.mean(squares)) / 16),
            "σ′ ≤ ¼, and a variance is at most the mean square of σ′dᵢ; the lower number at w = 0",
        ),
    )


def _data() -> Array:
    """−bᵢaᵢ as rows, (m, 3): labels of a noisy linear rule, the first five of them flipped."""
    rng = np.random.default_rng(3)
    a = rng.standard_normal((SAMPLES, 3))
    b = np.sign(a @ np.array((1.5, -1.0, 0.5)) + 0.3 * rng.standard_normal(SAMPLES))
    b[:5] *= -1
    return -a * b[:, None]
