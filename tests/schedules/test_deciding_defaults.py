"""The schedules of the default study lie in the class: nothing about them is left undecided."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sam_theory.schedules.deciding import KEYS, Exponent, decide_all
from sam_theory.schedules.schedule import Schedule
from sam_theory.study.defaults import PAIRS
from sam_theory.study.study import Pair
from sam_theory.verdict import Status

D = Fraction(2, 7)
ASKED = [  # with D in a formula, the hypotheses about L are the same for no two values of L
    pytest.param(pair, lipschitz, id=f"{pair.step} {pair.radius} {lipschitz}")
    for pair in PAIRS
    for lipschitz in (None, Fraction(1), Fraction(3, 7))
    if lipschitz is not None or "D" not in pair.step
]


@pytest.mark.parametrize("kl", [Fraction(1, 2), Fraction(1, 1000), Fraction(999, 1000), "every"])
@pytest.mark.parametrize(("pair", "lipschitz"), ASKED)
def test_nothing_is_left_undecided(pair: Pair, lipschitz: Fraction | None, kl: Exponent) -> None:
    """A missing key about L would be one that depends on L; "0" alone is free of it."""
    step, radius = (Schedule(formula, descent=D) for formula in (pair.step, pair.radius))
    found = decide_all(step, radius, lipschitz=lipschitz, kl=kl)
    left = [key for key in KEYS if key not in found or found[key].status is Status.UNDECIDED]
    assert not left
