"""A gradient that is not that of f is refused."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sam_theory import UsageError, check, problem_of

Function = Callable[[np.ndarray], np.ndarray]


def square(x: np.ndarray) -> np.ndarray:
    """f(x) = ‖x‖²."""
    return np.asarray((x**2).sum(-1))


@pytest.mark.parametrize("gradient", [lambda x: -2 * x, lambda x: x, lambda x: 2 * x[..., ::-1]])
def test_a_wrong_gradient_is_refused(gradient: Function) -> None:
    f = problem_of(square, gradient, starts=[(1.0, 2.0)], lipschitz=2)
    with pytest.raises(UsageError, match="gradient must be that of f"):
        check(f, "sam", step="1/k", radius="0.1/k", iterations=10)


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
def test_a_right_one_is_taken(scale: float) -> None:
    for value, gradient in (
        (lambda x: scale * (x**2).sum(-1), lambda x: 2 * scale * x),
        (
            lambda x: scale * (np.maximum(x, 0) ** 2).sum(-1),
            lambda x: 2 * scale * np.maximum(x, 0),
        ),
        (lambda x: 1e6 * scale + scale * np.cos(x).sum(-1), lambda x: -scale * np.sin(x)),
    ):
        f = problem_of(value, gradient, starts=[(1.0, -2.0), (0.0, 1e-3)], lipschitz=2 * scale)
        found = check(f, "sam", step="0.1/L", radius="0.1/k", iterations=10).finding
        assert (found.problem, found.iterations, found.starts) == ("my-problem", 10, 3)


def test_a_radius_that_is_not_used_is_0() -> None:
    result = check("quadratic", "gradient-descent", step="0.5/L", radius="1.99/L", iterations=50)
    assert result.finding.radius == "0"
