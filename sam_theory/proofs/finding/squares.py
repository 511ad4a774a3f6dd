"""Candidates for squares of a given degree: monomials, vectors, their sums and differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, combinations_with_replacement

from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.finding.elimination import Elimination
from sam_theory.proofs.finding.expansion import Expansion, Fast
from sam_theory.proofs.finding.grading import Degree, Grading

Root = Polynomial | dict[str, Polynomial]
Pair = tuple[str, str]
PAIRED = 12  # of one degree: where there are more, only the first are combined with each other


def vectors_of(atoms: Iterable[str]) -> tuple[str, ...]:
    """The vectors of which inner products occur."""
    products = (name[1:-1].split("|") for name in atoms if name.startswith("<"))
    return tuple(sorted({vector for pair in products for vector in pair}))


def grams(vectors: tuple[str, ...], equations: Elimination) -> dict[Pair, Polynomial]:
    """The inner products, modulo the equations."""
    return {
        (u, v): equations.reduced(Polynomial.atom(f"<{u}|{v}>"))
        for u, v in combinations_with_replacement(vectors, 2)
    }


@dataclass(frozen=True)
class Squares:
    """Roots and their squares, by the degree of the square."""

    units: Grading
    expansion: Expansion
    grams: Mapping[Pair, Fast]
    _known: dict[int, dict[Degree, list[Polynomial]]] = field(default_factory=dict)

    def of(self, degree: Degree, largest: int) -> Iterator[tuple[Root, Fast]]:
        """The squares of that degree; `largest` is the degree of monomials in the usual sense."""
        alone = [(p, self.expansion.fast(p)) for p in self._monomials(largest).get(degree, [])]
        for p, fast in alone:
            yield p, fast * fast
        for (p, a), (q, b) in combinations(alone[:PAIRED], 2):
            yield p + q, (a + b) * (a + b)
            yield p - q, (a - b) * (a - b)
        yield from self._combinations(degree, largest)

    def _combinations(self, degree: Degree, largest: int) -> Iterator[tuple[Root, Fast]]:
        alone = [
            (u, p, self.expansion.fast(p), square)
            for (u, v), square in self.grams.items()
            if u == v and square != 0
            for p in self._monomials(largest).get(self._beside(degree, square), [])
        ]
        for u, p, a, square in alone:
            yield {u: p}, a * a * square
        for (u, p, a, uu), (v, q, b, vv) in combinations(alone[:PAIRED], 2):
            if u != v:
                both, mixed = a * a * uu + b * b * vv, 2 * a * b * self.grams[u, v]
                yield {u: p, v: q}, both + mixed
                yield {u: p, v: -q}, both - mixed

    def _beside(self, degree: Degree, square: Fast) -> Degree:
        own = self.units.of(self.expansion.monomial(square.monoms()[0]))
        return tuple(map(int.__sub__, degree, own))

    def _monomials(self, largest: int) -> Mapping[Degree, list[Polynomial]]:
        """By the degree of their squares."""
        if largest not in self._known:
            found: dict[Degree, list[Polynomial]] = {}
            for count in range(largest + 1):
                for names in combinations_with_replacement(sorted(self.units.weights), count):
                    monomial = tuple((n, names.count(n)) for n in sorted(set(names)))
                    double = tuple(2 * d for d in self.units.degree(monomial))
                    found.setdefault(double, []).append(Polynomial({monomial: Fraction(1)}))
            self._known[largest] = found
        return self._known[largest]
