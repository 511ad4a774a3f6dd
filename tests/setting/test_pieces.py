"""Piecewise quadratics with endings that are not straight, and sums: facts against a grid."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from sam_theory.auditing.audit import audit
from sam_theory.setting.facts import NO_CONSTANT
from sam_theory.setting.pieces import Ending, Pieces
from sam_theory.setting.piecewise import piecewise, sum_of_pieces
from sam_theory.setting.problem import Problem


def made(
    knots: str, slopes: str, first: str, endings: tuple[Ending, Ending] = ("straight", "straight")
) -> Pieces:
    numbers = [tuple(map(Fraction, text.split())) for text in (knots, slopes)]
    return Pieces(numbers[0], numbers[1], Fraction(first), endings)


FADING = made("0", "0 0", "-1", ("straight", "fading"))  # falls to −1 without an end
HILL = made("0", "0 0", "1", ("fading", "fading"))
CUBIC = made("-1 1", "1 -2 1", "-1", ("cubic", "straight"))
QUARTIC = made("0", "0 0", "0", ("cubic", "cubic"))
MIXED = made("0 1", "0 2 0", "-3/2", ("fading", "straight"))
ALL = (FADING, HILL, CUBIC, QUARTIC, MIXED)


@pytest.mark.parametrize("pieces", ALL)
def test_values_slopes_and_bends_on_a_grid(pieces: Pieces) -> None:
    problem = sum_of_pieces([pieces], name="drawn")
    x = np.linspace(-6, 6, 6001)
    f, g = problem.value(x[:, None]), problem.gradient(x[:, None])[:, 0]
    np.testing.assert_allclose(np.diff(f) * 500, (g[1:] + g[:-1]) / 2, atol=2e-5)
    low, high = (float(end) for end in pieces.bends)
    bends = np.diff(g) * 500
    assert np.all((low - 1e-9 <= bends) & (bends <= high + 1e-9))
    assert low == pytest.approx(bends.min(), abs=0.02)
    assert high == math.inf or high == pytest.approx(bends.max(), abs=0.02)
    assert f.min() >= float(pieces.infimum) - 1e-12


@pytest.mark.parametrize(
    ("pieces", "infimum", "far"),
    [
        (FADING, -1.0, (math.inf, -1.0)),
        (HILL, -1.0, (-1.0, 1.0)),
        (QUARTIC, 0.0, (math.inf, math.inf)),
        (MIXED, -0.5625, (1.5, math.inf)),
    ],
)
def test_what_f_tends_to(pieces: Pieces, infimum: float, far: tuple[float, float]) -> None:
    assert (float(pieces.far(-1)), float(pieces.far(1))) == far
    assert float(pieces.infimum) == infimum


def test_what_follows_of_endings() -> None:
    facts = sum_of_pieces([FADING], name="drawn").facts
    assert facts.convex is not None
    assert facts.convex.value
    assert facts.attained is not None
    assert not facts.attained.value
    assert facts.lipschitz is not None
    assert facts.lipschitz.value.upper == 2
    steep = sum_of_pieces([CUBIC], name="drawn").facts
    assert steep.lipschitz is not None
    assert steep.lipschitz.value == NO_CONSTANT
    exponent = sum_of_pieces([QUARTIC], name="drawn").facts.kl_exponent
    assert exponent is not None
    assert exponent.value == 0.75


@pytest.mark.parametrize("sides", [(FADING, QUARTIC), (CUBIC,), (HILL, MIXED)])
def test_the_audit_contradicts_nothing(sides: tuple[Pieces, ...]) -> None:
    found = audit(sum_of_pieces(sides, name="drawn"), np.random.default_rng(0))
    assert not {f.fact: f.verdict.evidence for f in found if f.verdict.fails}


def test_a_sum_has_what_its_coordinates_have() -> None:
    both = sum_of_pieces([QUARTIC, made("0", "2 2", "0")], name="drawn")
    x = np.array([[2.0, 3.0]])
    np.testing.assert_array_equal(both.gradient(x), [[8.0, 6.0]])
    assert both.value(x) == 4 + 9
    assert both.facts.quadratic is None
    assert both.facts.level_sets_bounded is not None
    assert both.facts.level_sets_bounded.value
    open_end = sum_of_pieces([QUARTIC, FADING], name="drawn").facts.level_sets_bounded
    assert open_end is not None
    assert not open_end.value
    squares = sum_of_pieces([made("0", "2 2", "0"), made("0", "5 5", "0")], name="drawn").facts
    assert squares.quadratic is not None
    assert squares.quadratic.value == (2.0, 5.0)
    assert squares.strong_convexity is not None
    assert squares.strong_convexity.value.lower == 2


@pytest.mark.parametrize(
    ("endings", "match"),
    [
        (("straight", "fading"), "slope 0"),
        (("straight", "cubic"), "upwards"),
        (("straight", "curved"), "among"),
    ],
)
def test_endings_that_are_none_are_refused(endings: tuple[Ending, Ending], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        made("0", "1 1", "-1", endings)


def test_a_file_holds_numbers() -> None:
    problem: Problem = piecewise(
        name="of-a-file",
        formula="f(x) = x²",
        knots=[[0.0]],
        slopes=[[2.0, 2.0]],
        derivatives=[0.0],
        starts=[(1.0,)],
    )
    assert problem.value(np.array([[3.0]])) == 9
    assert problem.starts == ((1.0,),)
