"""Log-sum-exp of three affine functions: smooth, with its minimizer inside their triangle."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

POWERS = np.array([[1.0, 0.0, -1.0], [0.0, 1.0, -1.0]])
LOGS = np.log(np.array([1.0, 2.0, 3.0]))
BALANCE = math.log(6) / 3  # the common value of the three terms' logarithms at the minimizer
MINIMIZER = np.array([BALANCE, BALANCE - math.log(2)])


def value(x: Array) -> Array:
    """f = log(e^x₁ + 2e^x₂ + 3e^(−x₁−x₂))."""
    xp = namespace(x)
    terms = x @ xp.asarray(POWERS) + xp.asarray(LOGS)
    largest = xp.max(terms, axis=-1, keepdims=True)
    return xp.log(xp.sum(xp.exp(terms - largest), axis=-1)) + largest[..., 0]


def gradient(x: Array) -> Array:
    """∇f = Σⱼ pⱼaⱼ, p the shares of the terms aⱼ = (1, 0), (0, 1), (−1, −1)."""
    xp = namespace(x)
    powers = xp.asarray(POWERS)
    terms = x @ powers + xp.asarray(LOGS)
    weights = xp.exp(terms - xp.max(terms, axis=-1, keepdims=True))
    return (weights[..., :2] - weights[..., 2:]) / xp.sum(weights, axis=-1, keepdims=True)


problem = Problem(
    name="geometric-program",
    formula="f(x) = log(exp x₁ + 2 exp x₂ + 3 exp(−x₁ − x₂))",
    dimension=2,
    value=value,
    gradient=gradient,
    starts=((2.0, 0.5), (-1.0, -1.5)),
    region=((-4.0, -4.0), (4.0, 4.0)),
    facts=Facts(
        convex=Fact(True, "⟨∇²f u, u⟩ is the variance of ⟨aⱼ, u⟩ under the shares"),
        lipschitz=Fact(
            Enclosure(1.25, 1.25),
            "Popoviciu: variance ≤ ¼ max ‖aᵢ − aⱼ‖² = 5/4, approached with shares (½, 0, ½)",
        ),
        infimum=Fact(Enclosure.around(BALANCE + math.log(3)), "three equal terms, of product 6"),
        attained=Fact(True, "equal shares: ∇f = Σ aⱼ/3 = 0"),
        minimizers=Fact(
            lambda x: norm(x - MINIMIZER)[..., 0], "x* = (c, c − log 2), c = (log 6)/3"
        ),
        unique_minimizer=Fact(True, "the aⱼ affinely span the plane: f is strictly convex"),
        level_sets_bounded=Fact(True, "0 lies inside the triangle of the aⱼ"),
        definability=Fact("analytic", "log and exp are"),
        kl_exponent=Fact(0.5, "at x* ∇²f, the covariance of equal shares, is positive definite"),
    ),
    source="Boyd, Vandenberghe, Convex Optimization (2004), section 4.5",
)
