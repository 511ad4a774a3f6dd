"""What a function that is tried offers: its problem, its file, its line, and what is simpler."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

from sam_theory.setting.problem import Problem
from sam_theory.setting.problem_file import Expression, module_text

Start = tuple[Fraction, ...]
SIMPLE = tuple(map(Fraction, ("0", "1", "-1", "2", "-2", "1/2", "-1/2")))
GREATEST, FINEST = 8, 8  # numbers of functions that are tried, and their denominators


class Function(Protocol):
    """A function of which every fact is exact, made of a few numbers that floats hold exactly."""

    @property
    def dimension(self) -> int:
        """n."""

    @property
    def formula(self) -> str:
        """It in one line, as on a blackboard."""

    @property
    def count(self) -> int:
        """How many pieces there are, of all coordinates."""

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """All that it is made of."""

    def problem(self, name: str, starts: Sequence[Start]) -> Problem:
        """The problem, with the facts of its numbers."""

    def expression(self, name: str, start: Start | None) -> Expression:
        """What makes the problem in a library file, in numbers that one can read."""

    def simpler(self, start: Start) -> Iterator[tuple[Function, Start]]:
        """Functions a step simpler, each with the start to which this one's corresponds."""

    def near(self) -> Iterator[Function]:
        """Functions of the same kind and dimension, with one of its numbers changed a little."""


@dataclass(frozen=True)
class Kind:
    """A kind of functions, and how one of them is drawn."""

    name: str
    draw: Callable[[np.random.Generator], Function]
    rare: bool = False  # whether it is drawn half as often, as its runs take long to certify


def changed(numbers: Sequence[Fraction]) -> Iterator[tuple[Fraction, ...]]:
    """With one number replaced by a simpler one."""
    for i, number in enumerate(numbers):
        near = (Fraction(round(number)), *SIMPLE)
        for other in dict.fromkeys(near):
            if other != number and _digits(other) <= _digits(number):
                yield (*numbers[:i], other, *numbers[i + 1 :])


def _digits(number: Fraction) -> int:
    return len(str(abs(number.numerator))) + 2 * len(str(number.denominator)) + (number < 0)


def beside(number: Fraction) -> Iterator[Fraction]:
    """Numbers a half more and less, twice and half as large, and with the other sign."""
    half = Fraction(1, 2)
    for other in dict.fromkeys((number - half, number + half, 2 * number, number / 2, -number)):
        if other != number and abs(other) <= GREATEST and other.denominator <= FINEST:
            yield other


def nearby(numbers: Sequence[Fraction]) -> Iterator[tuple[Fraction, ...]]:
    """With one number replaced by one beside it."""
    for i, number in enumerate(numbers):
        for other in beside(number):
            yield (*numbers[:i], other, *numbers[i + 1 :])


def source(function: Function, name: str, start: Start) -> str:
    """The text of a library file that holds it."""
    return module_text(function.expression(name, start), f"{function.formula}.")


def floats(points: Iterable[Start]) -> list[tuple[float, ...]]:
    """The points as a problem has them."""
    return [tuple(map(float, point)) for point in points]
