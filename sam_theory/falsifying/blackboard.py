"""Piecewise quadratics on a blackboard: f′ piece by piece, or f where it is one polynomial."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

from sam_theory.setting.pieces import Pieces

SUBSCRIPTS = "₁₂₃₄₅₆₇₈₉"


def subscripted(name: str, i: int) -> str:
    """f₁ for i = 0."""
    return f"{name}{SUBSCRIPTS[i]}"


def of_coordinates(rows: Sequence[str]) -> str:
    """f(x) = Σᵢ fᵢ(xᵢ), each of the rows telling its fᵢ, of u."""
    total = " + ".join(f"{subscripted('f', i)}({subscripted('x', i)})" for i in range(len(rows)))
    return f"f(x) = {total}; {'; '.join(rows)}"


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


def derivative(pieces: Pieces, name: str, x: str) -> str:
    """f′ piece by piece; f itself where it is one polynomial."""
    rows = rows_of(pieces, x)
    if len(rows) > 1:
        return f"{name} = " + ", ".join(f"{text} {where(a, b, x)}" for a, b, text in rows)
    if pieces.endings == ("straight", "straight"):
        constant, tilt = pieces.at(Fraction(0))
        return f"{name.replace('′', '')} = {quadratic(pieces.slopes[0], tilt, constant, x)}"
    return f"{name} = {rows[0][2]}"


def quadratic(slope: Fraction, tilt: Fraction, constant: Fraction, x: str) -> str:
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


def rows_of(pieces: Pieces, x: str) -> list[Row]:
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
    root = linear(Fraction(1), side - knot, x)  # ±(1 + u), whose square is below
    below = f"{root}²" if root == x else f"({root})²"
    if height.denominator > 1:
        below = f"({height.denominator}{below})"
    return f"{number(Fraction(height.numerator))}/{below}"


def where(low: Fraction | None, high: Fraction | None, x: str) -> str:
    """The interval in words; nothing of the whole line."""
    if low is None and high is None:
        return ""
    if low is None and high is not None:
        return f"for {x} ≤ {number(high)}"
    if high is None and low is not None:
        return f"for {x} ≥ {number(low)}"
    assert low is not None
    assert high is not None
    return f"on [{number(low)}, {number(high)}]"
