"""The Python interface."""

from __future__ import annotations

import pytest

from sam_theory.api import check, problem_of
from sam_theory.errors import UsageError


def test_the_python_interface_takes_your_own_function() -> None:
    problem = problem_of(
        lambda x: (x**2).sum(-1), lambda x: 2 * x, starts=[(1.0, 0.5)], lipschitz=2, infimum=0
    )
    finding = check(problem, "gradient-descent", step="0.5/L", radius="0", iterations=500)
    assert finding.properties["iterate-limit"].holds
    with pytest.raises(UsageError, match="no L of"):
        check(
            problem_of(lambda x: (x**2).sum(-1), lambda x: 2 * x, starts=[(1.0,)]),
            "sam",
            step="1/(L*k)",
            radius="0.1",
        )
    with pytest.raises(UsageError, match="starts"):
        problem_of(lambda x: x, lambda x: x, starts=[])
