"""Nesterov's worst function for first-order methods."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from sam_theory.library.domains import whole
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"dimension": whole(2)}


def nesterov(*, dimension: int = 10) -> Problem:
    """f(x) = (x₁² + Σᵢ(xᵢ − xᵢ₊₁)² + xₙ²)/8 − x₁/4 = ⟨Tx, x⟩/8 − x₁/4, T = tridiag(−1, 2, −1)."""
    n = dimension
    hessian = (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)) / 4
    linear = np.eye(n)[0] / 4
    solution = 1 - np.arange(1, n + 1) / (n + 1)
    spectrum = tuple(math.sin(i * math.pi / (2 * (n + 1))) ** 2 for i in range(1, n + 1))

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return x @ xp.asarray(hessian) - xp.asarray(linear)

    def value(x: Array) -> Array:
        xp = namespace(x)
        steps = x[..., 1:] - x[..., :-1]
        first, last = x[..., 0], x[..., -1]
        return (first * first + xp.sum(steps * steps, axis=-1) + last * last) / 8 - first / 4

    return Problem(
        name="nesterov",
        formula="f(x) = (x₁² + Σᵢ(xᵢ − xᵢ₊₁)² + xₙ²)/8 − x₁/4",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=((0.0,) * n, tuple(0.9 ** (2 * i) for i in range(n))),
        region=((-2.0,) * n, (2.0,) * n),
        facts=Facts(
            convex=Fact(True, "∇²f = T/4 > 0"),
            strong_convexity=Fact(Enclosure.around(spectrum[0], 16), "sin²(π/(2n + 2))"),
            lipschitz=Fact(Enclosure.around(spectrum[-1], 16), "sin²(nπ/(2n + 2))"),
            infimum=Fact(Enclosure.containing(Fraction(-n, 8 * (n + 1))), "f(x*) = −x*₁/8"),
            attained=Fact(True, "Tx* = e₁ for x*ᵢ = 1 − i/(n + 1)"),
            minimizers=Fact(lambda x: norm(x - solution)[..., 0], "T is regular"),
            unique_minimizer=Fact(True, "strong convexity"),
            level_sets_bounded=Fact(True, "strong convexity"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²"),
            quadratic=Fact(spectrum, "eigenvalues of T/4: sin²(iπ/(2n + 2))"),
        ),
        source="Nesterov, Lectures on Convex Optimization (2018), section 2.1.2, with L = 1",
    )
