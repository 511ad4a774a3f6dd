"""Counterexamples made simpler: fewer pieces, smaller numbers, as long as they kill the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Counterexample, Target
from sam_theory.falsifying.functions import changed
from sam_theory.falsifying.judging import Tried, killed, tried

TRIES = 10  # settings that are judged anew for one counterexample
Kills = Mapping[Target, Counterexample]


def shrunk(found: Tried, kills: Kills, faults: dict[str, None]) -> Kills:
    """The kills by a simpler setting that kills as much; each step is judged from the beginning.

    The faults that show on the way are added.
    """
    best, told, left = found, kills, TRIES
    while left:
        for one in simpler(best.candidate):
            if not left:
                break
            left -= 1
            again = tried(one, found.name)
            new = {} if again is None else {k.target: k for k in killed(again, list(kills))}
            if again is not None:
                faults |= dict.fromkeys(again.doubted)
            if again is not None and len(new) == len(kills):
                best, told = again, new
                break
        else:
            break
    return told


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
    """Constants of smaller fractions."""
    try:
        value = Fraction(formula)
    except ValueError:
        return
    for other in map(Fraction, ("1", "1/2", "2", "1/4", "1/10")):
        if other != value:
            yield str(other)
