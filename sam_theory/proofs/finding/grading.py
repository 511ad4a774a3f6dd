"""Units of measurement: weights of the atoms under which every fact is homogeneous.

The part of a certificate in one degree is a certificate or vanishes, so that each degree may be
searched by itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.proofs.exact.polynomial import Monomial, Polynomial

Degree = tuple[int, ...]
Row = dict[str, Fraction]


@dataclass(frozen=True)
class Grading:
    """The weights of each atom, one for every independent unit."""

    weights: Mapping[str, Degree]
    size: int

    def degree(self, monomial: Monomial) -> Degree:
        """The degree of a monomial."""
        total = [0] * self.size
        for name, exponent in monomial:
            for i, weight in enumerate(self.weights[name]):
                total[i] += exponent * weight
        return tuple(total)

    def of(self, p: Polynomial) -> Degree:
        """The degree of a homogeneous polynomial, not zero."""
        return self.degree(next(iter(p.terms)))


def grading(
    polynomials: Iterable[Polynomial],
    grams: Mapping[tuple[str, str], Polynomial],
    atoms: Iterable[str],
) -> Grading:
    """All the independent units under which the polynomials and the inner products are homogeneous.

    ⟨u, v⟩² is of the degree of ⟨u, u⟩⟨v, v⟩.
    """
    solved: dict[str, Row] = {}
    for row in (*_conditions([*polynomials, *grams.values()]), *_geometric(grams)):
        _eliminate(solved, row)
    free = [name for name in sorted(atoms) if name not in solved]
    weights = {name: tuple(_weight(solved, name, unit) for unit in free) for name in atoms}
    scales = [math.lcm(*(w[i].denominator for w in weights.values())) for i in range(len(free))]
    return Grading(
        {n: tuple(int(x * s) for x, s in zip(w, scales, strict=True)) for n, w in weights.items()},
        len(free),
    )


def _weight(solved: Mapping[str, Row], name: str, unit: str) -> Fraction:
    if name not in solved:
        return Fraction(name == unit)
    return solved[name].get(unit, Fraction(0))


def _conditions(polynomials: Iterable[Polynomial]) -> Iterator[Row]:
    for p in polynomials:
        first, *others = p.terms or ((),)
        for other in others:
            yield _difference((first, 1), (other, -1))


def _geometric(grams: Mapping[tuple[str, str], Polynomial]) -> Iterator[Row]:
    for (u, v), p in grams.items():
        squares = grams[u, u].terms, grams[v, v].terms
        if p.terms and all(squares):
            first, second = (next(iter(terms)) for terms in squares)
            yield _difference((next(iter(p.terms)), 2), (first, -1), (second, -1))


def _difference(*monomials: tuple[Monomial, int]) -> Row:
    row: Row = {}
    for monomial, factor in monomials:
        for name, exponent in monomial:
            row[name] = row.get(name, Fraction(0)) + factor * exponent
    return row


def _eliminate(solved: dict[str, Row], row: Row) -> None:
    """Adds the condition Σ row[n] · weight[n] = 0; `solved` gives pivots by the free names."""
    reduced: Row = {}
    for name, value in row.items():
        for other, factor in solved.get(name, {name: Fraction(1)}).items():
            reduced[other] = reduced.get(other, Fraction(0)) + value * factor
    reduced = {name: value for name, value in reduced.items() if value}
    if not reduced:
        return
    pivot = max(reduced)
    by = {n: -v / reduced[pivot] for n, v in reduced.items() if n != pivot}
    for name, old in solved.items():
        if pivot in old:
            factor = old[pivot]
            new = {n: v for n, v in old.items() if n != pivot}
            for n, v in by.items():
                new[n] = new.get(n, Fraction(0)) + factor * v
            solved[name] = {n: v for n, v in new.items() if v}
    solved[pivot] = by
