"""A rotation changes no fact, and moves what has a place."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.library.catalogues import Library
from sam_theory.setting.rotation import rotated

SHIFTED = Library().get("problems", "shifted-quadratic")


def test_facts_stay_and_places_turn() -> None:
    problem = rotated(SHIFTED, turn=(3, 4), name="turned", formula="g(Qx)")
    angle = np.array([[3, 4], [-4, 3]]) / 5
    x = np.random.default_rng(0).normal(size=(50, 2))
    np.testing.assert_allclose(problem.value(x), SHIFTED.value(x @ angle.T))
    np.testing.assert_allclose(problem.gradient(x), SHIFTED.gradient(x @ angle.T) @ angle)
    for name, fact in vars(SHIFTED.facts).items():
        other = getattr(problem.facts, name)
        if name == "minimizers":
            np.testing.assert_allclose(other.value(x), fact.value(x @ angle.T))
        elif name != "lipschitz_on":
            assert (other and other.value) == (fact and fact.value)
    np.testing.assert_allclose(problem.starts, np.array(SHIFTED.starts) @ angle)
    (low, high), corners = np.array(problem.region), np.array(SHIFTED.region) @ angle
    assert np.all((low <= corners) & (corners <= high))


@pytest.mark.parametrize("turn", [(1, 1), (0, 0), (2, 3)])
def test_other_turns_are_refused(turn: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="two integers"):
        rotated(SHIFTED, turn=turn, name="turned", formula="")


def test_other_dimensions_are_refused() -> None:
    line = Library().get("problems", "quadratic[eigenvalues=(2.0,)]")
    with pytest.raises(ValueError, match="two dimensions"):
        rotated(line, turn=(3, 4), name="turned", formula="")
