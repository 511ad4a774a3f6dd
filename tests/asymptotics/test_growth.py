"""Leading terms of random formulas against their values at k = 10¹⁰⁰⁰."""

from __future__ import annotations

import mpmath
from condensing import TooLarge, value
from formulas import PHASES, SMOOTH
from hypothesis import given, settings

from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.parsing import parse
from sam_theory.errors import UsageError


@settings(max_examples=150, deadline=None, derandomize=True, phases=PHASES)
@given(SMOOTH)
def test_leading_terms_match_values(formula: str) -> None:
    """a/(c·m) at k = 10¹⁰⁰⁰, up to what the slow scales log k, log log k leave open."""
    growth = Growth()
    try:
        leading = growth.leading(parse(formula))
    except (Undecidable, Undefined, UsageError):
        return
    with mpmath.workdps(4000):
        k = mpmath.mpf(10) ** 1000
        try:
            exact = value(parse(formula), k)
        except (ZeroDivisionError, TooLarge):
            return
        if leading is None:
            assert abs(exact) < mpmath.mpf(10) ** (-1500)
            return
        if any(growth.scale.parents[e] is None and e for e, _ in leading.powers):
            return
        expected = mpmath.mpf(float(leading.c))
        for element, exponent in leading.powers:
            expected *= _element(growth, element, k) ** mpmath.mpf(float(exponent))
        assert abs(exact / expected - 1) < 0.05, formula


def _element(growth: Growth, element: int, k: mpmath.mpf) -> mpmath.mpf:
    parent = growth.scale.parents[element]
    return k if parent is None else mpmath.log(_element(growth, parent, k))
