"""A stretch of a function of one variable: f′ as a rational function of a root of the distance."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy
from sympy.polys.fields import field

from sam_theory.falsifying.recomputed.notation import Meaning, Unreadable, evaluated

FIELD, U = field("u", sympy.QQ)
Law = Any  # an element of ℚ(u)
Number = float | Fraction  # ±∞, or exact


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """x = anchor + side·uᵈ for 0 ≤ u ≤ length, None for ∞; f′ and, up to a constant, f, in ℚ(u)."""

    anchor: Fraction
    side: int
    length: Fraction | None
    order: int  # d
    slope: Law

    def __post_init__(self) -> None:
        for law in (self.slope, self.antiderivative):
            if not _poles_avoided(law, self.length):
                raise Unreadable("a formula is not defined on all of its stretch")

    @cached_property
    def bend(self) -> Law:
        """f″."""
        return self.slope.diff(U) / self._speed

    @property
    def _speed(self) -> Law:
        """dx/du."""
        return self.side * self.order * U ** (self.order - 1)

    @cached_property
    def antiderivative(self) -> Law:
        """f, up to a constant; raises Unreadable where it is no rational function."""
        u = sympy.Symbol("u")
        found = sympy.integrate((self.slope * self._speed).as_expr(), u)
        if not found.is_rational_function(u):
            raise Unreadable("f is no rational function")
        law = FIELD.from_expr(found)
        assert law.diff(U) == self.slope * self._speed
        return law

    def of(self, x: Fraction) -> Fraction:
        """u for an x whose distance from the anchor is the d-th power of a rational number."""
        return root_of(self.side * (x - self.anchor), self.order)

    def place(self, u: Fraction) -> Fraction:
        """x."""
        return self.anchor + self.side * u**self.order

    # ---- what follows

    def extremes(self) -> tuple[Number, Number]:
        """The infimum and supremum of f″ within."""
        law = self.bend
        places = [u for u, _ in roots_within(law.diff(U), self.length)]
        found = [at(law, u) for u in places if u] + [limit(law, Fraction(0))]
        found.append(limit(law, self.length))
        return min(found), max(found)

    def zeros(self) -> Iterator[tuple[Fraction, Fraction]]:
        """x with f′ = 0, where f′ is not 0 throughout, and the order of that zero in x."""
        for u, multiplicity in roots_within(self.slope, self.length):
            if self.slope.denom.evaluate(0, 0) == 0 and u == 0:
                raise Unreadable("f′ has a pole at an end")
            yield self.place(u), Fraction(multiplicity, self.order if u == 0 else 1)


def root_of(value: Fraction, order: int) -> Fraction:
    """The rational root of that order of a number ≥ 0; raises Unreadable where there is none."""
    if order == 1:
        return value
    if value < 0:
        raise Unreadable("a root of a negative number is asked for")
    ends = [sympy.integer_nthroot(end, order) for end in (value.numerator, value.denominator)]
    if not all(exact for _, exact in ends):
        raise Unreadable(f"a root of {value} is irrational")
    return Fraction(int(ends[0][0]), int(ends[1][0]))


def rational(value: Any) -> Fraction:
    """A number of ℚ as a Fraction."""
    return Fraction(int(value.numerator), int(value.denominator))


def at(law: Law, u: Fraction) -> Fraction:
    """The value at u."""
    point = sympy.QQ(u.numerator, u.denominator)
    below = law.denom.evaluate(0, point)
    if not below:
        raise Unreadable(f"a formula has a pole at u = {u}")
    return rational(law.numer.evaluate(0, point) / below)


def limit(law: Law, u: Fraction | None) -> Number:
    """The limit at u from inside, at ∞ for None; from the right at 0."""
    if u is not None and law.denom.evaluate(0, sympy.QQ(u.numerator, u.denominator)):
        return at(law, u)
    if u:
        raise Unreadable(f"a formula has a pole at u = {u}")
    if not law:
        return Fraction(0)
    take = max if u is None else min  # the term that decides
    (top, above), (bottom, below) = (_term(part, take) for part in (law.numer, law.denom))
    grows = top - bottom if u is None else bottom - top
    if grows == 0:
        return rational(above / below)
    return Fraction(0) if grows < 0 else math.copysign(math.inf, above / below)


def _term(part: Any, take: Any) -> tuple[int, Any]:
    """Its term of greatest, or least, degree."""
    degree, coefficient = take(((m[0], c) for m, c in part.terms()), key=lambda term: term[0])
    return degree, coefficient


def roots_within(law: Law, length: Fraction | None) -> list[tuple[Fraction, int]]:
    """The roots in [0, length], with multiplicity; raises Unreadable where one is irrational."""
    if not law:
        return []
    poly = sympy.Poly(law.numer.as_expr(), sympy.Symbol("u"), domain=sympy.QQ)
    found = {Fraction(int(r.p), int(r.q)): m for r, m in poly.ground_roots().items()}
    rest = poly
    for root, multiplicity in found.items():
        factor = sympy.Poly([root.denominator, -root.numerator], sympy.Symbol("u"))
        for _ in range(multiplicity):
            rest = rest.quo(factor)
    top = None if length is None else sympy.Rational(length.numerator, length.denominator)
    if rest.degree() > 0 and rest.count_roots(0, top):
        raise Unreadable("a root is irrational")
    return [(r, m) for r, m in found.items() if r >= 0 and (length is None or r <= length)]


def _poles_avoided(law: Law, length: Fraction | None) -> bool:
    below = FIELD(law.denom)
    return not roots_within(below, length)


# ---- from text


def stretch(
    text: str, variable: str, low: Fraction | None, high: Fraction | None, *, derivative: bool
) -> Stretch:
    """What a formula says on [low, high], of f′ or of f; an end at least is given."""
    order = math.lcm(1, *(int(q) for q in _denominators(text)))
    anchor, side = (low, 1) if low is not None else (high, -1)
    assert anchor is not None
    width = None if low is None or high is None else high - low
    length = None if width is None else root_of(width, order)
    x = anchor + side * U**order if anchor else side * U**order
    signs = _sign(low, high)

    def root(base: Law, exponent: Fraction) -> Law:
        if base != U**order:
            raise Unreadable(f"{text!r} has a root of something else than the distance")
        return U ** int(exponent * order)

    meaning = Meaning(names={variable: x, "1": FIELD.one}, size=lambda y: signs(y, x), root=root)
    law = evaluated(text, meaning)
    if not derivative:
        law = law.diff(U) / (side * order * U ** (order - 1))
    return Stretch(anchor=anchor, side=side, length=length, order=order, slope=law)


def _denominators(text: str) -> list[str]:
    import re

    return re.findall(r"\^\(\d+/(\d+)\)", text)


def _sign(low: Fraction | None, high: Fraction | None) -> Any:
    def size(value: Law, x: Law) -> Law:
        if value != x:
            raise Unreadable("|…| of something else than the variable")
        if low is not None and low >= 0:
            return value
        if high is not None and high <= 0:
            return -value
        raise Unreadable("|x| on both sides of 0")

    return size
