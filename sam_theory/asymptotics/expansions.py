"""Lazy series Σ cⱼ·b^eⱼ with strictly falling exponents and exact coefficients.

A coefficient may vanish: a series whose terms cancel from some point on never ends, but every term
that is asked for comes. Which coefficients vanish is for the reader of the series to find out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from sam_theory.asymptotics.constants import Constant, compare
from sam_theory.asymptotics.germs import NOTHING, Germ, total
from sam_theory.asymptotics.outcome import Budget, Undecidable

CANCELLATIONS = 4  # vanishing coefficients in a row after which a zero test is made

Term = tuple[Constant, Germ]  # exponent, coefficient


class Judge(Protocol):
    """What the reader of an expansion asks of the scale that it is made over."""

    def is_zero(self, germ: Germ) -> bool:
        """Whether a coefficient vanishes."""

    def confirm_nonzero(self, germ: Germ) -> bool:
        """False if the germ is proved to vanish, True if it does not."""


class Expansion:
    """Terms computed on demand and kept."""

    def __init__(self, source: Iterator[Term]) -> None:
        self._source = source
        self._known: list[Term] = []
        self._failure: Undecidable | None = None

    def term(self, index: int) -> Term | None:
        """The term of that index, or None where the series has ended."""
        while len(self._known) <= index:
            following = self._next()
            if following is None:
                return None
            self._known.append(following)
        return self._known[index]

    def _next(self) -> Term | None:
        """A generator that has raised looks like one that has ended, so the failure is kept."""
        if self._failure is not None:
            raise self._failure
        try:
            return next(self._source, None)
        except Undecidable as failure:
            self._failure = failure
            raise

    def terms(self, start: int = 0) -> Iterator[Term]:
        """The terms from the index on."""
        while (term := self.term(start)) is not None:
            yield term
            start += 1

    def tail(self, start: int) -> Expansion:
        """The series without its first terms."""
        return Expansion(self.terms(start))

    def shifted(self, exponent: Constant | None, factor: Germ) -> Expansion:
        """The series times factor·b^exponent."""
        if not factor.terms:
            return Expansion(iter(()))
        if exponent is None:
            return Expansion((e, c * factor) for e, c in self.terms())
        return Expansion((e + exponent, c * factor) for e, c in self.terms())


def first_nonzero(series: Expansion, judge: Judge, whole: Germ) -> Term | None:
    """The first term that does not vanish; None if `whole`, which the series expands, is 0."""
    for cancelled, term in enumerate(series.terms(), start=1):
        if not judge.is_zero(term[1]):
            return term
        if cancelled == CANCELLATIONS and not judge.confirm_nonzero(whole):
            return None
    return None


def single(exponent: Constant, coefficient: Germ) -> Expansion:
    """A series of one term, or of none."""
    return Expansion(iter([(exponent, coefficient)] if coefficient.terms else []))


def merged(rows: Iterable[tuple[Constant, Expansion]], budget: Budget) -> Iterator[Term]:
    """The sum of rows, each with a bound of its exponents; the bounds fall strictly."""
    source, active = iter(rows), list[tuple[Expansion, int]]()
    pending = next(source, None)
    while True:
        budget.spend()
        top = _largest(active)
        if pending is not None and (top is None or compare(pending[0], top) >= 0):
            bound = pending[0]
            active.append((pending[1], 0))
            pending, top = next(source, None), _largest(active)
            if top is None or compare(top, bound) < 0:
                yield bound, NOTHING
            continue
        if top is None:
            return
        coefficient, active = _collect(active, top, budget)
        yield top, coefficient


def summed(rows: Iterable[Expansion], budget: Budget) -> Iterator[Term]:
    """The sum of finitely many series."""
    active = [(row, 0) for row in rows]
    while (top := _largest(active)) is not None:
        budget.spend()
        coefficient, active = _collect(active, top, budget)
        yield top, coefficient


def _largest(active: list[tuple[Expansion, int]]) -> Constant | None:
    top: Constant | None = None
    for row, index in active:
        head = row.term(index)
        if head is not None and (top is None or compare(head[0], top) > 0):
            top = head[0]
    return top


def _collect(
    active: list[tuple[Expansion, int]], top: Constant, budget: Budget
) -> tuple[Germ, list[tuple[Expansion, int]]]:
    """The coefficient of b^top, and the rows past it; rows that have ended are dropped."""
    coefficients, kept = list[Germ](), []
    for row, index in active:
        head = row.term(index)
        if head is None:
            continue
        taken = compare(head[0], top) == 0
        if taken:
            coefficients.append(head[1])
        kept.append((row, index + taken))
    return total(coefficients, budget), kept


def multiplied(a: Expansion, b: Expansion, budget: Budget) -> Iterator[Term]:
    """The product of two series."""
    first = b.term(0)
    if first is None:
        return iter(())
    return merged(((e + first[0], b.shifted(e, c)) for e, c in a.terms()), budget)
