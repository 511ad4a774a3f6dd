"""Proofs that a germ is positive for every real k >= K, K given: Taylor's formula with remainder.

A germ is written as a finite exact sum plus an error, |error| <= Σ c·m over monomials m: each φ(δ)
is replaced by its Taylor polynomial about the part of δ that is free of the largest element, with
Lagrange's remainder. What is exact cancels exactly. Divided by the leading monomial, everything
but the leading coefficient is bounded by monomials that decrease on [K, ∞): by their values at K.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cmp_to_key
from itertools import islice
from math import factorial
from typing import Any

from sam_theory.asymptotics.constants import ONE, ZERO, Constant, sign, whole
from sam_theory.asymptotics.enclosures import enclosure
from sam_theory.asymptotics.expansions import Term, first_nonzero
from sam_theory.asymptotics.factors import derivatives
from sam_theory.asymptotics.germs import (
    NOTHING,
    Factor,
    Germ,
    Key,
    Powers,
    constant,
    gather,
    monomial,
    normal,
    product,
    total,
)
from sam_theory.asymptotics.scale import INDEX, Scale

ORDER = 3  # of the Taylor polynomials
CLOSEST = 0.8  # |δ| at most, so that 1 + δ stays away from 0
DEEPEST = 6  # nested bounds of monomials
LARGEST = 400  # terms of an expansion
HIGHEST = 10**6  # log of an element at the start
BITS = 64


class NoCertificate(Exception):
    """The proof does not succeed from this K on; it may from a larger one."""


@dataclass(frozen=True)
class Ball:
    """A germ known up to an error: |germ − exact| <= Σ c·m over `errors` (m -> c >= 0)."""

    exact: Germ
    errors: Mapping[Powers, Any] = field(default_factory=dict)


@dataclass
class Certifier:
    """Bounds of germs over one scale that hold for every k >= start."""

    scale: Scale
    start: int
    depth: int = 0
    _elements: dict[int, Any] = field(default_factory=dict)
    _sizes: dict[Germ, Any] = field(default_factory=dict)

    def positive(self, germ: Germ) -> bool:
        """Whether the germ is proved positive for every k >= start."""
        from mpmath import iv

        before, iv.prec = iv.prec, BITS
        try:
            return self.scale.sign(germ) == 1 and bool(self.lower(germ)[0].a > 0)
        except NoCertificate:
            return False
        finally:
            iv.prec = before

    def lower(self, germ: Germ) -> tuple[Any, Powers]:
        """(c, m) with |germ| >= c·m and one sign on [start, ∞), if c > 0; else no proof."""
        self.scale.budget.spend()
        if len(germ.terms) == 1:
            return self._lower_of_term(germ)
        if not germ.elements:
            raise NoCertificate  # it is 0
        top = max(germ.elements, key=self.scale.order.index)
        head = first_nonzero(self.scale.expansion(germ, top), self.scale, germ)
        if head is None:
            raise NoCertificate
        least, powers = self.lower(head[1])
        powers = normal((*powers, (top, head[0])))
        return least - self._rest(self.ball(germ, top), top, head, powers), powers

    def _lower_of_term(self, germ: Germ) -> tuple[Any, Powers]:
        ((key, c),) = germ.terms.items()
        least, powers = abs(_interval(c)), key[0]
        for factor, exponent in key[1]:
            if factor.kind not in ("log", "sin"):
                least = least * self._factor(factor, exponent).a
                continue
            inner, own = self.lower(factor.small)
            for _ in range(whole(exponent)):
                least, powers = least * inner * self._shrinking(factor), normal((*powers, *own))
        return least, powers

    def _shrinking(self, factor: Factor) -> Any:
        """A lower bound of log(1 + δ)/δ or sin(δ)/δ."""
        size = _close(self.size(factor.small).b)
        return 1 / (1 + size) if factor.kind == "log" else 1 - size * size / 6

    def _rest(self, ball: Ball, top: int, head: Term, powers: Powers) -> Any:
        """The size, relative to the leading monomial, of all but the leading coefficient."""
        total, difference = _interval(ZERO), -head[1]
        for exponent, coefficient in _by_exponent(ball.exact, top).items():
            match sign(exponent - head[0]):
                case 0:
                    difference = difference + coefficient
                case -1:
                    lifted = coefficient * monomial(((top, exponent),))
                    total = total + self._size(lifted, powers)
                case _ if not self.scale.is_zero(coefficient):
                    raise NoCertificate
        if not self.scale.is_zero(difference):
            raise NoCertificate
        for error, c in ball.errors.items():
            total = total + c * self.greatest(_quotient(error, powers))
        return total.b

    # -- sizes ------------------------------------------------------------------------------

    def _size(self, germ: Germ, powers: Powers) -> Any:
        """An upper bound of |germ|/monomial on [start, ∞), term by term."""
        total = _interval(ZERO)
        for (own, factors), c in germ.terms.items():
            bound = abs(_interval(c)) * self.greatest(_quotient(own, powers))
            for factor, exponent in factors:
                bound = bound * abs(self._factor(factor, exponent)).b
            total = total + bound
        return total

    def size(self, germ: Germ) -> Any:
        """An upper bound of |germ| on [start, ∞)."""
        if germ not in self._sizes:
            ball = Ball(germ)
            for element in reversed(self.scale.order):
                ball = self._reduced(ball, element)
            total = self._size(ball.exact, ())
            for error, c in ball.errors.items():
                total = total + c * self.greatest(error)
            self._sizes[germ] = total
        return self._sizes[germ]

    def _reduced(self, ball: Ball, element: int) -> Ball:
        further = self.ball(ball.exact, element)
        return Ball(further.exact, _joined(ball.errors, further.errors))

    def _factor(self, factor: Factor, exponent: Constant) -> Any:
        """An interval that holds φ(δ)ᵉ for every k >= start."""
        from mpmath import iv

        size, power = self.size(factor.small).b, _interval(exponent)
        small = iv.mpf([-size, size])
        if factor.kind == "exp":
            return iv.exp(power * small)
        if factor.kind == "unit":
            return iv.exp(power * iv.log(_near_one(size)))
        if factor.kind == "log":
            return abs(iv.log(_near_one(size))) ** whole(exponent)
        _close(size)
        return (iv.cos(small) if factor.kind == "cos" else small) ** whole(exponent)

    def greatest(self, powers: Powers) -> Any:
        """The supremum over [start, ∞) of a monomial that decreases there: its value at start."""
        if not powers:
            return _interval(ONE)
        if not self._decreases(powers):
            raise NoCertificate
        value = _interval(ONE)
        for element, exponent in powers:
            value = value * self.element(element) ** _interval(exponent)
        return value

    def _decreases(self, powers: Powers) -> bool:
        if self.scale.growth(powers) != -1 or self.depth > DEEPEST:
            return False
        slope = NOTHING
        for element, exponent in powers:
            slope = slope + self.scale.log_slope(element).scaled(exponent)
        if len(slope.terms) == 1 and not next(iter(slope.terms))[1]:
            return True  # a monomial has one sign, and this one is negative far out
        self.depth += 1
        try:
            return bool(self.lower(slope)[0].a > 0)
        finally:
            self.depth -= 1

    def element(self, element: int) -> Any:
        """The value at start of an element of the scale, which must exceed 0 and increase."""
        from mpmath import iv

        if element not in self._elements:
            parent, log = self.scale.parents[element], self.scale.logs[element]
            if element == INDEX:
                value = iv.mpf(self.start)
            elif parent is not None:
                value = iv.log(self.element(parent))
            else:
                assert log is not None
                value = iv.exp(self._at_start(log))
            if not value.a > 0:
                raise NoCertificate
            self._elements[element] = value
        return self._elements[element]

    def _at_start(self, germ: Germ) -> Any:
        """The value at start of a germ without factors, or a bound of it."""
        total = _interval(ZERO)
        for (powers, factors), c in germ.terms.items():
            value = _interval(c)
            for element, exponent in powers:
                value = value * self.element(element) ** _interval(exponent)
            for factor, exponent in factors:
                value = value * self._factor(factor, exponent)
            total = total + value
        if not total.b < HIGHEST:
            raise NoCertificate
        return total

    # -- balls ------------------------------------------------------------------------------

    def ball(self, germ: Germ, element: int) -> Ball:
        """The germ with every factor that holds the element replaced by a Taylor polynomial."""
        balls = [self._ball_of_term(key, c, element) for key, c in germ.terms.items()]
        errors: Mapping[Powers, Any] = {}
        for ball in balls:
            errors = _joined(errors, ball.errors)
        return Ball(total((ball.exact for ball in balls), self.scale.budget), errors)

    def _ball_of_term(self, key: Key, c: Constant, element: int) -> Ball:
        powers, factors = key
        inner = frozenset(p for p in factors if element not in p[0].small.elements)
        made = Ball(Germ({(powers, inner): c}))
        for factor, exponent in factors - inner:
            for each in self._taylor_factors(factor, exponent, element):
                made = self._times(made, each)
        return made

    def _taylor_factors(self, factor: Factor, exponent: Constant, element: int) -> list[Ball]:
        if factor.kind in ("unit", "exp"):
            return [self._taylor(factor, exponent, element)]
        return [self._taylor(factor, ONE, element)] * whole(exponent)

    def _taylor(self, factor: Factor, exponent: Constant, element: int) -> Ball:
        small = self.ball(factor.small, element)
        centre, rest = NOTHING, NOTHING
        for power, coefficient in _by_exponent(small.exact, element).items():
            match sign(power):
                case 0:
                    centre = coefficient
                case -1:
                    rest = rest + coefficient * monomial(((element, power),))
                case _ if not self.scale.is_zero(coefficient):
                    raise NoCertificate
        moved, total, lifted = Ball(rest, small.errors), Ball(NOTHING), Ball(constant(ONE))
        coefficients = derivatives(factor.kind, exponent, centre)
        for coefficient in islice(coefficients, ORDER + 1):
            term = self._times(Ball(coefficient), lifted)
            total = Ball(total.exact + term.exact, _joined(total.errors, term.errors))
            lifted = self._times(lifted, moved)
        if next(coefficients, None) is None:
            return total
        bound = self._remainder(factor, exponent)
        return Ball(total.exact, _joined(total.errors, self._scaled_size(lifted, bound)))

    def _remainder(self, factor: Factor, exponent: Constant) -> Any:
        """A bound of |φ^(N+1)(ξ)|/(N+1)! for ξ between 0 and δ, and between the centre and δ."""
        from mpmath import iv

        size, n = self.size(factor.small).b, ORDER + 1
        if factor.kind in ("sin", "cos"):
            return iv.mpf(1) / factorial(n)
        power = _interval(exponent)
        if factor.kind == "exp":
            return abs(power) ** n * iv.exp(abs(power) * size) / factorial(n)
        inside = _near_one(size)
        if factor.kind == "log":
            return inside.a ** (-n) / n
        binomial = iv.mpf(1)
        for m in range(n):
            binomial = binomial * (power - m) / (m + 1)
        return abs(binomial) * iv.exp((power - n) * iv.log(inside))

    def _times(self, a: Ball, b: Ball) -> Ball:
        exact = product(a.exact, b.exact, self.scale.budget)
        if len(exact.terms) > LARGEST:
            raise NoCertificate
        errors: dict[Powers, Any] = {}
        for x, y in ((a.errors, self._sizes_of(b)), (self._exact_sizes(a), b.errors)):
            for p, c in x.items():
                for q, d in y.items():
                    key = normal((*p, *q))
                    errors[key] = errors[key] + c * d if key in errors else c * d
        return self._tidied(Ball(exact, errors))

    def _tidied(self, ball: Ball) -> Ball:
        """One error in place of many, and no exact term smaller than the error."""
        if not ball.errors:
            return ball
        top = max(ball.errors, key=cmp_to_key(self.scale.order_of))
        bound, errors, kept = ball.errors[top], dict[Powers, Any](), ball.exact
        for powers, c in ball.errors.items():
            share = self._against(powers, top) if powers != top else None
            if share is not None:
                bound = bound + c * share
            elif powers != top:
                errors[powers] = c
        for (powers, factors), c in ball.exact.terms.items():
            share = self._against(powers, top)
            if share is not None:
                term = Germ({(powers, factors): c})
                bound = bound + self._exact_sizes(Ball(term))[powers] * share
                kept = kept - term
        return Ball(kept, {**errors, top: bound})

    def _against(self, powers: Powers, top: Powers) -> Any | None:
        """A bound of the quotient of two monomials, where it is seen to be bounded."""
        try:
            return self.greatest(_quotient(powers, top))
        except NoCertificate:
            return None

    def _exact_sizes(self, ball: Ball) -> dict[Powers, Any]:
        """Bounds of the exact terms by monomials."""
        sizes: dict[Powers, Any] = {}
        for (powers, factors), c in ball.exact.terms.items():
            bound = abs(_interval(c))
            for factor, exponent in factors:
                bound = bound * abs(self._factor(factor, exponent)).b
            sizes[powers] = sizes[powers] + bound if powers in sizes else bound
        return sizes

    def _sizes_of(self, ball: Ball) -> Mapping[Powers, Any]:
        return _joined(self._exact_sizes(ball), ball.errors)

    def _scaled_size(self, ball: Ball, bound: Any) -> Mapping[Powers, Any]:
        return {powers: c * bound.b for powers, c in self._sizes_of(ball).items()}


def _close(size: Any) -> Any:
    """The size of an infinitesimal, which must not reach 1."""
    if not size < CLOSEST:
        raise NoCertificate
    return size


def _near_one(size: Any) -> Any:
    """1 + δ for |δ| <= size."""
    from mpmath import iv

    return iv.mpf([1 - _close(size), 1 + size])


def _joined(a: Mapping[Powers, Any], b: Mapping[Powers, Any]) -> Mapping[Powers, Any]:
    found = dict(a)
    for powers, c in b.items():
        found[powers] = found[powers] + c if powers in found else c
    return found


def _by_exponent(germ: Germ, element: int) -> dict[Constant, Germ]:
    """The coefficients of the powers of an element that occurs in no factor."""
    found: dict[Constant, list[tuple[Key, Constant]]] = {}
    for (powers, factors), c in germ.terms.items():
        rest = tuple(p for p in powers if p[0] != element)
        found.setdefault(dict(powers).get(element, ZERO), []).append(((rest, factors), c))
    return {exponent: gather(terms) for exponent, terms in found.items()}


def _quotient(a: Powers, b: Powers) -> Powers:
    return normal((*a, *((e, -x) for e, x in b)))


def _interval(c: Constant) -> Any:
    from mpmath import iv

    value = c.rational
    if value is not None:
        return iv.mpf(value.numerator) / iv.mpf(value.denominator)
    if c.unknown:
        raise NoCertificate
    return iv.mpf(list(enclosure(c.value, BITS)))
