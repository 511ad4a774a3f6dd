"""Functions of the distance from 0 in the plane, piecewise quadratic along every ray."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from sam_theory.falsifying.blackboard import quadratic, rows_of, where
from sam_theory.falsifying.drawing import one_of
from sam_theory.falsifying.functions import Function, Kind, Start, changed, floats, nearby
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import Shape, bends
from sam_theory.setting.pieces import ENDINGS, Pieces
from sam_theory.setting.problem import Problem
from sam_theory.setting.problem_file import Expression, call, listed, starts_of
from sam_theory.setting.radial import along_a_line, radial

MOST_KNOTS = 2
KNOTS = tuple(map(Fraction, ("1/2", "1", "3/2", "2")))
SHAPES: tuple[Shape, ...] = ("any", "convex", "steep")


@dataclass(frozen=True)
class Radial:
    """f(x) = φ(‖x‖) for x ∈ ℝ², φ(0) = φ′(0) = 0, φ″ = sⱼ between the knots, 0 < k₁ < …"""

    knots: tuple[Fraction, ...]
    slopes: tuple[Fraction, ...]
    ending: str = "straight"

    @property
    def dimension(self) -> int:
        """2."""
        return 2

    @cached_property
    def line(self) -> Pieces:
        """u ↦ φ(|u|); raises ValueError where that is no function."""
        return along_a_line(
            list(map(float, self.knots)), list(map(float, self.slopes)), self.ending
        )

    @property
    def _rows(self) -> list[tuple[Fraction | None, Fraction | None, str]]:
        """The pieces of φ′ from 0 on."""
        kept = [row for row in rows_of(self.line, "r") if row[1] is None or row[1] > 0]
        return [(None, *kept[0][1:]), *kept[1:]]

    @property
    def formula(self) -> str:
        """φ′ piece by piece; φ where it is one parabola."""
        rows = self._rows
        if len(rows) == 1 and self.ending == "straight":
            return f"f(x) = {quadratic(self.slopes[0], Fraction(0), Fraction(0), '‖x‖')}"
        told = ", ".join(f"{text} {where(a, b, 'r')}".rstrip() for a, b, text in rows)
        return f"f(x) = φ(‖x‖); φ(0) = 0, φ′(r) = {told}"

    @property
    def count(self) -> int:
        """How many pieces φ has."""
        return len(self._rows)

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """Knots and slopes."""
        return (*self.knots, *self.slopes)

    def problem(self, name: str, starts: Sequence[Start]) -> Problem:
        """The problem, with the facts of its numbers."""
        return radial(
            knots=self.knots,
            slopes=self.slopes,
            ending=self.ending,
            name=name,
            formula=self.formula,
            starts=floats(starts),
        )

    def expression(self, name: str, start: Start | None) -> Expression:
        """radial(…)."""
        arguments = {
            "knots": listed(self.knots),
            "slopes": listed(self.slopes),
            "ending": "" if self.ending == "straight" else repr(self.ending),
            "name": repr(name),
            "formula": repr(self.formula),
            "starts": starts_of(start),
        }
        given = {name: text for name, text in arguments.items() if text}
        return call("sam_theory.setting.radial", "radial", given)

    def simpler(self, start: Start) -> Iterator[tuple[Function, Start]]:
        """On a line through 0, without a knot, or with a number that is simpler."""
        yield Sum((self.line,)), start[:1]
        for knots, slopes in self._fewer():
            found = made(knots, slopes, self.ending)
            if found is not None:
                yield found, start

    def near(self) -> Iterator[Function]:
        """With a knot or a slope changed a little."""
        count = len(self.knots)
        rows = nearby((*self.knots, *self.slopes))
        yield from filter(None, (made(row[:count], row[count:], self.ending) for row in rows))

    def _fewer(self) -> Iterator[tuple[tuple[Fraction, ...], tuple[Fraction, ...]]]:
        knots, slopes = self.knots, self.slopes
        if len(knots) > 1:
            for i in range(len(knots)):
                kept = (*knots[:i], *knots[i + 1 :])
                yield from ((kept, (*slopes[:j], *slopes[j + 1 :])) for j in (i, i + 1))
        yield from ((other, slopes) for other in changed(knots))
        yield from ((knots, other) for other in changed(slopes))


def made(
    knots: Sequence[Fraction], slopes: Sequence[Fraction], ending: str = "straight"
) -> Radial | None:
    """The function of these numbers, if there is one that is not constant."""
    found = Radial(tuple(knots), tuple(slopes), ending)
    try:
        _ = found.line
    except ValueError:
        return None
    return found


def _drawn(rng: np.random.Generator) -> Radial:
    count = int(rng.integers(1, MOST_KNOTS + 1))
    knots = sorted({one_of(rng, KNOTS) for _ in range(count)})
    slopes = bends(rng, one_of(rng, SHAPES), len(knots) + 1)
    ending = one_of(rng, ENDINGS) if rng.random() < 0.5 else "straight"
    if ending == "fading":
        slopes[-1] = Fraction(0)
    one = Fraction(1)
    found = made(knots, slopes, ending) or made(knots, slopes)
    return found or Radial((one,), (one, one))


KINDS = (Kind("radial", _drawn, rare=True),)
