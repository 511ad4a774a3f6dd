"""Polynomials over named atoms with rational coefficients: the normal form of exact arithmetic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

Monomial = tuple[tuple[str, int], ...]  # (atom, exponent ≥ 1), sorted by atom
TERM = re.compile(r"([+-]?)(?:[^+*-]+(?:\*\*[1-9]\d*)?)(?:\*[^+*-]+(?:\*\*[1-9]\d*)?)*")
FACTOR = re.compile(r"([^+*-]+)(?:\*\*([1-9]\d*))?")


@dataclass(frozen=True)
class Polynomial:
    """Σ coefficient · monomial, without zero coefficients."""

    terms: Mapping[Monomial, Fraction]

    @staticmethod
    def number(value: Fraction | int) -> Polynomial:
        """A constant."""
        return Polynomial({(): Fraction(value)} if value else {})

    @staticmethod
    def atom(name: str) -> Polynomial:
        """An atom by itself."""
        return Polynomial({((name, 1),): Fraction(1)})

    def __add__(self, other: Polynomial) -> Polynomial:
        total = dict(self.terms)
        for monomial, value in other.terms.items():
            total[monomial] = total.get(monomial, Fraction(0)) + value
        return Polynomial({m: c for m, c in total.items() if c})

    def __neg__(self) -> Polynomial:
        return Polynomial({m: -c for m, c in self.terms.items()})

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + -other

    def __mul__(self, other: Polynomial) -> Polynomial:
        total: dict[Monomial, Fraction] = {}
        for m, a in self.terms.items():
            for n, b in other.terms.items():
                key = _product(m, n)
                total[key] = total.get(key, Fraction(0)) + a * b
        return Polynomial({m: c for m, c in total.items() if c})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polynomial) and dict(self.terms) == dict(other.terms)

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    @property
    def constant(self) -> Fraction | None:
        """Its value if it is a number, else None."""
        if any(self.terms):
            return None
        return self.terms.get((), Fraction(0))

    @property
    def atoms(self) -> frozenset[str]:
        """The atoms that occur."""
        return frozenset(name for monomial in self.terms for name, _ in monomial)

    @property
    def leading(self) -> Fraction:
        """The coefficient of the first monomial in the order of printing; 0 for the zero."""
        return self.terms[min(self.terms, key=_order)] if self.terms else Fraction(0)

    @property
    def content(self) -> Monomial:
        """The monomial of greatest degree that divides every term."""
        first, *others = (dict(monomial) for monomial in self.terms)
        least = {a: min([e, *(o.get(a, 0) for o in others)]) for a, e in first.items()}
        return tuple((a, e) for a, e in sorted(least.items()) if e)

    def without(self, divisor: Monomial) -> Polynomial:
        """The quotient by a monomial that divides every term."""
        less = tuple((name, -exponent) for name, exponent in divisor)
        return Polynomial({_product(m, less): c for m, c in self.terms.items()})

    def scaled(self, factor: Fraction) -> Polynomial:
        """factor · self."""
        return Polynomial({m: factor * c for m, c in self.terms.items()} if factor else {})

    def __str__(self) -> str:
        parts = [_term(m, self.terms[m]) for m in sorted(self.terms, key=_order)]
        return "+".join(parts).replace("+-", "-") or "0"


def parsed(text: str) -> Polynomial:
    """The polynomial that is printed so; raises ValueError for what is no polynomial."""
    total, end, masked = Polynomial({}), 0, _masked(text)
    while end < len(text) or not text:
        term = TERM.match(masked, end)
        if not term or (end and not term[1]):
            raise ValueError(f"a polynomial must be a sum of products; got {text!r}")
        monomial = Polynomial.number(-1 if term[1] == "-" else 1)
        for factor in FACTOR.finditer(masked, term.end(1), term.end()):
            name = text[slice(*factor.span(1))]
            power = ((name, int(factor[2] or 1)),)
            number = name[0].isdigit()
            monomial *= (
                Polynomial.number(Fraction(name)) if number else Polynomial({power: Fraction(1)})
            )
        total, end = total + monomial, term.end()
    return total


def _masked(text: str) -> str:
    """The same length, without signs inside of brackets."""
    masked, depth = "", 0
    for character in text:
        depth += character in "(<[{"
        masked += "_" if depth else character
        depth -= character in ")>]}"
    return masked


def _product(m: Monomial, n: Monomial) -> Monomial:
    powers = dict(m)
    for name, exponent in n:
        powers[name] = powers.get(name, 0) + exponent
    return tuple(sorted((name, e) for name, e in powers.items() if e))


def _order(monomial: Monomial) -> tuple[int, Monomial]:
    return -sum(exponent for _, exponent in monomial), monomial


def _term(monomial: Monomial, coefficient: Fraction) -> str:
    factors = [name if e == 1 else f"{name}**{e}" for name, e in monomial]
    if not factors:
        return str(coefficient)
    if coefficient == 1:
        return "*".join(factors)
    return "*".join(
        ["-" + factors[0], *factors[1:]] if coefficient == -1 else [str(coefficient), *factors]
    )
