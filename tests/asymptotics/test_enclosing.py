"""Intervals of random formulas over ranges of k hold the values, computed with 80 digits."""

from __future__ import annotations

from fractions import Fraction

import mpmath
from formulas import PHASES, value_at
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.asymptotics.enclosing import enclose
from sam_theory.asymptotics.intervals import Interval, Unclear
from sam_theory.asymptotics.parsing import parse
from sam_theory.errors import UsageError

LEAVES = st.sampled_from(["k", "k", "k", "2", "0.5", "3", "pi", "(k+1)", "log(k+2)", "sqrt(k)"])


FORMULAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds("({}+{})".format, inner, inner),
        st.builds("({}-{})".format, inner, inner),
        st.builds("({}*{})".format, inner, inner),
        st.builds("({}/{})".format, inner, inner),
        st.builds("({})**{}".format, inner, st.sampled_from(["2", "0.5", "(-1)", "3", "(-0.7)"])),
        st.builds("log({}+1)".format, inner),
        st.builds("exp(-({}))".format, inner),
        st.builds("sin({})".format, inner),
        st.builds("cos(pi*{})".format, inner),
        st.builds("floor({}/7)".format, inner),
        st.builds("Mod({},3)".format, inner),
        st.builds("Min({},{})".format, inner, inner),
        st.builds("where({}<{},{},{})".format, inner, inner, inner, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None, derandomize=True, phases=PHASES)
@given(FORMULAS, st.integers(1, 1000), st.integers(0, 1000), st.floats(0, 1))
def test_intervals_hold_the_values(formula: str, first: int, width: int, share: float) -> None:
    try:
        cell = Interval(Fraction(first), Fraction(first + width))
        found = enclose(parse(formula), cell)
    except (Unclear, UsageError):
        return
    k = first + round(share * width)
    exact = value_at(formula, k)
    if exact is None:
        return
    with mpmath.workdps(80):
        tiny = abs(exact) * mpmath.mpf(10) ** (-60) + mpmath.mpf(10) ** (-70)
        assert found.low is None or exact >= _mpf(found.low) - tiny, (formula, k)
        assert found.high is None or exact <= _mpf(found.high) + tiny, (formula, k)


def _mpf(value_: Fraction) -> mpmath.mpf:
    return mpmath.mpf(value_.numerator) / value_.denominator
