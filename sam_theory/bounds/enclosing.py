"""One step of a method that reads ‖∇f(x)‖: its worst case over all norms, by branch and bound.

On an interval of s = ‖∇f(x)‖ the secant of s² gives a relaxation. Its dual is the best of all
quadratics in s that bound the worst case at s, at its maximum over the interval. The intervals
cover (0, S], S from the start, and beyond S there is nothing; near 0 no care is needed, as s enters
only by products with unit vectors. Floats steer; what is kept has a certificate on every interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sam_theory.bounds.building import G, Norm, U, program
from sam_theory.bounds.certificate import Certificate
from sam_theory.bounds.certifying import certified
from sam_theory.bounds.question import Question
from sam_theory.bounds.solving import Solution, solve

MOST = 80  # intervals
CLOSE = 1e-4  # how near the ends of the enclosure must come, by the size of the answer
SMALLEST = Fraction(1, 10**4)  # norm at which the worst case is looked for, as a share of S


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What is proved where ‖∇f(x)‖ is in an interval."""

    norm: Norm
    certificate: Certificate


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """The worst case over s in (0, S]: at most `upper`, and near `solution` at s = `norm`."""

    upper: Fraction | None  # None where some interval has no certificate
    pieces: tuple[Piece, ...]
    norm: Fraction
    solution: Solution  # of the program at that norm; its value is a solver's word


@dataclass(frozen=True, kw_only=True)
class _Open:
    norm: Norm
    value: float
    likely: Fraction  # the norm at which the relaxation is largest


def enclosed(question: Question, most: int = MOST) -> Enclosure:
    """An enclosure of the worst case; raises ValueError where the start does not bound ‖∇f(x)‖."""
    largest = question.largest_norm
    if largest is None:
        raise ValueError("an enclosure needs a start that bounds ‖∇f(x)‖")
    whole = _relaxed(question, Norm(Fraction(0), largest))
    intervals, (at, best) = [whole], _tried(question, whole.likely, largest)
    while len(intervals) < most:
        worst = max(intervals, key=lambda one: one.value)
        tried = _tried(question, worst.likely, largest)
        at, best = max((at, best), tried, key=lambda one: one[1].value)
        if not worst.value - best.value > CLOSE * abs(best.value):
            break
        intervals.remove(worst)
        intervals += [_relaxed(question, norm) for norm in _split(worst)]
    return _proved(question, intervals, at, best)


def _proved(question: Question, intervals: list[_Open], at: Fraction, best: Solution) -> Enclosure:
    pieces = []
    for one in sorted(intervals, key=lambda one: one.norm.low):
        certificate = certified(program(question, (one.norm,)), tight=False).certificate
        if certificate is None:
            return Enclosure(upper=None, pieces=(), norm=at, solution=best)
        pieces.append(Piece(norm=one.norm, certificate=certificate))
    upper = max(piece.certificate.bound for piece in pieces)
    return Enclosure(upper=upper, pieces=tuple(pieces), norm=at, solution=best)


def _relaxed(question: Question, norm: Norm) -> _Open:
    relaxation = program(question, (norm,))
    solution = solve(relaxation)
    place = {name: i for i, name in enumerate(relaxation.generators)}
    sigma = float(solution.gram[place[f"{U}1"], place[f"{G}1"]])
    inside = min(max(sigma, float(norm.low)), float(norm.high))
    likely = Fraction(inside).limit_denominator(10**6)
    return _Open(norm=norm, value=solution.value, likely=likely)


def _tried(question: Question, norm: Fraction, largest: Fraction) -> tuple[Fraction, Solution]:
    at = min(max(norm, SMALLEST * largest), largest)
    return at, solve(program(question, (Norm(at, at),)))


def _split(piece: _Open) -> tuple[Norm, Norm]:
    """At the likely norm, unless that is near an end: then in the middle."""
    low, high = piece.norm.low, piece.norm.high
    width, at = high - low, piece.likely
    if not low + width / 10 <= at <= high - width / 10:
        at = (low + high) / 2
    return Norm(low, at), Norm(at, high)
