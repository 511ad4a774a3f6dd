"""Sums of piecewise quadratics, one of each coordinate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from sam_theory.falsifying.blackboard import derivative, of_coordinates, rows_of, subscripted
from sam_theory.falsifying.drawing import one_of
from sam_theory.falsifying.functions import Function, Kind, Start, floats
from sam_theory.falsifying.piecing import (
    EIGENVALUES,
    Shape,
    pieces,
    pieces_near,
    quadratic,
    simpler_pieces,
)
from sam_theory.setting.pieces import Pieces
from sam_theory.setting.piecewise import sum_of_pieces
from sam_theory.setting.problem import Problem
from sam_theory.setting.problem_file import Expression, piecewise_call

QUADRATIC = 0.6  # how often a coordinate of a sum is one


@dataclass(frozen=True)
class Sum:
    """f(x) = Σᵢ fᵢ(xᵢ), each fᵢ′ piecewise linear."""

    pieces: tuple[Pieces, ...]  # (n,)

    @property
    def dimension(self) -> int:
        """n."""
        return len(self.pieces)

    @property
    def formula(self) -> str:
        """f′, or the sum of quadratics, on a blackboard."""
        if self.dimension == 1:
            return derivative(self.pieces[0], "f′(x)", "x")
        rows = [derivative(p, f"{subscripted('f', i)}′(u)", "u") for i, p in enumerate(self.pieces)]
        return of_coordinates(rows)

    @property
    def count(self) -> int:
        """How many pieces there are, of all coordinates."""
        return sum(len(rows_of(p, "x")) for p in self.pieces)

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """Knots, slopes and first derivatives."""
        return tuple(number for p in self.pieces for number in (*p.knots, *p.slopes, p.first))

    def problem(self, name: str, starts: Sequence[Start]) -> Problem:
        """The problem, with the facts of its numbers."""
        return sum_of_pieces(self.pieces, name=name, formula=self.formula, starts=floats(starts))

    def expression(self, name: str, start: Start | None) -> Expression:
        """piecewise(…)."""
        return piecewise_call(self.pieces, name=name, formula=self.formula, start=start)

    def simpler(self, start: Start) -> Iterator[tuple[Function, Start]]:
        """Without a coordinate, or with a simpler one."""
        for i, each in enumerate(self.pieces):
            others = self.pieces[:i], self.pieces[i + 1 :]
            if self.dimension > 1:
                yield Sum((*others[0], *others[1])), (*start[:i], *start[i + 1 :])
            for other in simpler_pieces(each):
                yield Sum((*others[0], other, *others[1])), start

    def near(self) -> Iterator[Function]:
        """With a summand beside one of its own."""
        for i, each in enumerate(self.pieces):
            for other in pieces_near(each):
                yield Sum((*self.pieces[:i], other, *self.pieces[i + 1 :]))


def _of_one(rng: np.random.Generator, shape: Shape) -> Sum:
    return Sum((pieces(rng, shape),))


def of_two(rng: np.random.Generator) -> Sum:
    """A function of two coordinates."""
    return Sum((_coordinate(rng), _coordinate(rng)))


def _two_quadratics(rng: np.random.Generator) -> Sum:
    return Sum((quadratic(one_of(rng, EIGENVALUES)), quadratic(one_of(rng, EIGENVALUES))))


def _coordinate(rng: np.random.Generator) -> Pieces:
    return quadratic(one_of(rng, EIGENVALUES)) if rng.random() < QUADRATIC else pieces(rng, "any")


SHAPES: tuple[Shape, ...] = (
    "any",
    "one piece",
    "convex",
    "steep",
    "fading",
    "any",
    "cubic",
    "wells",
    "bent",
)
KINDS = (
    *(Kind(shape, partial(_of_one, shape=shape)) for shape in SHAPES),
    Kind("sum", of_two),
    Kind("quadratic", _two_quadratics),
)
