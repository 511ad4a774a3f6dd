"""Schedulers put together: SequentialLR and ChainedScheduler, in each other too.

Source: the code of torch.optim.lr_scheduler, PyTorch 2.13. A sequence sets the rate anew where its
next part begins; a chain lets each of its parts change, in turn, what the others have left.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from sam_theory.errors import UsageError
from sam_theory.schedules.chains import NO_FORMULA, chain
from sam_theory.schedules.entries import increasing
from sam_theory.schedules.laws import Formula, Index, Law, Start, chosen, times
from sam_theory.schedules.scheduler_entry import CHAIN, MOST_PARTS, SEQUENCE, Entry
from sam_theory.schedules.schedulers import SCHEDULERS


def law_of(entry: Entry, at: Start) -> Law:
    """The rate as a formula; raises UsageError for what PyTorch refuses, or has no formula."""
    if entry.name == SEQUENCE:
        return _sequence(entry, at)
    if entry.name == CHAIN:
        return _chain(entry, at)
    return SCHEDULERS[entry.name].law(entry.given, at)


def _sequence(entry: Entry, at: Start) -> Law:
    begins = _begins(entry, at)
    lengths = [max(1, b - a) for a, b in zip(begins, [*begins[1:], at.length], strict=True)]
    laws, rate = _made(entry, at, lengths)
    first = laws[0]
    if rate != at.rate and not first.sets and (first.turns or first.factor is None):
        raise UsageError(NO_FORMULA)
    pieces = [(0, _first(first, rate))]
    for begin, law, part in zip(begins[1:], laws[1:], entry.parts[1:], strict=True):
        pieces.append((begin, _piece(part, law, begin, pieces[-1])))
    return Law(
        value=lambda e: chosen(e, pieces),
        sets=all(law.sets for law in laws),
        pieces=tuple(pieces) if _multiply(laws, lengths) else (),
        base=rate if rate != at.rate else None,
        beyond=laws[-1].beyond,
    )


def _multiply(laws: Sequence[Law], lengths: Sequence[int]) -> bool:
    """Whether each part only multiplies while it is in use; the last one is so for ever."""
    used = zip(laws, [*lengths[:-1], math.inf], strict=True)
    return all(
        law.factor is not None and (law.turns is None or long - 1 <= law.turns)
        for law, long in used
    )


def _begins(entry: Entry, at: Start) -> list[int]:
    """Where the parts of a sequence begin."""
    milestones = increasing(entry.given.get("milestones"), "milestones", 1, MOST_PARTS)
    if len(milestones) != len(entry.parts) - 1:
        raise UsageError(
            f"SequentialLR needs one milestone fewer than schedulers; got {len(milestones)} for "
            f"{len(entry.parts)}"
        )
    begins = [0, *(m - at.late for m in milestones)]  # PyTorch has counted that far already
    if min(begins) < 0:
        raise UsageError("the milestones of a nested SequentialLR must not come so early")
    return begins


def _made(entry: Entry, at: Start, lengths: Sequence[int]) -> tuple[list[Law], str]:
    """The laws of the parts, made in turn, and the base rate that there is in the end."""
    laws: list[Law] = []
    for i, (part, length) in enumerate(zip(entry.parts, lengths, strict=True)):
        if i and part.parts:
            raise UsageError(
                f"PyTorch takes {part.name} in SequentialLR as the first scheduler only; put the "
                "parts of both into one"
            )
        late = at.late + 1 if part.parts else at.late
        start = replace(at, length=length, late=0 if i else late, first=at.first and not i)
        laws.append(law_of(part, start))
        at = replace(at, rate=laws[-1].base or at.rate)
    return laws, at.rate


def _first(law: Law, rate: str) -> Formula:
    """The first part begins at the base rate that the parts after it have left."""
    if law.factor is None:
        return law.value
    factor = law.factor
    return lambda e: times(rate, factor(e))


def _piece(part: Entry, law: Law, begin: int, last: tuple[int, Formula]) -> Formula:
    """A later part begins at its own base rate; MultiplicativeLR goes on from the last rate."""
    if part.name != "MultiplicativeLR":
        return law.value
    left = last[1](Index(text=str(begin - 1 - last[0])))
    factor = _from_zero(part)
    return lambda e: times(f"({left})", factor(e))


def _from_zero(part: Entry) -> Formula:
    """The product of MultiplicativeLR with λ(0), which PyTorch takes where a later part begins."""
    factor = SCHEDULERS[part.name].law(part.given, Start(rate="1", length=1, late=1)).factor
    assert factor is not None
    return factor


def _flat(entry: Entry) -> tuple[Entry, ...]:
    """The parts of a chain, those of chains within it in their place."""
    return tuple(
        inner for part in entry.parts for inner in (_flat(part) if part.name == CHAIN else (part,))
    )


def _chain(entry: Entry, at: Start) -> Law:
    laws, rate = list[Law](), at.rate
    for i, part in enumerate(_flat(entry)):
        late_base = i and part.name == "CyclicLR"  # it begins at the base rate of the others
        lasting = any(inner.name == "MultiplicativeLR" for inner in part.parts[1:])
        if late_base or lasting:  # the latter does not set the rate anew
            raise UsageError(NO_FORMULA)
        laws.append(law_of(part, replace(at, rate=rate, first=at.first and not i)))
        rate = laws[-1].base or rate
    made = chain(laws, at)
    return replace(made, base=rate) if rate != at.rate else made
