"""A certificate without cases: products of facts and squares that add up to a contradiction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations_with_replacement, islice
from typing import NamedTuple

from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.exact.verifier import Fact, Leaf, Term, squared
from sam_theory.proofs.finding.effort import Effort
from sam_theory.proofs.finding.elimination import Elimination, Multipliers, elimination
from sam_theory.proofs.finding.expansion import Expansion, Fast, Powers, atoms_of
from sam_theory.proofs.finding.grading import Degree, Grading, grading
from sam_theory.proofs.finding.linear import Column, solution
from sam_theory.proofs.finding.squares import Root, Squares, grams, vectors_of

ZERO, ONE = Polynomial.number(0), Polynomial.number(1)


Chosen = tuple[int, ...]  # which inequalities are multiplied
MOST = 3000  # products of one size that are thought of
NEAR = 4  # factors of the positive product


class Table(NamedTuple):
    """Products by degree."""

    signs: dict[Degree, list[Chosen]]
    others: dict[Degree, list[Chosen]]


@dataclass(frozen=True)
class Inequality:
    """A fact, reduced modulo the equations."""

    index: int
    polynomial: Fast
    strict: bool
    degree: Degree
    sign: bool  # whether it is the sign of an atom


@dataclass(frozen=True)
class Summand:
    """Facts times a square, or a multiple of equations."""

    factors: tuple[int, ...]
    root: Root | None = None
    equation: Multipliers = field(default_factory=dict)

    def value(self, facts: Sequence[Fact]) -> Polynomial:
        """The summand in the atoms of the facts."""
        if self.equation:
            return sum((q * facts[i].polynomial for i, q in self.equation.items()), ZERO)
        p = ONE if self.root is None else squared(self.root)
        for i in self.factors:
            p = p * facts[i].polynomial
        return p


def leaf(facts: tuple[Fact, ...], effort: Effort, most: int) -> tuple[Leaf | None, int]:
    """A certificate of a contradiction between the facts, if one was found, and the columns tried.

    No further linear program is made when more than `most` columns were.
    """
    equations = elimination(facts)
    reduced = {i: equations.reduced(f.polynomial) for i, f in enumerate(facts)}
    for i, p in reduced.items():
        value, fact = p.constant, facts[i]
        if value is not None and not _holds(value, fact.relation):
            return _at_once(facts, equations, i, value), 1
    known = [(i, p) for i, p in reduced.items() if facts[i].relation != "==" and p.constant is None]
    return _search(facts, equations, known).found(effort, most)


def _holds(value: Fraction, relation: str) -> bool:
    return {">=": value >= 0, ">": value > 0, "==": value == 0}[relation]


def _at_once(facts: tuple[Fact, ...], equations: Elimination, i: int, value: Fraction) -> Leaf:
    """The fact i says that a number has a sign that it does not have."""
    one = (Fraction(1) if facts[i].relation == "==" else -value, Summand(()))
    if facts[i].relation == "==":
        terms = [one, (-1 / value, Summand((), None, {i: ONE}))]
    else:
        terms = [(Fraction(1), Summand((i,))), *([one] if value else [])]
    return _assembled(facts, equations, terms)


def _assembled(
    facts: tuple[Fact, ...], equations: Elimination, chosen: Iterable[tuple[Fraction, Summand]]
) -> Leaf:
    """The certificate, with the multipliers of the equations."""
    total, multipliers, terms = ZERO, dict[int, Polynomial](), list[Term]()
    for x, summand in chosen:
        total = total + summand.value(facts).scaled(x)
        if not summand.equation:
            terms.append(Term(x, summand.factors, summand.root))
        for i, q in summand.equation.items():
            multipliers[i] = multipliers.get(i, ZERO) + q.scaled(x)
    for i, q in equations.divided(total)[1].items():
        multipliers[i] = multipliers.get(i, ZERO) - q
    return Leaf(tuple(terms), tuple((i, q) for i, q in sorted(multipliers.items()) if q.terms))


def _search(
    facts: tuple[Fact, ...], equations: Elimination, known: Sequence[tuple[int, Polynomial]]
) -> Search:
    inequalities = [p for _, p in known]
    rules = [r.polynomial for r in equations.products]
    left = [p for p, _ in equations.left]
    vectors = vectors_of(atoms_of(f.polynomial for f in facts))
    products = grams(vectors, equations)
    atoms = atoms_of([*inequalities, *left, *products.values()])
    while (
        more := atoms_of(r for r in rules if atoms.issuperset(n for n, _ in _lead(r, equations)))
        - atoms
    ):
        atoms |= more
    used = [r for r in rules if atoms.issuperset(r.atoms)]
    units = grading([*inequalities, *used, *left], products, atoms)
    expansion = Expansion(equations, atoms)
    return Search(
        facts,
        equations,
        units,
        expansion,
        _distinct(facts, known, units, expansion),
        Squares(units, expansion, {pair: expansion.fast(p) for pair, p in products.items()}),
    )


def _lead(rule: Polynomial, equations: Elimination) -> tuple[tuple[str, int], ...]:
    return next(r.lead for r in equations.products if r.polynomial == rule)


def _distinct(
    facts: tuple[Fact, ...],
    known: Iterable[tuple[int, Polynomial]],
    units: Grading,
    expansion: Expansion,
) -> tuple[Inequality, ...]:
    """Each polynomial once."""
    best: dict[Polynomial, Inequality] = {}
    for i, p in known:
        strict = facts[i].relation == ">"
        key = p.scaled(1 / abs(p.leading))
        if key not in best or (strict and not best[key].strict):
            sign = len(p.terms) == 1 and sum(e for m in p.terms for _, e in m) == 1
            best[key] = Inequality(i, expansion.fast(p), strict, units.of(p), sign)
    return tuple(best.values())


@dataclass(frozen=True)
class Search:
    """The inequalities of a case, modulo its equations, with their degrees."""

    facts: tuple[Fact, ...]
    equations: Elimination
    units: Grading
    expansion: Expansion
    known: tuple[Inequality, ...]
    squares: Squares
    products: dict[tuple[int, ...], Fast] = field(default_factory=dict)

    def found(self, effort: Effort, most: int) -> tuple[Leaf | None, int]:
        """A certificate, if one was found, and the columns tried."""
        table, tried = self._table(effort), 1
        for degree in self._targets(table, effort):
            if tried > most:
                break
            made = list(islice(self._columns(degree, table, effort), effort.columns))
            tried += len(made)
            chosen = solution([column for column, _ in made])
            if chosen is not None:
                summands = [(x, made[i][1]) for i, x in chosen.items()]
                return _assembled(self.facts, self.equations, summands), tried
        return None, tried

    def _table(self, effort: Effort) -> Table:
        """The products of signs of atoms, and of other facts, by degree, those of few first."""
        signs = [i for i, f in enumerate(self.known) if f.sign]
        others = [i for i, f in enumerate(self.known) if not f.sign]
        return Table(
            self._products_of(signs, effort.factors), self._products_of(others, effort.others)
        )

    def _products_of(self, known: Sequence[int], most: int) -> dict[Degree, list[Chosen]]:
        found: dict[Degree, list[Chosen]] = {}
        for count in range(most + 1):
            many = combinations_with_replacement(known, count)
            for chosen in islice(many, MOST):
                found.setdefault(self._degree(chosen), []).append(chosen)
        return found

    def _targets(self, table: Table, effort: Effort) -> list[Degree]:
        """The degrees of positive products, those of few factors first."""
        best: dict[Degree, int] = {}
        signs, others = (
            [(d, c) for d, many in part.items() for c in many if self._strict(c)]
            for part in (table.signs, table.others)
        )
        for d, first in others:
            for e, second in signs:
                size = len(first) + len(second)
                if size <= min(effort.factors, NEAR):
                    degree = tuple(map(int.__add__, d, e))
                    best[degree] = min(size, best.get(degree, size))
        return sorted(best, key=lambda d: (best[d], d))[: effort.classes]

    def _strict(self, chosen: Chosen) -> bool:
        return all(self.known[i].strict for i in chosen)

    def _degree(self, chosen: Chosen) -> Degree:
        return tuple(sum(self.known[i].degree[j] for i in chosen) for j in range(self.units.size))

    def _members(self, degree: Degree, table: Table, effort: Effort) -> list[Chosen]:
        """The products of that degree, those of few factors first."""
        found = [
            tuple(sorted((*other, *sign)))
            for rest, many in table.others.items()
            for sign in table.signs.get(tuple(map(int.__sub__, degree, rest)), ())
            for other in many
            if len(sign) + len(other) <= effort.factors
        ]
        return sorted(found, key=lambda chosen: (len(chosen), chosen))

    def _columns(
        self, degree: Degree, table: Table, effort: Effort
    ) -> Iterator[tuple[Column, Summand]]:
        seen: set[Powers] = set()
        for chosen in self._members(degree, table, effort)[: effort.columns * 2 // 3]:
            terms = self._product(chosen).to_dict()
            seen |= terms.keys()
            cost = 1 + len(chosen) + len(terms) / 8
            column = Column(terms, cost, positive=self._strict(chosen))
            yield column, Summand(self._indices(chosen))
        for p, by in self.equations.left:
            yield from self._multiples_of(p, by, degree, seen)
        for chosen, root, square in self._multiples(degree, effort):
            terms = self.expansion.reduced(square * self._product(chosen)).to_dict()
            cost = 3 + len(chosen) + len(terms) / 8
            yield Column(terms, cost), Summand(self._indices(chosen), root)

    def _multiples_of(
        self, p: Polynomial, by: Multipliers, degree: Degree, seen: set[Powers]
    ) -> Iterator[tuple[Column, Summand]]:
        """Multiples of an equation that made no rule."""
        fast, wanted = self.expansion.fast(p), tuple(map(int.__sub__, degree, self.units.of(p)))
        for powers in _quotients(seen, fast.monoms()):
            times = self.expansion.monomial(powers)
            if self.units.of(times) == wanted:
                terms = self.expansion.reduced(fast * self.expansion.fast(times)).to_dict()
                yield (
                    Column(terms, 0, free=True),
                    Summand((), None, {i: times * q for i, q in by.items()}),
                )

    def _multiples(self, degree: Degree, effort: Effort) -> Iterator[tuple[Chosen, Root, Fast]]:
        """Squares times at most a few facts."""
        for count in range(effort.beside + 1):
            for chosen in combinations_with_replacement(range(len(self.known)), count):
                rest = tuple(map(int.__sub__, degree, self._degree(chosen)))
                for root, square in self.squares.of(rest, effort.degree):
                    yield chosen, root, square

    def _indices(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(self.known[i].index for i in chosen)

    def _product(self, chosen: tuple[int, ...]) -> Fast:
        if not chosen:
            return self.expansion.unit()
        if chosen not in self.products:
            p = self._product(chosen[:-1]) * self.known[chosen[-1]].polynomial
            self.products[chosen] = self.expansion.reduced(p)
        return self.products[chosen]


def _quotients(seen: Iterable[Powers], leads: Iterable[Powers]) -> list[Powers]:
    """The monomials by which to multiply an equation, so that terms can cancel."""
    leads = [tuple(map(int, lead)) for lead in leads]
    found = {
        tuple(a - b for a, b in zip(m, lead, strict=True))
        for m in seen
        for lead in leads
        if all(a >= b for a, b in zip(m, lead, strict=True))
    }
    return sorted(found)
