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

from sam_theory.bounds.building import ERROR, Norm, points
from sam_theory.bounds.building import program as built
from sam_theory.bounds.forms import Vector
from sam_theory.bounds.functions import (
    Example,
    Sample,
    admitted,
    foot,
    lowest,
    measured,
    nearest,
    through,
)
from sam_theory.bounds.probes import Inexact
from sam_theory.bounds.program import Program
from sam_theory.bounds.question import Question
from sam_theory.bounds.solving import Arrays, Solution, solve
from sam_theory.setting.pieces import Pieces

STEEPEST = -1024  # the least f″ that stands for −∞, in units of L
SEARCHES = 5  # starts of the local search
ENOUGH = 1e-3  # of the scale of the answer, below the upper bound: nothing better is looked for
STEPS = 150  # of a local search
SEED = 1
CLEAR = 1e-9  # of the greatest f: by so much f is higher elsewhere than at x*


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
    for start in _starts(solution):
        for line in (start, search.improved(start)):
            found = _example(question, program, line, norms)
            if found is not None and (best is None or found.value > best.value):
                best = found
        if best is not None and solution.value - float(best.value) <= ENOUGH * scale:
            break
    return best


def _starts(solution: Solution) -> Iterator[np.ndarray]:
    """Numbers for the generators, then the values: (n + m,), one array a start."""
    sizes, vectors = np.linalg.eigh(solution.gram)
    root = vectors * np.sqrt(np.maximum(sizes, 0))
    yield np.concatenate([root[:, -1], solution.values])
    rng = np.random.default_rng(SEED)
    for _ in range(SEARCHES - 1):
        direction = rng.standard_normal(len(sizes))
        yield np.concatenate([root @ direction, solution.values])


@dataclass(frozen=True)
class _Search:
    """A program on the real line: its generators are numbers, their Gram matrix of rank one."""

    arrays: Arrays

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
            options={"maxiter": STEPS, "ftol": 1e-12},
        )
        return np.asarray(found.x)

    def _values(self, z: np.ndarray) -> np.ndarray:
        """Of the constraints, then of the objective: (K + 1,)."""
        arrays, n = self.arrays, len(self.arrays.program.generators)
        line = z[:n]
        return arrays.matrices @ line @ line + arrays.linear @ z[n:] + arrays.constants

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
    numbers = dict(zip(program.generators, line, strict=False))
    values = dict(zip(program.values, line[len(program.generators) :], strict=True))
    samples = {}
    for point in points(question, norms):
        value = sum(float(c) * values[v] for v, c in point.value.values.items())
        samples[point.name] = Sample(
            x=_number(point.position, numbers),
            slope=_number(point.gradient, numbers),
            value=value + float(point.value.constant),
        )
    found = Example(
        pieces=through(_founded(question, samples), question.functions),
        start=Fraction(samples["x1"].x),
        errors=_errors(question, samples, numbers),
    )
    first = norms[0] if norms and norms[0] is not None and norms[0].exact else None
    fitted = _fitted(found, question, first)
    if fitted is None or not admitted(fitted, question, first.low if first else None):
        return None
    return Attained(example=fitted, value=measured(fitted, question))


def _founded(question: Question, samples: dict[str, Sample]) -> list[Sample]:
    """The samples, and where f is f* if it is not convex: at x* alone, or else far enough out."""
    functions, every = question.functions, list(samples.values())
    if functions.convex or question.start.kind == "anywhere":
        return every
    if question.has_minimizer:
        lift = CLEAR * max(abs(s.value) for s in every)
        return [s if s.slope == s.value == 0 else replace(s, value=s.value + lift) for s in every]
    return [*every, foot(max(every, key=lambda s: s.x), functions)]


def _number(vector: Vector, numbers: dict[str, float]) -> float:
    return sum(float(c) * numbers.get(name, 0.0) for name, c in vector.entries.items())


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
    return stretched(example, Fraction(math.sqrt(start.size / height) * (1 - 1e-14)))


def stretched(example: Example, factor: Fraction) -> Example:
    """c²f(x/c) from c times the start, with c times the errors: its f″ are those of f."""
    pieces = example.pieces
    return Example(
        pieces=Pieces(
            tuple(factor * knot for knot in pieces.knots), pieces.slopes, factor * pieces.first
        ),
        start=factor * example.start,
        errors=tuple(factor * error for error in example.errors),
    )
