"""Functions traced for columns give what they give for single vectors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sam_theory.library.catalogues import Library
from sam_theory.runs.compiled.backend import load
from sam_theory.runs.compiled.columns import FEW, columnwise
from sam_theory.runs.compiled.rounding import rounding
from sam_theory.setting.problem import Problem, namespace

LIBRARY = Library()
NAMES = [
    name for name in LIBRARY.items("problems") if isinstance(LIBRARY.get("problems", name), Problem)
]
RNG = np.random.default_rng(5)


def by_columns(function: Any, x: np.ndarray) -> np.ndarray:
    """The function at the columns of x, compiled, products rounded."""
    jax = load()
    with jax.enable_x64(True):
        traced = columnwise(function, jax.ShapeDtypeStruct((len(x),), np.float64))
        return np.asarray(jax.jit(lambda one, x: traced(rounding(one), x))(1.0, x))


@pytest.mark.parametrize("name", NAMES)
def test_problems_by_columns(name: str) -> None:
    problem = LIBRARY.get("problems", name)
    low, high = (np.array(side) for side in problem.region)
    x = RNG.uniform(low, high, (7, problem.dimension))
    np.testing.assert_allclose(
        by_columns(problem.gradient, x.T), problem.gradient(x).T, rtol=1e-11, atol=1e-11
    )
    np.testing.assert_allclose(by_columns(problem.value, x.T), problem.value(x), rtol=1e-11)


@pytest.mark.parametrize(("n", "m"), [(1, 3), (FEW, 2), (FEW + 1, 2), (2, 30), (40, 30)])
def test_products_with_a_matrix(n: int, m: int) -> None:
    matrix, x = RNG.standard_normal((n, m)), RNG.standard_normal((n, 5))
    found = by_columns(lambda x: namespace(x).matmul(x, namespace(x).asarray(matrix)), x)
    np.testing.assert_allclose(found, matrix.T @ x, rtol=1e-12, atol=1e-13)
    other = by_columns(lambda x: namespace(x).matmul(namespace(x).asarray(matrix.T), x), x)
    np.testing.assert_allclose(other, matrix.T @ x, rtol=1e-12, atol=1e-13)


def test_results_without_the_argument_and_functions_within() -> None:
    jax = load()
    x = RNG.standard_normal((3, 4))
    constant = by_columns(lambda x: jax.numpy.arange(2.0), x)
    np.testing.assert_array_equal(constant, [[0.0] * 4, [1.0] * 4])
    np.testing.assert_allclose(by_columns(jax.nn.softplus, x), np.logaddexp(x, 0), rtol=1e-14)
    np.testing.assert_array_equal(by_columns(lambda x: jax.numpy.sort(x)[::-1], x), -np.sort(-x, 0))
    branch = by_columns(lambda x: jax.lax.cond(x[0] > 0, lambda: x, lambda: -x), x)
    np.testing.assert_array_equal(branch, np.where(x[0] > 0, x, -x))


def test_products_are_rounded_before_they_are_added() -> None:
    x = RNG.uniform(1, 2, (3, 4000))
    found = by_columns(lambda x: x[0] * x[1] - x[2], x)
    np.testing.assert_array_equal(found, x[0] * x[1] - x[2])
    cubes = by_columns(lambda x: x[0] ** 2 + x[1] ** 2, x)
    np.testing.assert_array_equal(cubes, x[0] ** 2 + x[1] ** 2)
