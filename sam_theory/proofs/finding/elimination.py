"""Polynomials modulo equations: definitions substituted, and products that are known replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.proofs.exact.polynomial import Monomial, Polynomial
from sam_theory.proofs.exact.verifier import Fact

ZERO = Polynomial.number(0)
Multipliers = dict[int, Polynomial]  # equation: its multiplier
Equation = tuple[Polynomial, Multipliers]  # p = Σ multiplier · equation


@dataclass(frozen=True)
class Rule:
    """lead + rest = Σ by[i] · equation i, so lead is replaced by −rest."""

    lead: Monomial
    rest: Polynomial
    by: Multipliers

    @property
    def polynomial(self) -> Polynomial:
        """What is 0."""
        return Polynomial({self.lead: Fraction(1)}) + self.rest


@dataclass(frozen=True)
class Elimination:
    """Rules whose leads have no atom in common, and the equations that made none."""

    rules: tuple[Rule, ...]
    left: tuple[Equation, ...]

    @property
    def products(self) -> tuple[Rule, ...]:
        """The rules that do not define an atom."""
        return tuple(r for r in self.rules if len(r.lead) > 1 or r.lead[0][1] > 1)

    def divided(self, p: Polynomial) -> tuple[Polynomial, Multipliers]:
        """(r, q) with p = r + Σ q[i] · equation i, where no lead divides a term of r."""
        remainder: dict[Monomial, Fraction] = {}
        by: Multipliers = {}
        work = dict(p.terms)
        while work:
            monomial, c = work.popitem()
            rule, factor = _applicable(self.rules, monomial)
            if rule is None:
                _add(remainder, monomial, c)
                continue
            times = Polynomial({factor: c})
            for m, value in (times * rule.rest).terms.items():
                _add(work, m, -value)
            for i, multiplier in rule.by.items():
                by[i] = by.get(i, ZERO) + times * multiplier
        return Polynomial(remainder), by

    def reduced(self, p: Polynomial) -> Polynomial:
        """What is left of p."""
        return self.divided(p)[0]


def _add(terms: dict[Monomial, Fraction], monomial: Monomial, value: Fraction) -> None:
    total = terms.pop(monomial, Fraction(0)) + value
    if total:
        terms[monomial] = total


def _applicable(rules: Iterable[Rule], monomial: Monomial) -> tuple[Rule | None, Monomial]:
    powers = dict(monomial)
    for rule in rules:
        if all(powers.get(name, 0) >= e for name, e in rule.lead):
            lead = dict(rule.lead)
            rest = ((name, e - lead.get(name, 0)) for name, e in monomial)
            return rule, tuple((name, e) for name, e in rest if e)
    return None, monomial


def elimination(facts: Sequence[Fact]) -> Elimination:
    """The rules that the equations among the facts give, definitions first."""
    equations = [(i, f.polynomial) for i, f in enumerate(facts) if f.relation == "=="]
    signed = frozenset().union(*(f.polynomial.atoms for f in facts if _is_sign(f)))
    found = Elimination((), ())
    nonlinear: list[Equation] = []
    waiting: list[Equation] = [(p, {i: Polynomial.number(1)}) for i, p in equations]
    while waiting:
        p, by = _modulo(found, *waiting.pop(0))
        name = _defined(p, signed)
        if name is None:
            nonlinear.append((p, by))
            continue
        found = Elimination((*found.rules, _rule(((name, 1),), p, by)), ())
        waiting, nonlinear = [*nonlinear, *waiting], []
    left: list[Equation] = []
    for equation in nonlinear:
        p, by = _modulo(found, *equation)
        if not p.terms:
            continue
        lead = min(p.terms, key=_order)
        taken = {name for rule in found.rules for name, _ in rule.lead}
        if taken.isdisjoint(name for name, _ in lead) and lead:
            found = Elimination((*found.rules, _rule(lead, p, by)), ())
        else:
            left.append((p, by))
    return Elimination(found.rules, tuple(left))


def _modulo(found: Elimination, p: Polynomial, by: Mapping[int, Polynomial]) -> Equation:
    remainder, quotients = found.divided(p)
    total = dict(by)
    for i, q in quotients.items():
        total[i] = total.get(i, ZERO) - q
    return remainder, total


def _rule(lead: Monomial, p: Polynomial, by: Mapping[int, Polynomial]) -> Rule:
    factor = 1 / p.terms[lead]
    rest = {m: c * factor for m, c in p.terms.items() if m != lead}
    return Rule(lead, Polynomial(rest), {i: q.scaled(factor) for i, q in by.items()})


def _is_sign(fact: Fact) -> bool:
    """Whether the fact is the sign of an atom, which is then better kept."""
    return fact.relation != "==" and len(fact.polynomial.terms) == 1


def _defined(p: Polynomial, signed: frozenset[str]) -> str | None:
    """An atom that the equation defines by the others, one without a sign if there is one."""
    alone = [m[0][0] for m in p.terms if len(m) == 1 and m[0][1] == 1]
    count = {a: sum(any(name == a for name, _ in m) for m in p.terms) for a in alone}
    return min(
        (a for a in alone if count[a] == 1),
        key=lambda a: ("(" in a, a in signed, a.startswith("<"), -len(a), a),
        default=None,
    )


def rank(name: str) -> tuple[bool, bool, int, str]:
    """The order of the atoms: inverses of roots, what else is defined, then the others."""
    return "(" not in name, name.startswith("<"), -len(name), name


def _order(monomial: Monomial) -> tuple[tuple[tuple[bool, bool, int, str], int], ...]:
    """Least for the lead in the lexicographic order."""
    powers = sorted(monomial, key=lambda power: rank(power[0]))
    return (*((rank(name), -e) for name, e in powers), ((True, True, 1, ""), 0))
