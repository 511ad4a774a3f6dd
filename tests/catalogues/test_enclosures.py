"""The Lipschitz constants that problems/ states as proved by branch and bound, proved again."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import flint
import numpy as np
import pytest
from enclosing import (
    Matrix,
    Number,
    balls,
    boxes_needed,
    has_balls,
    inverse,
    norm_bound,
    sine,
    square,
)

from sam_theory.library.catalogues import Library
from sam_theory.setting.facts import Enclosure
from sam_theory.setting.problem import Problem

Box = tuple[tuple[float, float], ...]
Jet = tuple[Number, list[Number], Matrix]  # F, its first and its second derivatives in x
TURN = (0.0, 2 * math.pi)


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A Hessian up to rotation, as a function of parameters whose boxes cover the space by `place`.

    At `witness` its norm is at least the lower end of the stated enclosure.
    """

    problem: str
    hessian: Callable[..., Matrix]
    boxes: tuple[Box, ...]
    witness: tuple[float, ...]
    place: Callable[..., tuple[float, ...]]
    most: int = 200_000


# --- homogeneous coordinates: f(x) = F(z, x)/zᵈ at z = 1, evaluated on faces of the unit cube ---


def projective(n: int) -> tuple[Box, ...]:
    """The n + 1 faces z = 1, x₁ = 1, … of the cube; the opposite ones give the same Hessians."""
    return tuple(
        tuple((1.0, 1.0) if side == face else (-1.0, 1.0) for side in range(n + 1))
        for face in range(n + 1)
    )


def affine(z: float, *x: float) -> tuple[float, ...]:
    """The point with homogeneous coordinates (z, x)."""
    return tuple(coordinate / z for coordinate in x)


def product(a: Number, b: Number) -> Number:
    """ab, as a square where both are one and the same quantity."""
    return square(a) if a is b else a * b


def symmetric(n: int, entry: Callable[[int, int], Number]) -> Matrix:
    """The symmetric matrix with these entries for i ≤ j."""
    upper = {(i, j): entry(i, j) for i in range(n) for j in range(i, n)}
    return [[upper[min(i, j), max(i, j)] for j in range(n)] for i in range(n)]


def under_logarithm(jet: Callable[..., Jet]) -> Callable[..., Matrix]:
    """∇² log(1 + f) = z²(∇²F/G − ∇F∇Fᵀ/G²), G = z⁴ + F, for F of degree 4."""

    def hessian(z: Number, *x: Number) -> Matrix:
        value, first, second = jet(z, *x)
        weight = inverse(square(square(z)) + value)
        slope = [weight * g for g in first]
        return symmetric(
            len(x),
            lambda i, j: square(z) * (second[i][j] * weight - product(slope[i], slope[j])),
        )

    return hessian


def tempered(jet: Callable[..., Jet], size: float, p: int) -> Callable[..., Matrix]:
    """∇²(f/Nᵖ), N = z² + ‖x‖²/size, for F of degree 2p + 2.

    Nᵖ∇² = ∇²F − (p/N)(∇F∇Nᵀ + ∇N∇Fᵀ) + (F/N)(p(p + 1)∇N∇Nᵀ/N − p∇²N).
    """

    def hessian(z: Number, *x: Number) -> Matrix:
        value, first, second = jet(z, *x)
        weight = inverse(square(z) + sum((1 / size) * square(a) for a in x))
        slope, scale = [(2 / size) * a for a in x], weight
        for _ in range(p - 1):
            scale = scale * weight
        level = value * weight

        def entry(i: int, j: int) -> Number:
            mixed = first[i] * slope[j] + slope[i] * first[j] if i != j else 2 * first[i] * slope[i]
            bent = float(p * (p + 1)) * (product(slope[i], slope[j]) * weight)
            return (
                second[i][j]
                - float(p) * (mixed * weight)
                + level * (bent - (2 * p / size if i == j else 0.0))
            ) * scale

        return symmetric(len(x), entry)

    return hessian


def squares(residuals: Sequence[Jet]) -> Jet:
    """The jet of Σ r² in two variables, from those of the residuals r."""
    value = sum(square(r) for r, _, _ in residuals)
    first = [2 * sum(r * slope[i] for r, slope, _ in residuals) for i in range(2)]
    second = symmetric(
        2,
        lambda i, j: 2 * sum(product(d[i], d[j]) + r * dd[i][j] for r, d, dd in residuals),
    )
    return value, first, second


def himmelblau(z: Number, x: Number, y: Number) -> Jet:
    """(x² + yz − 11z²)² + (xz + y² − 7z²)²."""
    c = square(z)
    p = (square(x) + y * z - 11 * c, [2 * x, z], [[2.0, 0.0], [0.0, 0.0]])
    q = (x * z + square(y) - 7 * c, [z, 2 * y], [[0.0, 0.0], [0.0, 2.0]])
    return squares((p, q))


def hyperbola(z: Number, x: Number, y: Number) -> Jet:
    """(xy − z²)²."""
    return squares(((x * y - square(z), [y, x], [[0.0, 1.0], [1.0, 0.0]]),))


def cross(z: Number, x: Number, y: Number) -> Jet:
    """(xy)², of degree 4."""
    return squares(((x * y, [y, x], [[0.0, 1.0], [1.0, 0.0]]),))


def beale(z: Number, x: Number, y: Number) -> Jet:
    """Σₖ (cₖz⁴ − x(z³ − z^{3−k}yᵏ))², c = (3/2, 9/4, 21/8)."""
    c, b = square(z), square(y)
    cube, fourth = z * c, square(square(z))
    first = (1.5 * fourth - x * (c * (z - y)), [-(c * (z - y)), x * c], [[0.0, c], [c, 0.0]])
    second = (
        2.25 * fourth - x * (z * (c - b)),
        [-(z * (c - b)), 2 * (x * (y * z))],
        [[0.0, 2 * (y * z)], [2 * (y * z), 2 * (x * z)]],
    )
    third = (
        2.625 * fourth - x * (cube - y * b),
        [-(cube - y * b), 3 * (x * b)],
        [[0.0, 3 * b], [3 * b, 6 * (x * y)]],
    )
    return squares((first, second, third))


def eigenvector(z: Number, x: Number, y: Number) -> Jet:
    """¼(x² + y² − 2z²)² + ½y²z²."""
    c = square(z)
    q = square(x) + square(y) - 2 * c
    mixed = 2 * (x * y)
    return (
        0.25 * square(q) + 0.5 * (c * square(y)),
        [x * q, y * (q + c)],
        [[q + 2 * square(x), mixed], [mixed, q + 2 * square(y) + c]],
    )


def rosenbrock(z: Number, w: Number, v: Number) -> Matrix:
    """∇² log(1 + w² + v²), w = 10(y − x²), v = 1 − x, homogeneous in (z, w, v)."""
    x, weight = z - v, inverse(square(z) + square(w) + square(v))
    slope = [(-40 * (w * x) - 2 * (v * z)) * weight, (20 * (w * z)) * weight]
    second = [800 * square(x) + 2 * square(z) - 40 * (w * z), -400 * (x * z), 200 * square(z)]
    return symmetric(2, lambda i, j: second[i + j] * weight - product(slope[i], slope[j]))


# --- polar coordinates: the Hessian in the directions e_r, e_θ at radius r, ψ = θ − s ---


def whirlpool(r: Number, psi: Number) -> Matrix:
    """f = d²(2 − r sin ψ), d = 1 − r², ∂ψ/∂r = −12r/d; outside, ∇²f lies between 0 and 4."""
    s, c = sine(psi), sine(psi + math.pi / 2)
    square_r, d = square(r), 1 - square(r)
    shape, cube = 2 - r * s, r * square_r
    radial = (
        (8 * square_r - 4 * d) * shape
        + 8 * (r * (d * s))
        - 72 * (cube * c)
        + 36 * (r * (d * c))
        + 144 * (cube * s)
    )
    mixed = r * (d * (4 * c - 12 * s))
    return [[radial, mixed], [mixed, 12 * (r * (d * c)) - 4 * d * shape]]


def decay(d: Number, k: int) -> Number:
    """e^{−1/d} d^{−k}, which rises up to d = 1/k and falls beyond; 0 for d ≤ 0."""
    if has_balls(d):
        return np.frompyfunc(partial(_decay, k=k), 1, 1)(d)
    return np.exp(-1 / d) * d ** -float(k) if d > 0 else 0.0


def _decay(d: Any, k: int) -> Any:
    """The hull of the values at the ends, and at the peak where that lies between them."""
    ends = [d.lower(), d.upper()]
    if k and d.overlaps(flint.arb(1) / k):
        ends.append(flint.arb(1) / k)
    values = [(-1 / x).exp() / x**k if x > 0 else flint.arb(0) for x in ends]
    return reduce(flint.arb.union, values)


def mexican_hat(r: Number, psi: Number) -> Matrix:
    """f = e^{−s}(1 − A sin ψ), s = 1/d, d = 1 − r², A = 4r⁴/D, D = 4r⁴ + d⁴, ∂ψ/∂r = −2r s²."""
    s, c = sine(psi), sine(psi + math.pi / 2)
    q, d = square(r), 1 - square(r)
    fourth, cube, cube_d = square(q), r * q, d * square(d)
    weight = inverse(4 * fourth + square(square(d)))  # 1/D
    amplitude, ratio = 4 * (fourth * weight), 4 * (q * weight)  # A and A/r²
    slope = 16 * (q * (cube_d * ((1 + q) * square(weight))))  # A′/r
    above = 48 * (q * (cube_d * (1 + q))) - 96 * (fourth * (square(d) * (1 + q)))
    bend = (above + 32 * (fourth * cube_d)) * square(weight) - 2 * (  # A″
        16
        * (cube * (cube_d * (1 + q)))
        * ((16 * cube - 8 * (r * cube_d)) * (weight * square(weight)))
    )
    e0, e2, e3, e4 = (decay(d, k) for k in (0, 2, 3, 4))
    radial = (
        4 * (q * (e4 * (1 - 2 * (amplitude * c))))
        + (2 * e2 + 8 * (q * e3)) * (amplitude * (c + s) - 1)
        + 4 * (q * (e2 * (slope * (s + c))))
        - e0 * (bend * s)
    )
    mixed = 2 * (e2 * (amplitude * (c - s))) + e0 * ((ratio - slope) * c)
    around = 2 * (e2 * (amplitude * (s + c) - 1)) + e0 * ((ratio - slope) * s)
    return [[radial, mixed], [mixed, around]]


def polar(winding: Callable[[float], float]) -> Callable[..., tuple[float, ...]]:
    """The point at radius r with θ = ψ + s(d)."""

    def place(r: float, psi: float) -> tuple[float, ...]:
        angle = psi + winding(1 - r * r)
        return r * math.cos(angle), r * math.sin(angle)

    return place


CERTIFICATES = (
    Certificate(
        problem="log-himmelblau",
        hessian=under_logarithm(himmelblau),
        boxes=projective(2),
        witness=(1.0, -3.78309633, -3.28767203),
        place=affine,
    ),
    Certificate(
        problem="log-eigenvector-well",
        hessian=under_logarithm(eigenvector),
        boxes=projective(2),
        witness=(1.0, 1.55523628, 0.0),
        place=affine,
    ),
    Certificate(
        problem="log-rosenbrock",
        hessian=rosenbrock,
        boxes=projective(2),
        witness=(1.0, 0.01093897, -0.8817689),
        place=lambda z, w, v: (1 - v / z, (1 - v / z) ** 2 + w / (10 * z)),
    ),
    Certificate(
        problem="tempered-hyperbola-valley",
        hessian=tempered(hyperbola, 4, 1),
        boxes=projective(2),
        witness=(1e-5, 1.0, 0.0),
        place=affine,
    ),
    Certificate(
        problem="tempered-cross-valley",
        hessian=tempered(cross, 1, 1),
        boxes=projective(2),
        witness=(1e-5, 1.0, 0.0),
        place=affine,
    ),
    Certificate(
        problem="tempered-beale",
        hessian=tempered(beale, 4, 3),
        boxes=projective(2),
        witness=(1e-6, 0.0, 1.0),
        place=affine,
    ),
    Certificate(
        problem="whirlpool",
        hessian=whirlpool,
        boxes=(((0.0, 1.0), TURN),),
        witness=(1.0, 2.0577431881),
        place=polar(lambda d: -6 * math.log(d)),
    ),
    Certificate(
        problem="mexican-hat",
        hessian=mexican_hat,
        boxes=(((0.0, 1.0), TURN),),
        witness=(0.886, 2.8483773393),
        place=polar(lambda d: 1 / d),
    ),
)
every = pytest.mark.parametrize("certificate", CERTIFICATES, ids=lambda c: c.problem)


def problem_of(certificate: Certificate) -> Problem:
    return Library().get("problems", certificate.problem)


def stated(certificate: Certificate) -> tuple[float, float]:
    fact = problem_of(certificate).facts.lipschitz
    assert fact is not None
    return fact.value.lower, fact.value.upper


@every
def test_the_formula_is_the_hessian_of_the_problem(certificate: Certificate) -> None:
    """Eigenvalues of differences of ∇f equal those of the formula, at points of every box."""
    problem, rng = problem_of(certificate), np.random.default_rng(0)
    for box in certificate.boxes:
        for _ in range(5):
            parameters = [rng.uniform(low, high) for low, high in box]
            x = np.array(certificate.place(*parameters))
            steps = np.diag(1e-6 * np.maximum(1.0, np.abs(x)))
            rows = [
                (problem.gradient(x + s) - problem.gradient(x - s)) / (2 * s.max()) for s in steps
            ]
            formula = np.array(certificate.hessian(*parameters), dtype=float)
            expected = np.linalg.eigvalsh((np.array(rows) + np.array(rows).T) / 2)
            tolerance = 1e-6 * (1 + stated(certificate)[1])
            np.testing.assert_allclose(np.linalg.eigvalsh(formula), expected, atol=tolerance)


@every
def test_the_upper_end_holds_everywhere(certificate: Certificate) -> None:
    for box in certificate.boxes:
        boxes_needed(certificate.hessian, box, stated(certificate)[1], certificate.most)


@every
def test_the_lower_end_is_reached(certificate: Certificate) -> None:
    """By the greatest eigenvalue, so that the constant of (4) is no less than that of (3)."""
    facts = problem_of(certificate).facts
    matrix = np.array(certificate.hessian(*certificate.witness), dtype=float)
    assert np.max(np.linalg.eigvalsh(matrix)) >= stated(certificate)[0]
    assert facts.descent is not None
    assert facts.descent.value == Enclosure(*stated(certificate))


def test_a_bound_that_fails_is_not_proved() -> None:
    certificate = CERTIFICATES[0]
    lower, _ = stated(certificate)
    with pytest.raises(AssertionError, match="undecided ones are near"):
        boxes_needed(certificate.hessian, certificate.boxes[1], 0.999 * lower, 50_000)


def test_intervals_contain_what_they_stand_for() -> None:
    rng = np.random.default_rng(1)
    low, high = np.sort(rng.uniform(-2, 2, (2, 3, 1000)), axis=0)
    boxes = [balls(a, b) for a, b in zip(low, high, strict=True)]
    points = list(rng.uniform(low, high))
    for formula in (
        lambda a, b, c: 2 - 3 * a + b * c - (-c),
        lambda a, b, c: square(a * b - c) * -0.5,
        lambda a, b, c: sine(a + b) * c,
        lambda a, b, c: (a + c) * inverse(square(b) + 0.1),
    ):
        enclosure, value = formula(*boxes), formula(*points)
        assert all(ball.overlaps(flint.arb(v)) for ball, v in zip(enclosure, value, strict=True))
    matrix = [[points[0], points[1]], [points[1], points[2]]]
    enclosing = [[boxes[0], boxes[1]], [boxes[1], boxes[2]]]
    assert np.all(norm_bound(matrix) <= norm_bound(enclosing))
