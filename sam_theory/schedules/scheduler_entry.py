"""A scheduler as a configuration has it: its name, its parameters, its parts if it has any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedules.entries import mapping, one_of, shown
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
