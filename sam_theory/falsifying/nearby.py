"""Settings beside a setting, in which one number is another one of its neighbourhood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.functions import beside

CONSTANT = re.compile(r"\d+(?:/\d+)?")
WHOLE = re.compile(r"(?<![\d.])\d+(?![\d.])")
FIXED = ("log(2)", "floor")  # formulas with these say something by their numbers
MOST = 4  # of the numbers in formulas that vary with k
GREATEST, FINEST = 16, 16  # constants of steps and radii, and their denominators


def functions_near(one: Candidate) -> Iterator[Candidate]:
    """With another function."""
    for function in one.function.near():
        yield replace(one, function=function)


def schedules_and_starts_near(one: Candidate) -> Iterator[Candidate]:
    """With another step, radius or start."""
    for step in _formulas(one.step):
        yield replace(one, step=step)
    if one.method.uses_radius:
        for radius in _formulas(one.radius):
            yield replace(one, radius=radius)
    for i, number in enumerate(one.start):
        for other in beside(number):
            yield replace(one, start=(*one.start[:i], other, *one.start[i + 1 :]))


def _formulas(formula: str) -> Iterator[str]:
    """Constants twice or half as large, or a part more or less; formulas with one such number."""
    if CONSTANT.fullmatch(formula):
        value = Fraction(formula)
        for factor in (Fraction(2), Fraction(1, 2), Fraction(3, 2), Fraction(3, 4), Fraction(0)):
            size = value * factor
            if size != value and size <= GREATEST and size.denominator <= FINEST:
                yield str(size)
    elif not any(word in formula for word in FIXED):
        for found in WHOLE.finditer(formula):
            whole = int(found[0])
            for changed in sorted({whole + 1, max(whole - 1, 1), 2 * whole} - {whole}):
                if changed <= MOST:
                    yield f"{formula[: found.start()]}{changed}{formula[found.end() :]}"
