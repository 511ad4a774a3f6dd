"""Logistic regression on separable classes: the infimum is not attained."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace
from sam_theory.setting.softplus import softplus

SIGNED = np.array([[2.0, 1.0], [1.0, -1.0], [1.0, 3.0]])  # zᵢ = label times features
TRANSPOSED = SIGNED.T.copy()
WEIGHTS = -SIGNED / 3


def value(x: Array) -> Array:
    """f = Σᵢ log(1 + e^(−⟨zᵢ, x⟩))/3."""
    xp = namespace(x)
    margins = x @ xp.asarray(TRANSPOSED)
    return xp.sum(softplus(-margins), axis=-1) / 3


def gradient(x: Array) -> Array:
    """∇f = −Σᵢ σ(−⟨zᵢ, x⟩) zᵢ/3, with σ(−s) = exp(−log(1 + e^s)), accurate down to underflow."""
    xp = namespace(x)
    margins = x @ xp.asarray(TRANSPOSED)
    return xp.exp(-softplus(margins)) @ xp.asarray(WEIGHTS)


problem = Problem(
    name="separable-logistic",
    formula="f(x) = Σᵢ log(1 + exp(−⟨zᵢ, x⟩))/3, z = (2, 1), (1, −1), (1, 3)",
    dimension=2,
    value=value,
    gradient=gradient,
    starts=((0.0, 0.0), (-1.0, 1.5)),
    region=((-3.0, -3.0), (3.0, 3.0)),
    facts=Facts(
        convex=Fact(True, "∇²f = Σᵢ σ(1 − σ)(⟨zᵢ, x⟩) zᵢzᵢᵀ/3 ≥ 0"),
        lipschitz=Fact(
            Enclosure.around((17 + math.sqrt(89)) / 24),
            "σ(1 − σ) ≤ ¼, attained at x = 0: L = λmax(6 4; 4 11)/12",
        ),
        infimum=Fact(
            Enclosure(0.0, 0.0), "f > 0, and f(s, 0) → 0 as s → ∞, as all ⟨zᵢ, (1, 0)⟩ > 0"
        ),
        attained=Fact(False, "f > 0"),
        unique_minimizer=Fact(False, "there is none"),
        level_sets_bounded=Fact(False, "f decreases along (1, 0)"),
        definability=Fact("analytic", "log and exp are"),
    ),
    source="Soudry, Hoffer, Nacson, Gunasekar, Srebro, JMLR 19 (2018): separable data",
)
