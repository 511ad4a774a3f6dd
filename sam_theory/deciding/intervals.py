"""Intervals of real numbers with exact rational ends, and formulas evaluated over them.

An interval holds every value of a formula for the integers k of a range [a, b], b possibly ∞. Ends
are Fractions, rounded outward where a function is transcendental; an end may be open: 1/k over
k >= 1 is (0, 1]. Raises Unclear where the formula may be undefined for some k of the range.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, isqrt
from typing import Any

from sam_theory.deciding.constants import exactly as exactly_of
from sam_theory.formula import Node, affine_in_k

BITS = 96  # of outward-rounded ends
LONGEST = 400  # bits of a numerator or denominator kept exact
SMALLEST = 5000  # numbers below 2^-SMALLEST are rounded to it, or to 0
MOST_EXACT = 64  # exponents of exact powers of a number
MOST_FACTORS = 1000  # of a power that is multiplied out
HUGE = 700  # |x| beyond which exp x is bounded by ±2^HUGE-like numbers only


class Unclear(Exception):
    """Over this range the formula may be undefined; a smaller range may tell."""


@dataclass(frozen=True)
class Interval:
    """The reals between low and high; None is −∞ or +∞; infinite ends are open."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def positive(self) -> bool:
        """Whether every number in it is positive."""
        return self.low is not None and (self.low > 0 or (self.low == 0 and self.low_open))

    @property
    def negative(self) -> bool:
        """Whether every number in it is negative."""
        return self.high is not None and (self.high < 0 or (self.high == 0 and self.high_open))

    @property
    def nonnegative(self) -> bool:
        """Whether no number in it is negative."""
        return self.low is not None and self.low >= 0

    @property
    def point(self) -> Fraction | None:
        """The only number in it, if there is one."""
        return self.low if self.low == self.high else None


def exactly(value: int | Fraction) -> Interval:
    """One number."""
    return Interval(Fraction(value), Fraction(value))


POSITIVE = Interval(Fraction(0), None, low_open=True)
EITHER = Interval(Fraction(0), Fraction(1))

_End = tuple[Fraction | None, bool, int]  # value, open, and the side (−1, +1) where it is None


def _add(a: Interval, b: Interval) -> Interval:
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return _trimmed(Interval(low, high, a.low_open or b.low_open, a.high_open or b.high_open))


def _neg(a: Interval) -> Interval:
    return Interval(
        None if a.high is None else -a.high,
        None if a.low is None else -a.low,
        a.high_open,
        a.low_open,
    )


def _ends(a: Interval) -> list[_End]:
    return [(a.low, a.low_open or a.low is None, -1), (a.high, a.high_open or a.high is None, 1)]


def _times(x: _End, y: _End) -> _End:
    for zero, other in ((x, y), (y, x)):
        if zero[0] == 0:
            return Fraction(0), zero[1] and (other[1] or other[0] != 0), 0
    if x[0] is None or y[0] is None:
        return None, True, _side(x) * _side(y)
    return x[0] * y[0], x[1] or y[1], 0


def _side(end: _End) -> int:
    return end[2] if end[0] is None else (1 if end[0] > 0 else -1)


def _mul(a: Interval, b: Interval) -> Interval:
    products = [_times(x, y) for x in _ends(a) for y in _ends(b)]
    return _trimmed(_hull(products))


def _hull(ends: list[_End]) -> Interval:
    """The interval between the least and the greatest of the ends; a closed end wins a tie."""

    def low_key(end: _End) -> tuple[int, Fraction, bool]:
        return (end[2] if end[0] is None else 0, end[0] or Fraction(0), end[1])

    def high_key(end: _End) -> tuple[int, Fraction, bool]:
        return (end[2] if end[0] is None else 0, end[0] or Fraction(0), not end[1])

    low, high = min(ends, key=low_key), max(ends, key=high_key)
    return Interval(low[0], high[0], low[1], high[1])


def _inverse(a: Interval) -> Interval:
    if not (a.positive or a.negative):
        raise Unclear
    if a.negative:
        return _neg(_inverse(_neg(a)))
    low = Fraction(0) if a.high is None else 1 / a.high
    high = None if not a.low else 1 / a.low
    return _trimmed(Interval(low, high, a.high is None or a.high_open, high is None or a.low_open))


def _trimmed(a: Interval) -> Interval:
    """Ends with long numerators or denominators rounded outward."""
    low, high = a.low, a.high
    if low is not None and _long(low):
        low = _rounded(low, up=False)
    if high is not None and _long(high):
        high = _rounded(high, up=True)
    if low is a.low and high is a.high:
        return a
    above, below = a.low_open or (a.positive and not low), a.high_open or (a.negative and not high)
    return Interval(low, high, above, below)


def _long(value: Fraction) -> bool:
    return value.numerator.bit_length() > LONGEST or value.denominator.bit_length() > LONGEST


def _rounded(value: Fraction, *, up: bool) -> Fraction:
    """A short number on the given side, of the same sign, or 0."""
    shift = BITS - value.numerator.bit_length() + value.denominator.bit_length()
    if shift > SMALLEST + BITS + 8:
        return Fraction(1 if up else -1, 2**SMALLEST) if (value > 0) == up else Fraction(0)
    scaled = value * Fraction(2) ** shift
    return Fraction(-floor(-scaled) if up else floor(scaled)) / Fraction(2) ** shift


# -- monotone functions -------------------------------------------------------------------------


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
        return _positive_power(exactly(1 / a.point), _neg(b))
    if a.point is not None:
        return _monotone(lambda x: _power_at(a.point, x), b, Fraction(0), None)
    found = exp(_mul(b, log(a)))
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
    found = exp(_mul(exactly(x), log(exactly(base))))
    assert found.low is not None
    return found.low, found.high


def _whole_power(a: Interval, n: int) -> Interval:
    if n < 0:
        return _inverse(_whole_power(a, -n))
    if n == 0:
        return exactly(1)
    if n % 2 == 0 and not a.nonnegative:
        flipped = _neg(a)
        if flipped.nonnegative:
            return _whole_power(flipped, n)
        top = _hull([*_ends(a), *_ends(flipped)])
        return _whole_power(Interval(Fraction(0), top.high, False, top.high_open), n)
    low = None if a.low is None else _short_power(a.low, n, up=False)
    high = None if a.high is None else _short_power(a.high, n, up=True)
    return _trimmed(Interval(low, high, a.low_open, a.high_open))


def _short_power(x: Fraction, n: int, *, up: bool) -> Fraction:
    if x < 0 and n % 2:
        return -_short_power(-x, n, up=not up)
    if n == 0:
        return Fraction(1)
    half = _short_power(x, n // 2, up=up)
    result = half * half * x if n % 2 else half * half
    return _rounded(result, up=up) if _long(result) else result


# -- sin, cos, floor, conditions ----------------------------------------------------------------


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


def turns_of(angle: Node) -> Node | None:
    """x, where the angle is visibly π·x."""
    if not angle.contains("pi"):
        return None
    inner = [turns_of(operand) for operand in angle.operands]
    match angle.operation, angle.operands, inner:
        case "pi", _, _:
            return Node("number", value=Fraction(1))
        case "neg", _, [Node() as x]:
            return Node("neg", (x,))
        case (("+" | "-"), _, [Node() as x, Node() as y]):
            return Node(angle.operation, (x, y))
        case "*", [_, b], [Node() as x, None] if not b.contains("pi"):
            return Node("*", (x, b))
        case "*", [a, _], [None, Node() as y] if not a.contains("pi"):
            return Node("*", (a, y))
        case "/", [_, b], [Node() as x, None] if not b.contains("pi"):
            return Node("/", (x, b))
    return None


def circular_of_turns(name: str, x: Interval) -> Interval:
    """sin or cos of π times an interval, exact at multiples of a right angle."""
    low, high = (Fraction(0), Fraction(1)) if name == "cos" else (Fraction(-1, 2), Fraction(1, 2))
    if x.low is None or x.high is None or x.low < low or x.high > high:
        pi = _mul(x, Interval(*_pi()))
        return circular(name, pi)

    def value(turns: Fraction) -> tuple[Fraction, Fraction]:
        exact = {Fraction(-1, 2): -1, Fraction(0): 0, Fraction(1, 2): 1}
        as_sine = Fraction(1, 2) - turns if name == "cos" else turns
        if as_sine in exact:
            return Fraction(exact[as_sine]), Fraction(exact[as_sine])
        angle = _mul(exactly(turns), Interval(*_pi()))
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
    whole = floored(_mul(a, _inverse(b))).point
    if whole is not None:
        return _add(a, _neg(_mul(b, exactly(whole))))
    if b.high is not None and a.nonnegative and a.high is not None and a.high <= b.high:
        return Interval(Fraction(0), a.high)
    return Interval(Fraction(0), b.high, False, True)


def _compare(name: str, a: Interval, b: Interval) -> Interval:
    d = _add(a, _neg(b))
    possible = {
        s for s, may in ((-1, not d.nonnegative), (0, _holds_zero(d)), (1, _may_exceed(d))) if may
    }
    held = {_HOLDS[name](s) for s in possible}
    return EITHER if len(held) > 1 else exactly(int(held.pop()))


def _holds_zero(d: Interval) -> bool:
    return not (d.positive or d.negative)


def _may_exceed(d: Interval) -> bool:
    return d.high is None or d.high > 0


_HOLDS: Mapping[str, Callable[[int], bool]] = {
    "<": lambda s: s < 0,
    "<=": lambda s: s <= 0,
    ">": lambda s: s > 0,
    ">=": lambda s: s >= 0,
    "==": lambda s: s == 0,
    "!=": lambda s: s != 0,
}


# -- formulas -----------------------------------------------------------------------------------


def enclose(node: Node, k: Interval) -> Interval:
    """Every value of the formula for k in the interval; L and n are any positive numbers."""
    match node.operation:
        case "number":
            assert node.value is not None
            return exactly(node.value)
        case "k":
            return k
        case "L" | "n":
            return POSITIVE if node.operation == "L" else Interval(Fraction(1), None, False, True)
        case "pi":
            return Interval(*_pi())
        case "where":
            return _where(node, k)
        case "is_square":
            return EITHER
    if node.operation in ("sin", "cos"):
        turns = turns_of(node.operands[0])
        if turns is not None:
            return circular_of_turns(node.operation, enclose(turns, k))
        if _rational_angle(node.operands[0], k):
            found = circular(node.operation, enclose(node.operands[0], k))
            return Interval(found.low, found.high, True, True)
    parts = [enclose(operand, k) for operand in node.operands]
    if node.operation == "**" and parts[0].negative and integral(node.operands[1]):
        return _signed_power(parts[0], parts[1])
    return _apply(node.operation, parts)


def _rational_angle(angle: Node, k: Interval) -> bool:
    """Whether the angle is a rational number other than 0 for every k of the range.

    Its sine and cosine are then transcendental (F. Lindemann 1882), hence never −1, 0 or 1, nor
    at a rational end of an interval.
    """
    affine = affine_in_k(angle)
    if affine is None:
        return False
    if affine[0] == 0:
        return affine[1] != 0
    zero = -affine[1] / affine[0]
    return zero.denominator != 1 or k.low is None or zero < k.low


def integral(node: Node) -> bool:
    """Whether the formula is visibly an integer for every k."""
    match node.operation:
        case "number":
            return node.value is not None and node.value.denominator == 1
        case "k" | "outer" | "n" | "floor" | "is_square" | "not" | "and" | "or":
            return True
        case "+" | "-" | "*" | "neg" | "Mod" | "Min" | "Max":
            return all(integral(operand) for operand in node.operands)
        case "where":
            return all(integral(operand) for operand in node.operands[1:])
    return node.operation in _HOLDS


def _signed_power(base: Interval, exponent: Interval) -> Interval:
    if exponent.point is not None:
        return power(base, exponent)
    size = power(_neg(base), exponent)
    return Interval(_neg(size).low, size.high, size.high_open, size.high_open)


def _pi() -> tuple[Fraction, Fraction]:
    digits = 314159265358979323846264338327950288419  # π·10³⁸ rounded down
    return Fraction(digits, 10**38), Fraction(digits + 1, 10**38)


def _where(node: Node, k: Interval) -> Interval:
    truth = enclose(node.operands[0], k)
    if truth.point is not None:
        return enclose(node.operands[1 if truth.point != 0 else 2], k)
    if _holds_zero(truth):
        return _hull([e for branch in node.operands[1:] for e in _ends(enclose(branch, k))])
    return enclose(node.operands[1], k)


def _apply(operation: str, parts: list[Interval]) -> Interval:
    match operation, parts:
        case "+", [a, b]:
            return _add(a, b)
        case "-", [a, b]:
            return _add(a, _neg(b))
        case "neg", [a]:
            return _neg(a)
        case "*", [a, b]:
            return _mul(a, b)
        case "/", [a, b]:
            return _mul(a, _inverse(b))
        case "**", [a, b]:
            return power(a, b)
        case "log", [a]:
            return log(a)
        case "exp", [a]:
            return exp(a)
        case "sqrt", [a]:
            return sqrt(a)
        case (("sin" | "cos"), [a]):
            return circular(operation, a)
        case "floor", [a]:
            return floored(a)
        case "Mod", [a, b]:
            return remainder(a, b)
        case (("Min" | "Max"), _):
            return _extreme(operation, parts)
        case (("and" | "or" | "not"), _):
            return _connect(operation, parts)
    return _compare(operation, parts[0], parts[1])


def _extreme(operation: str, parts: list[Interval]) -> Interval:
    if operation == "Max":
        return _neg(_extreme("Min", [_neg(part) for part in parts]))
    low = _hull([_ends(part)[0] for part in parts])
    tops = [part for part in parts if part.high is not None]
    if not tops:
        return Interval(low.low, None, low.low_open, True)
    least = min(tops, key=lambda part: (part.high, not part.high_open))
    return Interval(low.low, least.high, low.low_open, least.high_open)


def _connect(operation: str, parts: list[Interval]) -> Interval:
    truths = [None if _holds_zero(p) and p.point is None else not _holds_zero(p) for p in parts]
    if operation == "not":
        return EITHER if truths[0] is None else exactly(int(not truths[0]))
    decisive = operation == "or"
    if decisive in truths:
        return exactly(int(decisive))
    return EITHER if None in truths else exactly(int(not decisive))
