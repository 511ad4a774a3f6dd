"""Variances of gradients, against NumPy's own and by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from sam_theory.setting import spread
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.problem import Components
from sam_theory.setting.spread import (
    each_gradient,
    vanish_together,
    variance_at,
    variance_between,
    variance_of,
)

CENTERS = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]])
APART = Components(3, lambda x, w: w.sum(axis=-1, keepdims=True) * x - w @ CENTERS)
POINTS = np.random.default_rng(0).standard_normal((7, 2))


def test_each_component_is_asked_alone() -> None:
    np.testing.assert_allclose(each_gradient(APART, POINTS), POINTS[:, None] - CENTERS, atol=1e-15)


@pytest.mark.parametrize("at_once", [1, 10, 1 << 20])
def test_the_variance_at_points_is_that_of_numpy(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "AT_ONCE", at_once)
    value, rounding = variance_at(APART, POINTS)
    np.testing.assert_allclose(value, np.var(CENTERS, axis=0).sum(), rtol=1e-13)
    assert np.all((rounding > 0) & (rounding < 1e-10))


def test_the_variance_of_vectors_is_exact() -> None:
    assert variance_of(CENTERS) == Enclosure.containing(Fraction(4, 3))
    assert variance_of(np.full((5, 2), 0.1)) == Enclosure(0.0, 0.0)


def test_an_enclosure_from_points_and_a_bound() -> None:
    found = variance_between(APART, POINTS, 2.0)
    assert found.lower <= 4 / 3 <= found.lower * (1 + 1e-10)
    assert found.upper == pytest.approx(2.0)
    with pytest.raises(ValueError, match="lower <= upper"):
        variance_between(APART, POINTS, 1.0)


@pytest.mark.parametrize("name", ["lipschitz", "variance"])
def test_facts_of_components_are_constants(name: str) -> None:
    for value in (Enclosure(-1.0, 2.0), 1.0):
        with pytest.raises(ValueError, match=f"{name} of components must be"):
            Components(2, APART.gradient, **{name: Fact(value, "planted")})
    stated = Components(2, APART.gradient, **{name: Fact(Enclosure(1.0, 2.0), "planted")})
    assert list(stated.facts) == [name]


@pytest.mark.parametrize("at_once", [1, 1 << 20])
def test_gradients_that_vanish_together(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of ⟨aᵢ, x⟩²/2 do where x is orthogonal to every aᵢ; one alone is not enough."""
    monkeypatch.setattr(spread, "AT_ONCE", at_once)
    rows = np.array([[1.0, 1.0], [2.0, 2.0], [0.0, 0.0], [0.0, 1e-3]])
    start = np.array([1.0, 0.0])
    for count, together in ((3, True), (4, False)):
        kept = rows[:count]
        lines = Components(count, lambda x, w, kept=kept: (w * (x @ kept.T)) @ kept)
        assert vanish_together(lines, np.array([1.0, -1.0]), start) is together
    for other in (np.array([1.0, -1.0 + 1e-9]), start, np.array([np.nan, 0.0])):
        assert not vanish_together(lines, other, start)
