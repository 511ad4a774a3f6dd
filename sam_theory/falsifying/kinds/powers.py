"""A quadratic and a power of each coordinate: (3) fails, and (4) holds where the power falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from sam_theory.falsifying.blackboard import linear, of_coordinates, subscripted
from sam_theory.falsifying.drawing import one_of
from sam_theory.falsifying.functions import Function, Kind, Start, changed, floats
from sam_theory.setting.powers import POWERS, Power, sum_of_powers
from sam_theory.setting.problem import Problem
from sam_theory.setting.problem_file import Expression, call, listed, starts_of

SQUARES = tuple(map(Fraction, ("0", "0", "1/2", "1", "2", "-1")))
FACTORS = tuple(map(Fraction, ("1/2", "1", "2")))
EXPONENTS = tuple(POWERS)
MOST_DRAWS = 64


@dataclass(frozen=True)
class Powers:
    """f(x) = Σᵢ (aᵢ/2)xᵢ² + (cᵢ/pᵢ)|xᵢ|^pᵢ."""

    summands: tuple[Power, ...]

    @property
    def dimension(self) -> int:
        """n."""
        return len(self.summands)

    @property
    def formula(self) -> str:
        """The sum on a blackboard."""
        if self.dimension == 1:
            return f"f(x) = {_told(self.summands[0], 'x')}"
        rows = [f"{subscripted('f', i)}(u) = {_told(p, 'u')}" for i, p in enumerate(self.summands)]
        return of_coordinates(rows)

    @property
    def count(self) -> int:
        """A piece a coordinate."""
        return self.dimension

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """a, c and p of each."""
        return tuple(
            n for p in self.summands for n in (p.bend_of_square, p.factor, p.exponent_of_power)
        )

    def problem(self, name: str, starts: Sequence[Start]) -> Problem:
        """The problem, with the facts of its numbers."""
        return sum_of_powers(self.summands, name=name, formula=self.formula, starts=floats(starts))

    def expression(self, name: str, start: Start | None) -> Expression:
        """powers(…)."""
        arguments = {
            "squares": listed([p.bend_of_square for p in self.summands]),
            "factors": listed([p.factor for p in self.summands]),
            "exponents": listed([p.exponent_of_power for p in self.summands]),
            "name": repr(name),
            "formula": repr(self.formula),
            "starts": starts_of(start),
        }
        given = {name: text for name, text in arguments.items() if text}
        return call("sam_theory.setting.powers", "powers", given)

    def simpler(self, start: Start) -> Iterator[tuple[Function, Start]]:
        """Without a coordinate, or with a number that is simpler."""
        for i, each in enumerate(self.summands):
            others = self.summands[:i], self.summands[i + 1 :]
            if self.dimension > 1:
                yield Powers((*others[0], *others[1])), (*start[:i], *start[i + 1 :])
            for a, c in changed((each.bend_of_square, each.factor)):
                found = made(a, c, each.exponent_of_power)
                if found is not None:
                    yield Powers((*others[0], found, *others[1])), start


def made(a: Fraction, c: Fraction, p: Fraction) -> Power | None:
    """(a/2)x² + (c/p)|x|^p, where its stationary points are rational."""
    try:
        return Power(a, c, p)
    except ValueError:
        return None


def _told(power: Power, x: str) -> str:
    """(a/2)x² + (c/p)|x|^p."""
    a, c, p = power.bend_of_square, power.factor / power.exponent_of_power, power.exponent_of_power
    size = f"{x}⁴" if p == 4 else f"|{x}|³" if p == 3 else f"|{x}|^({p})"
    if not a:
        return linear(c, Fraction(0), size)
    square = linear(a / 2, Fraction(0), f"{x}²")
    return f"{square} {'+' if c > 0 else '−'} {linear(abs(c), Fraction(0), size)}"


def _power(rng: np.random.Generator, sign: int) -> Power:
    """One that rises, or falls, beside its square."""
    for _ in range(MOST_DRAWS):
        found = made(one_of(rng, SQUARES), sign * one_of(rng, FACTORS), one_of(rng, EXPONENTS))
        if found is not None:
            return found
    return Power(Fraction(0), Fraction(1), Fraction(4))


def _of_one(rng: np.random.Generator, sign: int) -> Powers:
    return Powers((_power(rng, sign),))


def powers_of_two(rng: np.random.Generator) -> Powers:
    """A function of two coordinates."""
    return Powers((_power(rng, one_of(rng, (1, -1))), _power(rng, one_of(rng, (1, -1)))))


KINDS = (
    Kind("rising power", partial(_of_one, sign=1)),
    Kind("falling power", partial(_of_one, sign=-1)),
)
