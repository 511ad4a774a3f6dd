"""A certificate of a case: signs are settled, then cases are told apart until each is refuted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.exact.reduction import Claim, negated
from sam_theory.proofs.exact.verifier import Case, Cut, Fact, Split, Tree, refutes
from sam_theory.proofs.finding.effort import FULL, MORE, QUICK, USUAL, Effort
from sam_theory.proofs.finding.products import leaf

DEPTH = 5  # choices that are split within each other
ONE = Polynomial.number(1)
BUDGET = 60_000  # columns of all linear programs together
MANY = 3  # options that are tried each, to see whether all but one can be ruled out


def certificate(claim: Claim, budget: int = BUDGET) -> Tree | None:
    """A certificate of the claim, verified; None where none was found.

    Raises Refused for what is outside real arithmetic.
    """
    case = negated(claim)
    tree = Finder(budget).tree(case)
    return tree if tree and refutes(tree, case) else None


@dataclass
class Finder:
    """Counts its work, so that what is found does not depend on the clock."""

    left: int

    def leaf(self, case: Case, effort: Effort) -> Tree | None:
        """A certificate without cases."""
        for i, options in enumerate(case.choices):
            if not options:
                return Split(i, ())
        if self.left <= 0:
            return None
        found, tried = leaf(case.facts, effort, self.left)
        self.left -= tried
        return found

    def tree(
        self, case: Case, settled: frozenset[object] = frozenset(), depth: int = 0
    ) -> Tree | None:
        """A certificate of the case; `settled` are choices and signs that need no more thought."""
        quick = self.leaf(case, QUICK)
        if quick:
            return quick
        for i, options in enumerate(case.choices):
            if i in settled:
                continue
            refuted = self._refuted(case, options)
            if refuted:
                return self._split(case, i, refuted, settled, depth)
        sign = self._sign(case, settled)
        if sign:
            q, below, settled = sign
            above = self.tree(case.plus(Case((Fact(q, ">"),))), settled, depth)
            return above and Cut(q, (above, below))
        undecided = [i for i in range(len(case.choices)) if i not in settled]
        usual = self.leaf(case, USUAL)
        if usual or depth >= DEPTH:
            return usual
        if undecided:
            i = undecided[0]
            return self._split(case, i, [None] * len(case.choices[i]), settled, depth + 1)
        return self.leaf(case, MORE) or self.leaf(case, FULL)

    def _refuted(self, case: Case, options: tuple[Case, ...]) -> list[Tree | None]:
        """Why each option but at most one is impossible; empty where more than one are left."""
        found: list[Tree | None] = []
        for option in options if len(options) <= MANY else ():
            found.append(self.leaf(case.plus(option), QUICK))
            if found.count(None) > 1:
                return []
        return found

    def _split(
        self,
        case: Case,
        i: int,
        refuted: list[Tree | None],
        settled: frozenset[object],
        depth: int,
    ) -> Tree | None:
        below: list[Tree] = []
        for known, option in zip(refuted, case.choices[i], strict=True):
            tree = known or self.tree(case.plus(option), settled | {i}, depth)
            if tree is None:
                return None
            below.append(tree)
        return Split(i, tuple(below))

    def _sign(
        self, case: Case, settled: frozenset[object]
    ) -> tuple[Polynomial, Tree, frozenset[object]] | None:
        """A denominator, or an inverse, that is positive, up to its sign, and why."""
        positive = {f.polynomial for f in case.facts if f.relation == ">"}
        for p in _denominators(case, settled):
            if p in settled or p in positive or -p in positive:
                continue
            settled |= {p}
            for q in (p, -p):
                below = self.leaf(case.plus(Case((Fact(-q, ">="),))), QUICK)
                if below:
                    return q, below, settled
        return None


def _denominators(case: Case, settled: frozenset[object]) -> Iterator[Polynomial]:
    """What is inverted and its inverse, where it is known not to be 0."""
    for i, choice in enumerate(case.choices):
        match choice:
            case (Case(facts=(Fact(p, "=="),)), Case(facts=(Fact(q, "=="),))) if i in settled:
                for name in sorted(q.atoms - p.atoms):
                    if q == p * Polynomial.atom(name) - ONE:
                        yield from (p, Polynomial.atom(name))
