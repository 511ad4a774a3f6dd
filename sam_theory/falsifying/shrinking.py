"""Counterexamples made simpler: fewer pieces, smaller numbers, as long as they kill the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from fractions import Fraction

from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.functions import changed
from sam_theory.falsifying.judging import Tried, killed, tried

TRIES = 10  # settings that are judged anew for one counterexample
NUMBER = re.compile(r"\d+(?:/\d+)?")
CONSTANTS = ("0", "1", "1/2", "2", "1/4", "1/10")
DENOMINATORS = (4, 8)
VARYING = ("k", "1/k", "2/k", "1/k**2", "1/2**k")


def shrunk(found: Tried, kills: Collection[Target], faults: dict[str, None]) -> Tried:
    """A simpler setting that kills as much; each step is judged from the beginning.

    The faults that show on the way are added.
    """
    best, left = found, TRIES
    while left:
        for one in simpler(best.candidate):
            if not left:
                break
            left -= 1
            again = tried(one, found.name, targets=list(kills), failing=True)
            if again is None:
                continue
            still = list(killed(again, list(kills)))
            faults |= dict.fromkeys(again.doubted)
            if len(still) == len(kills):
                best = again
                break
        else:
            break
    return best


def simpler(one: Candidate) -> Iterator[Candidate]:
    """What is a step simpler, the greatest steps first."""
    found = [
        *(replace(one, function=f, start=start) for f, start in one.function.simpler(one.start)),
        *(replace(one, start=start) for start in changed(one.start)),
        *(replace(one, step=step) for step in _formulas(one.step)),
        *(replace(one, radius=radius) for radius in _formulas(one.radius)),
    ]
    yield from sorted((c for c in found if c.weight < one.weight), key=lambda c: c.weight)


def _formulas(formula: str) -> Iterator[str]:
    """Constants of smaller fractions, and with smaller denominators; shorter formulas of others."""
    simple: tuple[str, ...] = VARYING
    if NUMBER.fullmatch(formula):
        rough = (str(Fraction(formula).limit_denominator(d)) for d in DENOMINATORS)
        simple = tuple(dict.fromkeys((*CONSTANTS, *rough)))
    yield from (other for other in simple if other != formula)
