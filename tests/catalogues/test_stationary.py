"""What problems/ states of stationary points, and of one constant, on the strength of algebra."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp
from losses import split_until

from sam_theory.library.catalogues import Library

LIBRARY = Library()

# --- stationary points: none is degenerate ---

X, Y = sp.symbols("x y")
BEALE = sum(
    (c - X * (1 - Y**k)) ** 2
    for k, c in ((1, sp.Rational(3, 2)), (2, sp.Rational(9, 4)), (3, sp.Rational(21, 8)))
)
WEIGHT = 1 + (X**2 + Y**2) / 4
HIMMELBLAU = (X**2 + Y - 11) ** 2 + (X + Y**2 - 7) ** 2


@pytest.mark.parametrize(
    ("name", "formula", "clearing"),
    [
        ("himmelblau", HIMMELBLAU, 1),
        ("beale", BEALE, 1),
        ("tempered-beale", BEALE / WEIGHT**3, WEIGHT**4),
    ],
)
def test_no_stationary_point_is_degenerate(name: str, formula: sp.Expr, clearing: sp.Expr) -> None:
    """∂ₓf, ∂ᵧf (cleared of denominators) and their Jacobian have no common zero, even complex."""
    problem = LIBRARY.get("problems", name)
    point = {X: sp.Rational(3, 8), Y: sp.Rational(-5, 4)}
    assert problem.value(np.array([0.375, -1.25])) == pytest.approx(float(formula.subs(point)))
    first = [sp.expand(sp.cancel(sp.diff(formula, v) * clearing)) for v in (X, Y)]
    jacobian = sp.expand(sp.Matrix(first).jacobian([X, Y]).det())
    assert sp.groebner([*first, jacobian], X, Y, order="grevlex").exprs == [1]


# --- Griewank's function: boxes of (x, y), by Lipschitz constants about their middles ---

SCALE = 1 / math.sqrt(2)
EDGE = 2000.0  # |x| and √2|y| at a stationary point: x/2000 = −sin x cos(y/√2), and likewise y
ROUNDING = 1e-12  # of sines and cosines of numbers up to EDGE


def griewank(x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """∂ₓf, ∂ᵧf and det ∇²f = (1/2000 + p)(1/2000 + p/2) − q²/2, p, q = cos x cos z, sin x sin z."""
    a, b = x[:, 0], x[:, 1]
    z = b * SCALE
    p, q = np.cos(a) * np.cos(z), np.sin(a) * np.sin(z)
    first = a / 2000 + np.sin(a) * np.cos(z), b / 2000 + SCALE * np.sin(z) * np.cos(a)
    return *first, (1 / 2000 + p) * (1 / 2000 + p / 2) - q * q / 2


def griewank_regular(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Whether ∇f ≠ 0 or det ∇²f ≠ 0 on each box: |∂p|, |∂q| ≤ |∂x| + |∂z|, |p| + |q| ≤ 1."""
    first, second, determinant = griewank((low + high) / 2)
    half = (high - low) / 2 * (1 + 1e-15)
    along, across = half[:, 0], half[:, 1]
    return (
        (np.abs(first) > 1.0005 * along + SCALE * across + ROUNDING)
        | (np.abs(second) > SCALE * along + 0.5005 * across + ROUNDING)
        | (np.abs(determinant) > 1.00075 * (along + SCALE * across) + ROUNDING)
    )


def test_no_stationary_point_of_griewank_is_degenerate() -> None:
    """On a quarter of the plane, f being even in x and in y."""
    split_until(griewank_regular, (np.zeros((1, 2)), np.array([[EDGE, EDGE * SCALE]])), 60_000_000)


def test_the_formulas_are_those_of_griewank() -> None:
    problem, rng = LIBRARY.get("problems", "griewank"), np.random.default_rng(0)
    x = rng.uniform(-30, 30, (50, 2))
    first, second, determinant = griewank(x)
    np.testing.assert_allclose(np.stack((first, second), axis=-1), problem.gradient(x), atol=1e-13)
    steps = 1e-5 * np.eye(2)
    change = problem.gradient(x[:, None] + steps) - problem.gradient(x[:, None] - steps)
    np.testing.assert_allclose(np.linalg.det(change / 2e-5), determinant, atol=1e-8)


def test_boxes_with_stationary_and_degenerate_points_are_not_regular() -> None:
    """The minimizer 0, in a small box; then in one with (π/2, 0) too, where det ∇²f ≈ 0."""
    corner = np.array([[1.6, 0.1]])
    assert griewank_regular(-0.01 * corner, 0.01 * corner)[0]
    assert not griewank_regular(-corner, corner)[0]


# --- the weighted factorization problem: L = 4, and where it is stationary ---

A, B, C, D = VARIABLES = sp.symbols("a b c d", real=True)
TAU, R = sp.symbols("tau r", nonnegative=True)
FACTORIZATION = ((A * C - 2) ** 2 + (A * D) ** 2 + (B * C) ** 2 + B * D * (B * D - 2)) / 2
TEMPERED = FACTORIZATION / (1 + (A**2 + B**2 + C**2 + D**2) / 4)
UPPER = 4 * TAU * ((1 - TAU) * (1 + 3 * R**2) + TAU * (1 - 2 * R**2)) + (1 - TAU) * (
    1 + 5 * TAU - 4 * TAU**2 + 4 * TAU * R
)
LOWER = -4 * TAU * (3 * R**2 + 4 * R**2 * TAU * (1 - TAU)) - (1 - TAU) * (3 - TAU + 4 * TAU * R)


def test_the_formula_is_that_of_the_factorization_problem() -> None:
    problem, x = LIBRARY.get("problems", "tempered-matrix-factorization"), (0.3, -1.1, 0.7, 0.4)
    at = dict(zip(VARIABLES, map(sp.Rational, map(str, x)), strict=True))
    assert problem.value(np.array(x)) == pytest.approx(float(TEMPERED.subs(at)))


def test_the_two_parts_of_the_hessian() -> None:
    """∇²(F₀/N) = 4τT(τ) and ∇²(h/N) = (1 − τ)V, exactly, and their bounds in τ and r = √s."""
    n, weight = 4, 1 + (A**2 + B**2 + C**2 + D**2) / 4
    quartic = (A**2 + B**2) * (C**2 + D**2) / 2
    rest = 2 - 2 * A * C - B * D
    assert sp.expand(quartic + rest - FACTORIZATION) == 0
    K = sp.Matrix([[0, 0, 2, 0], [0, 0, 0, 1], [2, 0, 0, 0], [0, 1, 0, 0]])
    for point in ((2, 0, 0, 0), (1, 2, -1, 3), (3, 1, 2, 0), (-1, 1, 5, 2)):
        at = dict(zip(VARIABLES, point, strict=True))
        x = sp.Matrix(point)
        square = x.dot(x)
        tau = sp.Rational(square, 4) / weight.subs(at)
        s = (quartic * 2 / square**2).subs(at)
        outer, identity, kappa = x * x.T / square, sp.eye(n), (x.T * K * x)[0] / square
        slope = sp.Matrix([sp.diff(quartic, v) for v in VARIABLES]).subs(at) / square
        first = sp.hessian(quartic, VARIABLES).subs(at) / square
        T = (
            first
            - 2 * tau * (slope * x.T + x * slope.T) / square
            + s / 2 * (8 * tau**2 * outer - 2 * tau * identity)
        )
        reflection = identity - 2 * tau * outer
        V = (
            -reflection * K * reflection
            + 4 * tau * (1 - tau) * outer
            - (1 - tau - tau * kappa) * identity
        )
        assert sp.hessian(quartic / weight, VARIABLES).subs(at) == 4 * tau * T
        assert sp.hessian(rest / weight, VARIABLES).subs(at) == (1 - tau) * V
        whole = np.array(4 * tau * T + (1 - tau) * V, dtype=float)
        ends = [float(e.subs({TAU: tau, R: sp.sqrt(s)})) for e in (LOWER, UPPER)]
        assert ends[0] <= np.linalg.eigvalsh(whole)[0] <= np.linalg.eigvalsh(whole)[-1] <= ends[1]


def test_the_bounds_stay_within_four() -> None:
    """For τ ∈ [0, 1] and r ∈ [0, ½], g = 4 − upper ≥ 0 and 4 + lower ≥ 0.

    g = (1 − τ)(c − 4τr) + τ(20τ − 12)r² with c = 3 − 5τ + 4τ² ≥ 23/16. For τ ≤ 3/5 it is concave in
    r, ≥ 0 at r = 0, and (1 − 2τ)²(3 − τ) at r = ½. For τ ≥ 3/5 the last term is ≥ 0, and
    c − 4τr ≥ c − 2τ = (1 − τ)(3 − 4τ) ≥ 0 up to τ = ¾; from there on the discriminant is ≤ 0, as
    4τ(1 − τ) ≤ ¾ < 3c ≤ (20τ − 12)c. The lower bound falls in r;
    at r = ½, 4 + lower is positive at τ = 0 and has no root in [0, 1].
    """
    g, c = sp.expand(4 - UPPER), 3 - 5 * TAU + 4 * TAU**2
    assert sp.expand(g - (1 - TAU) * (c - 4 * TAU * R) - TAU * (20 * TAU - 12) * R**2) == 0
    assert sp.expand(c - 4 * (TAU - sp.Rational(5, 8)) ** 2) == sp.Rational(23, 16)
    half = sp.Rational(1, 2)
    assert sp.expand(g.subs(R, half) - (1 - 2 * TAU) ** 2 * (3 - TAU)) == 0
    assert sp.expand(c - 2 * TAU - (1 - TAU) * (3 - 4 * TAU)) == 0
    worst = sp.expand(4 + LOWER.subs(R, half))
    assert sp.Poly(worst, TAU).count_roots(0, 1) == 0
    assert worst.subs(TAU, 0) > 0
    assert all(coefficient.subs(TAU, half) < 0 for coefficient in sp.Poly(LOWER, R).coeffs()[:-1])


def test_the_weighted_factorization_is_singular_at_zero_along_one_line() -> None:
    hessian = sp.hessian(TEMPERED, VARIABLES)
    origin = hessian.subs(dict.fromkeys(VARIABLES, 0))
    assert origin.nullspace() == [sp.Matrix([0, -1, 0, 1])]
    s = sp.Symbol("s", real=True)
    line = {A: 0, B: s, C: 0, D: -s}
    assert sp.simplify(TEMPERED.subs(line) - 2 - s**4 / 2 / (1 + s**2 / 2)) == 0
    for sign in ({A: -A, C: -C}, {A: -C, B: -D, C: -A, D: -B}):  # they keep the line fixed
        assert sp.simplify(TEMPERED.subs(sign, simultaneous=True) - TEMPERED) == 0


def test_the_other_stationary_points_of_the_weighted_factorization() -> None:
    """At αeᵢ, βeᵢ with β = ±α, p = α²: σᵢβ = (β² − μ)α, μ = f/(2N), has one solution with f ≠ 0."""
    p, found = sp.Symbol("p"), []
    for sigma, rest in ((2, 0), (1, sp.Rational(3, 2))):
        for sign in (1, -1):
            height = (sign * p - sigma) ** 2 / 2 + rest
            equation = (p - sign * sigma) * (2 + p) - height
            roots = [r for r in sp.solve(equation, p) if r.is_positive]
            found += [(sigma, sign, r) for r in roots if height.subs(p, r) != 0]
    assert found == [(1, 1, 2 * sp.sqrt(3) - 2)]
    root = sp.sqrt(2 * sp.sqrt(3) - 2)
    at = {A: 0, B: root, C: 0, D: root}
    assert all(sp.simplify(sp.diff(TEMPERED, v).subs(at)) == 0 for v in VARIABLES)
    determinant = sp.simplify(sp.hessian(TEMPERED, VARIABLES).subs(at).det())
    assert determinant == 24 - 40 / sp.sqrt(3)
