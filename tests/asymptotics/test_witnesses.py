"""Where ⌊log(a·k + b)/log B⌋ jumps."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from sam_theory.asymptotics.parsing import parse
from sam_theory.asymptotics.view import View
from sam_theory.asymptotics.witnesses import witnesses

SLOPES = [Fraction(p, q) for p in (1, 2, 3, 4, 5, 9) for q in (1, 2, 3, 5)]


@pytest.mark.parametrize("base", [2, 3, 5, 10])
def test_jumps_are_listed_where_they_are_whole(base: int) -> None:
    for slope, shift in itertools.product(SLOPES, (Fraction(n, 4) for n in range(-8, 9))):
        formula = parse(f"floor(log({slope}*k+({shift}))/log({base}))")
        found = witnesses(formula, [View()])
        jumps = [(base**m - shift) / slope for m in range(1, 9)]
        assert bool(found) == all(jump.denominator == 1 for jump in jumps), (slope, shift)
