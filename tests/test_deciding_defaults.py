"""The schedules of the default study lie in the class: nothing about them is left undecided."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sam_theory.defaults import PAIRS
from sam_theory.schedule import Schedule
from sam_theory.series import KEYS, Exponent, decide_all
from sam_theory.study import Pair
from sam_theory.verdict import Status


@pytest.mark.parametrize("kl", [Fraction(1, 2), Fraction(1, 1000), Fraction(999, 1000), "every"])
@pytest.mark.parametrize("lipschitz", [None, Fraction(1), Fraction(3, 7)])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.step} {pair.radius}")
def test_nothing_is_left_undecided(pair: Pair, lipschitz: Fraction | None, kl: Exponent) -> None:
    """A missing key about L would be one that depends on L; "0" alone is free of it."""
    found = decide_all(Schedule(pair.step), Schedule(pair.radius), lipschitz=lipschitz, kl=kl)
    left = [key for key in KEYS if key not in found or found[key].status is Status.UNDECIDED]
    assert not left
