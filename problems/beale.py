"""Beale's function, as it is and divided by a weight that makes its gradient Lipschitz."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

SOLUTION = np.array((3.0, 0.5))
FASTER = Fact(NO_CONSTANT, "f(1, y) ~ y⁶ grows faster than any quadratic")
STARTS = ((1.3, 0.2), (2.2, -0.6), (-0.8, 1.4))
REGION = ((-4.5, -2.0), (4.5, 2.0))
UNIQUE = "f = 0 forces x(1 − y) = 3/2 and x(1 − y²) = 9/4, so 1 + y = 3/2, y = ½, x = 3"


def beale() -> Problem:
    """f(x, y) = Σₖ (cₖ − x(1 − yᵏ))², c = (1.5, 2.25, 2.625), a polynomial of degree 8."""
    return Problem(
        name="beale",
        formula="f(x, y) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
        dimension=2,
        value=_value,
        gradient=_gradient,
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=Fact(False, "(0, 1) is a saddle: ∂²f/∂x² = ∂²f/∂y² = 0 ≠ ∂²f/∂x∂y"),
            lipschitz=FASTER,
            descent=FASTER,
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(3, ½)"),
            attained=Fact(True, "f(3, ½) = 0"),
            minimizers=Fact(lambda x: norm(x - SOLUTION)[..., 0], UNIQUE),
            unique_minimizer=Fact(True, UNIQUE),
            level_sets_bounded=Fact(False, "f = Σ cₖ² on the whole axis x = 0"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(
                0.5,
                "no stationary point is degenerate: ∂ₓf, ∂ᵧf and det ∇²f generate the ideal (1), "
                "by a Gröbner basis (tests/catalogues/test_stationary.py)",
            ),
        ),
        source="Beale 1958; Moré, Garbow, Hillstrom 1981, problem 5",
    )


def tempered_beale() -> Problem:
    """f/(1 + ‖x‖²/4)³, f Beale's function: ∇² has degree 0 at infinity, so it is bounded."""
    return Problem(
        name="tempered-beale",
        formula="Σₖ (cₖ − x(1 − yᵏ))² / (1 + (x² + y²)/4)³, c = (1.5, 2.25, 2.625)",
        dimension=2,
        value=lambda x: _value(x) / _cube(_weight(x)),
        gradient=_tempered_gradient,
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=Fact(False, "f(3, ½) = 0 and f(0, y) → 0 as |y| → ∞, yet f(0, 0) > 0 between"),
            lipschitz=Fact(
                Enclosure(127.99, 128.2),
                "interval branch and bound on the Hessian over the projective plane: "
                "tests/catalogues/test_enclosures.py; ∂²f/∂x² → 128 as |y| → ∞",
            ),
            descent=Fact(Enclosure(127.99, 128.2), "≤ L; ∂²f/∂x² → 128 as |y| → ∞"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(3, ½)"),
            attained=Fact(True, "f(3, ½) = 0"),
            minimizers=Fact(lambda x: norm(x - SOLUTION)[..., 0], UNIQUE),
            unique_minimizer=Fact(True, UNIQUE),
            level_sets_bounded=Fact(False, "f(0, y) ≤ Σ cₖ² for every y"),
            definability=Fact("semialgebraic", "a rational function"),
            kl_exponent=Fact(
                0.5,
                "no stationary point is degenerate, by a Gröbner basis as for the polynomial "
                "(tests/catalogues/test_stationary.py)",
            ),
        ),
        source="Beale 1958, weighted",
    )


def _weight(x: Array) -> Array:
    return 1 + (x[..., 0] ** 2 + x[..., 1] ** 2) / 4


def _value(x: Array) -> Array:
    a, b = x[..., 0], x[..., 1]
    square = b * b
    p, q, r = 1.5 - a * (1 - b), 2.25 - a * (1 - square), 2.625 - a * (1 - square * b)
    return p * p + q * q + r * r


def _gradient(x: Array) -> Array:
    a, b = x[..., 0], x[..., 1]
    square = b * b
    u, v, w = 1 - b, 1 - square, 1 - square * b
    p, q, r = 1.5 - a * u, 2.25 - a * v, 2.625 - a * w
    first = -2 * (p * u + q * v + r * w)
    return namespace(x).stack((first, 2 * a * (p + 2 * b * q + 3 * square * r)), axis=-1)


def _tempered_gradient(x: Array) -> Array:
    weight = _weight(x)[..., None]
    return (_gradient(x) - (1.5 * _value(x))[..., None] * x / weight) / _cube(weight)


def _cube(x: Array) -> Array:
    return x * x * x  # a power takes ten times as long
