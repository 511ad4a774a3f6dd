"""Which column of a file is what: by our names, by the user's word, by well-known names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.runs.sheet import Sheet, listed

JUDGED = ("value", "gradient_norm")  # one of them has to be there
SCHEDULES = ("step", "radius")
NAMES = (*JUDGED, *SCHEDULES, "k")
# What others call them, as `_plain` has it. The names of validation losses are none of these.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "value": ("loss", "loss_step", "loss_epoch", "epoch_loss", "batch_loss", "objective"),
    "gradient_norm": ("grad_norm", "gradient_norm", "gradnorm", "grad_2_0_norm_total"),
    "step": ("lr", "learning_rate", "epoch_learning_rate", "step_size", "stepsize"),
    "radius": ("rho", "radius", "sam_rho"),
}
COUNTERS = ("k", "global_step", "iteration", "iter", "Step", "step", "_step")  # the first is taken
TENSORBOARD = ("Wall time", "Step", "Value")  # the columns of its CSV files
FEWEST = 3  # different integers, never falling: `step` counts; no stepsizes are like that


@dataclass(frozen=True)
class Choice:
    """The names of the columns by what they are taken for, and what was not taken and why."""

    columns: Mapping[str, str]
    notes: tuple[str, ...] = ()


def choose(sheet: Sheet, said: Mapping[str, str]) -> Choice:
    """What each column is; `said` comes first, by name.

    Raises UsageError where a column is not there, where several may be meant, and where neither
    a value nor a norm of the gradient is.
    """
    _require_there(sheet, said)
    found, notes = dict(said), list[str]()
    for what in (*JUDGED, *SCHEDULES):
        free = [name for name in sheet.columns if name not in found.values()]
        names = [] if what in said else _candidates(sheet, what, free)
        if len(names) == 1:
            found[what] = names[0]
        elif names:
            notes.append(_left_out(sheet, what, names))
    _require_judged(sheet, found)
    if "k" not in said and (counter := _counter(sheet, found)):
        found["k"] = counter
    foreign = [found[what] for what in JUDGED if found.get(what, what) != what]
    if foreign:
        told = " and ".join(foreign)
        notes.append(f"verdicts are on f only where all of f, no minibatch, gave {told}")
    return Choice({what: found[what] for what in NAMES if what in found}, tuple(notes))


def _left_out(sheet: Sheet, what: str, names: Sequence[str]) -> str:
    """What is said of several that may be meant; raises UsageError for what is judged."""
    if what in JUDGED:
        raise UsageError(
            f"columns of {sheet.path} must leave no choice; {what} may be {listed(names)}; "
            f"say which with --column {what}=NAME"
        )
    return f"{what} may be {listed(names)}, and is left out: --column {what}=NAME"


def _require_there(sheet: Sheet, said: Mapping[str, str]) -> None:
    for what, name in said.items():
        if name not in sheet.columns:
            raise UsageError(
                f"--column {what}={name} must name a column; those of {sheet.path} are "
                f"{sheet.names()}"
            )


def _require_judged(sheet: Sheet, found: Mapping[str, str]) -> None:
    if not any(what in found for what in JUDGED):
        raise UsageError(
            f"{sheet.path} must have a column for value or gradient_norm; its columns are "
            f"{sheet.names()}; say which with --column value=NAME"
        )


def _candidates(sheet: Sheet, what: str, free: Sequence[str]) -> list[str]:
    """The columns that may be meant: the one of our name alone, if it is there."""
    if what in free and (what != "step" or not _counts(sheet)):
        return [what]
    if what == "value" and set(TENSORBOARD) <= set(sheet.columns):
        return [name for name in TENSORBOARD[2:] if name in free]
    names = [name for name in free if _plain(name) in KNOWN[what]]
    if what == "step":  # Lightning's monitor of learning rates writes lr-SGD, lr-Adam/pg1
        names += [name for name in free if name.startswith("lr-")]
    return [name for name in names if sheet.columns[name].filled.any()] or names


def _plain(name: str) -> str:
    """The words of a name joined by _, without "train" and the run that wandb puts before it."""
    words = re.findall(r"[a-z0-9]+", name.rpartition(" - ")[2].lower())
    training = next((word for word in words if word in ("train", "training")), None)
    if training is not None:
        words.remove(training)
    return "_".join(words)


def _counter(sheet: Sheet, found: Mapping[str, str]) -> str | None:
    """The first of COUNTERS with a number wherever something judged has one."""
    seen = _seen(sheet, [found[what] for what in JUDGED if what in found])
    for wanted in COUNTERS:
        for name in (wanted, f"train/{wanted}", f"trainer/{wanted}"):
            column = None if name in found.values() else sheet.columns.get(name)
            if column is None or column.fault:
                continue
            if len(column.filled) != len(seen) or column.filled[seen].all():
                return name
    return None


def _counts(sheet: Sheet) -> bool:
    """Whether the column `step` holds a counter, as others call it, and no tₖ."""
    names = [name for name in JUDGED if name in sheet.columns]
    if not names:
        return True
    step, seen = sheet.columns["step"], _seen(sheet, names)
    told = step.numbers[step.filled & seen if len(seen) == len(step.filled) else step.filled]
    whole = bool((told == np.floor(told)).all() and (np.diff(told) >= 0).all())
    return whole and len(np.unique(told)) >= FEWEST


def _seen(sheet: Sheet, names: Sequence[str]) -> np.ndarray:
    """Where one of these columns has a number, (K,); of different lengths the first tells it."""
    filled = [sheet.columns[name].filled for name in names]
    alike = [each for each in filled if len(each) == len(filled[0])]
    return np.asarray(np.logical_or.reduce(alike))


def said_of(options: Sequence[str]) -> dict[str, str]:
    """The columns that a call names, by what they are; raises UsageError for what is no such."""
    said: dict[str, str] = {}
    for option in options:
        what, equals, name = option.partition("=")
        if what not in NAMES or not equals or not name:
            raise UsageError(
                f"--column must be NAME=COLUMN, NAME among {', '.join(NAMES)}; got {option!r}"
            )
        if what in said:
            raise UsageError(f"--column must name {what} once; got {said[what]!r} and {name!r}")
        if name in said.values():
            raise UsageError(f"--column must name a column once; {name!r} is named twice")
        said[what] = name
    return said
