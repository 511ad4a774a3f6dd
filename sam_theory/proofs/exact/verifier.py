"""Accepts or refuses a certificate: exact expansion of polynomials, and nothing else.

A case is a conjunction of facts p ≥ 0, p > 0, p = 0 and of choices, of each of which one option
holds; atoms are real numbers, "<u|v>" the inner products of vectors. A certificate shows that no
such numbers exist. Source: Stengle, Math. Ann. 207 (1974), Positivstellensatz.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from sam_theory.proofs.exact.polynomial import Polynomial

Relation = Literal[">=", ">", "=="]
ZERO, ONE = Polynomial.number(0), Polynomial.number(1)


@dataclass(frozen=True)
class Fact:
    """polynomial relation 0."""

    polynomial: Polynomial
    relation: Relation

    def __str__(self) -> str:
        return f"{self.polynomial} {self.relation} 0"


@dataclass(frozen=True)
class Case:
    """All facts hold, and of each choice at least one option."""

    facts: tuple[Fact, ...] = ()
    choices: tuple[tuple[Case, ...], ...] = ()

    def plus(self, other: Case) -> Case:
        """Both hold; what is numbered here keeps its number."""
        return Case(self.facts + other.facts, self.choices + other.choices)

    def __str__(self) -> str:
        options = (" or ".join(f"({option})" for option in choice) for choice in self.choices)
        return " and ".join([*map(str, self.facts), *(f"[{text}]" for text in options)])


@dataclass(frozen=True)
class Term:
    """coefficient · Π facts · square, where a square is p², or ⟨w, w⟩ for w = Σ pᵢuᵢ."""

    coefficient: Fraction
    factors: tuple[int, ...] = ()
    square: Polynomial | Mapping[str, Polynomial] | None = None


@dataclass(frozen=True)
class Leaf:
    """Σ terms + Σ multiplier · equation = 0, where some term is positive: a contradiction."""

    terms: tuple[Term, ...]
    multipliers: tuple[tuple[int, Polynomial], ...] = ()


@dataclass(frozen=True)
class Split:
    """Each option of a choice is contradictory."""

    choice: int
    cases: tuple[Tree, ...]


@dataclass(frozen=True)
class Cut:
    """For p > 0 and for −p ≥ 0; of three: for p > 0, for p = 0 and for −p > 0."""

    polynomial: Polynomial
    cases: tuple[Tree, ...]


Tree = Leaf | Split | Cut


def refutes(tree: Tree, case: Case) -> bool:
    """Whether the certificate shows that the case holds for no real numbers and vectors."""
    if isinstance(tree, Leaf):
        return _contradicts(tree, case.facts)
    if isinstance(tree, Split) and not 0 <= tree.choice < len(case.choices):
        return False
    options = case.choices[tree.choice] if isinstance(tree, Split) else signs(tree)
    return len(options) == len(tree.cases) and all(
        refutes(below, case.plus(option)) for below, option in zip(tree.cases, options, strict=True)
    )


def signs(cut: Cut) -> tuple[Case, ...]:
    """Of which one holds, whatever the polynomial is."""
    p = cut.polynomial
    if len(cut.cases) == 2:
        return Case((Fact(p, ">"),)), Case((Fact(-p, ">="),))
    return Case((Fact(p, ">"),)), Case((Fact(p, "=="),)), Case((Fact(-p, ">"),))


def _contradicts(leaf: Leaf, facts: tuple[Fact, ...]) -> bool:
    total, positive = ZERO, False
    for term in leaf.terms:
        if term.coefficient <= 0 or not all(_is(facts, i, ">=", ">") for i in term.factors):
            return False
        positive |= term.square is None and all(_is(facts, i, ">") for i in term.factors)
        product = ONE if term.square is None else squared(term.square)
        for i in term.factors:
            product = product * facts[i].polynomial
        total = total + product.scaled(term.coefficient)
    for i, multiplier in leaf.multipliers:
        if not _is(facts, i, "=="):
            return False
        total = total + multiplier * facts[i].polynomial
    return positive and total == ZERO


def _is(facts: tuple[Fact, ...], index: int, *relations: Relation) -> bool:
    return 0 <= index < len(facts) and facts[index].relation in relations


def squared(root: Polynomial | Mapping[str, Polynomial]) -> Polynomial:
    """p², or ⟨w, w⟩ as a polynomial in the inner products; neither is ever negative."""
    if isinstance(root, Polynomial):
        return root * root
    total = ZERO
    for u, a in root.items():
        for v, b in root.items():
            total = total + a * b * Polynomial.atom(f"<{min(u, v)}|{max(u, v)}>")
    return total
