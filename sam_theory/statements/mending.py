"""The least change of a pair of schedules with which a theorem asks no more of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sam_theory.asymptotics.formula import FUNCTIONS, LEAVES
from sam_theory.schedules.schedule import Schedule
from sam_theory.statements.applicability import NONNEGATIVE, conditions
from sam_theory.statements.theorem import Theorem
from sam_theory.verdict import Status

SAME = "{}"
TIGHT = (*LEAVES, *FUNCTIONS, "*", "/", "**")
TAILS = ("{}/k**0.1", "{}/k**0.6", "{}/k")  # slower falls first
FLOOR = 0.1  # of the greatest step: c in a floor c/k
LOOKED_AT = np.unique(np.geomspace(1, 10**5, 200).astype(np.int64))
READ_AT_ONCE = 32  # characters of a formula that a sentence repeats


@dataclass(frozen=True)
class Mend:
    """Schedules in the place of a pair, and in words what was changed."""

    step: Schedule
    radius: Schedule
    words: str


def mend(
    theorem: Theorem,
    step: Schedule,
    radius: Schedule,
    lipschitz: Fraction | None = None,
    made: Callable[[str], Schedule] = Schedule,
) -> Mend | None:
    """The first change in the list below for which every condition of the theorem is `proved`.

    `lipschitz` is the L of the conditions, if one is known; `made` puts constants into a formula.
    None where no change in the list is enough.
    """
    unknown = {*step.unknown, *radius.unknown}
    for of_step, of_radius in _changes(step, radius):
        t, rho = made(_changed(step, of_step)), made(_changed(radius, of_radius))
        if not unknown.issuperset((*t.unknown, *rho.unknown)):
            continue
        if all(
            v.status is Status.PROVED or (key == NONNEGATIVE and v.holds)
            for key, v in conditions(theorem, t, rho, lipschitz)
        ):
            told = (_told("tₖ", step, t, of_step), _told("ρₖ", radius, rho, of_radius))
            return Mend(t, rho, " and ".join(filter(None, told)))
    return None


def _changes(step: Schedule, radius: Schedule) -> Iterator[tuple[str, str]]:
    """Pairs of changes, as formulas around the old one: of one schedule first, then of both."""
    steps = (*_floors(step), _cap(step, "0.4/L"), *TAILS[1:], *_harmonic(step, 1.0, "{}/k"))
    radii = (TAILS[0], _cap(radius, "0.5/L"), *TAILS[1:])
    yield from ((SAME, change) for change in radii)
    yield from ((change, SAME) for change in steps)
    yield from ((of_step, of_radius) for of_step in steps for of_radius in radii)


def _floors(schedule: Schedule) -> tuple[str, ...]:
    return () if schedule.is_constant else _harmonic(schedule, FLOOR, "Max({{}}, {}/k)")


def _harmonic(schedule: Schedule, share: float, form: str) -> tuple[str, ...]:
    """c/k with c that share of the greatest value of the schedule, to one digit."""
    if schedule.unknown:
        return (form.format(f"{share:g}"),)
    values = schedule.values(LOOKED_AT)
    top = share * values[np.isfinite(values)].max(initial=0.0)
    return (form.format(f"{float(f'{top:.0e}'):g}"),) if top > 0 else ()


def _cap(schedule: Schedule, most: str) -> str:
    return most if schedule.is_constant else f"Min({{}}, {most})"


def _changed(schedule: Schedule, change: str) -> str:
    """The formula put into the change, in brackets where it binds less than a quotient."""
    whole = schedule.tree.operation in TIGHT or change.startswith(("Max", "Min"))
    return change.format(schedule.formula if whole or change == SAME else f"({schedule.formula})")


def _told(name: str, before: Schedule, after: Schedule, change: str) -> str:
    if change == SAME:
        return ""
    if len(before.formula) <= READ_AT_ONCE or SAME not in change:
        return f"{name} = {after.formula}"
    return f"{change.format(name)} in place of {name}"
