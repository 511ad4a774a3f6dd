"""The squared hinge loss on separable classes: minimal on an unbounded polyhedron."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Components, Problem, namespace

SIGNED = np.array([[2.0, 1.0], [1.0, -1.0], [1.0, 3.0]])
TRANSPOSED = SIGNED.T.copy()
WEIGHTS = -SIGNED / 3
ONE, ZERO = np.float64(1.0), np.float64(0.0)


def shortfall(x: Array) -> Array:
    """sᵢ = max(0, 1 − ⟨zᵢ, x⟩), (..., 3)."""
    xp = namespace(x)
    return xp.maximum(xp.asarray(ONE) - x @ xp.asarray(TRANSPOSED), xp.asarray(ZERO))


def value(x: Array) -> Array:
    """f = Σᵢ sᵢ²/6."""
    s = shortfall(x)
    return namespace(x).sum(s * s, axis=-1) / 6


def gradient(x: Array) -> Array:
    """∇f = −Σᵢ sᵢzᵢ/3."""
    return shortfall(x) @ namespace(x).asarray(WEIGHTS)


def of_values(x: Array, weights: Array) -> Array:
    """Σᵢ wᵢ sᵢ²/2."""
    s = shortfall(x)
    return namespace(x).sum(weights * s * s, axis=-1) / 2


def of_losses(x: Array, weights: Array) -> Array:
    """−Σᵢ wᵢsᵢzᵢ."""
    return (weights * shortfall(x)) @ namespace(x).asarray(-SIGNED)


problem = Problem(
    name="squared-hinge",
    formula="f(x) = Σᵢ max(0, 1 − ⟨zᵢ, x⟩)²/6, z = (2, 1), (1, −1), (1, 3)",
    dimension=2,
    value=value,
    gradient=gradient,
    starts=((0.0, 0.0), (-1.0, 1.5)),
    region=((-3.0, -3.0), (3.0, 3.0)),
    facts=Facts(
        convex=Fact(True, "a sum of squares of nonnegative convex functions"),
        lipschitz=Fact(
            Enclosure.around((17 + math.sqrt(89)) / 6),
            "∇²f = Σ zᵢzᵢᵀ/3 over sᵢ > 0, all i near x = 0: L = λmax(6 4; 4 11)/3",
        ),
        infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(2, 0)"),
        attained=Fact(True, "f(2, 0) = 0"),
        unique_minimizer=Fact(False, "f(s, 0) = 0 for all s ≥ 1"),
        level_sets_bounded=Fact(False, "f(s, 0) = 0 for all s ≥ 1"),
        definability=Fact("semialgebraic", "piecewise a polynomial on polyhedra"),
        kl_exponent=Fact(
            0.5,
            "p the nearest minimizer: 2f = Σsᵢ²/3 ≤ ⟨∇f, x − p⟩ ≤ ‖∇f‖H√(6f) with Hoffman's H",
        ),
    ),
    components=Components(
        3,
        of_losses,
        of_values,
        lipschitz=Fact(Enclosure(10.0, 10.0), "∇²fᵢ = zᵢzᵢᵀ or 0: L = max ‖zᵢ‖² = ‖(1, 3)‖²"),
        variance=Fact(NO_CONSTANT, "∇fᵢ = −(1 + s⟨zᵢ, e₁⟩)zᵢ at (−s, 0), s > 0: not parallel"),
    ),
    source="elementary",
)
