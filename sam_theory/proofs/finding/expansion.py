"""Fast polynomials: products modulo equations, in FLINT."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from sam_theory.proofs.exact.polynomial import Monomial, Polynomial
from sam_theory.proofs.finding.elimination import Elimination, rank

Fast = Any  # a polynomial of FLINT
Powers = tuple[int, ...]


@dataclass(frozen=True)
class Expansion:
    """Polynomials in the given atoms, reduced by the equations."""

    equations: Elimination
    atoms: frozenset[str]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The atoms in the order of their rank, in which leads come first."""
        return tuple(sorted(self.atoms, key=rank))

    @cached_property
    def _ring(self) -> Any:
        return fmpq_mpoly_ctx.get(tuple(f"x{i}" for i in range(len(self.names))), Ordering.lex)

    @cached_property
    def _index(self) -> Mapping[str, int]:
        return {name: i for i, name in enumerate(self.names)}

    @cached_property
    def _rules(self) -> list[Fast]:
        """The rules that may apply to a product of what is reduced already."""
        return [
            self.fast(Polynomial({rule.lead: Fraction(1)}) + rule.rest)
            for rule in self.equations.products
            if self.atoms.issuperset(rule.polynomial.atoms)
        ]

    def fast(self, p: Polynomial) -> Fast:
        """A polynomial that is reduced already."""
        terms = {self._powers(m): fmpq(c.numerator, c.denominator) for m, c in p.terms.items()}
        return self._ring.from_dict(terms)

    def _powers(self, monomial: Monomial) -> Powers:
        powers = [0] * len(self.names)
        for name, exponent in monomial:
            powers[self._index[name]] = exponent
        return tuple(powers)

    def monomial(self, powers: Powers) -> Polynomial:
        """The monomial with those powers."""
        named = ((n, int(e)) for n, e in zip(self.names, powers, strict=True) if e)
        return Polynomial({tuple(sorted(named)): Fraction(1)})

    def reduced(self, p: Fast) -> Fast:
        """The normal form of a product."""
        changed = True
        while changed:
            before = p
            for rule in self._rules:
                p = p % rule
            changed = p != before
        return p

    def unit(self) -> Fast:
        """1."""
        return self._ring.constant(1)


def atoms_of(polynomials: Iterable[Polynomial]) -> frozenset[str]:
    """All their atoms."""
    return frozenset[str]().union(*(p.atoms for p in polynomials))
