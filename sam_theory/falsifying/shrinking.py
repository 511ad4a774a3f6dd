"""Counterexamples made simpler: fewer pieces, smaller numbers, as long as they kill the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from fractions import Fraction

from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.functions import Function
from sam_theory.falsifying.judging import Tried, killed, tried
from sam_theory.setting.pieces import Pieces

TRIES = 10  # settings that are judged anew for one counterexample
NUMBER = re.compile(r"\d+(?:/\d+)?")
CONSTANTS = ("0", "1", "1/2", "2", "1/4", "1/10")
VARYING = ("k", "1/k", "2/k", "1/k**2", "1/2**k")
SIMPLE = tuple(map(Fraction, ("0", "1", "-1", "2", "-2", "1/2", "-1/2")))


def shrunk(found: Tried, kills: Collection[Target]) -> Tried:
    """A simpler setting that kills as much; each step is judged from the beginning."""
    best, left = found, TRIES
    while left:
        for one in simpler(best.candidate):
            if not left:
                break
            left -= 1
            again = tried(one, found.name)
            if again is not None and len(list(killed(again, list(kills)))) == len(kills):
                best = again
                break
        else:
            break
    return best


def simpler(one: Candidate) -> Iterator[Candidate]:
    """What is a step simpler, the greatest steps first."""
    found = [
        *(replace(one, function=f) for f in _functions(one.function)),
        *(replace(one, start=start) for start in _starts(one.start)),
        *(replace(one, step=step) for step in _formulas(one.step)),
        *(replace(one, radius=radius) for radius in _formulas(one.radius)),
    ]
    yield from sorted((c for c in found if c.weight < one.weight), key=lambda c: c.weight)


def _functions(function: Function) -> Iterator[Function]:
    for i, each in enumerate(function.pieces):
        for pieces in _pieces(each):
            yield Function((*function.pieces[:i], pieces, *function.pieces[i + 1 :]))


def _pieces(pieces: Pieces) -> Iterator[Pieces]:
    """Without a knot, or with a number that is simpler."""
    knots, slopes = pieces.knots, pieces.slopes
    tries = []
    if len(knots) > 1:
        for i in range(len(knots)):
            first = pieces.first if i else pieces.heights[1][1]
            kept = (*knots[:i], *knots[i + 1 :])
            tries += [
                (kept, (*slopes[:j], *slopes[j + 1 :]), first, pieces.endings) for j in (i, i + 1)
            ]
    tries += [(k, slopes, pieces.first, pieces.endings) for k in _changed(knots)]
    tries += [(knots, s, pieces.first, pieces.endings) for s in _changed(slopes)]
    tries += [(knots, slopes, first, pieces.endings) for (first,) in _changed((pieces.first,))]
    for numbers in tries:
        try:
            yield Pieces(*numbers)
        except ValueError:  # no function, or a constant one
            continue


def _changed(numbers: tuple[Fraction, ...]) -> Iterator[tuple[Fraction, ...]]:
    """With one number replaced by a simpler one."""
    for i, number in enumerate(numbers):
        near = (Fraction(round(number)), *SIMPLE)
        for other in dict.fromkeys(near):
            if other != number and _digits(other) <= _digits(number):
                yield (*numbers[:i], other, *numbers[i + 1 :])


def _digits(number: Fraction) -> int:
    return len(str(abs(number.numerator))) + 2 * len(str(number.denominator)) + (number < 0)


def _starts(start: tuple[Fraction, ...]) -> Iterator[tuple[Fraction, ...]]:
    yield from _changed(start)


def _formulas(formula: str) -> Iterator[str]:
    """Constants of smaller fractions; shorter formulas of what varies."""
    simple = CONSTANTS if NUMBER.fullmatch(formula) else VARYING
    yield from (other for other in simple if other != formula)
