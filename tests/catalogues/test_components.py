"""What every problem with components must satisfy, in NumPy, in JAX and in balls."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sam_theory.library.catalogues import Library
from sam_theory.runs.compiled.backend import load
from sam_theory.setting.facts import Fact
from sam_theory.setting.problem import Components, Problem, starting_points
from sam_theory.setting.spread import variance_at

LIBRARY = Library()
VARIANTS = (
    "least-squares[columns=1, seed=2]",
    "ridge-logistic[drawn=20]",
    "noisy-quadratic[eigenvalues=(2.0,), noise=0.25]",
    "noisy-quadratic[eigenvalues=(1.0, 2.0, 8.0)]",
    "two-parabolas[curvatures=(1.0, 1.0)]",
    "two-parabolas[curvatures=(2.0, -1.0), centers=(0.5, 0.0)]",
    "two-parabolas[centers=(0.25, 0.25)]",
    "opposed-sines[amplitude=2.0, frequency=0.5]",
    "shifted-ripples[shift=0.25]",
    "msam-trap[beta=4.0, rho=0.5]",
)
NAMES = [
    *(n for n in LIBRARY.items("problems") if LIBRARY.get("problems", n).components),
    *VARIANTS,
]


@pytest.fixture(scope="module", params=NAMES)
def problem(request: pytest.FixtureRequest) -> Problem:
    item: Problem = LIBRARY.get("problems", request.param)
    return item


def components_of(problem: Problem) -> Components:
    assert problem.components is not None
    return problem.components


def points(problem: Problem) -> np.ndarray:
    return starting_points(problem, 24, np.random.default_rng(3))


def drawn(problem: Problem, count: int) -> np.ndarray:
    """Weights that add up to any number."""
    return np.random.default_rng(4).uniform(-1, 2, (count, components_of(problem).count))


def test_ten_problems_have_components() -> None:
    assert len({LIBRARY.entry("problems", name.partition("[")[0]).path for name in NAMES}) >= 10


def test_all_is_stated_with_a_source(problem: Problem) -> None:
    components = components_of(problem)
    assert components.value is not None
    assert set(components.facts) == {"lipschitz", "variance"}
    assert all(isinstance(f, Fact) and f.source.strip() for f in components.facts.values())


def test_f_is_the_mean(problem: Problem) -> None:
    components, x = components_of(problem), points(problem)
    assert components.value is not None
    equal = np.full((len(x), components.count), 1 / components.count)
    sizes = np.max(
        [np.abs(components.value(x, np.broadcast_to(e, equal.shape))) for e in np.eye(len(equal.T))]
    )
    np.testing.assert_allclose(
        components.value(x, equal), problem.value(x), rtol=1e-12, atol=1e-14 * sizes
    )
    scale = np.max(np.abs(problem.gradient(x)))
    np.testing.assert_allclose(
        components.gradient(x, equal), problem.gradient(x), rtol=1e-11, atol=1e-13 * (1 + scale)
    )


def test_a_batch_is_its_points(problem: Problem) -> None:
    components, x = components_of(problem), points(problem).reshape(2, 12, problem.dimension)
    assert components.value is not None
    weights = drawn(problem, 24).reshape(2, 12, -1)
    value, gradient = components.value(x, weights), components.gradient(x, weights)
    assert value.shape == (2, 12)
    assert gradient.shape == x.shape
    for i, j in itertools.product(range(2), range(12)):
        one, two = (
            components.value(x[i, j], weights[i, j]),
            components.gradient(x[i, j], weights[i, j]),
        )
        np.testing.assert_allclose(one, value[i, j], rtol=1e-11, atol=1e-11)
        np.testing.assert_allclose(two, gradient[i, j], rtol=1e-11, atol=1e-11)


def test_gradients_are_slopes_of_values(problem: Problem) -> None:
    """Of each component: by central differences where those of two widths agree."""
    components, x = components_of(problem), points(problem)[:6]
    assert components.value is not None
    axes = np.eye(problem.dimension)
    for e in np.eye(components.count)[:12]:
        slopes = []
        for h in (2e-5, 1e-5):
            moved = [x[:, None] + sign * h * axes for sign in (1, -1)]
            weights = np.broadcast_to(e, (*moved[0].shape[:-1], components.count))
            ahead, behind = (components.value(y, weights) for y in moved)
            slopes.append((ahead - behind) / (2 * h))
        found = components.gradient(x, np.broadcast_to(e, (len(x), components.count)))
        allowed = 2 * np.abs(slopes[0] - slopes[1]) + 1e-7 * (1 + np.abs(found))
        assert np.all(np.abs(slopes[1] - found) <= allowed)


def test_jax_agrees(problem: Problem) -> None:
    components, x, weights = components_of(problem), points(problem), drawn(problem, 24)
    assert components.value is not None
    jax = load()
    with jax.enable_x64(True):
        there, shares = jax.numpy.asarray(x), jax.numpy.asarray(weights)
        value, gradient = components.value(there, shares), components.gradient(there, shares)
        slope = jax.grad(lambda y, w: components.value(y, w).sum())(there, shares)
    scale = 1 + np.max(np.abs(gradient))
    np.testing.assert_allclose(value, components.value(x, weights), rtol=1e-11, atol=1e-11 * scale)
    np.testing.assert_allclose(gradient, components.gradient(x, weights), atol=1e-11 * scale)
    np.testing.assert_allclose(slope, gradient, rtol=1e-8, atol=1e-9 * scale)


def test_balls_agree(problem: Problem) -> None:
    flint = pytest.importorskip("flint")
    from sam_theory.setting.jet_arrays import variables

    components, x, weights = components_of(problem), points(problem)[:3], drawn(problem, 3)
    assert components.value is not None
    for point, w in zip(x, weights, strict=True):
        there = variables([flint.arb(float(v)) for v in point])[None]
        (gradient,), (value,) = (
            components.gradient(there, w[None]),
            components.value(there, w[None]),
        )
        found = [float(entry.value.mid()) for entry in np.asarray(gradient)]
        exact = components.gradient(point, w)
        np.testing.assert_allclose(found, exact, rtol=1e-9, atol=1e-11)
        slopes = [float(s.mid()) for s in value.slopes]
        np.testing.assert_allclose(slopes, exact, rtol=1e-9, atol=1e-11)


def test_the_stated_variance_holds_at_points(problem: Problem) -> None:
    """Near and far; the audit searches for more."""
    stated = components_of(problem).variance
    assert stated is not None
    x = points(problem) * np.geomspace(1e-3, 1e4, 24)[:, None]
    value, rounding = variance_at(components_of(problem), x)
    assert np.all(value - rounding <= stated.value.upper * (1 + 1e-12))


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("noisy-quadratic")])
def test_the_means_of_sgd_that_noisy_quadratic_states(name: str) -> None:
    """Every sequence of k draws, for k = 3."""
    problem = LIBRARY.get("problems", name)
    components, noise = components_of(problem), 0.25 if "noise" in name else 0.5
    n, start, t, k = problem.dimension, np.array(problem.starts[0]), 0.2, 3
    spectrum = np.array(problem.facts.quadratic.value)
    ends = []
    for draws in itertools.product(range(components.count), repeat=k):
        x = start
        for i in draws:
            x = x - t * components.gradient(x, np.eye(components.count)[i])
        ends.append(x)
    shrink = 1 - t * spectrum
    np.testing.assert_allclose(np.mean(ends, axis=0), shrink**k * start, atol=1e-14)
    variance = t**2 * noise**2 / n * (1 - shrink ** (2 * k)) / (1 - shrink**2)
    np.testing.assert_allclose(np.var(ends, axis=0), variance, rtol=1e-11)
