"""Functions that are tried: sums of piecewise quadratics, their one line and their file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.setting.pieces import Pieces
from sam_theory.setting.piecewise import sum_of_pieces
from sam_theory.setting.piecewise_file import source
from sam_theory.setting.problem import Problem

Start = tuple[Fraction, ...]
GREATEST, FINEST = 8, 8  # numbers of functions that are tried, and their denominators
SUBSCRIPTS = "₁₂₃₄₅₆₇₈₉"


@dataclass(frozen=True)
class Function:
    """f(x) = Σᵢ fᵢ(xᵢ), each fᵢ′ piecewise linear, in numbers that floats hold exactly."""

    pieces: tuple[Pieces, ...]  # (n,)

    @property
    def dimension(self) -> int:
        """n."""
        return len(self.pieces)

    def problem(self, name: str, starts: Sequence[Start]) -> Problem:
        """The problem, with the facts of its numbers."""
        points = [tuple(map(float, start)) for start in starts]
        return sum_of_pieces(self.pieces, name=name, formula=self.formula, starts=points)

    def source(self, name: str, start: Start) -> str:
        """The text of a library file that holds it."""
        return source(
            self.pieces, name=name, formula=self.formula, account=f"{self.formula}.", start=start
        )

    @property
    def formula(self) -> str:
        """f′, or the sum of quadratics, on a blackboard."""
        if self.dimension == 1:
            return _derivative(self.pieces[0], "f′(x)", "x")
        rows = (_derivative(p, f"f{SUBSCRIPTS[i]}′(u)", "u") for i, p in enumerate(self.pieces))
        total = " + ".join(f"f{SUBSCRIPTS[i]}(x{SUBSCRIPTS[i]})" for i in range(self.dimension))
        return f"f(x) = {total}; {'; '.join(rows)}"

    @property
    def count(self) -> int:
        """How many pieces there are, of all coordinates."""
        return sum(len(_rows(p, "x")) for p in self.pieces)

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """All that it is made of."""
        return tuple(number for p in self.pieces for number in (*p.knots, *p.slopes, p.first))

    def near(self) -> Iterator[Function]:
        """Functions with one of its numbers changed a little."""
        for i, each in enumerate(self.pieces):
            for pieces in _near(each):
                yield Function((*self.pieces[:i], pieces, *self.pieces[i + 1 :]))


def _near(pieces: Pieces) -> Iterator[Pieces]:
    row, count = (*pieces.knots, *pieces.slopes, pieces.first), len(pieces.knots)
    for i, number in enumerate(row):
        for other in beside(number):
            changed = (*row[:i], other, *row[i + 1 :])
            knots, slopes, first = changed[:count], changed[count:-1], changed[-1]
            try:
                yield Pieces(knots, slopes, first, pieces.endings)
            except ValueError:  # no function, or a constant one
                continue


def beside(number: Fraction) -> Iterator[Fraction]:
    """Numbers a half more and less, twice and half as large, and with the other sign."""
    half = Fraction(1, 2)
    for other in dict.fromkeys((number - half, number + half, 2 * number, number / 2, -number)):
        if other != number and abs(other) <= GREATEST and other.denominator <= FINEST:
            yield other


def number(value: Fraction) -> str:
    """As one writes it, with a true minus."""
    return str(value).replace("-", "−")


def linear(slope: Fraction, offset: Fraction, x: str) -> str:
    """slope·x + offset."""
    if slope == 0:
        return number(offset)
    size = "" if abs(slope) == 1 else str(abs(slope))
    if abs(slope).denominator > 1:
        size = f"({size})"
    head = f"{'−' if slope < 0 else ''}{size}{x}"
    if offset == 0:
        return head
    return f"{head} {'+' if offset > 0 else '−'} {abs(offset)}"


def _derivative(pieces: Pieces, name: str, x: str) -> str:
    """f′ piece by piece; f itself where it is one polynomial."""
    rows = _rows(pieces, x)
    if len(rows) > 1:
        return f"{name} = " + ", ".join(f"{text} {_where(a, b, x)}" for a, b, text in rows)
    if pieces.endings == ("straight", "straight"):
        constant, tilt = pieces.at(Fraction(0))
        return f"{name.replace('′', '')} = {_quadratic(pieces.slopes[0], tilt, constant, x)}"
    return f"{name} = {rows[0][2]}"


def _quadratic(slope: Fraction, tilt: Fraction, constant: Fraction, x: str) -> str:
    """(slope/2)x² + tilt·x + constant."""
    if slope == 0:
        return linear(tilt, constant, x)
    square = linear(slope / 2, Fraction(0), f"{x}²")
    if tilt == 0:
        return linear(slope / 2, constant, f"{x}²")
    return f"{square} {'+' if tilt > 0 else '−'} {linear(abs(tilt), Fraction(0), x)}" + (
        f" {'+' if constant > 0 else '−'} {abs(constant)}" if constant else ""
    )


Row = tuple[Fraction | None, Fraction | None, str]


def _rows(pieces: Pieces, x: str) -> list[Row]:
    """The pieces with their formulas, neighbours with the same one as one."""
    found: list[Row] = []
    for low, high, text in _each(pieces, x):
        if found and found[-1][2] == text:
            found[-1] = (found[-1][0], high, text)
        else:
            found.append((low, high, text))
    return found


def _each(pieces: Pieces, x: str) -> Iterator[Row]:
    ends = (None, *pieces.knots, None)
    for j, (low, high) in enumerate(itertools.pairwise(ends)):
        knot, (_, g) = pieces.knots[max(j - 1, 0)], pieces.heights[max(j - 1, 0)]
        slope = pieces.slopes[j]
        side = -1 if low is None else 1 if high is None else 0
        text = linear(slope, g - slope * knot, x)
        if side and pieces.ending(side) != "straight":
            text = _ending(pieces, side, text, x)
        yield low, high, text


def _ending(pieces: Pieces, side: int, straight: str, x: str) -> str:
    knot, height = pieces.knots[-1 if side > 0 else 0], pieces.outer_height(side)
    if pieces.ending(side) == "cubic":
        cube = f"{x}³" if knot == 0 else f"({linear(Fraction(1), -knot, x)})³"
        return cube if straight == "0" else f"{straight} + {cube}"
    above = linear(Fraction(side), 1 - side * knot, x)
    return f"{number(height)}/{above}²" if above == x else f"{number(height)}/({above})²"


def _where(low: Fraction | None, high: Fraction | None, x: str) -> str:
    if low is None and high is not None:
        return f"for {x} ≤ {number(high)}"
    if high is None and low is not None:
        return f"for {x} ≥ {number(low)}"
    assert low is not None
    assert high is not None
    return f"on [{number(low)}, {number(high)}]"
