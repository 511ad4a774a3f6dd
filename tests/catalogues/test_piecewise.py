"""What piecewise-quadratic derives from knots and slopes, for any that are drawn."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sam_theory.auditing.audit import audit
from sam_theory.library.catalogues import Library
from sam_theory.setting.problem import Problem

LIBRARY = Library()
EIGHTHS = st.integers(-16, 16).map(lambda i: i / 8)
KNOTS = st.lists(EIGHTHS, min_size=1, max_size=4, unique=True).map(lambda k: tuple(sorted(k)))


def made(knots: tuple[float, ...], slopes: tuple[float, ...], derivative: float) -> Problem:
    entry = LIBRARY.entry("problems", "piecewise-quadratic")
    item: Problem = entry.build({"knots": knots, "slopes": slopes, "derivative": derivative})
    return item


@st.composite
def settings_of_it(draw: Any) -> dict[str, Any]:
    knots = draw(KNOTS)
    slopes = tuple(draw(st.lists(EIGHTHS, min_size=len(knots) + 1, max_size=len(knots) + 1)))
    return {"knots": knots, "slopes": slopes, "derivative": draw(EIGHTHS)}


def derivative_at(x: Fraction, given_: dict[str, Any]) -> Fraction:
    """f′(x) by adding up the pieces between k₁ and x."""
    knots = [Fraction(k) for k in given_["knots"]]
    ends = [min(knots[0], x), *[k for k in knots if min(knots[0], x) < k < x], max(knots[0], x)]
    total = Fraction(given_["derivative"])
    for a, b in itertools.pairwise(ends):
        middle = (a + b) / 2
        slope = Fraction(given_["slopes"][sum(middle > k for k in knots)])
        total += slope * (b - a) * (1 if x > knots[0] else -1)
    return total


FLAT = {"knots": (-1.0, 1.0), "slopes": (1.0, 0.0, 1.0), "derivative": 0.0}
STEP = {"knots": (-1.0, 1.0), "slopes": (0.0, 1.0, 0.0), "derivative": 0.0}
FALLING = {"knots": (0.0,), "slopes": (0.0, -1.0), "derivative": -1.0}
CAP = {"knots": (0.0,), "slopes": (-1.0, -2.0), "derivative": 0.0}


@settings(max_examples=60, deadline=None)
@example(FLAT)
@example(STEP)
@example(FALLING)
@example(CAP)
@given(settings_of_it())
def test_f_and_its_facts_are_those_of_the_definition(given_: dict[str, Any]) -> None:
    """On a grid that holds every knot: exactly, as all numbers are dyadic."""
    assume(any((*given_["slopes"], given_["derivative"])))
    problem, grid = made(**given_), np.arange(-512, 513) / 64
    exact = [derivative_at(Fraction(x), given_) for x in grid]
    g, f = problem.gradient(grid[:, None])[:, 0], problem.value(grid[:, None])
    np.testing.assert_array_equal(g, [float(v) for v in exact])
    np.testing.assert_allclose(np.diff(f), (g[1:] + g[:-1]) / 128, atol=1e-12)
    assert problem.value(np.array([given_["knots"][0]])) == 0
    bends, facts = np.diff(g) * 64, problem.facts
    assert facts.lipschitz.value.upper == np.max(np.abs(bends))
    assert facts.descent.value.upper == max(0.0, np.max(bends))
    assert facts.convex.value == (np.min(bends) >= 0)
    rising, falling = (end > 0 or end == 0 == slope for end, slope in ends(g, bends))
    assert facts.attained.value == (rising and falling)
    assert facts.level_sets_bounded.value == all(end > 0 for end, _ in ends(g, bends))
    if facts.attained.value:
        least_of(problem, grid, f, g)
    else:
        assert facts.bounded_below is not None
        assert not facts.bounded_below.value


def ends(g: np.ndarray, bends: np.ndarray) -> list[tuple[float, float]]:
    """The sign that f takes far out, and that of its curvature, on the right and the left.

    The grid ends six beyond the last knot, where |f′| may not yet have the sign of the slope.
    """
    right = bends[-1] if bends[-1] else g[-1]
    left = bends[0] if bends[0] else -g[0]
    return [(float(right), float(bends[-1])), (float(left), float(bends[0]))]


def least_of(problem: Problem, grid: np.ndarray, f: np.ndarray, g: np.ndarray) -> None:
    """The infimum is below f by no more than a grid may miss, and its minimizers have f′ = 0."""
    facts = problem.facts
    least = facts.infimum.value
    wide = np.arange(-40_000, 40_001) / 64
    values = problem.value(wide[:, None])
    assert values.min() >= least.lower
    assert values.min() - least.upper <= 2.0 / 64**2
    distance = facts.minimizers.value(wide[:, None])
    near = wide[distance == 0]
    assert np.all(problem.value(near[:, None]) <= least.upper)
    assert np.all(problem.gradient(near[:, None]) == 0)
    assert np.all(distance[values <= least.lower] == 0)
    first, last = wide[0] + distance[0], wide[-1] - distance[-1]
    assert facts.unique_minimizer.value == (abs(last - first) < 1e-9)


@pytest.mark.parametrize("given_", [FLAT, STEP, FALLING, CAP])
def test_the_audit_contradicts_nothing(given_: dict[str, Any]) -> None:
    found = audit(made(**given_), np.random.default_rng(0))
    assert not {f.fact: f.verdict.evidence for f in found if f.verdict.fails}


@pytest.mark.parametrize(
    ("given_", "match"),
    [
        ({"knots": (1.0, 0.0)}, "knots must increase"),
        ({"knots": ()}, "knots must increase"),
        ({"slopes": (1.0,)}, "one more than the knots"),
        ({"slopes": (0.0, 0.0, 0.0), "derivative": 0.0}, "must not all be 0"),
        ({"derivative": float("inf")}, "all numbers be finite"),
    ],
)
def test_what_is_no_function_is_refused(given_: dict[str, Any], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        LIBRARY.entry("problems", "piecewise-quadratic").make(**given_)
