"""Functions through points, and what methods do on them, against the numbers by hand."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.classes import FunctionClass, function_class
from sam_theory.bounds.functions import (
    Example,
    Sample,
    admitted,
    foot,
    iterates,
    joined,
    lowest,
    measured,
    stretched,
    through,
)
from sam_theory.setting.pieces import Pieces

F = Fraction
SMOOTH = function_class("smooth", F(1))
CONVEX = function_class("smooth-convex", F(1))
HUBER = Pieces((F(-1, 3), F(1, 3)), (F(0), F(1), F(0)), F(-1, 3))  # f* at 0, f(±1/3) − f* = 1/18


@pytest.mark.parametrize(
    ("functions", "samples"),
    [
        (CONVEX, [(-1.0, -0.5, 0.25), (0.0, 0.0, 0.0), (2.0, 0.25, 0.25)]),
        (SMOOTH, [(0.0, -1.0, 1.0), (0.5, -1.25, 0.45), (1.0, -1.0, -0.1125), (3.0, 0.5, -0.6125)]),
    ],
)
def test_it_goes_through_the_points_with_the_bends_of_the_class(
    functions: FunctionClass, samples: list[tuple[float, float, float]]
) -> None:
    found = [Sample(*one) for one in samples]
    pieces = through(found, functions)
    base = pieces.at(F(found[0].x))[0]
    for one in found:
        value, slope = pieces.at(F(one.x))
        assert float(slope) == pytest.approx(one.slope, abs=1e-12)
        assert float(value - base) == pytest.approx(one.value - found[0].value, abs=1e-12)
    assert functions.lower is not None
    assert functions.lower <= min(pieces.slopes)
    assert max(pieces.slopes) <= functions.lipschitz


def test_a_foot_is_where_f_reaches_0() -> None:
    for functions, slope in ((SMOOTH, 0.5), (SMOOTH, -0.5), (CONVEX, -0.5)):
        start = Sample(1.0, slope, 2.0)
        pieces = through([start, foot(start, functions)], functions)
        assert float(pieces.at(F(1))[0] - lowest(pieces)) == pytest.approx(2.0, rel=1e-12)


def test_a_method_runs_as_it_does_on_the_line() -> None:
    example = Example(pieces=HUBER, start=F(1))
    two = {"iterations": 2}
    plain = asked("gradient-descent", "smooth-convex", "gap", "R", **two)
    assert iterates(example, plain) == (1, F(5, 6), F(2, 3))
    assert measured(example, plain) == F(1, 18) + F(1, 3) * F(1, 3)
    near = Example(pieces=HUBER, start=F(1, 4))
    sam = asked("sam", "smooth-convex", "distance", "R")
    usam = asked("usam", "smooth-convex", "distance", "R")
    assert iterates(near, sam)[1] == F(1, 4) - F(1, 2) * F(1, 3)  # the probe is where f′ = 1/3
    assert iterates(near, usam)[1] == F(1, 4) - F(1, 2) * F(5, 16)
    still = Example(pieces=HUBER, start=F(0))
    assert iterates(still, sam) == (0, 0)


def test_errors_are_cut_to_what_the_method_admits() -> None:
    example = Example(pieces=HUBER, start=F(1), errors=(F(-9),))
    assert iterates(example, asked("igd-absolute[error=0.25]", "smooth", "gap", "R"))[1] == F(
        1
    ) - F(1, 2) * (F(1, 3) - F(1, 4))
    relative = asked("igd-relative[error=0.25]", "smooth", "gap", "R")
    assert iterates(example, relative)[1] == 1 - F(1, 2) * F(1, 3) * F(3, 4)


def test_only_what_the_question_is_about_is_admitted() -> None:
    gap = asked("gradient-descent", "smooth-convex", "gap", "R")
    assert admitted(Example(pieces=HUBER, start=F(1)), gap)
    assert not admitted(Example(pieces=HUBER, start=F(1001, 1000)), gap)
    steep = Pieces(HUBER.knots, (F(0), F(11, 10), F(0)), F(-11, 30))
    assert not admitted(Example(pieces=steep, start=F(1)), gap)
    assert not admitted(
        Example(pieces=HUBER, start=F(1)),
        asked("gradient-descent", "smooth-strongly-convex[mu=0.5]", "gap", "R"),
    )
    drop = asked("gradient-descent", "smooth-convex", "decrease", "anywhere")
    assert admitted(Example(pieces=HUBER, start=F(1)), drop, F(1, 3))
    assert not admitted(Example(pieces=HUBER, start=F(1)), drop, F(1, 2))
    high = asked("gradient-descent", "smooth-convex", "gradient", "Delta")
    start = F(1, 3) + 3 * (1 - F(1, 18))  # where f − f* = 1
    assert admitted(Example(pieces=HUBER, start=start), high)
    assert not admitted(Example(pieces=HUBER, start=start + F(1, 10**9)), high)


def test_stretching_keeps_the_bends_and_joining_the_function() -> None:
    example = stretched(Example(pieces=HUBER, start=F(1)), F(2))
    assert (example.pieces.slopes, example.start) == (HUBER.slopes, 2)
    assert example.pieces.at(F(2))[0] - lowest(example.pieces) == 4 * (
        HUBER.at(F(1))[0] - lowest(HUBER)
    )
    split = Pieces((F(-2), F(-1, 3), F(0), F(1, 3)), (F(0), F(0), F(1), F(1), F(0)), F(-1, 3))
    one = joined(split)
    assert one.slopes == (0, 1, 0)
    for x, y in itertools.pairwise(map(F, range(-3, 4))):
        assert one.at(x)[0] - one.at(y)[0] == split.at(x)[0] - split.at(y)[0]
