"""Training configurations as schedules.

Beyond the last epoch a schedule is continued by its own formula, or as its scheduler says.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sam_theory.asymptotics.parsing import MAX_LENGTH
from sam_theory.errors import UsageError
from sam_theory.schedules.composing import law_of
from sam_theory.schedules.configuration import load
from sam_theory.schedules.entries import count, mapping, number, one_of, shown
from sam_theory.schedules.laws import GOES_ON, Index, Law, Start
from sam_theory.schedules.schedule import Schedule
from sam_theory.schedules.scheduler_entry import Entry, entry_of, interval_of

RATE = ("lr", "rate", "learning_rate", "initial_rate", "initial_lr", "base_lr")
RADIUS = ("radius", "rho")
EPOCHS = ("epochs", "max_epochs", "num_epochs")
STEPS = ("steps_per_epoch", "batches_per_epoch", "iterations_per_epoch")
SCHEDULER = ("scheduler", "lr_scheduler")
INTERVALS = ("epoch", "step")
FOLLOW = ("follow", "factor")
INITIAL = "initial"  # the first radius of a scheduler of radii
OWN = ("OneCycleLR", "CyclicLR")  # schedulers that have rates of their own
UNUSED = "0"  # stands for the rate that these do not read


@dataclass(frozen=True, kw_only=True)
class TrainingRun:
    """A configuration as schedules.

    `interval` is `epoch` or `step`, `beyond` what is assumed after the end, and `unread` are the
    entries that play no part here.
    """

    path: str
    scheduler: str
    interval: str
    step: Schedule
    radius: Schedule
    epochs: int
    steps_per_epoch: int
    beyond: str = GOES_ON
    unread: tuple[str, ...] = ()

    @property
    def iterations(self) -> int:
        """How long the training is."""
        return self.epochs * self.steps_per_epoch


@dataclass(frozen=True)
class _Length:
    """How long a training is."""

    epochs: int
    steps: int


def read(path: str) -> TrainingRun:
    """The training run of a YAML or JSON file; raises UsageError where it cannot be understood."""
    found = load(path)
    long = _Length(count(_entry(found, EPOCHS), "epochs"), count(_entry(found, STEPS), STEPS[0]))
    known = {*RATE, *RADIUS, *EPOCHS, *STEPS, *SCHEDULER}
    unread = tuple(sorted(key for key in found if key not in known))
    given = _entry(found, SCHEDULER, None)
    if given is None:
        _require_none_meant(unread)
    entry, interval = _scheduler("constant" if given is None else given)
    law, step = _scheduled(entry, interval, _rate(found, entry), long)
    radius, also = _radius(_entry(found, RADIUS), step, long)
    return TrainingRun(
        path=path,
        scheduler=str(entry),
        interval=interval,
        step=Schedule(step),
        radius=Schedule(radius),
        epochs=long.epochs,
        steps_per_epoch=long.steps,
        beyond=(law.beyond or GOES_ON) + (f"; for the radius, {also}" if also else ""),
        unread=unread,
    )


def _entry(found: Mapping[str, Any], names: tuple[str, ...], *default: Any) -> Any:
    present = [name for name in names if name in found]
    if len(present) > 1:
        raise UsageError(f"give one of {' and '.join(present)}; they mean the same")
    if present:
        return found[present[0]]
    if default:
        return default[0]
    raise UsageError(f"the configuration must have an entry {names[0]} (or {', '.join(names[1:])})")


def _require_none_meant(unread: tuple[str, ...]) -> None:
    """Without a scheduler the rate is constant: a name that is misspelled must not mean that."""
    near = [
        name for word in SCHEDULER for name in difflib.get_close_matches(word, unread, cutoff=0.82)
    ]
    if near:
        raise UsageError(f"the scheduler must be an entry {SCHEDULER[0]}; got {shown(near[0])}")


def _rate(found: Mapping[str, Any], entry: Entry) -> str:
    """The first rate; OneCycleLR and CyclicLR have their own."""
    value = _entry(found, RATE, *([UNUSED] if entry.name in OWN else []))
    return number(value, RATE[0])


def _scheduler(value: Any) -> tuple[Entry, str]:
    """A scheduler, and whether it steps once an epoch or once an iteration."""
    if not isinstance(value, dict) or "interval" not in value:
        entry = entry_of(value)
        return entry, interval_of(entry)
    rest = {key: item for key, item in value.items() if key != "interval"}
    return entry_of(rest), one_of(value["interval"], "interval", INTERVALS)


def _scheduled(entry: Entry, interval: str, rate: str, long: _Length) -> tuple[Law, str]:
    """The law of a scheduler, and its formula in k."""
    by_epoch = interval == "epoch"
    length = long.epochs if by_epoch else long.epochs * long.steps
    law = law_of(entry, Start(rate=rate, length=length))
    formula = law.value(Index(long.steps if by_epoch else 1))
    if len(formula) > MAX_LENGTH:
        raise UsageError(
            f"the formula of {entry.name} must be at most {MAX_LENGTH} characters long; got "
            f"{len(formula)}; use fewer schedulers"
        )
    return law, formula


def _radius(value: Any, step: str, long: _Length) -> tuple[str, str]:
    """A formula of the radii from a number, a formula, the rate or a scheduler; what is assumed."""
    if isinstance(value, str):
        return Schedule(value).formula, ""
    if not isinstance(value, dict):
        return number(value, RADIUS[0]), ""
    entries = dict(mapping(value, RADIUS[0]))
    if "follow" in entries:
        for key in entries:
            one_of(key, "an entry of radius", FOLLOW)
        one_of(entries["follow"], "follow", RATE[:1])
        return f"{number(entries.get('factor'), 'factor')}*({step})", ""
    initial = entries.pop(INITIAL, None)
    entry, interval = _scheduler(entries)
    if initial is None and entry.name not in OWN:
        raise UsageError(f"radius needs {INITIAL}, its value before {entry.name} changes it")
    rate = number(UNUSED if initial is None else initial, f"{INITIAL} of radius")
    law, formula = _scheduled(entry, interval, rate, long)
    return formula, law.beyond
