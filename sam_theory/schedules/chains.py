"""ChainedScheduler: each part changes, in turn, what the parts before it have left.

Parts that only multiply make a product. A part that sets the rate anew, always or from time to
time, leaves of the others what they have multiplied since, those after it at that moment too.

Source: the code of torch.optim.lr_scheduler, PyTorch 2.13.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.schedules.laws import Formula, Index, Law, Start, chosen, times
from sam_theory.schedules.schedule import Schedule

LONGEST_TABLE = 16  # rates that are written one by one
NO_FORMULA = (
    "what ChainedScheduler makes of these parts together has no formula that is known; give the "
    "rate with LambdaLR, or one after the other with SequentialLR"
)


def chain(laws: Sequence[Law], at: Start) -> Law:
    """The rate of parts in their order; raises UsageError where it has no formula that is known."""
    setting = [i for i, law in enumerate(laws) if law.factor is None or law.turns]
    if not setting:
        return _product(laws, at)
    last = setting[-1]
    before, law, after = laws[:last], laws[last], laws[last + 1 :]
    others = after if law.sets else [*before, *after]
    if any(other.vanishes for other in others) or (not law.sets and len(setting) > 1):
        raise UsageError(NO_FORMULA)
    if law.sets:
        return Law(value=lambda e: _always(law, after, e), sets=not after, beyond=law.beyond)
    if law.pieces and not at.late:
        return Law(value=_in_pieces(before, law, after), beyond=law.beyond)
    if law.factor is not None:
        return Law(value=_around(before, law, after, at.rate), beyond=law.beyond)
    if law.turns and not at.late and _settle(others, law.turns):
        return Law(value=_above(before, law, after, at.rate), beyond=law.beyond)
    raise UsageError(NO_FORMULA)


def _settle(laws: Sequence[Law], half: int) -> bool:
    """Whether the factors become constant soon, and before the cosine is at its least."""
    last = [law.settles for law in laws]
    return all(settles is not None and settles < min(half, LONGEST_TABLE) for settles in last)


def _product(laws: Sequence[Law], at: Start) -> Law:
    def factor(e: Index) -> str:
        return _all(laws, e)

    vanishes = any(law.vanishes for law in laws)
    return Law(value=lambda e: times(at.rate, factor(e)), factor=factor, vanishes=vanishes)


def _all(laws: Sequence[Law], e: Index) -> str:
    return times(*(law.factor(e) for law in laws if law.factor is not None))


def _since(laws: Sequence[Law], e: Index, then: Index) -> str:
    """What was multiplied after the index `then`, until e."""
    return f"{_all(laws, e)}/({_all(laws, then)})" if laws else "1"


def _always(law: Law, after: Sequence[Law], e: Index) -> str:
    if not after:
        return law.value(e)
    return f"({law.value(e)})*where({e}<1,{_all(after, e)},{_since(after, e, e.minus(1))})"


def _in_pieces(before: Sequence[Law], law: Law, after: Sequence[Law]) -> Formula:
    """A sequence sets the rate anew where a part of it begins."""

    def piece(begin: int, formula: Formula) -> Formula:
        def value(e: Index) -> str:
            whole = e.minus(-begin)  # the index of the chain
            left = _since(before, whole, Index(text=str(begin)))
            right = _since(after, whole, Index(text=str(begin - 1))) if begin else _all(after, e)
            return times(f"({formula(e)})", left, right)

        return value

    pieces = [(begin, piece(begin, formula)) for begin, formula in law.pieces]
    return lambda e: chosen(e, pieces)


def _around(before: Sequence[Law], law: Law, after: Sequence[Law], rate: str) -> Formula:
    """A cosine multiplies until it is 0, and is set anew an index later: at T + 1, 3T + 1, …"""
    assert law.turns is not None
    assert law.factor is not None
    half, factor = law.turns, law.factor

    def value(e: Index) -> str:
        turn = f"{2 * half}*floor({e.minus(half + 1)}/{2 * half})"
        left = _since(before, e, Index(text=f"({half + 1}+{turn})"))
        right = _since(after, e, Index(text=f"({half}+{turn})"))
        others = f"where({e}<={half},{_all([*before, *after], e)},{times(left, right)})"
        return times(rate, factor(e), others)

    return value


def _above(before: Sequence[Law], law: Law, after: Sequence[Law], rate: str) -> Formula:
    """A cosine above a least rate, and factors that become constant: a table until then.

    With c(e) = 1 + cos(πe/T) the cosine takes lr to η + (lr − η)c(e)/c(e − 1) up to T, and is set
    anew an index later.
    """
    assert law.turns is not None
    half, least = law.turns, law.least
    *table, settled = _table(before, law, after, float(rate))
    share = (settled - float(least)) / (1 + math.cos(math.pi * len(table) / half))

    def value(e: Index) -> str:
        size = f"where({e}<={half},{share!r},({rate}-{least})/2)"
        text = f"({least}+(1+cos(pi*{e}/{half}))*{size})"
        for i, found in reversed(list(enumerate(table))):
            text = f"where({e}<{i + 1},{found!r},{text})"
        return text

    return value


def _table(before: Sequence[Law], law: Law, after: Sequence[Law], rate: float) -> list[float]:
    """The rates as PyTorch computes them, up to where the factors are constant."""
    assert law.turns is not None
    others = [*before, *after]
    least, angle = float(law.least), math.pi / law.turns
    rates = [rate * math.prod(_at(other, 0) for other in others)]
    for i in range(1, 1 + max((other.settles or 0 for other in others), default=0)):
        found = rates[-1] * math.prod(_at(other, i) / _at(other, i - 1) for other in before)
        wave = (1 + math.cos(angle * i)) / (1 + math.cos(angle * (i - 1)))
        found = least + (found - least) * wave
        rates.append(found * math.prod(_at(other, i) / _at(other, i - 1) for other in after))
    return rates


def _at(law: Law, index: int) -> float:
    assert law.factor is not None
    return float(Schedule(law.factor(Index(text=str(index)))).values(np.ones(1, dtype=np.int64))[0])
