"""Whether Σ aₖ is finite or +∞, for a sequence made of germs on classes of indices.

Leaving the squares out of a class does not change the answer for an eventually monotone germ a > 0:
between j² and (j+1)² lie other indices of each residue class, for large j, so that the sum over the
others is at least that over the squares, up to finitely many terms, if a is nonincreasing; and if
it increases, both diverge.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.convergence import summation
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.parts import Part, Parts
from sam_theory.asymptotics.trees import K, num


class Sum(Enum):
    """What is known of a series, or of its partial sums."""

    FINITE = "finite"
    PLUS = "+∞"
    MINUS = "−∞"
    BOUNDED = "not convergent, with bounded partial sums"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Found:
    """What a series does, and why."""

    sum: Sum
    reason: str


def total(growth: Growth, sequence: Parts) -> Found:
    """Σ aₖ over all k: the classes put together."""
    positive = all(growth.sign(part.range.low) >= 0 for part in sequence.parts)
    found = []
    for part in sequence.parts:
        each = _over(growth, part)
        if positive and each.sum is Sum.PLUS:
            return Found(Sum.PLUS, _placed(sequence, part, each))
        found.append((each, part))
    unknown = [each for each, _ in found if each.sum is Sum.UNKNOWN]
    if unknown:
        return (_witnessed(growth, sequence) if positive else None) or unknown[0]
    kinds = {each.sum for each, _ in found}
    if {Sum.PLUS, Sum.MINUS} <= kinds:
        return _alternating(growth, sequence)
    kind = next(kind for kind in (Sum.PLUS, Sum.MINUS, Sum.FINITE) if kind in kinds)
    shown = [_placed(sequence, part, each) for each, part in found if each.sum is kind]
    more = f"; and likewise on {len(shown) - 2} other classes" if len(shown) > 2 else ""
    return Found(kind, "; ".join(shown[:2]) + more)


def _witnessed(growth: Growth, sequence: Parts) -> Found | None:
    """Divergence on a set of indices with bounded gaps, or infinitely many terms not small."""
    for part in sequence.witnesses:
        low = part.range.low
        if growth.sign(low) <= 0:
            continue
        limit = growth.limit(low)
        if limit.kind or limit.value.rational != 0:
            reason = f"its terms are at least ~ {growth.text(low)} {part.place}"
            return Found(Sum.PLUS, reason)
        over = summation(growth, low) if part.view.index == K else None
        if over is not None and not over.converges:
            return Found(Sum.PLUS, f"{part.place} it is bounded below by a series: {over.reason}")
    return None


def _placed(sequence: Parts, part: Part, found: Found) -> str:
    where = sequence.where(part)
    if not where and sequence.block > 1:
        return f"{found.reason}, k counting blocks of {sequence.block}"
    return f"{where}: {found.reason}" if where else found.reason


def _over(growth: Growth, part: Part) -> Found:
    """The sum over one class."""
    low, high = part.range.low, part.range.high
    signs = growth.sign(low), growth.sign(high)
    if signs[0] >= 0:
        return _one_sided(growth, low, high, Sum.PLUS)
    if signs[1] <= 0:
        return _one_sided(growth, high, low, Sum.MINUS)
    bounds = [summation(growth, end) for end in (low, high)]
    if all(bound.converges for bound in bounds):
        return Found(
            Sum.FINITE, f"it converges absolutely: bounded by a series in which {bounds[1].reason}"
        )
    return Found(Sum.UNKNOWN, "its terms may change sign infinitely often")


def _one_sided(growth: Growth, near: object, far: object, divergent: Sum) -> Found:
    from sam_theory.asymptotics.formula import Node

    assert isinstance(near, Node)
    assert isinstance(far, Node)
    outer = summation(growth, far)
    if outer.converges:
        prefix = "" if near == far else "it is bounded by a series: "
        return Found(Sum.FINITE, prefix + outer.reason)
    inner = outer if near == far else summation(growth, near)
    if not inner.converges:
        prefix = "" if near == far else "it is bounded below by a series: "
        return Found(divergent, prefix + inner.reason)
    return Found(
        Sum.UNKNOWN,
        f"its terms lie between {growth.text(near)} and {growth.text(far)}, "
        "of which one series converges and the other does not",
    )


def _alternating(growth: Growth, sequence: Parts) -> Found:
    """Terms of both signs: the sums over whole periods are a germ."""
    unknown = Found(Sum.UNKNOWN, "its terms change sign, and their sum could not be taken")
    if not sequence.exact or any(part.squares or part.sparse for part in sequence.parts):
        return unknown
    period = len(sequence.parts)
    limits = [growth.limit(part.range.low) for part in sequence.parts]
    if any(limit.kind for limit in limits):
        return unknown
    block = trees.ZERO
    for part in sequence.parts:
        shift = (part.view.residue - 1) % period
        block = trees.add(block, trees.at(part.range.low, trees.add(K, num(shift))))
    over_periods = summation(growth, block)
    reason = f"its sums over periods of {period} terms: {over_periods.reason}"
    if not over_periods.converges:
        return Found(Sum.PLUS if growth.sign(block) > 0 else Sum.MINUS, reason)
    vanishing = all(growth.limit(part.range.low).value.rational == 0 for part in sequence.parts)
    return Found(Sum.FINITE if vanishing else Sum.BOUNDED, reason)
