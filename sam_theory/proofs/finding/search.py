"""A certificate of a case: signs are settled, then cases are told apart until each is refuted."""

from __future__ import annotations

from dataclasses import dataclass, field

from sam_theory.proofs.exact.polynomial import Polynomial
from sam_theory.proofs.exact.verifier import Case, Cut, Fact, Leaf, Split, Tree
from sam_theory.proofs.finding.products import FULL, QUICK, USUAL, Effort, leaf

DEPTH = 6  # choices that are split within each other


def found(case: Case, budget: int = 400) -> Tree | None:
    """A certificate that the case is contradictory; None where none was found."""
    return Finder(budget).tree(case, frozenset(), 0)


@dataclass
class Finder:
    """Counts its searches, so that what is found does not depend on the clock."""

    left: int
    tried: dict[tuple[tuple[Fact, ...], int], Leaf | None] = field(default_factory=dict)

    def leaf(self, case: Case, effort: Effort) -> Leaf | None:
        """A certificate without cases."""
        if self.left <= 0:
            return None
        self.left -= effort.factors - 1
        return leaf(case.facts, [effort])

    def tree(self, case: Case, settled: frozenset[object], depth: int) -> Tree | None:
        """A certificate of the case; `settled` are choices and signs that need no more thought."""
        for i, options in enumerate(case.choices):
            if not options:
                return Split(i, ())
        quick = self.leaf(case, QUICK)
        if quick:
            return quick
        forced = self._forced(case, settled, depth)
        if forced is not None:
            return forced
        if not self._open(case, settled):
            return self._last(case, settled, depth)
        usual = self.leaf(case, USUAL) 
        return usual or self._split(case, settled, depth) or self._last(case, settled, depth)

    def _open(self, case, settled):
        return [i for i in range(len(case.choices)) if i not in settled]

    def _last(self, case, settled, depth):
        return self.leaf(case, USUAL) or self.leaf(case, FULL)

    def _forced(self, case: Case, settled: frozenset[object], depth: int) -> Tree | None:
        """Goes on where all but one option of a choice are refuted at once, or a sign is."""
        for i, options in enumerate(case.choices):
            if i in settled or ("tried", i, len(case.facts)) in settled or len(options) > 3:
                continue
            refuted = [self._quick(case.plus(option)) for option in options]
            if refuted.count(None) > 1:
                continue
            done = settled | {i}
            below = [
                tree or self.tree(case.plus(option), done, depth)
                for tree, option in zip(refuted, options, strict=True)
            ]
            return None if None in below else Split(i, tuple(below))
        return self._sign(case, settled, depth)

    def _quick(self, case: Case) -> Tree | None:
        for i, options in enumerate(case.choices):
            if not options:
                return Split(i, ())
        return self.leaf(case, QUICK)

    def _sign(self, case: Case, settled: frozenset[object], depth: int) -> Tree | None:
        """Settles the sign of a denominator, or of an inverse."""
        for p in _wanted(case):
            if p in settled or -p in settled:
                continue
            known = {f.polynomial for f in case.facts if f.relation == ">"}
            settled |= {p}
            if p in known or -p in known:
                continue
            for q in (p, -p):
                below = self.leaf(case.plus(Case((Fact(-q, ">="),))), QUICK)
                if below:
                    above = self.tree(case.plus(Case((Fact(q, ">"),))), settled, depth)
                    return above and Cut(q, (above, below))
        return None

    def _split(self, case: Case, settled: frozenset[object], depth: int) -> Tree | None:
        if depth >= DEPTH:
            return None
        for i in self._open(case, settled):
            below = []
            for option in case.choices[i]:
                tree = self.tree(case.plus(option), settled | {i}, depth + 1)
                if tree is None:
                    return None
                below.append(tree)
            return Split(i, tuple(below))
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
