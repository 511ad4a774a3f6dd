"""From a numerical solution to a function of one variable that comes near the worst case.

A Gram matrix of rank one is a worst case on the real line. Where the solver's is not of rank one, a
local search looks for the best that are, from its leading eigenvector and from random projections.
What is found is a function, on which the method is then run exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sam_theory.bounds.building import ERROR, G, Norm, points
from sam_theory.bounds.building import program as built
from sam_theory.bounds.forms import Form, Vector
from sam_theory.bounds.functions import (
    Example,
    Sample,
    admitted,
    foot,
    lowest,
    measured,
    nearest,
    stretched,
    through,
)
from sam_theory.bounds.lines import lines
from sam_theory.bounds.probes import Inexact
from sam_theory.bounds.program import Program
from sam_theory.bounds.question import Question
from sam_theory.bounds.rational import simplest
from sam_theory.bounds.solving import Solution, solve
from sam_theory.setting.pieces import Pieces

STEEPEST = (-65536, -64)  # the least f″ that stand for −∞, in units of L
ENOUGH = 1e-3  # of the scale of the answer, below the upper bound: nothing better is looked for
SMALL = 1e-3  # share of an expected size below which no answer is taken for small
NOISES = (1e-7, 1e-5, 1e-3, 3e-3)  # by which simple numbers may miss floats; of the largest, if < 1
TILT = 1e-4  # |f′| where a convex f is all but constant, and f* far away, as a share of √(2LΔ)
CLEAR = Fraction(1, 10**7)  # of the largest f′(x¹): by so much f′ is tilted


@dataclass(frozen=True, kw_only=True)
class Attained:
    """A function, and the criterion on it."""

    example: Example
    value: Fraction


def attained(
    question: Question, program: Program, solution: Solution, norms: tuple[Norm | None, ...] = ()
) -> Attained | None:
    """The best example that is found, or None."""
    if question.functions.lower is not None:
        return _searched(question, program, solution, norms)
    best: Attained | None = None
    for steepest in STEEPEST:
        functions = replace(question.functions, lower=steepest * question.functions.lipschitz)
        bent = replace(question, functions=functions)
        program = built(bent, norms)
        best = _better(best, _searched(bent, program, solve(program), norms))
        if _enough(best, solution, program.unit):
            break
    return best


def _searched(
    question: Question, program: Program, solution: Solution, norms: tuple[Norm | None, ...]
) -> Attained | None:
    best: Attained | None = None
    if not np.isfinite(solution.gram).all():
        return None
    for line in lines(question, program, solution):
        best = _better(best, _example(question, program, line, norms))
        if _enough(best, solution, program.unit):
            break
    return best


def _better(best: Attained | None, found: Attained | None) -> Attained | None:
    return best if found is None or (best is not None and best.value >= found.value) else found


def _enough(best: Attained | None, solution: Solution, unit: float) -> bool:
    scale = max(abs(solution.value), SMALL * unit)
    return best is not None and solution.value - float(best.value) <= ENOUGH * scale


def _example(
    question: Question, program: Program, line: np.ndarray, norms: tuple[Norm | None, ...]
) -> Attained | None:
    """The function through the points of a line, moved or stretched until it is admitted."""
    if not np.isfinite(line).all():
        return None
    numbers, samples = _samples(question, program, line, norms)
    found = Example(
        pieces=through(_founded(question, samples), question.functions),
        start=Fraction(samples["x1"].x),
        errors=_errors(question, samples, numbers),
    )
    asked = norms if question.start.kind == "anywhere" else ()  # elsewhere any norm will do
    first = asked[0] if asked and asked[0] is not None and asked[0].exact else None
    best: Attained | None = None
    examples = (*(_rounded(found, noise) for noise in NOISES), *_tilted(found, question))
    for fitted in (_fitted(one, question, first) for one in examples):
        if fitted is not None and admitted(fitted, question, first.low if first else None):
            value = measured(fitted, question)
            best = _better(best, Attained(example=fitted, value=value))
    return best


def _rounded(example: Example, noise: float) -> Example:
    """The example in simple numbers, as worst cases often are; slivers between knots are gone."""
    pieces, far = example.pieces, max(map(abs, (*example.pieces.knots, example.start)))
    apart, steep = (noise * min(float(size), 1.0) for size in (far, far * max(pieces.slopes)))
    knots, bends = [simplest(float(pieces.knots[0]), apart)], [pieces.slopes[0]]
    for knot, bend in zip(pieces.knots[1:], pieces.slopes[1:], strict=False):
        simple = simplest(float(knot), apart)
        if simple > knots[-1]:
            knots.append(simple)
            bends.append(bend)
    first = simplest(float(pieces.first), steep)
    return Example(
        pieces=Pieces(tuple(knots), (*bends, pieces.slopes[-1]), first),
        start=simplest(float(example.start), apart),
        errors=tuple(simplest(float(error), steep) for error in example.errors),
    )


def _tilted(example: Example, question: Question) -> tuple[Example, ...]:
    """The example; and with either side lower: rounding decides between minima that are equal,

    and where f′(x¹) = 0 no method moves.
    """
    if question.largest_norm is None:
        return (example,)
    pieces, tilt = example.pieces, CLEAR * question.largest_norm
    tilts = (replace(pieces, first=pieces.first + sign * tilt) for sign in (1, -1))
    return (example, *(replace(example, pieces=tilted) for tilted in tilts))


def _samples(
    question: Question, program: Program, line: np.ndarray, norms: tuple[Norm | None, ...]
) -> tuple[dict[str, float], dict[str, Sample]]:
    """The generators as numbers, and the points by name; f does not rise to the right of x¹."""
    n = len(program.generators)
    slope = dict(zip(program.generators, line, strict=False)).get(f"{G}1", 0.0)
    numbers = dict(zip(program.generators, line[:n] * (-1 if slope > 0 else 1), strict=True))
    values = dict(zip(program.values, line[n:], strict=True))
    return numbers, {
        point.name: Sample(
            x=_number(point.position, numbers),
            slope=_number(point.gradient, numbers),
            value=_number(point.value, values) + float(point.value.constant),
        )
        for point in points(question, norms)
    }


def _founded(question: Question, samples: dict[str, Sample]) -> list[Sample]:
    """The samples, and if x* is not one of them, where f is f*, far enough out on the right."""
    functions, every = question.functions, list(samples.values())
    if question.start.kind == "anywhere" or question.has_minimizer:
        return every
    tilt = TILT * float(question.largest_norm or 1)
    if functions.convex and max(abs(s.slope) for s in every) < tilt:
        every = [Sample(s.x, -tilt, s.value - tilt * s.x) for s in every]
    last = max(every, key=lambda s: s.x)
    return every if functions.convex and last.slope >= 0 else [*every, foot(last, functions)]


def _number(combination: Vector | Form, numbers: dict[str, float]) -> float:
    entries = combination.entries if isinstance(combination, Vector) else combination.values
    return sum(float(c) * numbers.get(name, 0.0) for name, c in entries.items())


def _errors(
    question: Question, samples: dict[str, Sample], numbers: dict[str, float]
) -> tuple[Fraction, ...]:
    if not isinstance(question.mover, Inexact) or question.mover.error == 0:
        return ()
    return tuple(
        Fraction(numbers[f"{ERROR}{k}"] - samples[f"x{k}"].slope)
        for k in range(1, question.iterations + 1)
    )


def _fitted(example: Example, question: Question, norm: Norm | None) -> Example | None:
    """The example, changed by what rounding cost: f′, the start or the scale of x."""
    pieces, start = example.pieces, question.start
    if norm is not None:
        slope = pieces.at(example.start)[1]
        lacking = norm.low * ((slope > 0) - (slope < 0)) - slope
        pieces = replace(pieces, first=pieces.first + lacking)
        example = replace(example, pieces=pieces)
    if start.kind == "R":
        center = nearest(pieces, example.start)
        away = min(max(example.start - center, -start.size), start.size)
        return replace(example, start=center + away)
    if start.kind == "anywhere":
        return example
    height = pieces.at(example.start)[0] - lowest(pieces)
    if height <= 0:
        return None
    if start.size * (1 - CLEAR) <= height <= start.size:
        return example
    return stretched(example, Fraction(math.sqrt(start.size / height) * (1 - 1e-14)))
