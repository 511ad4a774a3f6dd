"""From a numerical solution to a function of one variable that comes near the worst case.

A Gram matrix of rank one is a worst case on the real line. Where the solver's is not of rank one, a
local search looks for the best that are, from its leading eigenvector and from random projections.
What is found is a function, on which the method is then run exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from scipy.optimize import minimize

from sam_theory.bounds.building import ERROR, G, Norm, X, points
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
from sam_theory.bounds.probes import Inexact
from sam_theory.bounds.program import Program
from sam_theory.bounds.question import Question
from sam_theory.bounds.rational import simplest
from sam_theory.bounds.solving import Arrays, Solution, solve
from sam_theory.setting.pieces import Pieces

STEEPEST = -65536  # the least f″ that stands for −∞, in units of L
EFFORT = {60: (5, 80), 150: (2, 25)}  # up to so many constraints: searches, and steps of one
LEAST = (1, 25)  # beyond
ENOUGH = 1e-3  # of the scale of the answer, below the upper bound: nothing better is looked for
SEED = 1
NOISES = (1e-7, 1e-5, 1e-3)  # by which simple numbers may miss what floats say
TILT = 1e-4  # |f′| where a convex f is all but constant, and f* far away
CLEAR = Fraction(1, 10**7)  # of LR: f′ is tilted by so much where two minima may be equal


@dataclass(frozen=True, kw_only=True)
class Attained:
    """A function, and the criterion on it."""

    example: Example
    value: Fraction


def attained(
    question: Question, program: Program, solution: Solution, norms: tuple[Norm | None, ...] = ()
) -> Attained | None:
    """The best example that is found, or None."""
    if question.functions.lower is None:
        functions = replace(question.functions, lower=STEEPEST * question.functions.lipschitz)
        question = replace(question, functions=functions)
        program = built(question, norms)
        solution = solve(program)
    best: Attained | None = None
    if not np.isfinite(solution.gram).all():
        return None
    search, scale = _Search(Arrays(program)), max(abs(solution.value), 1e-3)
    for line in _lines(question, program, solution, search):
        found = _example(question, program, line, norms)
        if found is not None and (best is None or found.value > best.value):
            best = found
        if best is not None and solution.value - float(best.value) <= ENOUGH * scale:
            break
    return best


def _lines(
    question: Question, program: Program, solution: Solution, search: _Search
) -> Iterator[np.ndarray]:
    """Numbers for the generators, then the values: (n + m,), one array a candidate."""
    n = len(program.generators)
    flat = [float(question.start.size) if name == f"{X}1" else 0.0 for name in program.generators]
    yield np.concatenate([flat, np.zeros_like(solution.values)])
    sizes, vectors = np.linalg.eigh(solution.gram)
    root = vectors * np.sqrt(np.maximum(sizes, 0))
    rng = np.random.default_rng(SEED)
    for number in range(search.effort[0]):
        line = root @ rng.standard_normal(n) if number else root[:, -1]
        start = np.concatenate([line, solution.values])
        yield start
        yield search.improved(start)


@dataclass(frozen=True)
class _Search:
    """A program on the real line: its generators are numbers, their Gram matrix of rank one."""

    arrays: Arrays

    @property
    def effort(self) -> tuple[int, int]:
        """How many searches, and how many steps of each."""
        count = len(self.arrays.program.constraints)
        return next((effort for most, effort in EFFORT.items() if count <= most), LEAST)

    def improved(self, start: np.ndarray) -> np.ndarray:
        """A local maximum, from a start."""
        equal = np.array([c.equality for c in self.arrays.program.constraints], dtype=bool)
        constraints = [
            {
                "type": kind,
                "fun": lambda z, rows=rows: self._values(z)[rows],
                "jac": lambda z, rows=rows: self._slopes(z)[rows],
            }
            for kind, rows in (("eq", np.flatnonzero(equal)), ("ineq", np.flatnonzero(~equal)))
            if len(rows)
        ]
        found = minimize(
            lambda z: -self._values(z)[-1],
            start,
            jac=lambda z: -self._slopes(z)[-1],
            constraints=constraints,
            method="SLSQP",
            options={"maxiter": self.effort[1], "ftol": 1e-12},
        )
        return np.array(found.x, dtype=np.float64)

    def _values(self, z: np.ndarray) -> np.ndarray:
        """Of the constraints, then of the objective: (K + 1,)."""
        arrays, n = self.arrays, len(self.arrays.program.generators)
        line = z[:n]
        products = np.einsum("kij,i,j->k", arrays.matrices, line, line)
        values: np.ndarray = products + arrays.linear @ z[n:] + arrays.constants
        return values

    def _slopes(self, z: np.ndarray) -> np.ndarray:
        """Their gradients: (K + 1, n + m)."""
        arrays, n = self.arrays, len(self.arrays.program.generators)
        return np.hstack([2 * arrays.matrices @ z[:n], arrays.linear])


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
            if best is None or value > best.value:
                best = Attained(example=fitted, value=value)
    return best


def _rounded(example: Example, noise: float) -> Example:
    """The example in simple numbers, as worst cases often are; slivers between knots are gone."""
    pieces = example.pieces
    knots, bends = [simplest(float(pieces.knots[0]), noise)], [pieces.slopes[0]]
    for knot, bend in zip(pieces.knots[1:], pieces.slopes[1:], strict=False):
        simple = simplest(float(knot), noise)
        if simple > knots[-1]:
            knots.append(simple)
            bends.append(bend)
    start, first = (simplest(float(x), noise) for x in (example.start, pieces.first))
    return Example(
        pieces=Pieces(tuple(knots), (*bends, pieces.slopes[-1]), first),
        start=start,
        errors=tuple(simplest(float(error), noise) for error in example.errors),
    )


def _tilted(example: Example, question: Question) -> tuple[Example, ...]:
    """The example; and, as rounding decides between equal minima, with either side lower."""
    if question.functions.convex or question.start.kind != "R":
        return (example,)
    pieces, tilt = example.pieces, CLEAR * question.functions.lipschitz * question.start.size
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
    if functions.convex and max(abs(s.slope) for s in every) < TILT:
        every = [Sample(s.x, -TILT, s.value - TILT * s.x) for s in every]
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
