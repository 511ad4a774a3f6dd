"""Logistic regression on overlapping classes: the maximum likelihood is attained."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Components, Problem, namespace
from sam_theory.setting.softplus import both_ways, softplus

FEATURES = np.array([[2.0, 1.0], [-1.0, 1.0], [1.0, 2.0]])  # a₃ = a₁ + a₂
POSITIVE = np.array([3.0, 1.0, 3.0])
NEGATIVE = np.array([1.0, 2.0, 2.0])
COUNT = float(np.sum(POSITIVE + NEGATIVE))
HALVED = FEATURES.T.copy() / 2
# Σᵢ aᵢ((pᵢ + qᵢ)σ(zᵢ) − pᵢ), with σ(z) = (1 + tanh(z/2))/2
WEIGHTS = FEATURES * ((POSITIVE + NEGATIVE) / 2)[:, None] / COUNT
CONSTANT = ((NEGATIVE - POSITIVE) / 2) @ FEATURES / COUNT
# σ(⟨aᵢ, w*⟩) = pᵢ/(pᵢ + qᵢ): odds 3, ½ and 3/2 = 3·½, which a₃ = a₁ + a₂ makes consistent
MINIMIZER = np.array([math.log(6) / 3, math.log(0.75) / 3])
LABELS = np.repeat(  # a row yⱼaⱼ for each of the twelve labels yⱼ = ±1
    np.concatenate([FEATURES, -FEATURES]), np.concatenate([POSITIVE, NEGATIVE]).astype(int), axis=0
)
LABELS_TRANSPOSED = LABELS.T.copy()
ENTROPY = (
    3 * math.log(4 / 3)
    + math.log(4)
    + math.log(3)
    + 2 * math.log(1.5)
    + 3 * math.log(5 / 3)
    + 2 * math.log(2.5)
)


def value(x: Array) -> Array:
    """f = Σᵢ (pᵢ log(1 + e^(−zᵢ)) + qᵢ log(1 + e^zᵢ))/12, zᵢ = ⟨aᵢ, x⟩."""
    xp = namespace(x)
    half = x @ xp.asarray(HALVED)
    terms = xp.asarray(POSITIVE + NEGATIVE) * both_ways(half)
    return xp.sum(terms + xp.asarray(NEGATIVE - POSITIVE) * half, axis=-1) / COUNT


def gradient(x: Array) -> Array:
    """∇f = Σᵢ ((pᵢ + qᵢ)σ(zᵢ) − pᵢ) aᵢ/12."""
    xp = namespace(x)
    return xp.tanh(x @ xp.asarray(HALVED)) @ xp.asarray(WEIGHTS) + xp.asarray(CONSTANT)


def of_values(x: Array, weights: Array) -> Array:
    """Σⱼ wⱼ log(1 + e^(−mⱼ)), mⱼ = ⟨yⱼaⱼ, x⟩."""
    xp = namespace(x)
    margins = x @ xp.asarray(LABELS_TRANSPOSED)
    return xp.sum(weights * softplus(-margins), axis=-1)


def of_labels(x: Array, weights: Array) -> Array:
    """−Σⱼ wⱼ σ(−mⱼ) yⱼaⱼ."""
    xp = namespace(x)
    shares = (xp.tanh(x @ xp.asarray(LABELS_TRANSPOSED) / 2) - 1) / 2
    return (weights * shares) @ xp.asarray(LABELS)


problem = Problem(
    name="logistic",
    formula="f(x) = Σᵢ (pᵢ log(1 + exp(−⟨aᵢ, x⟩)) + qᵢ log(1 + exp⟨aᵢ, x⟩))/12",
    dimension=2,
    value=value,
    gradient=gradient,
    starts=((0.0, 0.0), (2.0, -1.5)),
    region=((-4.0, -4.0), (4.0, 4.0)),
    facts=Facts(
        convex=Fact(True, "∇²f = Σᵢ (pᵢ + qᵢ)σ(1 − σ)(zᵢ) aᵢaᵢᵀ/12 ≥ 0"),
        lipschitz=Fact(
            Enclosure.around((51 + math.sqrt(909)) / 96),
            "σ(1 − σ) ≤ ¼, attained at x = 0: L = λmax(24 15; 15 27)/48",
        ),
        infimum=Fact(
            Enclosure.around(ENTROPY / COUNT, 16),
            "the mean entropy of the labels given the features",
        ),
        attained=Fact(True, "at x*"),
        minimizers=Fact(
            lambda x: norm(x - MINIMIZER)[..., 0],
            "σ(⟨aᵢ, x*⟩) = pᵢ/(pᵢ + qᵢ) for all i; the aᵢ span the plane",
        ),
        unique_minimizer=Fact(True, "f is strictly convex, as the aᵢ span the plane"),
        level_sets_bounded=Fact(True, "pᵢ, qᵢ > 0 and the aᵢ span the plane, so f → ∞"),
        definability=Fact("analytic", "log and exp are"),
        kl_exponent=Fact(0.5, "the only stationary point is x*, where ∇²f > 0"),
    ),
    components=Components(
        len(LABELS),
        of_labels,
        of_values,
        lipschitz=Fact(Enclosure(1.25, 1.25), "σ(1 − σ) ≤ ¼, attained at x = 0; max ‖aᵢ‖² = 5"),
        variance=Fact(
            Enclosure.containing(Fraction(101, 48), Fraction(35, 16)),
            "a convex quadratic in uᵢ = σ(⟨aᵢ, x⟩) ∈ (0, 1), at most 35/16 at the corners of the "
            "cube; 101/48 at u = (0, 1, 1), which is approached along (−1, 1) as a₃ = a₁ + a₂",
        ),
    ),
    source="Albert, Anderson, Biometrika 71 (1984): overlap, so that the estimate exists",
)
