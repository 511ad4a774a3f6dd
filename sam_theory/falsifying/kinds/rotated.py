"""Functions of two coordinates, turned by an angle with a rational sine and cosine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sam_theory.falsifying.blackboard import linear
from sam_theory.falsifying.drawing import one_of
from sam_theory.falsifying.functions import Function, Kind, Start, floats
from sam_theory.falsifying.kinds.powers import powers_of_two
from sam_theory.falsifying.kinds.sums import of_two
from sam_theory.setting.problem import Problem
from sam_theory.setting.problem_file import Expression, call, starts_of
from sam_theory.setting.rotation import Turn, length_of, rotated, turned

TURNS: tuple[Turn, ...] = ((3, 4), (4, 3), (12, 5))
POWERS = 0.2  # how often powers are turned, and not pieces
GRID = 4  # starts are multiples of 1/4


@dataclass(frozen=True)
class Rotated:
    """f(x) = g(Qx), Q = (a b; −b a)/√(a² + b²)."""

    inner: Function
    turn: Turn

    @property
    def dimension(self) -> int:
        """2."""
        return 2

    @property
    def formula(self) -> str:
        """g(u), and what u is."""
        (a, b), c = self.turn, length_of(self.turn)
        first = f"({_times(a, 'x₁')} + {_times(b, 'x₂')})/{c}"
        second = f"({_times(a, 'x₂')} − {_times(b, 'x₁')})/{c}"
        g = self.inner.formula.replace("f(x) = ", "g(x) = ", 1)
        return f"f(x) = g({first}, {second}); {g}"

    @property
    def count(self) -> int:
        """That of g."""
        return self.inner.count

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """Those of g, the sine and the cosine."""
        return (*self.inner.numbers, *(Fraction(side, length_of(self.turn)) for side in self.turn))

    def problem(self, name: str, starts: Sequence[Start]) -> Problem:
        """The problem, with the facts of g."""
        return rotated(
            self.inner.problem("g", starts),
            turn=self.turn,
            name=name,
            formula=self.formula,
            starts=floats(starts),
        )

    def expression(self, name: str, start: Start | None) -> Expression:
        """rotated(…)."""
        arguments = {
            "turn": repr(self.turn),
            "name": repr(name),
            "formula": repr(self.formula),
            "starts": starts_of(start),
        }
        g = self.inner.expression("g", None)
        return call("sam_theory.setting.rotation", "rotated", arguments, g)

    def simpler(self, start: Start) -> Iterator[tuple[Function, Start]]:
        """g itself, or a simpler one that is turned."""
        moved = turned(self.turn, start)
        yield self.inner, tuple(Fraction(round(GRID * c), GRID) for c in moved)
        yield self.inner, start
        for inner, other in self.inner.simpler(moved):
            if inner.dimension == 2:
                yield Rotated(inner, self.turn), start
            else:
                yield inner, tuple(Fraction(round(GRID * c), GRID) for c in other)

    def near(self) -> Iterator[Function]:
        """With a g beside its own, or turned by another angle."""
        yield from (Rotated(inner, self.turn) for inner in self.inner.near())
        yield from (Rotated(self.inner, turn) for turn in TURNS if turn != self.turn)


def _times(factor: int, x: str) -> str:
    return linear(Fraction(factor), Fraction(0), x)


def _drawn(rng: np.random.Generator) -> Rotated:
    inner = powers_of_two(rng) if rng.random() < POWERS else of_two(rng)
    return Rotated(inner, one_of(rng, TURNS))


KINDS = (Kind("rotated", _drawn),)
