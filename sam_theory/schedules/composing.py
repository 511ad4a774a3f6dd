"""Schedulers put together: SequentialLR and ChainedScheduler, in each other too.

Source: the code of torch.optim.lr_scheduler, PyTorch 2.13. A sequence sets the rate anew where its
next part begins; a chain lets each of its parts change, in turn, what the others have left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedules.chains import NO_FORMULA, chain
from sam_theory.schedules.entries import increasing, mapping, one_of, shown
from sam_theory.schedules.laws import Formula, Index, Law, Start, chosen, times
from sam_theory.schedules.schedulers import SCHEDULERS

SEQUENCE, CHAIN = "SequentialLR", "ChainedScheduler"
PARAMETERS = {SEQUENCE: ("schedulers", "milestones"), CHAIN: ("schedulers",)}
NAMES = (*SCHEDULERS, *PARAMETERS)
PLATEAU = ("ReduceLROnPlateau", "reduce_lr_on_plateau", "greedy")
INNER = ("parameters", "params")  # where some keep the parameters
PATH = "torch.optim.lr_scheduler."
MOST_PARTS, MOST_NESTED = 16, 6
FIRST_EPOCH = ("last_epoch", -1)  # may be written as it is by default


@dataclass(frozen=True)
class Entry:
    """A scheduler as it is written: its name, its parameters, and the parts of one put together."""

    name: str
    given: Mapping[str, Any]
    parts: tuple[Entry, ...] = ()

    @property
    def size(self) -> int:
        """How many schedulers that are not put together it has."""
        return sum(part.size for part in self.parts) or 1

    def __str__(self) -> str:
        parts = f"({', '.join(map(str, self.parts))})" if self.parts else ""
        return f"{self.name}{parts}"

    def number(self, name: str) -> int:
        """How many of that name it has, itself among them."""
        return (self.name == name) + sum(part.number(name) for part in self.parts)


# -- reading ------------------------------------------------------------------------------------


def entry_of(value: Any, nested: int = 0) -> Entry:
    """{name: StepLR, step_size: 60}, or a bare name; raises UsageError for what is not known."""
    if nested > MOST_NESTED:
        raise UsageError(f"schedulers must be nested at most {MOST_NESTED} deep; simplify them")
    entries = dict(mapping({"name": value} if isinstance(value, str) else value, "a scheduler"))
    name = entries.pop("name", None)
    if not isinstance(name, str):
        raise UsageError(f"a scheduler must have a name, such as StepLR; got {shown(name)}")
    for word in INNER:
        for key, item in mapping(entries.pop(word, {}), word).items():
            if key in entries:
                raise UsageError(f"{shown(key)} stands twice in {name}; leave one out")
            entries[key] = item
    name = name.removeprefix(PATH)
    if name in PLATEAU:
        raise UsageError(
            f"{name} follows the loss, so it is no function of k; record the rate that it gave as "
            "a column step, and let assess judge the record"
        )
    one_of(name, "a scheduler", NAMES)
    if entries.get(FIRST_EPOCH[0]) == FIRST_EPOCH[1]:
        del entries[FIRST_EPOCH[0]]
    return _composed(name, entries, nested) if name in PARAMETERS else _single(name, entries)


def _single(name: str, entries: Mapping[str, Any]) -> Entry:
    known = SCHEDULERS[name]
    _require_known(name, entries, (*known.required, *known.optional, *known.unread))
    for key in known.required:
        if key not in entries:
            raise UsageError(f"{name} needs {key}; give it")
    return Entry(name, {**known.optional, **entries})


def _composed(name: str, entries: Mapping[str, Any], nested: int) -> Entry:
    _require_known(name, entries, PARAMETERS[name])
    parts = entries.get("schedulers")
    if not isinstance(parts, list) or not 1 <= len(parts) <= MOST_PARTS:
        raise UsageError(
            f"{name} needs schedulers, a list of 1 to {MOST_PARTS}; got {shown(parts)}"
        )
    found = Entry(name, entries, tuple(entry_of(part, nested + 1) for part in parts))
    if found.size > MOST_PARTS:
        raise UsageError(f"schedulers must be at most {MOST_PARTS} in all; got {found.size}")
    if found.number("OneCycleLR") > 1:
        raise UsageError("OneCycleLR may be there once, as PyTorch keeps the rates of the last one")
    return found


def _require_known(name: str, entries: Iterable[str], allowed: Sequence[str]) -> None:
    for key in entries:
        if not allowed:
            raise UsageError(f"{name} takes no parameters; got {shown(key)}")
        one_of(key, f"a parameter of {name}", allowed)


def interval_of(entry: Entry) -> str:
    """Whether it steps once an epoch or once an iteration, if nobody says."""
    if not entry.parts:
        return SCHEDULERS[entry.name].interval
    found = {interval_of(part) for part in entry.parts}
    if len(found) > 1:
        raise UsageError(
            f"{entry.name} has parts that step once an epoch and once an iteration; say which with "
            "interval: epoch, or interval: step"
        )
    return found.pop()


# -- laws ---------------------------------------------------------------------------------------


def law_of(entry: Entry, at: Start) -> Law:
    """The rate as a formula; raises UsageError for what PyTorch refuses, or has no formula."""
    if entry.name == SEQUENCE:
        return _sequence(entry, at)
    if entry.name == CHAIN:
        return _chain(entry, at)
    return SCHEDULERS[entry.name].law(entry.given, at)


def _sequence(entry: Entry, at: Start) -> Law:
    milestones = increasing(entry.given.get("milestones"), "milestones", 1, MOST_PARTS)
    if len(milestones) != len(entry.parts) - 1:
        raise UsageError(
            f"SequentialLR needs one milestone fewer than schedulers; got {len(milestones)} for "
            f"{len(entry.parts)}"
        )
    begins = [0, *(m - at.late for m in milestones)]  # PyTorch has counted that far already
    if any(begin < 0 for begin in begins):
        raise UsageError("the milestones of a nested SequentialLR must not come so early")
    lengths = [max(1, b - a) for a, b in zip(begins, [*begins[1:], at.length], strict=True)]
    laws, rate = _made(entry, at, lengths)
    first = laws[0]
    if rate != at.rate and not first.sets and (first.turns or first.factor is None):
        raise UsageError(NO_FORMULA)
    pieces = [(0, _first(laws[0], rate))]
    for begin, law, part in zip(begins[1:], laws[1:], entry.parts[1:], strict=True):
        pieces.append((begin, _piece(part, law, begin, pieces[-1])))
    lasting = all(law.factor is not None for law in laws) and not any(
        law.turns and (law is laws[-1] or length - 1 > law.turns)
        for law, length in zip(laws, lengths, strict=True)
    )
    return Law(
        value=lambda e: chosen(e, pieces),
        sets=all(law.sets for law in laws),
        pieces=tuple(pieces) if lasting else (),
        base=rate if rate != at.rate else None,
        beyond=laws[-1].beyond,
    )


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
