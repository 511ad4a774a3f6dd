"""Settings with a start that are tried, and how simple they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.falsifying.functions import Function, Start
from sam_theory.setting.method import Method

Key = tuple[Function, str, str, str, Start]


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """f, a method, tₖ and ρₖ as formulas in k alone, and x¹."""

    function: Function
    method: Method
    step: str
    radius: str
    start: Start

    @property
    def key(self) -> Key:
        """What tells it from others."""
        return self.function, self.method.name, self.step, self.radius, self.start

    @property
    def pieces(self) -> int:
        """How many pieces f has."""
        return self.function.count

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """Those of f and of the start."""
        return (*self.function.numbers, *self.start)

    @property
    def denominator(self) -> int:
        """The greatest denominator among them and in the formulas."""
        told = re.findall(r"(?<![\w)/*])\d+/(\d+)", f"{self.step} {self.radius}")
        return max(*(n.denominator for n in self.numbers), *map(int, told), 1)

    @property
    def weight(self) -> float:
        """What is less for what is simpler."""
        digits = sum(len(str(abs(n.numerator))) + 2 * len(str(n.denominator)) for n in self.numbers)
        formulas = len(self.step) + len(self.radius)
        size = self.function.dimension + self.method.memory
        return 20 * size + 3 * self.pieces + formulas / 4 + digits / 6
