"""Methods that read ‖∇f(xᵏ)‖: their worst case over all norms, by branch and bound.

On an interval of s = ‖∇f(xᵏ)‖ the secant of s² gives a relaxation. Its dual is the best of all
quadratics in s that bound the worst case at s, at its maximum over the interval. Boxes of such
intervals, one a step, cover all norms up to S, and beyond S there is nothing; near 0 no care is
needed, as s enters only by products with unit vectors. Floats steer; what is kept has a certificate
on every box.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sam_theory.bounds.attaining import Attained, attained
from sam_theory.bounds.building import G, Norm, U, program
from sam_theory.bounds.certificate import Certificate
from sam_theory.bounds.certifying import certified
from sam_theory.bounds.forms import unknown
from sam_theory.bounds.interpolating import Interpolated, interpolated
from sam_theory.bounds.probes import Probe
from sam_theory.bounds.program import Constraint, Program
from sam_theory.bounds.question import Question, root_above
from sam_theory.bounds.solving import Solution, solve
from sam_theory.errors import UsageError

MOST = 80  # boxes
CLOSE = 1e-4  # how near the ends of the enclosure must come, by the size of the answer
SMALLEST = Fraction(1, 10**4)  # norm at which the worst case is looked for, as a share of S
SHARES = (SMALLEST, Fraction(1, 1000), Fraction(1, 100))  # where a point is looked for, likewise
NONE = 1e-6  # a defect below this share of the square of a norm is none
SHORT, PRICE = "short", 64  # by how much σ falls short; what that costs, over the greatest norm

Box = tuple[Norm, ...]  # of ‖∇f(x¹)‖, ‖∇f(x²)‖, …


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What is proved where the norms are in a box."""

    box: Box
    certificate: Certificate


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """The worst case over all norms: at most `upper`, and near `value`."""

    upper: Fraction | None  # None where some box has no certificate
    pieces: tuple[Piece, ...]
    value: float  # the greatest relaxation of a box, as the solver says
    attained: Attained | None
    least: Interpolated | None  # a point of a worst case at some norm


@dataclass(frozen=True, kw_only=True)
class _Open:
    box: Box
    program: Program
    solution: Solution

    @property
    def value(self) -> float:
        value = self.solution.value
        return np.inf if np.isnan(value) else value

    def likely(self, k: int) -> Fraction:
        """The norm of ∇f(xᵏ⁺¹) at which the relaxation is largest, within the box."""
        norm, (sigma, _) = self.box[k], self._product(k)
        if not np.isfinite(sigma):
            return (norm.low + norm.high) / 2
        return min(max(Fraction(sigma).limit_denominator(10**6), norm.low), norm.high)

    def defect(self, k: int) -> float:
        """‖∇f(xᵏ⁺¹)‖² − σ² there, by which the relaxation is one."""
        sigma, square = self._product(k)
        return np.inf if not np.isfinite(square) else max(square - sigma**2, 0.0)

    def _product(self, k: int) -> tuple[float, float]:
        """σ and ‖∇f(xᵏ⁺¹)‖²."""
        if self.box[k].exact:
            return float(self.box[k].low), float(self.box[k].low ** 2)
        place, gram = self.program.generators.index, self.solution.gram
        i, j = place(f"{U}{k + 1}"), place(f"{G}{k + 1}")
        return float(gram[i, j]), float(gram[j, j])


def enclosed(question: Question, first: Norm | None = None, most: int = MOST) -> Enclosure:
    """An enclosure of the worst case, where ‖∇f(x¹)‖ is as given, or any.

    Raises UsageError where nothing bounds the norms. With `most` = 1 it is a plain relaxation.
    """
    boxes = [_relaxed(question, _whole(question, first))]
    best, least = _tried(question, boxes[0], None), _placed(question, boxes[0], None)
    while len(boxes) < most:
        worst = max(boxes, key=lambda one: one.value)
        if question.iterations == 1 or len(boxes) & (len(boxes) - 1) == 0:  # 1, 2, 4, 8, …
            best, least = _tried(question, worst, best), _placed(question, worst, least)
        low = max((float(one.value) for one in (best, least) if one is not None), default=-np.inf)
        if worst.value - low <= CLOSE * abs(low) or not (halves := _split(worst)):
            break
        boxes.remove(worst)
        boxes += [_relaxed(question, half) for half in halves]
    pieces = _proved(boxes)
    return Enclosure(
        upper=max((piece.certificate.bound for piece in pieces), default=None),
        pieces=pieces,
        value=max(one.value for one in boxes),
        attained=best,
        least=least,
    )


def _whole(question: Question, first: Norm | None) -> Box:
    """All norms that there are."""
    largest = question.largest_norm
    if first is None and largest is None:
        raise UsageError("a worst case over all norms needs a start that bounds them; give R or Δ")
    found = [first or Norm(Fraction(0), largest or Fraction(0))]
    while len(found) < question.iterations:
        found.append(Norm(Fraction(0), _next(question, tuple(found))))
    return tuple(found)


def _next(question: Question, box: Box) -> Fraction:
    """A bound on the next norm.

    s + Lt(s + Lr) by (3), with s = ‖∇f(xᵏ)‖ and r the length of the displacement; under (4) alone
    √(2L(f − f*)).
    """
    mover, L, s = question.mover, question.functions.lipschitz, box[-1].high
    assert isinstance(mover, Probe)
    if question.functions.lower is not None:
        return s + L * question.step * (s + L * abs(mover.length(question.radius, s)))
    if question.start.kind != "anywhere":
        gap = replace(question, criterion="gap", iterations=len(box))
        found = certified(program(gap, box)).certificate
        if found is not None:
            return root_above(2 * L * found.bound)
    raise UsageError(
        f"several steps of {mover.name} from anywhere must be over a class with (3); got "
        f"{question.functions.name}; take smooth"
    )


def _relaxed(question: Question, box: Box) -> _Open:
    built = program(question, box)
    solution = solve(built)
    if not np.isfinite(solution.value):  # no norms of the box belong together, as far as is known
        built = _softened(built, box)
        solution = solve(built)
    return _Open(box=box, program=built, solution=solution)


def _softened(built: Program, box: Box) -> Program:
    """The same where σ may fall short of a box, at a price: its maximum is not less.

    σ + `short` stands for σ in what the box says of it from below.
    """
    short, largest = unknown(SHORT), max(norm.high for norm in box)
    softer = []
    for constraint in built.constraints:
        kind, _, k = constraint.name.partition(" ")
        weight = Fraction(kind == "low")
        if kind == "secant":
            weight = box[int(k) - 1].low + box[int(k) - 1].high
        softer.append(replace(constraint, form=constraint.form + weight * short))
    paid = Constraint(name=SHORT, form=short, origin="σ falls short by 0 or more")
    return replace(
        built,
        values=(*built.values, SHORT),
        constraints=(*softer, paid),
        objective=built.objective - (PRICE / largest) * short,
    )


def _tried(question: Question, one: _Open, best: Attained | None) -> Attained | None:
    """The better of a function and that at the likely norms of a box."""
    if question.iterations == 1:
        at = max(one.likely(0), SMALLEST * one.box[0].high)
        norms: Box = (Norm(at, at),)
        built = program(question, norms)
        found = attained(question, built, solve(built), norms)
    else:
        found = attained(question, one.program, one.solution, one.box)
    if best is None or (found is not None and found.value > best.value):
        return found
    return best


def _placed(question: Question, one: _Open, least: Interpolated | None) -> Interpolated | None:
    """The better of a point and one at the likely norm of a box, where that is one norm."""
    if question.iterations > 1:
        return None
    tried = {max(one.likely(0), share * one.box[0].high) for share in SHARES}
    points = (interpolated(program(question, (Norm(at, at),))) for at in sorted(tried))
    found = next((point for point in points if point is not None), None)
    if least is None or (found is not None and found.value > least.value):
        return found
    return least


def _split(one: _Open) -> tuple[Box, ...]:
    """At the likely norm, or in the middle where that is near an end, where the defect is greatest.

    Nothing where there is none.
    """
    k = max(range(len(one.box)), key=lambda i: (one.defect(i), one.box[i].high - one.box[i].low))
    norm, width, at = one.box[k], one.box[k].high - one.box[k].low, one.likely(k)
    if one.defect(k) <= NONE * float(norm.high) ** 2:
        return ()
    if not norm.low + width / 10 <= at <= norm.high - width / 10:
        at = (norm.low + norm.high) / 2
    halves = (Norm(norm.low, at), Norm(at, norm.high))
    return tuple((*one.box[:k], half, *one.box[k + 1 :]) for half in halves)


def _proved(boxes: list[_Open]) -> tuple[Piece, ...]:
    """A certificate for each box, or nothing."""
    pieces = []
    for one in sorted(boxes, key=lambda one: tuple(norm.low for norm in one.box)):
        certificate = certified(one.program, tight=False).certificate
        if certificate is None:
            return ()
        pieces.append(Piece(box=one.box, certificate=certificate))
    return tuple(pieces)
