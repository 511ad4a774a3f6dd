"""Arithmetic of intervals against numbers in them: none is lost, and no end is too far away.

An interval stands for samples: its closed ends, numbers within 10⁻⁹ of its open ones, numbers of
the size 10⁹ towards infinite ends, and some between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product
from math import inf

import pytest

from sam_theory.asymptotics.intervals import (
    BITS,
    EITHER,
    LONGEST,
    POSITIVE,
    SMALLEST,
    Interval,
    Unclear,
    add,
    ends,
    exactly,
    hull,
    invert,
    multiply,
    negate,
    rounded,
    trimmed,
)

TINY, HUGE = Fraction(1, 10**9), Fraction(10**9)
POINTS = (None, Fraction(-3), Fraction(-1, 2), Fraction(0), Fraction(2), Fraction(5))


def intervals() -> Iterable[Interval]:
    """All intervals with ends among the points, open and closed."""
    for low, high in product(POINTS[:-1], (*POINTS[1:], None)):
        if low is not None and high is not None and low > high:
            continue
        for low_open, high_open in product((False, True), repeat=2):
            if (low is None and not low_open) or (high is None and not high_open):
                continue
            if low == high and low is not None and (low_open or high_open):
                continue
            yield Interval(low, high, low_open, high_open)


EVERY = tuple(intervals())


def samples(a: Interval) -> list[Fraction]:
    """Numbers in the interval that show where its ends are."""
    found = [Fraction(0)] if holds(a, Fraction(0)) else []
    for end, open_, inwards in ((a.low, a.low_open, 1), (a.high, a.high_open, -1)):
        if end is None:
            found.append(-inwards * HUGE)
        elif open_:
            found.append(end + inwards * TINY)
        else:
            found.append(end)
    if a.low is not None and a.high is not None:
        found.append((a.low + a.high) / 2)
    return found


def holds(a: Interval, x: Fraction) -> bool:
    """Whether x is in the interval."""
    above = a.low is None or x > a.low or (x == a.low and not a.low_open)
    below = a.high is None or x < a.high or (x == a.high and not a.high_open)
    return above and below


def fits(found: Interval, values: list[Fraction]) -> bool:
    """Whether the interval holds the values, and each of its ends is near one, or is one."""
    near = 100 * TINY
    least, greatest = min(values), max(values)
    ends = (
        (found.low, found.low_open, least, -1),
        (found.high, found.high_open, greatest, 1),
    )
    return all(holds(found, v) for v in values) and all(
        side * value > HUGE / 100
        if end is None
        else (abs(value - end) < near and (value == end or open_)) and (value != end or not open_)
        for end, open_, value, side in ends
    )


def image(operation: Callable[..., Fraction], *of: Interval) -> list[Fraction]:
    return [operation(*numbers) for numbers in product(*map(samples, of))]


@pytest.mark.parametrize("a", EVERY, ids=str)
def test_sums_and_products(a: Interval) -> None:
    for b in EVERY:
        assert fits(add(a, b), image(lambda x, y: x + y, a, b)), b
        assert fits(multiply(a, b), image(lambda x, y: x * y, a, b)), b


def test_negatives() -> None:
    for a in EVERY:
        assert fits(negate(a), image(lambda x: -x, a)), a


def test_inverses() -> None:
    for a in EVERY:
        if any(x <= 0 for x in samples(a)) and any(x >= 0 for x in samples(a)):
            with pytest.raises(Unclear):
                invert(a)
        else:
            values = image(lambda x: 1 / x, a)
            assert fits(invert(a), values), a


def test_what_is_known_of_the_sign() -> None:
    for a in EVERY:
        assert a.positive == all(x > 0 for x in samples(a)), a
        assert a.negative == all(x < 0 for x in samples(a)), a
        within = a.low is not None and a.low >= 0
        assert a.nonnegative == within == (a.low is not None and all(x >= 0 for x in samples(a)))
        assert a.point == (a.low if a.low == a.high and a.low is not None else None)


def test_a_hull_is_as_wide_as_its_ends() -> None:
    one, two = Fraction(1), Fraction(2)
    assert hull([(one, True), (two, True)]) == Interval(one, two, True, True)
    assert hull([(two, False), (one, False)]) == Interval(one, two)
    assert hull([(one, True), (one, False)]) == exactly(1)
    assert hull([(-inf, True), (-two, False)]) == Interval(None, -two, True, False)
    assert hull([(-one, False), (inf, True)]) == Interval(-one, None, False, True)
    assert ends(Interval(one, two, True)) == [(one, True), (two, False)]
    assert ends(Interval(None, None)) == [(-inf, True), (inf, True)]


def test_what_stands_for_unknown_numbers() -> None:
    assert (POSITIVE.low, POSITIVE.low_open, POSITIVE.high) == (0, True, None)
    assert (EITHER.low, EITHER.high) == (0, 1)  # true or false
    assert holds(EITHER, Fraction(0))
    assert holds(EITHER, Fraction(1))


LONG = [
    sign * Fraction(3**500 + 1, 7**400) * Fraction(2) ** shift
    for sign in (1, -1)
    for shift in (0, 1, -1, 37, -300, 900, -4000)
]


@pytest.mark.parametrize("value", LONG, ids=lambda v: f"{float(v):.3e}")
def test_long_numbers_are_rounded_outwards_to_near_short_ones(value: Fraction) -> None:
    down, up = rounded(value, up=False), rounded(value, up=True)
    assert down < value < up
    assert up - down <= abs(value) / 2 ** (BITS - 2)
    for short in (down, up):
        odd = short.numerator // (short.numerator & -short.numerator)
        assert abs(odd).bit_length() <= BITS + 2
        assert short.denominator & (short.denominator - 1) == 0
        assert short * value > 0


@pytest.mark.parametrize("sign", [1, -1])
def test_numbers_next_to_zero_are_rounded_to_it_or_away_from_it(sign: int) -> None:
    value = sign * Fraction(1, 3**4000)  # 2^(−6340)
    away = sign * Fraction(1, 2**SMALLEST)
    assert rounded(value, up=sign > 0) == away
    assert rounded(value, up=sign < 0) == 0
    near = sign * Fraction(1, 3**3090)  # 107 bits above that
    assert 0 < rounded(near, up=sign < 0) / near < 1 < rounded(near, up=sign > 0) / near < 1.001


def test_only_long_ends_are_trimmed() -> None:
    for value in (
        Fraction(2**LONGEST - 1),
        Fraction(1, 2**LONGEST - 1),
        Fraction(1 - 2**LONGEST),
    ):
        assert trimmed(exactly(value)) == exactly(value)
    for value in (Fraction(2**LONGEST + 1), Fraction(1, 2**LONGEST + 1)):
        for made in (exactly(value), exactly(-value)):
            found = trimmed(made)
            assert found.low is not None
            assert found.high is not None
            assert made.low is not None
            assert found.low < made.low < found.high
    one_sided = Interval(Fraction(0), Fraction(2**LONGEST + 1), low_open=True)
    assert trimmed(one_sided).low == 0
    assert trimmed(one_sided).low_open
    assert trimmed(Interval(None, Fraction(2**LONGEST + 1))).low is None
    assert trimmed(Interval(Fraction(2**LONGEST + 1), None)).high is None


def test_what_is_trimmed_keeps_its_sign() -> None:
    tiny = Fraction(1, 3**4000)
    above, below = trimmed(Interval(tiny, Fraction(1))), trimmed(Interval(Fraction(-1), -tiny))
    assert (above.low, above.low_open, above.positive) == (0, True, True)
    assert (below.high, below.high_open, below.negative) == (0, True, True)
    assert not above.high_open
    assert not below.low_open
    short = trimmed(Interval(Fraction(2**LONGEST + 1), Fraction(2**LONGEST + 3)))
    assert not short.low_open
    assert not short.high_open
    assert (
        trimmed(Interval(-tiny, tiny)).positive is trimmed(Interval(-tiny, tiny)).negative is False
    )
    long = Fraction(2**LONGEST + 1)
    assert not trimmed(Interval(-long, Fraction(-1))).high_open
    assert not trimmed(Interval(Fraction(1), long)).low_open
    opened = trimmed(Interval(-1 - tiny, 1 + tiny, low_open=True, high_open=True))
    assert opened.low_open
    assert opened.high_open


@pytest.mark.parametrize("sign", [1, -1])
def test_numbers_beyond_the_floats_times_infinite_ends(sign: int) -> None:
    large = exactly(sign * 10**400)
    whole = Interval(Fraction(10**400), None)
    for found in (multiply(large, POSITIVE), multiply(POSITIVE, large)):
        assert (found.low, found.high) == ((0, None) if sign == 1 else (None, 0))
        assert found.low_open
        assert found.high_open
    assert multiply(large, Interval(None, None)) == Interval(None, None, True, True)
    assert multiply(whole, whole).high is None
