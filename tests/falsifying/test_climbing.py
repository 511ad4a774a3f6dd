"""The best setting of a target is kept, looked around, and left when that is done."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
from holding import LIBRARY

from sam_theory.falsifying.attacking import targets_of
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.climbing import ALIKE, OTHERS, PATIENCE, Ascent, height_of
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import quadratic
from sam_theory.falsifying.running import runs_of

THEOREM = LIBRARY.get("theorems", "khanh-3.2")
TARGET, OTHER, *_ = targets_of(THEOREM)
ONE = Candidate(
    function=Sum((quadratic(Fraction(2)),)),
    method=LIBRARY.get("methods", "sam"),
    step="1/4",
    radius="1/2",
    start=(Fraction(1),),
)


def test_the_highest_is_kept_and_of_these_the_simplest() -> None:
    ascent, longer = Ascent(), replace(ONE, start=(Fraction(15, 16),))
    ascent.record(TARGET, longer, 0.5)
    ascent.record(TARGET, ONE, 0.5)
    ascent.record(TARGET, replace(ONE, step="1"), 0.4)
    ascent.record(OTHER, ONE, 0.0)
    assert ascent.best[TARGET].candidate is ONE
    assert OTHER not in ascent.best


def test_a_setting_is_looked_around_so_often() -> None:
    ascent, rng = Ascent(), np.random.default_rng(1)
    ascent.record(TARGET, ONE, 0.5)
    found = [ascent.neighbours([TARGET, OTHER], rng) for _ in range(PATIENCE)]
    assert all(len(alike) == ALIKE and len(rest) == OTHERS for alike, *rest in found)
    assert ascent.neighbours([TARGET, OTHER], rng) == []
    assert Ascent().neighbours([TARGET], rng) == []


def test_the_same_seed_finds_the_same() -> None:
    def keys() -> list[object]:
        ascent = Ascent()
        ascent.record(TARGET, ONE, 0.5)
        near = ascent.neighbours([TARGET], np.random.default_rng(3))
        return [one.key for some in near for one in some]

    assert keys() == keys()


def test_runs_that_are_held_are_higher_than_runs_that_converge_or_are_slow() -> None:
    problem = ONE.function.problem("drawn", [ONE.start])
    drawn = [ONE, replace(ONE, radius="0"), replace(ONE, step="1/(128*k)")]
    by_step = dict(zip(drawn, runs_of(problem, drawn, 256), strict=True))
    held, converging, slow = (height_of(TARGET, by_step[one], 0.5) for one in drawn)
    assert held > 0.1
    assert held > slow > 0
    assert held > converging
