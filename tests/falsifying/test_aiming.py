"""Which function is run: one that suits a target to which few were offered."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from holding import LIBRARY

pytest.importorskip("flint")

from sam_theory.falsifying.aiming import settings_about, suited
from sam_theory.falsifying.attacking import targets_of
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.functions import Function, Kind
from sam_theory.falsifying.kinds.powers import Powers
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import quadratic
from sam_theory.setting.powers import Power

THEOREM = LIBRARY.get("theorems", "khanh-3.3")
TARGETS = targets_of(THEOREM)
METHODS = (LIBRARY.get("methods", "gradient-descent"),)
LIPSCHITZ = THEOREM.conditions[0]
SQUARE = Sum((quadratic(Fraction(2)),))
QUARTIC = Powers((Power(Fraction(0), Fraction(1), Fraction(4)),))


def fitting(function: Function) -> list[Target]:
    one = Candidate(
        function=function,
        method=LIBRARY.get("methods", "gradient-descent"),
        step="1/k",
        radius="0",
        start=(Fraction(1),),
    )
    return suited(THEOREM, [one], TARGETS)


def test_facts_say_what_a_function_may_be_an_example_of() -> None:
    without = [t for t in TARGETS if t.dropped is LIPSCHITZ and t.weakened_to is None]
    assert fitting(QUARTIC) == without
    assert not set(fitting(SQUARE)) & {t for t in TARGETS if t.dropped is LIPSCHITZ}
    assert len(fitting(SQUARE)) > len(without)


def test_what_is_never_reached_does_not_keep_the_rest_from_its_turn() -> None:
    """Both have their turns, though of the square's targets many are reached by nothing."""
    rng, offered = np.random.default_rng(0), Counter[Target]()
    kinds = [Kind("square", lambda rng: SQUARE), Kind("quartic", lambda rng: QUARTIC)]
    ran = []
    for _ in range(4):
        (first, *_) = settings_about(THEOREM, TARGETS, offered, METHODS, kinds, rng, 0)
        ran.append(type(first.function))
    assert min(ran.count(Powers), ran.count(Sum)) >= 1
