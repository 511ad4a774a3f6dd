"""A problem of one's own, from f and ∇f."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sam_theory import UsageError, check, problem_of
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Problem


def own(**stated: Any) -> Problem:
    """f = ‖x‖² with what is stated of it."""
    return problem_of(
        lambda x: (x**2).sum(-1), lambda x: 2 * x, **{"starts": [(1.0, 2.0)], **stated}
    )


def test_what_is_stated_are_its_facts() -> None:
    facts = own(lipschitz=2, convex=True, infimum=0).facts
    assert facts.lipschitz is not None
    assert facts.lipschitz.value == Enclosure(0.0, 2.0)
    assert facts.convex is not None
    assert facts.convex.value is True
    assert facts.infimum is not None
    assert facts.infimum.value == Enclosure(0, 0)
    below = own(lower_bound=-1).facts.infimum
    assert below is not None
    assert below.value == Enclosure(-1, math.inf)
    assert own().facts == Facts()
    whole = Facts(convex=Fact(True, "mine"))
    assert own(facts=whole).facts is whole


def test_starts_may_be_an_array_and_span_a_box() -> None:
    problem = own(starts=np.array([[0.0, 1.0], [2.0, -1.0]]))
    assert problem.starts == ((0.0, 1.0), (2.0, -1.0))
    assert problem.region == ((-1.0, -2.0), (3.0, 2.0))


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"starts": []}, "starts must hold at least one point"),
        ({"starts": [()]}, "starts must hold at least one point"),
        ({"starts": [(math.nan,)]}, "all of finite coordinates"),
        ({"starts": [(1.0,), (1.0, 2.0)]}, "starts must be points of one dimension"),
        ({"starts": [1.0, 2.0]}, "starts must be points of one dimension"),
        ({"starts": None}, "starts must be points of one dimension"),
        ({"lipschitz": -1}, "lipschitz must be finite, and at least 0; got -1"),
        ({"lipschitz": math.nan}, "lipschitz must be finite"),
        ({"lipschitz": True}, "lipschitz must be finite"),
        ({"infimum": math.inf}, "infimum must be finite"),
        ({"lower_bound": "0"}, "lower_bound must be finite"),
        ({"lower_bound": 0, "infimum": 0}, "infimum must be given without lower_bound"),
        ({"convex": "yes"}, "convex must be True or False"),
        ({"facts": 3}, "facts must be Facts"),
        ({"facts": Facts(), "convex": True}, "facts must be given alone; got convex"),
        ({"name": 3}, "name must be a text"),
    ],
)
def test_what_is_no_problem_is_refused(stated: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        own(**stated)


def test_f_and_its_gradient_must_be_callable() -> None:
    with pytest.raises(UsageError, match="value must be a callable"):
        problem_of(3, lambda x: x, starts=[(1.0,)])  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize(
    ("gradient", "sentence"),
    [
        (lambda x: x.sum(-1), r"must map \(3, 2\) to \(3, 2\); got \(3,\)"),
        (lambda x: 1 / 0, "it raises ZeroDivisionError"),
        (lambda x: "a", "must return an array of real numbers; got a str"),
        (lambda x: (2 * x).tolist(), "must return an array of real numbers; got a list"),
        (lambda x: 2j * x, "got a ndarray of complex128"),
        (lambda x: None, "got a NoneType"),
    ],
)
def test_answers_of_another_kind_end_in_a_sentence(
    gradient: Callable[[Any], Any], sentence: str
) -> None:
    problem = problem_of(lambda x: (x**2).sum(-1), gradient, starts=[(1.0, 2.0)], lipschitz=2)
    with pytest.raises(UsageError, match=sentence):
        check(problem, "sam", step=0.1, radius=0.1, iterations=10)
