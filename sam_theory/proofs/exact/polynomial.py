"""Polynomials over named atoms with rational coefficients: the normal form of exact arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

Monomial = tuple[tuple[str, int], ...]  # (atom, exponent ≥ 1), sorted by atom


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

    def scaled(self, factor: Fraction) -> Polynomial:
        """factor · self."""
        return Polynomial({m: factor * c for m, c in self.terms.items()} if factor else {})

    def __str__(self) -> str:
        parts = [_term(m, self.terms[m]) for m in sorted(self.terms, key=_order)]
        return "+".join(parts).replace("+-", "-") or "0"


def _product(m: Monomial, n: Monomial) -> Monomial:
    powers = dict(m)
    for name, exponent in n:
        powers[name] = powers.get(name, 0) + exponent
    return tuple(sorted(powers.items()))


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
