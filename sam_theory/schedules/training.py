"""Training configurations as schedules.

Beyond the last epoch a schedule is continued by its own formula.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedules.schedule import Schedule
from sam_theory.schedules.schedulers import as_count, as_number, step_formula

LARGEST = 1_000_000  # bytes of a configuration
RATE = ("lr", "rate", "learning_rate", "initial_rate", "initial_lr", "base_lr")
RADIUS = ("rho", "radius")
EPOCHS = ("epochs", "max_epochs", "num_epochs")
STEPS = ("steps_per_epoch", "batches_per_epoch", "iterations_per_epoch")
SCHEDULER = ("scheduler", "lr_scheduler")


@dataclass(frozen=True, kw_only=True)
class TrainingRun:
    """A configuration as schedules. `unread` are the entries that play no part here."""

    scheduler: str
    step: Schedule
    radius: Schedule
    epochs: int
    steps_per_epoch: int
    unread: tuple[str, ...] = ()

    @property
    def iterations(self) -> int:
        """How long the training is."""
        return self.epochs * self.steps_per_epoch


def read(path: str) -> TrainingRun:
    """The training run of a YAML or JSON file; raises UsageError where it cannot be understood."""
    found = _mapping(_load(path), "the configuration")
    rate, radius = _number(found, RATE), _formula_or_number(found, RADIUS)
    epochs, steps = _count(found, EPOCHS), _count(found, STEPS)
    name, parameters = _scheduler(found)
    step = step_formula(name, rate, parameters, steps)
    known = {*RATE, *RADIUS, *EPOCHS, *STEPS, *SCHEDULER}
    return TrainingRun(
        scheduler=name,
        step=Schedule(step),
        radius=Schedule(radius),
        epochs=epochs,
        steps_per_epoch=steps,
        unread=tuple(sorted(key for key in found if key not in known)),
    )


def _load(path: str) -> Any:
    import yaml

    try:
        size = Path(path).stat().st_size
        if size > LARGEST:
            raise UsageError(
                f"a configuration must be below {LARGEST:,} bytes; {path} has {size:,}"
            )
        text = Path(path).read_text(encoding="utf-8")
        return json.loads(text) if path.lower().endswith(".json") else yaml.safe_load(text)
    except OSError as error:
        raise UsageError(f"{path} could not be read: {error.strerror or error}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UsageError(f"{path} must be YAML or JSON; {reason}") from error


def _mapping(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise UsageError(f"{what} must be a mapping of names to values; got {str(value)[:60]!r}")
    return value


# -- entries ------------------------------------------------------------------------------------


def _entry(found: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    present = [name for name in names if name in found]
    if len(present) > 1:
        raise UsageError(f"give one of {' and '.join(present)}; they mean the same")
    if not present:
        others = f" (or {', '.join(names[1:])})" if names[1:] else ""
        raise UsageError(f"the configuration must have an entry {names[0]}{others}")
    return found[present[0]]


def _number(found: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return as_number(_entry(found, names), names[0])


def _formula_or_number(found: Mapping[str, Any], names: tuple[str, ...]) -> str:
    value = _entry(found, names)
    if not isinstance(value, str):
        return as_number(value, names[0])
    return Schedule(value).formula


def _count(found: Mapping[str, Any], names: tuple[str, ...]) -> int:
    return as_count(_entry(found, names), names[0])


def _scheduler(found: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The scheduler's name and parameters: {name: StepLR, step_size: 60}, or a bare name."""
    present = [name for name in SCHEDULER if name in found]
    value = _entry(found, SCHEDULER) if present else None
    if value is None or isinstance(value, str):
        value = {"name": value or "constant"}
    entries = dict(_mapping(value, "scheduler"))
    name = entries.pop("name", None)
    if not isinstance(name, str):
        raise UsageError(f"scheduler must have a name, such as StepLR; got {str(name)[:60]!r}")
    for nested in ("parameters", "params"):
        entries.update(_mapping(entries.pop(nested, {}), nested))
    return name, entries
