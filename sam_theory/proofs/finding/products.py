"""A certificate without cases: products of facts and squares that add up to a contradiction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations_with_replacement, islice
from typing import NamedTuple

from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.exact.verifier import Fact, Leaf, Term, squared
from sam_theory.proofs.finding.elimination import Elimination, Multipliers, elimination
from sam_theory.proofs.finding.expansion import Expansion, Fast, Powers, atoms_of
from sam_theory.proofs.finding.grading import Degree, Grading, grading
from sam_theory.proofs.finding.linear import Column, solution
from sam_theory.proofs.finding.squares import Root, Squares, grams, vectors_of

ZERO, ONE = Polynomial.number(0), Polynomial.number(1)


class Effort(NamedTuple):
    """How much is tried."""

    factors: int  # of a product
    beside: int  # of these beside a square
    degree: int  # of a monomial that is squared
    columns: int  # of a linear program
    classes: int  # degrees that are tried


QUICK = Effort(2, 0, 1, 400, 40)
USUAL = Effort(3, 1, 2, 2000, 80)
FULL = Effort(4, 2, 2, 6000, 80)


@dataclass(frozen=True)
class Inequality:
    """A fact, reduced modulo the equations."""

    index: int
    polynomial: Fast
    strict: bool
    degree: Degree


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


def leaf(facts: tuple[Fact, ...], efforts: Sequence[Effort]) -> Leaf | None:
    """A certificate of a contradiction between the facts; None where none was found."""
    equations = elimination(facts)
    reduced = {i: equations.reduced(f.polynomial) for i, f in enumerate(facts)}
    for i, p in reduced.items():
        value, fact = p.constant, facts[i]
        if value is not None and not _holds(value, fact.relation):
            return _at_once(facts, equations, i, value)
    known = [(i, p) for i, p in reduced.items() if facts[i].relation != "==" and p.constant is None]
    search = _search(facts, equations, known)
    for effort in efforts:
        found = search.found(effort)
        if found:
            return found
    return None


def _holds(value: Fraction, relation: str) -> bool:
    return {">=": value >= 0, ">": value > 0, "==": value == 0}[relation]


def _at_once(facts: tuple[Fact, ...], equations: Elimination, i: int, value: Fraction) -> Leaf:
    """The fact i says that a number has a sign that it does not have."""
    if facts[i].relation == "==":
        return Leaf((Term(Fraction(1)),), ((i, Polynomial.number(-1 / value)),))
    terms = [(Fraction(1), Summand((i,)))]
    return _assembled(facts, equations, terms if not value else [*terms, (-value, Summand(()))])


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
    while more := atoms_of(r for r in rules if atoms.issuperset(n for n, _ in _lead(r, equations))) - atoms:
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
            best[key] = Inequality(i, expansion.fast(p), strict, units.of(p))
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

    def found(self, effort: Effort) -> Leaf | None:
        """A certificate; None where none was found."""
        for degree, members in self._classes(effort):
            if len(members) > effort.columns:
                continue
            made = list(islice(self._columns(degree, members, effort), effort.columns))
            chosen = solution([column for column, _ in made])
            if chosen is not None:
                summands = [(x, made[i][1]) for i, x in chosen.items()]
                return _assembled(self.facts, self.equations, summands)
        return None

    def _classes(self, effort: Effort) -> list[tuple[Degree, list[tuple[int, ...]]]]:
        """The products of facts by degree, fewest first, where one of them is positive."""
        members: dict[Degree, list[tuple[int, ...]]] = {}
        best: dict[Degree, int] = {}
        for count in range(effort.factors + 1):
            for chosen in combinations_with_replacement(range(len(self.known)), count):
                degree = self._degree(chosen)
                members.setdefault(degree, []).append(chosen)
                if all(self.known[i].strict for i in chosen):
                    best.setdefault(degree, count)
        order = sorted(best, key=lambda d: (best[d], len(members[d])))
        return [(d, members[d]) for d in order[: effort.classes]]

    def _degree(self, chosen: tuple[int, ...]) -> Degree:
        return tuple(sum(self.known[i].degree[j] for i in chosen) for j in range(self.units.size))

    def _columns(
        self, degree: Degree, members: list[tuple[int, ...]], effort: Effort
    ) -> Iterator[tuple[Column, Summand]]:
        seen: set[Powers] = set()
        for chosen in members:
            terms = self._product(chosen).to_dict()
            seen |= terms.keys()
            strict = all(self.known[i].strict for i in chosen)
            cost = 1 + len(chosen) + len(terms) / 8
            yield Column(terms, cost, positive=strict), Summand(self._indices(chosen))
        for chosen, root, square in self._multiples(degree, effort):
            terms = self.expansion.reduced(square * self._product(chosen)).to_dict()
            seen |= terms.keys()
            cost = 3 + len(chosen) + len(terms) / 8
            yield Column(terms, cost), Summand(self._indices(chosen), root)
        for p, by in self.equations.left:
            fast, degrees = self.expansion.fast(p), self.units.of(p)
            for powers in _quotients(seen, fast.monoms()):
                times = self.expansion.monomial(powers)
                if self.units.of(times) == tuple(map(int.__sub__, degree, degrees)):
                    terms = self.expansion.reduced(fast * self.expansion.fast(times)).to_dict()
                    multiple = {i: times * q for i, q in by.items()}
                    yield Column(terms, 0, free=True), Summand((), None, multiple)

    def _multiples(
        self, degree: Degree, effort: Effort
    ) -> Iterator[tuple[tuple[int, ...], Root, Fast]]:
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
