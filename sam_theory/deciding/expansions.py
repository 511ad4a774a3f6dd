"""Lazy series Σ cⱼ·b^eⱼ with strictly falling exponents and exact coefficients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from sam_theory.deciding.constants import Constant, compare
from sam_theory.deciding.germs import Germ
from sam_theory.deciding.outcome import Budget

CANCELLATIONS = 4  # vanishing coefficients in a row after which a zero test is made

Term = tuple[Constant, Germ]  # exponent, coefficient


class Judge(Protocol):
    """What an expansion asks of the scale that it is made over."""

    budget: Budget

    def is_zero(self, germ: Germ) -> bool:
        """Whether a coefficient vanishes."""

    def confirm_nonzero(self, germ: Germ) -> bool:
        """False if the germ is proved to vanish, True if it does not."""


class Expansion:
    """Terms computed on demand and kept; every coefficient is nonzero."""

    def __init__(self, source: Iterator[Term]) -> None:
        self._source = source
        self._known: list[Term] = []

    def term(self, index: int) -> Term | None:
        """The term of that index, or None where the series has ended."""
        while len(self._known) <= index:
            following = next(self._source, None)
            if following is None:
                return None
            self._known.append(following)
        return self._known[index]

    def terms(self, start: int = 0) -> Iterator[Term]:
        """The terms from the index on."""
        while (term := self.term(start)) is not None:
            yield term
            start += 1

    def tail(self, start: int) -> Expansion:
        """The series without its first terms."""
        return Expansion(self.terms(start))

    def times(self, factor: Germ) -> Expansion:
        """Every coefficient times a nonzero germ over the smaller elements."""
        return Expansion((e, c * factor) for e, c in self.terms()) if factor.terms else _EMPTY()

    def shifted(self, exponent: Constant, factor: Germ) -> Expansion:
        """The series times factor·b^exponent."""
        return Expansion((e + exponent, c * factor) for e, c in self.terms())


def _EMPTY() -> Expansion:
    return Expansion(iter(()))


def single(exponent: Constant, coefficient: Germ) -> Expansion:
    """A series of one term, or of none."""
    return Expansion(iter([(exponent, coefficient)] if coefficient.terms else []))


def merged(
    rows: Iterable[tuple[Constant | None, Expansion]], judge: Judge, guard: Germ | None = None
) -> Iterator[Term]:
    """The sum of the rows. A row's exponents do not exceed its bound, and bounds do not rise;
    a row with bound None is taken at once. `guard` is what the whole series stands for."""
    source, active, cancelled = iter(rows), list[tuple[Expansion, int]](), 0
    pending = next(source, None)
    while True:
        judge.budget.spend()
        top = _largest(active)
        while pending is not None and _due(pending[0], top):
            active.append((pending[1], 0))
            pending = next(source, None)
            top = _largest(active)
        if top is None:
            return
        total, active = _collect(active, top)
        if not judge.is_zero(total):
            cancelled = 0
            yield top, total
            continue
        cancelled += 1
        if cancelled == CANCELLATIONS and guard is not None and not judge.confirm_nonzero(guard):
            return


def _due(bound: Constant | None, top: Constant | None) -> bool:
    return bound is None or top is None or compare(bound, top) >= 0


def _largest(active: list[tuple[Expansion, int]]) -> Constant | None:
    top: Constant | None = None
    for row, index in active:
        head = row.term(index)
        if head is not None and (top is None or compare(head[0], top) > 0):
            top = head[0]
    return top


def _collect(
    active: list[tuple[Expansion, int]], top: Constant
) -> tuple[Germ, list[tuple[Expansion, int]]]:
    """The coefficient of b^top, and the rows past it; rows that have ended are dropped."""
    total, kept = Germ({}), []
    for row, index in active:
        head = row.term(index)
        if head is None:
            continue
        taken = compare(head[0], top) == 0
        if taken:
            total = total + head[1]
        kept.append((row, index + taken))
    return total, kept


def multiplied(a: Expansion, b: Expansion, judge: Judge) -> Iterator[Term]:
    """The product of two series."""
    first = b.term(0)
    if first is None:
        return iter(())
    rows = ((e + first[0], b.shifted(e, c)) for e, c in a.terms())
    return merged(rows, judge)
