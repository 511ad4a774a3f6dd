"""Trajectories recorded elsewhere, judged with what their owner says of the schedules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.properties.judge import judge
from sam_theory.properties.needs import needs_of
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.dialects import NAMES
from sam_theory.runs.files import Recorded, read_columns, recorded, sheet_of_arrays
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Trace
from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule, is_zero
from sam_theory.study.losses import judged_alone
from sam_theory.study.outlooks import grows_later
from sam_theory.verdict import Status, Verdict

ARRAYS = "the record"  # what messages call arrays that come from no file
ROUNDED = 1e-4  # relative: what a logged step may differ by from its formula, at five digits


@dataclass(frozen=True)
class Foretold:
    """How the schedules of a record go on; None is not said."""

    step: Schedule | None = None
    radius: Schedule | None = None

    def named(self) -> Mapping[str, Schedule]:
        """Those that are said, by their column."""
        both = {"step": self.step, "radius": self.radius}
        return {name: schedule for name, schedule in both.items() if schedule is not None}


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A record, the verdicts on it, and what would decide the undecided."""

    trace: Trace
    verdicts: Mapping[str, Verdict]
    needs: Mapping[str, str]
    sources: Mapping[str, str]  # the columns of the file, by what they were taken for
    notes: tuple[str, ...]  # what of the file was left out, or is not as it stands


def foretold(step: str | None, radius: str | None) -> Foretold:
    """The formulas, read; raises UsageError for one that names a constant of a problem."""
    found = []
    for what, formula in (("the step", step), ("the radius", radius)):
        schedule = None if formula is None else Schedule(formula)
        if schedule is not None and schedule.unknown:
            names = " and ".join(schedule.unknown)
            raise UsageError(
                f"{what} must be a formula in k for a record; {formula!r} names {names}, a "
                "constant of a problem; give its number"
            )
        found.append(schedule)
    return Foretold(*found)


def assess(path: str, schedules: Foretold, said: Mapping[str, str] | None = None) -> Assessment:
    """Judge a file, whose columns are what is `said` of them.

    Raises UsageError if it is no record, or not of these schedules.
    """
    return _assessed(path, read_columns(path, said), schedules)


def assess_arrays(arrays: Mapping[str, Any], schedules: Foretold) -> Assessment:
    """Judge columns by their names in a file; raises UsageError if they are no record."""
    said = {name: name for name in arrays if name in NAMES}  # nothing is guessed
    return _assessed(ARRAYS, recorded(sheet_of_arrays(ARRAYS, arrays), said), schedules)


def _assessed(path: str, found: Recorded, schedules: Foretold) -> Assessment:
    columns, length = found.columns, len(next(iter(found.columns.values())))
    k = np.arange(1, length + 1) if found.k is None else found.k
    for name, schedule in schedules.named().items():
        schedule.require_valid(f"the {name}", int(k[-1]))
        columns[name] = _agreed(path, name, schedule, k, columns.get(name))
    trace = trace_of_record(**columns, k=found.k, stopped=found.stopped)
    if "gradient_norm" in columns:
        verdicts = judge(trace, outlook_of_record(schedules, int(k[-1])))
        needs = needs_of(trace, verdicts)
    else:
        verdicts, needs = judged_alone(trace)
    return Assessment(
        trace=trace, verdicts=verdicts, needs=needs, sources=found.sources, notes=found.notes
    )


def _agreed(
    path: str, name: str, schedule: Schedule, k: np.ndarray, recorded: np.ndarray | None
) -> np.ndarray:
    """The values of the formula, which a recorded column must have up to rounding."""
    values = schedule.values(k)
    if recorded is not None:
        apart = np.abs(recorded - values) > ROUNDED * np.maximum(np.abs(recorded), np.abs(values))
        if apart.any():
            at = int(apart.argmax())
            raise UsageError(
                f"{name} in {path} must be that of its formula; at k = {k[at]} it is "
                f"{recorded[at]:.6g}, and {schedule.formula} is {values[at]:.6g}"
            )
    return values


def outlook_of_record(schedules: Foretold, iterations: int) -> Outlook:
    """What the formulas say beyond a record of that length."""
    step, radius = schedules.step, schedules.radius
    outlook = Outlook(grows_later=grows_later(schedules.named(), iterations))
    if step is not None:
        outlook = replace(
            outlook,
            step_diverges=_status("step-diverges", step, step),
            step_vanishes=_status("step-vanishes", step, step),
            step_bounded_below=_status("step-bounded-below", step, step),
        )
    if radius is not None:
        vanishes = _status("radius-vanishes", radius, radius)
        outlook = replace(
            outlook,
            radius_zero=is_zero(radius),
            radius_vanishes=vanishes,
            radius_unsettled=not radius.is_constant and vanishes is not Status.PROVED,
        )
    if step is not None and radius is not None:
        outlook = replace(outlook, product_summable=_status("product-summable", step, radius))
    return outlook


def _status(key: str, step: Schedule, radius: Schedule) -> Status:
    return decide(key, step, radius).status
