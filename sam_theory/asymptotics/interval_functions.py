"""Elementary functions over intervals, with ends rounded outward."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor, isqrt
from typing import Any

from sam_theory.asymptotics.enclosures import exactly as exactly_of
from sam_theory.asymptotics.intervals import (
    BITS,
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
    too_long,
    trimmed,
)

MOST_EXACT = 64  # exponents of exact powers of a number
MOST_FACTORS = 1000  # of a power that is multiplied out
HUGE = 700  # |x| beyond which exp x is bounded by ±2^HUGE-like numbers only


def _monotone(
    function: Callable[[Fraction], tuple[Fraction, Fraction | None]],
    a: Interval,
    below: Fraction | None,
    above: Fraction | None,
) -> Interval:
    """An increasing function of an interval; below and above are its limits at −∞ and ∞."""
    low, low_open = (below, True) if a.low is None else (function(a.low)[0], a.low_open)
    high, high_open = (above, True) if a.high is None else (function(a.high)[1], a.high_open)
    return Interval(low, high, low_open or low is None, high_open or high is None)


def _enclosed(name: str, x: Fraction) -> tuple[Fraction, Fraction]:
    """Rationals below and above a function of mpmath at x."""
    from mpmath import iv

    before, iv.prec = iv.prec, BITS
    try:
        value = getattr(iv, name)(iv.mpf(x.numerator) / iv.mpf(x.denominator))
        return exactly_of(value.a), exactly_of(value.b)
    finally:
        iv.prec = before


def _log_at(x: Fraction) -> tuple[Fraction, Fraction]:
    return (Fraction(0), Fraction(0)) if x == 1 else _enclosed("log", x)


def _exp_at(x: Fraction) -> tuple[Fraction, Fraction | None]:
    if x == 0:
        return Fraction(1), Fraction(1)
    if x > HUGE:
        return Fraction(2) ** HUGE, None
    if x < -HUGE:
        return Fraction(0), Fraction(1, 2**HUGE)
    return _enclosed("exp", x)


def _sqrt_at(x: Fraction) -> tuple[Fraction, Fraction]:
    roots = isqrt(x.numerator), isqrt(x.denominator)
    if roots[0] ** 2 == x.numerator and roots[1] ** 2 == x.denominator:
        return Fraction(*roots), Fraction(*roots)
    return _enclosed("sqrt", x)


def log(a: Interval) -> Interval:
    """log over a positive interval."""
    if not a.positive:
        raise Unclear
    if a.low == 0:
        a = Interval(None, a.high, True, a.high_open)
        high = None if a.high is None else _log_at(a.high)[1]
        return Interval(None, high, True, a.high_open or high is None)
    return _monotone(_log_at, a, None, None)


def exp(a: Interval) -> Interval:
    """exp over an interval."""
    found = _monotone(_exp_at, a, Fraction(0), None)
    return Interval(found.low, found.high, found.low_open or found.low == 0, found.high_open)


def sqrt(a: Interval) -> Interval:
    """The square root over a nonnegative interval."""
    if not a.nonnegative:
        raise Unclear
    return _monotone(_sqrt_at, a, None, None)


def power(a: Interval, b: Interval) -> Interval:
    """aᵇ: a natural power of any base, or any power of a positive base."""
    whole = b.point
    if whole is not None and whole.denominator == 1 and abs(whole) <= MOST_FACTORS:
        return _whole_power(a, int(whole))
    if whole == Fraction(1, 2):
        return sqrt(a)
    if a.positive:
        return _positive_power(a, b)
    if a.point == 0 and b.positive:
        return exactly(0)
    if a.nonnegative and b.positive:
        inner = _positive_power(Interval(Fraction(0), a.high, True, a.high_open), b)
        return Interval(Fraction(0), inner.high, False, inner.high_open)
    raise Unclear


def _positive_power(a: Interval, b: Interval) -> Interval:
    if a.point == 1 or b.point == 0:
        return exactly(1)
    if a.point is not None and a.point < 1:
        return _positive_power(exactly(1 / a.point), negate(b))
    if a.point is not None:
        return _monotone(lambda x: _power_at(a.point, x), b, Fraction(0), None)
    found = exp(multiply(b, log(a)))
    if a.high == 1 and b.nonnegative:  # keeps the exact bound 1 = 1ᵇ
        found = Interval(found.low, Fraction(1), found.low_open, a.high_open)
    if a.low == 1 and b.high is not None and b.high <= 0:
        found = Interval(found.low, Fraction(1), found.low_open, a.low_open)
    return found


def _power_at(base: Fraction | None, x: Fraction) -> tuple[Fraction, Fraction | None]:
    """Rationals below and above baseˣ, base > 1; exact for an integer x that is not large."""
    assert base is not None
    if x.denominator == 1 and abs(x) <= MOST_EXACT:
        return base ** int(x), base ** int(x)
    found = exp(multiply(exactly(x), log(exactly(base))))
    assert found.low is not None
    return found.low, found.high


def _whole_power(a: Interval, n: int) -> Interval:
    if n < 0:
        return invert(_whole_power(a, -n))
    if n == 0:
        return exactly(1)
    if n % 2 == 0 and not a.nonnegative:
        flipped = negate(a)
        if flipped.nonnegative:
            return _whole_power(flipped, n)
        top = hull([*ends(a), *ends(flipped)])
        return _whole_power(Interval(Fraction(0), top.high, False, top.high_open), n)
    low = None if a.low is None else _short_power(a.low, n, up=False)
    high = None if a.high is None else _short_power(a.high, n, up=True)
    return trimmed(Interval(low, high, a.low_open, a.high_open))


def _short_power(x: Fraction, n: int, *, up: bool) -> Fraction:
    if x < 0 and n % 2:
        return -_short_power(-x, n, up=not up)
    if n == 0:
        return Fraction(1)
    half = _short_power(x, n // 2, up=up)
    result = half * half * x if n % 2 else half * half
    return rounded(result, up=up) if too_long(result) else result


# -- sin, cos, floor ----------------------------------------------------------------------------


def pi_ends() -> tuple[Fraction, Fraction]:
    """Rationals below and above π."""
    digits = 314159265358979323846264338327950288419  # π·10³⁸ rounded down
    return Fraction(digits, 10**38), Fraction(digits + 1, 10**38)


def circular(name: str, a: Interval) -> Interval:
    """sin or cos over an interval."""
    whole = Interval(Fraction(-1), Fraction(1))
    if a.low is None or a.high is None or a.high - a.low > 6:
        return whole
    if name == "cos" and a.nonnegative and a.high <= 3:
        top = Fraction(1) if a.low == 0 else _enclosed("cos", a.low)[1]
        bottom = Fraction(1) if a.high == 0 else _enclosed("cos", a.high)[0]
        return Interval(bottom, top, a.high_open, a.low_open)
    if name == "sin" and a.low >= -1 and a.high <= 1:
        return _monotone(lambda x: (x, x) if x == 0 else _enclosed("sin", x), a, None, None)
    from mpmath import iv

    before, iv.prec = iv.prec, BITS
    try:
        value = getattr(iv, name)(iv.mpf([_mid(a.low, False), _mid(a.high, True)]))
        return Interval(
            max(exactly_of(value.a), Fraction(-1)), min(exactly_of(value.b), Fraction(1))
        )
    finally:
        iv.prec = before


def _mid(x: Fraction, up: bool) -> Any:
    from mpmath import iv

    value = iv.mpf(x.numerator) / iv.mpf(x.denominator)
    return value.b if up else value.a


def circular_of_turns(name: str, x: Interval) -> Interval:
    """sin or cos of π times an interval, exact at multiples of a right angle."""
    low, high = (Fraction(0), Fraction(1)) if name == "cos" else (Fraction(-1, 2), Fraction(1, 2))
    if x.low is None or x.high is None or x.low < low or x.high > high:
        pi = multiply(x, Interval(*pi_ends()))
        return circular(name, pi)

    def value(turns: Fraction) -> tuple[Fraction, Fraction]:
        exact = {Fraction(-1, 2): -1, Fraction(0): 0, Fraction(1, 2): 1}
        as_sine = Fraction(1, 2) - turns if name == "cos" else turns
        if as_sine in exact:
            return Fraction(exact[as_sine]), Fraction(exact[as_sine])
        angle = multiply(exactly(turns), Interval(*pi_ends()))
        found = circular(name, angle)
        assert found.low is not None
        assert found.high is not None
        return found.low, found.high

    if name == "sin":
        return _monotone(value, x, None, None)
    return Interval(value(x.high)[0], value(x.low)[1], x.high_open, x.low_open)


def floored(a: Interval) -> Interval:
    """The floors of the numbers of an interval."""
    low = None if a.low is None else Fraction(floor(a.low))
    if a.high is None:
        return Interval(low, None, low is None, True)
    top = floor(a.high) - (1 if a.high_open and a.high.denominator == 1 else 0)
    return Interval(low, Fraction(top), low is None, False)


def remainder(a: Interval, b: Interval) -> Interval:
    """a − b⌊a/b⌋ for b > 0."""
    if not b.positive:
        raise Unclear
    whole = floored(multiply(a, invert(b))).point
    if whole is not None:
        return add(a, negate(multiply(b, exactly(whole))))
    if b.high is not None and a.nonnegative and a.high is not None and a.high <= b.high:
        return Interval(Fraction(0), a.high)
    return Interval(Fraction(0), b.high, False, True)
