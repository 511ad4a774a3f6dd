"""A sharp ridge between two wells, which USAM steps across to settle where f is not stationary."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from sam_theory.library.domains import inside
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

WIDTH = 0.225  # of the ridge; √(1 + WIDTH²) = 1.025
domains = {"nu": inside(0.06, 1, opened=(False, True))}  # so that f″(1) > 0


def lopsided_wells(*, nu: float = 0.1) -> Problem:
    """f(x) = x²/2 + x/ν − 1.025 (1 + 1/ν) √(x² + 0.225²): f″ ≤ 1, yet f″(0) = 1 − 4.5̅ (1 + 1/ν).

    USAM with L = 1 of the descent condition (4) and ρ = ν has the fixed point −1 for every step t:
    f′(−1) = 2/ν, so that −1 + νf′(−1) = 1, and f′(1) = 0. It attracts, the derivative of the map
    being 1 − tf″(1)(1 + νf″(−1)), where 0 < f″(±1) < 1. Theorem 4.2 of K24, read with (4) alone,
    says that it cannot; with the Lipschitz constant of (3), 4.5̅ (1 + 1/ν) − 1, ρ is too large.
    """
    push, pull = 1 / nu, 1.025 * (1 + 1 / nu)

    def value(x: Array) -> Array:
        root = namespace(x).sqrt(x**2 + WIDTH**2)
        return (x * (x / 2 + push) - pull * root)[..., 0]

    def gradient(x: Array) -> Array:
        return x + push - pull * x / namespace(x).sqrt(x**2 + WIDTH**2)

    best = -(push + pull)
    for _ in range(60):  # x = −1/ν − pull |x|/√(x² + WIDTH²) contracts: f″ ≈ 1 there
        best = -push + pull * best / math.hypot(best, WIDTH)
    return Problem(
        name="lopsided-wells",
        formula="f(x) = x²/2 + x/ν − 1.025 (1 + 1/ν) √(x² + 0.225²)",
        dimension=1,
        value=value,
        gradient=gradient,
        starts=((-0.5,), (0.7,), (-1.6 * push,)),  # the first leads to the false fixed point
        region=((2 * best,), (2.0,)),
        facts=_facts(nu, pull, best),
        source="constructed here against the reading of K24, Theorem 4.2, with (4) alone",
    )


def _facts(nu: float, pull: float, best: float) -> Facts:
    return Facts(
        convex=Fact(False, "f″(0) = 1 − pull/0.225 < 0, where pull = 1.025 (1 + 1/ν)"),
        lipschitz=Fact(
            Enclosure.around(pull / WIDTH - 1),
            "f″ = 1 − pull · 0.225²/(x² + 0.225²)^{3/2} rises from 1 − pull/0.225 < −1 to 1",
        ),
        descent=Fact(
            Enclosure(1, 1),
            "½x² − f = pull √(x² + 0.225²) − x/ν is convex; f″(x) → 1 as |x| → ∞",
        ),
        infimum=Fact(
            _infimum(Fraction(nu), Fraction(best)),
            "f at the only root of f′ on x < −s: below f(x) by f′(x)² at most, where x ≤ −2, as "
            "f″ ≥ ½ there; f(−1) < f(1)",
        ),
        attained=Fact(True, "f(x)/x² → ½ as |x| → ∞"),
        minimizers=Fact(
            lambda x: np.abs(x[..., 0] - best),
            "f′ falls on (−s, s), rises elsewhere, f′(0) > 0 = f′(1), s < 1: a minimizer at 1, a "
            "maximizer in (0, s), a minimizer on x < −s with f ≤ f(−1) = f(1) − 2/ν",
        ),
        unique_minimizer=Fact(True, "the other local minimizer has f(1) = f(−1) + 2/ν"),
        level_sets_bounded=Fact(True, "f(x)/x² → ½ as |x| → ∞"),
        definability=Fact("semialgebraic", "built of a root and polynomials"),
        kl_exponent=Fact(0.5, "f″ = 0 only at ±s, and f′(±s) ≠ 0"),
    )


def _infimum(nu: Fraction, x: Fraction) -> Enclosure:
    """[f(x) − f′(x)², f(x)] in rational arithmetic, the root between multiples of 2⁻⁸⁰."""
    push, pull, square = 1 / nu, Fraction(41, 40) * (1 + 1 / nu), x**2 + Fraction(9, 40) ** 2
    low = Fraction(math.isqrt(math.floor(square * 2**160)), 2**80)
    high = low + Fraction(1, 2**80)
    slope = max(abs(x + push - pull * x / root) for root in (low, high))
    values = [x**2 / 2 + push * x - pull * root for root in (low, high)]
    return Enclosure.containing(min(values) - slope**2, max(values))
