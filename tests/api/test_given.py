"""Steps and radii as formulas, numbers, arrays and callables."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sam_theory import UsageError
from sam_theory.api.given import Given, as_formula, read, whole
from sam_theory.schedules.schedule import Numbers
from sam_theory.study.study import ITERATIONS


def numbers(given: Any, iterations: int | None = None) -> tuple[int, np.ndarray]:
    """How many iterations there are, and the values of a step that is no formula."""
    count, told = read({"step": given, "radius": "0"}, iterations)
    step = told["step"]
    assert isinstance(step, Numbers)
    return count, step.values


@pytest.mark.parametrize(
    ("number", "formula"),
    [
        (0.1, "0.1"),
        (1, "1"),
        (Fraction(1, 3), "1/3"),
        (np.float64(0.1), "0.1"),
        (np.float32(0.1), "0.1"),
        (np.int64(2), "2"),
        (1e-05, "1e-05"),
        (0, "0"),
        ("1/k", "1/k"),
    ],
)
def test_a_number_is_read_as_printed(number: Given, formula: str) -> None:
    assert as_formula("step", number) == formula
    assert read({"step": number}, None) == (ITERATIONS, {"step": formula})


@pytest.mark.parametrize(
    "array",
    [[0.3, 0.2, 0.1], (0.3, 0.2, 0.1), np.array([0.3, 0.2, 0.1]), [Fraction(3, 10), 0.2, 0.1]],
)
def test_an_array_sets_the_number_of_iterations(array: Any) -> None:
    count, values = numbers(array)
    assert count == 3
    assert values.tolist() == [0.3, 0.2, 0.1]
    assert not values.flags.writeable
    assert numbers(array, 2)[0] == 2


def test_an_array_of_the_caller_stays_his() -> None:
    mine = np.array([0.3, 0.2])
    _, values = numbers(mine)
    mine[0] = 9
    assert values.tolist() == [0.3, 0.2]


def test_a_callable_is_called_once_for_each_k_in_turn() -> None:
    seen = []

    def step(k: int) -> float:
        assert type(k) is int
        seen.append(k)
        return 1 / k

    count, values = numbers(step, 5)
    assert (count, seen) == (5, [1, 2, 3, 4, 5])
    assert values.tolist() == [1 / k for k in seen]
    assert numbers(lambda k: np.float32(0.5), 2)[1].tolist() == [0.5, 0.5]
    assert numbers(lambda k: Fraction(1, k), 2)[1].tolist() == [1, 0.5]
    both = {"step": [0.1, 0.2], "radius": lambda k: k}
    count, told = read(both, None)  # type: ignore[arg-type]  # of several kinds
    assert count == len(told["radius"]) == 2


def fails(k: int) -> float:
    raise RuntimeError("no")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (None, "step must be a formula in k, a number, an array of numbers or a callable.* None"),
        (True, "got True"),
        ({}, "got a dict"),
        (1j, "got a complex"),
        (b"1/k", "got a bytes"),
        (["0.1"], "got a list"),
        ([[1], [1, 2]], "got a list that is no array"),
        ([], r"of shape \(K,\); got shape \(0,\)"),
        (np.ones((3, 3)), r"got shape \(3, 3\)"),
        ("", "step: a formula must not be empty"),
        ("1/z", "step: a formula may use only"),
        (-0.1, "step must be finite and nonnegative; got -0.1"),
        (math.nan, "got nan"),
        (math.inf, "too large"),
        (-(10**400), "too large"),
        pytest.param(10**5000, "too large", id="long"),
        ([0.1, -0.2], "it is -0.2 at k = 2"),
        ([0.1, math.nan], "it is nan at k = 2"),
        (lambda k: k / 10 - 0.6, "must be finite and nonnegative for every k; it is -0.5 at k = 1"),
        (fails, r"at k = 1 it raises RuntimeError\('no'\)"),
        (lambda k: "0.1", "at k = 1 it gives a str; return a float"),
        (lambda k: None, "at k = 1 it gives None"),
        (lambda k: [0.1], "at k = 1 it gives a list"),
        (lambda k: 1j, "at k = 1 it gives a complex"),
        (lambda k: math.nan if k == 7 else 0.1, "it is nan at k = 7"),
    ],
)
def test_what_is_no_sequence_ends_in_a_sentence(given: Any, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence) as refused:
        read({"step": given}, None)
    assert "\n" not in str(refused.value)


def test_arrays_must_reach_as_far_as_the_run() -> None:
    with pytest.raises(UsageError, match=r"for each of 3 iterations; got 2; .*iterations=2"):
        read({"step": [0.1, 0.2], "radius": "0"}, 3)
    lengths = {"step": [0.1, 0.2], "radius": [0.1]}
    with pytest.raises(UsageError, match="got 2 of step and 1 of radius; give iterations"):
        read(lengths, None)  # type: ignore[arg-type]  # of lists
    assert read(lengths, 1)[0] == 1  # type: ignore[arg-type]  # of lists


def test_a_callable_is_not_called_for_ever() -> None:
    with pytest.raises(UsageError, match="step must be a formula where there are more than"):
        read({"step": fails}, 10**9)


@pytest.mark.parametrize("number", [0, -1, 5.5, "5", True, None, 10**21])
def test_counts_are_integers(number: Any) -> None:
    with pytest.raises(UsageError, match="must be an integer from 1 to 10,000"):
        whole("iterations", number, 1, 10_000)
    assert whole("iterations", np.int32(7), 1) == 7
