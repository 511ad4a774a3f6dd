"""Facts of sums of losses that problems/ states as proved by branch and bound, proved again."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from losses import Curve, Hull, Losses, Shape, faces, split_until
from scipy.optimize import minimize

from sam_theory.library.catalogues import Library
from sam_theory.setting.problem import Problem

LIBRARY = Library()
FAR = 1e60  # from here on a loss is at its limit


def turns(*points: float) -> np.ndarray:
    """The same points for every row."""
    return np.array(points)[:, None]


def where_near(curve: Curve, limit: float = 0.0) -> Curve:
    """The curve, and its limit far away, where its formula would overflow."""

    def at(r: np.ndarray) -> np.ndarray:
        far = np.abs(r) > FAR
        return np.where(far, limit, curve(np.where(far, 0.0, r)))

    return at


def line() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(11)
    rows = np.stack((np.ones(20), rng.standard_normal(20)), axis=-1)
    noise = 0.1 * rng.standard_normal(20) + np.where(np.arange(20) < 4, 6.0, 0.0)
    return rows, rows @ np.array((1.0, -2.0)) + noise


def cauchy() -> Losses:
    rows, y = line()
    peaks = np.stack([(1 + s * np.sqrt(1 + y * y)) / y for s in (-1, 1)])
    return Losses(
        rows=rows,
        offsets=y,
        level=Shape(lambda r: np.log1p(np.minimum(np.abs(r), FAR) ** 2) / 2, turns(0)),
        slope=Shape(where_near(lambda r: r / (1 + r * r)), turns(-1, 1)),
        bend=Shape(
            where_near(lambda r: (1 - r * r) / (1 + r * r) ** 2),
            turns(0, -math.sqrt(3), math.sqrt(3)),
        ),
        pull=Shape(where_near(lambda r: r * (r + y) / (1 + r * r), 1.0), peaks),
    )


def welsch() -> Losses:
    rows, y = line()
    root = math.sqrt(1.5)
    return Losses(
        rows=rows,
        offsets=y,
        level=Shape(where_near(lambda r: -np.expm1(-r * r) / 2, 0.5), turns(0)),
        bend=Shape(where_near(lambda r: (1 - 2 * r * r) * np.exp(-r * r)), turns(0, -root, root)),
    )


def sigmoid() -> Losses:
    rng = np.random.default_rng(3)
    a = rng.standard_normal((40, 3))
    b = np.sign(a @ np.array((1.5, -1.0, 0.5)) + 0.3 * rng.standard_normal(40))
    b[:5] *= -1
    peak = 2 * math.atanh(1 / math.sqrt(3))

    def bend(r: np.ndarray) -> np.ndarray:
        t = np.tanh(r / 2)
        return t * (t * t - 1) / 4

    return Losses(
        rows=-a * b[:, None],
        offsets=np.zeros(40),
        level=Shape(lambda r: (1 + np.tanh(r / 2)) / 2, turns()),
        slope=Shape(lambda r: (1 - np.tanh(r / 2) ** 2) / 4, turns(0)),
        bend=Shape(bend, turns(-peak, peak)),
        weight=1 / 40,
        ridge=0.01,
        reach=4.0,
    )


def neuron() -> Losses:
    rows = np.random.default_rng(8).standard_normal((15, 3))
    y = np.tanh(rows @ np.array((1.0, -0.5, 0.75)))

    def bend(u: np.ndarray) -> np.ndarray:
        t = np.tanh(u)
        return (1 - t * t) * (1 + 2 * t * y - 3 * t * t)

    peaks = np.array([np.sort(np.roots((12, -6 * target, -8, 2 * target)).real) for target in y])
    assert np.all(np.abs(peaks) < 1)  # three real roots each, so that there are no others
    return Losses(
        rows=rows,
        offsets=np.zeros(15),
        bend=Shape(bend, np.arctanh(peaks.T)),
        weight=1 / 15,
        reach=4.0,
    )


def phases(reach: float) -> Losses:
    """w(u) = ¼(u² − b)² for |u| ≤ reach, quadratic beyond; reach² > max b."""
    rows = np.random.default_rng(21).standard_normal((12, 3))
    b = (rows @ np.array((1.0, -0.5, 0.25))) ** 2
    root = np.sqrt(b)

    def slope(u: np.ndarray) -> np.ndarray:
        u = np.clip(u, -FAR, FAR)
        c = np.clip(u, -reach, reach)
        return c * (c * c - b) + (u - c) * (3 * c * c - b)

    return Losses(
        rows=rows,
        offsets=np.zeros(12),
        slope=Shape(slope, np.stack((-root, root)) / math.sqrt(3)),
        bend=Shape(lambda u: 3 * np.clip(u, -reach, reach) ** 2 - b, turns(0)),
        pull=Shape(
            lambda u: np.clip(u, -FAR, FAR) * slope(u),
            np.stack((0 * b, -root, root)) / math.sqrt(2),
        ),
        weight=1 / 12,
        reach=2.0,
    )


ALL = {
    "cauchy-regression": cauchy(),
    "welsch-regression": welsch(),
    "sigmoid-loss": sigmoid(),
    "tanh-neuron": neuron(),
    "phase-retrieval": phases(1e9),
    "phase-retrieval[reach=3.0]": phases(3.0),
}
STEEPEST = {
    "cauchy-regression": (0.963935, -1.97435),
    "welsch-regression": (0.963873, -1.973421),
    "sigmoid-loss": (-0.11083, -1.477124, 0.11873),
    "tanh-neuron": (0.16, -0.086, 0.045),
}
LEAST = {"cauchy-regression": 0.2, "welsch-regression": 0.2, "sigmoid-loss": 0.5}  # convex so near
REGULAR = ("cauchy-regression", "sigmoid-loss", "phase-retrieval", "phase-retrieval[reach=3.0]")


def problem_of(name: str) -> Problem:
    item: Problem = LIBRARY.get("problems", name)
    return item


@pytest.mark.parametrize("name", ALL)
def test_the_ranges_are_those_of_the_problem(name: str) -> None:
    """On small boxes ∇²f lies between two close matrices, and f is above what is said."""
    problem, losses, rng = problem_of(name), ALL[name], np.random.default_rng(0)
    n = problem.dimension
    for _ in range(20):
        z, v = rng.uniform(0.3, 1), rng.uniform(-1, 1, n)
        x = losses.reach * v / z
        low, high = (np.r_[z, v][None] + d for d in (-1e-9, 1e-9))
        ahead, behind = (problem.gradient(x + s * 1e-6 * np.eye(n)) for s in (1, -1))
        hessian = (ahead - behind) / 2e-6
        for bound in losses.hessians(low, high):
            np.testing.assert_allclose(bound[0], hessian, atol=1e-5 * (1 + np.abs(hessian).max()))
        assert not losses.steep_below(0.999 * np.linalg.norm(hessian, 2))(low, high)[0]
        if losses.level is not None:
            f = float(problem.value(x))
            assert losses.least_near(x, 0.0, f - 1e-6)(low, high)[0]
            assert not losses.least_near(x, 0.0, f)(low, high)[0]
        if losses.slope is not None:
            assert losses._sloping(low, high)[0]


@pytest.mark.parametrize("name", STEEPEST)
def test_the_constants_of_3_and_4(name: str) -> None:
    facts, losses = problem_of(name).facts, ALL[name]
    assert facts.lipschitz is not None
    assert facts.descent is not None
    assert facts.descent.value == facts.lipschitz.value
    split_until(
        losses.steep_below(facts.lipschitz.value.upper), faces(losses.rows.shape[1]), 200_000
    )
    at = np.r_[1.0, np.array(STEEPEST[name]) / losses.reach][None]
    assert np.linalg.eigvalsh(losses.hessians(at, at)[0])[0, -1] >= facts.lipschitz.value.lower


@pytest.mark.parametrize("name", LEAST)
def test_the_least_value(name: str) -> None:
    """f > f(x̂) away from x̂, and f is strongly convex about x̂, stationary up to rounding."""
    problem, losses, radius = problem_of(name), ALL[name], LEAST[name]
    facts = problem.facts
    assert facts.known_infimum is not None
    assert facts.minimizers is not None
    x = best_of(name)
    assert float(facts.minimizers.value(x)) < 1e-12
    value, modulus = float(problem.value(x)), losses.modulus(x, radius)
    assert modulus > 0
    split_until(losses.least_near(x, radius, value), faces(len(x)), 200_000)
    slope = float(np.linalg.norm(problem.gradient(x))) + 1e-14
    assert slope < modulus * radius / 10  # so the minimizer is near, at slope/modulus or less
    exact, below = exact_value(name, x), Fraction(slope**2 / (2 * modulus))
    assert facts.known_infimum.lower <= exact - below < exact <= facts.known_infimum.upper
    assert facts.known_infimum.upper - facts.known_infimum.lower < 1e-13


EXACT = {
    "cauchy-regression": lambda r: mpmath.log1p(r * r) / 2,
    "welsch-regression": lambda r: -mpmath.expm1(-r * r) / 2,
    "sigmoid-loss": lambda r: 1 / (1 + mpmath.exp(-r)),
}


def exact_value(name: str, x: np.ndarray) -> Fraction:
    """f at these floats to 50 digits."""
    losses = ALL[name]
    with mpmath.workdps(50):
        w = [mpmath.mpf(float(c)) for c in x]
        products = (mpmath.fdot(map(float, row), w) for row in losses.rows)
        residuals = [p - float(y) for p, y in zip(products, losses.offsets, strict=True)]
        sum_ = mpmath.fsum(map(EXACT[name], residuals)) / round(1 / losses.weight)
        mantissa, exponent = (sum_ + losses.ridge / mpmath.mpf(2) * mpmath.fdot(w, w)).man_exp
        return mantissa * Fraction(2) ** exponent


def best_of(name: str) -> np.ndarray:
    """The end of the best descent from the starts, by Newton's method in the end."""
    problem = problem_of(name)
    ends = [
        minimize(problem.value, start, jac=problem.gradient, method="BFGS").x
        for start in problem.starts
    ]
    x = np.array(min(ends, key=problem.value))
    for _ in range(5):
        steps = 1e-5 * np.eye(len(x))
        hessian = (problem.gradient(x + steps) - problem.gradient(x - steps)) / 2e-5
        x = x - np.linalg.solve(hessian, problem.gradient(x))
    return x


@pytest.mark.parametrize("name", REGULAR)
def test_no_stationary_point_is_degenerate(name: str) -> None:
    losses = ALL[name]
    split_until(losses.regular, faces(losses.rows.shape[1]), 20_000)
    fact = problem_of(name).facts.kl_exponent
    assert fact is not None
    assert fact.value == 0.5


def test_no_stationary_point_is_degenerate_whatever_the_reach() -> None:
    """ℓ′, ℓ″ and uℓ′ grow with the reach where |u| is larger: all lie between two shapes."""
    far = phases(1e9)
    near = phases(float(np.max(np.abs(far.rows @ np.array((1.0, -0.5, 0.25))))))
    between = replace(
        near,
        **{
            name: Hull(getattr(near, name), getattr(far, name))
            for name in ("slope", "bend", "pull")
        },
    )
    split_until(between.regular, faces(3), 20_000)


# --- what is false is not proved ---


def test_a_degenerate_minimum_is_not_regular() -> None:
    rows = np.eye(2)
    quartic = Losses(
        rows=rows,
        offsets=np.zeros(2),
        slope=Shape(lambda r: np.clip(r, -FAR, FAR) ** 3, turns()),
        bend=Shape(lambda r: 3 * np.clip(r, -FAR, FAR) ** 2, turns(0)),
    )
    with pytest.raises(AssertionError, match="open is"):
        split_until(quartic.regular, faces(2), 5_000)


def test_too_small_a_constant_is_not_proved() -> None:
    with pytest.raises(AssertionError, match="open is"):
        split_until(cauchy().steep_below(16.0010), faces(2), 20_000)


def test_too_great_a_value_is_not_least() -> None:
    losses, x = cauchy(), best_of("cauchy-regression")
    f = float(problem_of("cauchy-regression").value(x))
    with pytest.raises(AssertionError, match="open is"):
        split_until(losses.least_near(x, 0.05, f + 0.05), faces(2), 20_000)
    with pytest.raises(AssertionError, match="open is"):
        split_until(losses.least_near(x + 0.2, 0.05, f), faces(2), 20_000)
