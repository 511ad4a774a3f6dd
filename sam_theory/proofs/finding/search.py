"""A certificate of a case: signs are settled, then cases are told apart until each is refuted."""

from __future__ import annotations

from dataclasses import dataclass

from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.exact.verifier import Case, Cut, Fact, Split, Tree
from sam_theory.proofs.finding.products import FULL, QUICK, USUAL, Effort, leaf

DEPTH = 5  # choices that are split within each other
MANY = 3  # options that are tried each, to see whether all but one can be ruled out


def found(case: Case, budget: int = 600) -> Tree | None:
    """A certificate that the case is contradictory; None where none was found."""
    return Finder(budget).tree(case)


@dataclass
class Finder:
    """Counts its searches, so that what is found does not depend on the clock."""

    left: int

    def leaf(self, case: Case, *efforts: Effort) -> Tree | None:
        """A certificate without cases."""
        for i, options in enumerate(case.choices):
            if not options:
                return Split(i, ())
        if self.left <= 0:
            return None
        self.left -= sum(effort.factors for effort in efforts)
        return leaf(case.facts, efforts)

    def tree(self, case: Case, settled: frozenset[object] = frozenset(), depth: int = 0) -> Tree | None:
        """A certificate of the case; `settled` are choices and signs that need no more thought."""
        quick = self.leaf(case, QUICK)
        if quick:
            return quick
        for i, options in enumerate(case.choices):
            if i in settled:
                continue
            refuted = [self.leaf(case.plus(option), QUICK) for option in options[:MANY]]
            if len(options) <= MANY and refuted.count(None) <= 1:
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
        return self.leaf(case, FULL)

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
        for p in _wanted(case):
            if p in settled or p in positive or -p in positive:
                continue
            settled |= {p}
            for q in (p, -p):
                below = self.leaf(case.plus(Case((Fact(-q, ">="),))), QUICK)
                if below:
                    return q, below, settled
        return None


def _wanted(case: Case) -> list[Polynomial]:
    """The denominators and the inverses that occur."""
    names = sorted({a for f in case.facts for a in f.polynomial.atoms if a.startswith("inverse(")})
    found = []
    for f in case.facts:
        if f.relation == "==" and any(n in f.polynomial.atoms for n in names):
            for n in names:
                rest = Polynomial({tuple(x for x in m if x[0] != n): c for m, c in f.polynomial.terms.items() if (n, 1) in m})
                if rest.terms and f.polynomial - rest * Polynomial.atom(n) == Polynomial.number(-1):
                    found += [rest, Polynomial.atom(n)]
    return found
