"""Limits of a sequence made of germs: whether it vanishes, is bounded, stays away from 0."""

from __future__ import annotations

from sam_theory.asymptotics.constants import Constant, compare, sign
from sam_theory.asymptotics.growth import Growth, Limit, constant_text
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.asymptotics.parts import Part, Parts
from sam_theory.verdict import Verdict, proved, refuted, undecided


def vanishes(growth: Growth, name: str, sequence: Parts) -> Verdict:
    """Whether aₖ → 0."""
    for part in sequence.parts:
        low, high = growth.limit(part.range.low), growth.limit(part.range.high)
        if _sign(low) > 0 or _sign(high) < 0:
            return refuted(_said(growth, name, sequence, part, ", which does not tend to 0"))
        if _sign(low) < 0 or _sign(high) > 0:
            seen = _nonzero_witness(growth, sequence)
            if seen is not None:
                return refuted(_said(growth, name, sequence, seen, ", which does not tend to 0"))
            return undecided(f"{name} lies between {_bounds(growth, part)}, and may oscillate")
    return proved(_said(growth, name, sequence, _slowest(growth, sequence), " → 0"))


def _nonzero_witness(growth: Growth, sequence: Parts) -> Part | None:
    for part in sequence.witnesses:
        low, high = growth.limit(part.range.low), growth.limit(part.range.high)
        if _sign(low) > 0 or _sign(high) < 0:
            return part
    return None


def bounded_below(growth: Growth, name: str, sequence: Parts) -> Verdict:
    """Whether lim inf aₖ > 0."""
    for part in (*sequence.parts, *sequence.witnesses):
        if _sign(growth.limit(part.range.high)) <= 0:
            return refuted(_said(growth, name, sequence, part, ", whose limit is not positive"))
    for part in sequence.parts:
        if _sign(growth.limit(part.range.low)) <= 0:
            return undecided(f"{name} lies between {_bounds(growth, part)}, and may come near 0")
    part = _smallest(growth, sequence)
    return proved(_said(growth, name, sequence, part, ", which stays away from 0"))


def limsup(growth: Growth, sequence: Parts) -> tuple[Limit, Limit]:
    """Limits (low, high) with low <= lim sup aₖ <= high, equal where it is known."""
    seen = (*sequence.parts, *sequence.witnesses)
    lows = [growth.limit(part.range.low) for part in seen]
    highs = [growth.limit(part.range.high) for part in sequence.parts]
    return _largest(lows), _largest(highs)


def below(growth: Growth, name: str, sequence: Parts, bound: Constant, bound_text: str) -> Verdict:
    """Whether lim sup aₖ < bound."""
    low, high = limsup(growth, sequence)
    if _less(high, bound):
        return proved(
            f"lim sup {name} = {limit_text(high)} < {bound_text}"
            if low == high
            else f"lim sup {name} <= {limit_text(high)} < {bound_text}"
        )
    if not _less(low, bound):
        return refuted(f"lim sup {name} >= {limit_text(low)}, not below {bound_text}")
    return undecided(f"lim sup {name} lies between {limit_text(low)} and {limit_text(high)}")


def bounded(growth: Growth, name: str, sequence: Parts) -> Verdict:
    """Whether lim sup aₖ < ∞."""
    low, high = limsup(growth, sequence)
    if high.kind < 1:
        return proved(f"lim sup {name} {'=' if low == high else '<='} {limit_text(high)}")
    if low.kind == 1:
        return refuted(f"{name} ~ {growth.text(_growing(growth, sequence).range.low)} is unbounded")
    return undecided(f"{name} may be unbounded")


def limit_text(limit: Limit) -> str:
    """A limit in words."""
    return constant_text(limit.value) if limit.kind == 0 else "∞" if limit.kind > 0 else "-∞"


def _sign(limit: Limit) -> int:
    return limit.kind or sign(limit.value)


def _less(limit: Limit, bound: Constant) -> bool:
    return limit.kind < 0 or (limit.kind == 0 and compare(limit.value, bound) < 0)


def _largest(limits: list[Limit]) -> Limit:
    found = limits[0]
    for limit in limits[1:]:
        if limit.kind > found.kind or (
            limit.kind == found.kind == 0 and compare(limit.value, found.value) > 0
        ):
            found = limit
    return found


def _growing(growth: Growth, sequence: Parts) -> Part:
    for part in (*sequence.parts, *sequence.witnesses):
        if growth.limit(part.range.low).kind == 1:
            return part
    raise Undecidable("no part of the sequence is unbounded")


def _slowest(growth: Growth, sequence: Parts) -> Part:
    found = sequence.parts[0]
    for part in sequence.parts[1:]:
        if not part.squares and growth.order(part.range.high, found.range.high) > 0:
            found = part
    return found


def _smallest(growth: Growth, sequence: Parts) -> Part:
    found = sequence.parts[0]
    for part in sequence.parts[1:]:
        if not part.squares and growth.order(part.range.low, found.range.low) < 0:
            found = part
    return found


def _said(growth: Growth, name: str, sequence: Parts, part: Part, rest: str) -> str:
    where = sequence.where(part)
    index = "" if sequence.block == 1 or part.place else f", k counting blocks of {sequence.block}"
    if part.squares:
        index = ", k counting the squares"
    if part.range.exact:
        return f"{name} ~ {growth.text(part.range.low)}{rest}{' ' if where else ''}{where}{index}"
    return f"{name} lies between {_bounds(growth, part)}{rest}{' ' if where else ''}{where}{index}"


def _bounds(growth: Growth, part: Part) -> str:
    return f"{growth.text(part.range.low)} and {growth.text(part.range.high)}"
