"""A function of one variable through given points, and what a method does on it, all exactly."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.bounds.classes import FunctionClass
from sam_theory.bounds.probes import Inexact
from sam_theory.bounds.question import Question
from sam_theory.setting.pieces import Pieces, Stretch

NEAR = 1e-9  # points closer than this, in units of the largest, are one


@dataclass(frozen=True)
class Sample:
    """A point, f′ and f there, in floats."""

    x: float
    slope: float
    value: float


@dataclass(frozen=True, kw_only=True)
class Example:
    """A function, a start, and the errors g − f′(x) of an inexact method on it."""

    pieces: Pieces
    start: Fraction
    errors: tuple[Fraction, ...] = ()  # of g¹ … gᴺ; empty where the method leaves none open


def through(samples: Sequence[Sample], functions: FunctionClass) -> Pieces:
    """A function of the class that goes through the samples as nearly as floats allow.

    Between neighbours f″ is L, μ and L again: how much of μ there is follows from f′, and where it
    stands from f; no such f falls less. Outside f″ = L.
    """
    low, high = functions.lower, functions.lipschitz
    assert low is not None
    points = _apart(samples)
    knots, bends = [points[0].x], [high]
    for a, b in itertools.pairwise(points):
        lengths = _lengths(a, b, float(low), float(high))
        for length, bend in zip(lengths, (high, low, high), strict=True):
            if knots[-1] + length > knots[-1]:
                knots.append(knots[-1] + length)
                bends.append(bend)
    return Pieces(tuple(map(Fraction, knots)), (*bends, high), Fraction(points[0].slope))


def foot(sample: Sample, functions: FunctionClass) -> Sample:
    """A minimizer with f = 0 to the right of a sample with f >= f′²/(2L), and f′ < 0 if μ = 0.

    f″ is μ ≤ 0, then L: with −f′ = d between, f falls by (d² − f′²)/(−2μ) and then by d²/(2L).
    """
    assert functions.lower is not None
    low, high = float(functions.lower), float(functions.lipschitz)
    if low == 0:
        down = max(sample.value - sample.slope**2 / (2 * high), 0.0)
        return Sample(sample.x - down / sample.slope - sample.slope / high, 0.0, 0.0)
    square = (2 * sample.value - sample.slope**2 / low) / (1 / high - 1 / low)
    depth = math.sqrt(max(square, sample.slope**2))
    width = (sample.slope + depth) / -low + depth / high
    return Sample(sample.x + width, 0.0, 0.0)


def _apart(samples: Sequence[Sample]) -> list[Sample]:
    """In order of x, of points that coincide one."""
    size = max(abs(sample.x) for sample in samples)
    kept: list[Sample] = []
    for sample in sorted(samples, key=lambda sample: sample.x):
        if not kept or sample.x - kept[-1].x > NEAR * max(size, NEAR):
            kept.append(sample)
    return kept


def _lengths(a: Sample, b: Sample, low: float, high: float) -> tuple[float, float, float]:
    """For how long f″ is L, μ and L from a to b."""
    width, bend = b.x - a.x, high - low
    steep = min(max((b.slope - a.slope - low * width) / bend, 0.0), width)
    flat = width - steep
    latest = a.slope * width + low * width**2 / 2 + bend * steep**2 / 2  # f(b) − f(a), μ first
    gain = bend * flat  # of f(b), for each unit of L that comes first
    first = min(max((b.value - a.value - latest) / gain, 0.0), steep) if gain > 0 else 0.0
    return first, flat, steep - first


def iterates(example: Example, question: Question) -> tuple[Fraction, ...]:
    """x¹ … xᴺ⁺¹; where f′ = 0, no probe is moved; errors are cut to their bound."""
    found = [example.start]
    for k in range(question.iterations):
        x = found[-1]
        slope = example.pieces.at(x)[1]
        error = example.errors[k] if k < len(example.errors) else Fraction(0)
        found.append(x - question.step * _estimate(example, question, x, slope, error))
    return tuple(found)


def _estimate(
    example: Example, question: Question, x: Fraction, slope: Fraction, error: Fraction
) -> Fraction:
    mover = question.mover
    if isinstance(mover, Inexact):
        most = mover.error * (abs(slope) if mover.relative else 1)
        return slope + min(max(error, -most), most)
    along, unit = mover.parts(question.radius)
    sign = (slope > 0) - (slope < 0)
    return example.pieces.at(x + along * slope + unit * sign)[1]


def measured(example: Example, question: Question) -> Fraction:
    """The criterion on the example."""
    pieces, xs = example.pieces, iterates(example, question)
    squares = [pieces.at(x)[1] ** 2 for x in xs]
    match question.criterion:
        case "decrease":
            return pieces.at(xs[-1])[0] - pieces.at(xs[0])[0]
        case "gap":
            return pieces.at(xs[-1])[0] - lowest(pieces)
        case "distance":
            return _farthest(pieces, xs[0], question.start.size, xs[-1])
        case "gradient":
            return min(squares)
        case "gradient-average":
            return sum(squares[:-1], Fraction(0)) / question.iterations


def admitted(example: Example, question: Question, slope: Fraction | None = None) -> bool:
    """Whether f is of the class, and the start not stationary and as far or high as it may be.

    With `slope`, whether |f′| is that at the start.
    """
    functions, start, pieces = question.functions, question.start, example.pieces
    low = min(pieces.slopes) if functions.lower is None else functions.lower
    within = all(low <= bend <= functions.lipschitz for bend in pieces.slopes)
    value, derivative = pieces.at(example.start)
    if not within or derivative == 0 or (slope is not None and abs(derivative) != slope):
        return False
    if start.kind == "R":
        return abs(example.start - nearest(pieces, example.start)) <= start.size
    return start.kind == "anywhere" or value - lowest(pieces) <= start.size


def lowest(pieces: Pieces) -> Fraction:
    """Min f; every f that is made here is steep far out, and has one."""
    assert isinstance(pieces.infimum, Fraction)
    return pieces.infimum


def nearest(pieces: Pieces, x: Fraction) -> Fraction:
    """The minimizer next to x."""
    return min(
        (_cut(stretch, x) for stretch in pieces.minimizers), key=lambda point: abs(point - x)
    )


def _cut(stretch: Stretch, x: Fraction) -> Fraction:
    """The point of a stretch next to x."""
    low, high = stretch
    x = x if low is None else max(x, low)
    return x if high is None else min(x, high)


def _farthest(pieces: Pieces, start: Fraction, radius: Fraction, x: Fraction) -> Fraction:
    """The square of the greatest distance from x to a minimizer within the radius of the start."""
    ends = (start - radius, start, start + radius)
    near = {_cut(stretch, end) for stretch in pieces.minimizers for end in ends}
    return max((x - point) ** 2 for point in near if abs(point - start) <= radius)


def joined(pieces: Pieces) -> Pieces:
    """The function, up to a constant, without knots at which f″ stays what it is."""
    bends = pieces.slopes
    kept = [j for j in range(len(pieces.knots)) if bends[j] != bends[j + 1]] or [0]
    knots = tuple(pieces.knots[j] for j in kept)
    first = pieces.at(knots[0])[1]
    return Pieces(knots, (bends[0], *(bends[j + 1] for j in kept)), first)


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
