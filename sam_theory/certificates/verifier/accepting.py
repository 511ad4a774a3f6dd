"""Whether a certificate holds, and whether the run from a start is one of which it speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import flint

from sam_theory.certificates.dynamics import Dynamics, Place
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import (
    Breach,
    Certificate,
    Cycle,
    Drift,
    Entry,
    ExactCycle,
    Moving,
    Ring,
    Short,
    Trap,
)
from sam_theory.certificates.ranges import stays_in
from sam_theory.certificates.verifier import (
    breach,
    cycle,
    drift,
    exact_cycle,
    moving,
    ring,
    short,
    trap,
)
from sam_theory.certificates.verifier.cells import contains
from sam_theory.certificates.verifier.orbit import place_at, precision_for
from sam_theory.setting.choices import Undecided


def accept(dynamics: Dynamics, certificate: Certificate) -> Established | Refused:
    """What is true of every run that is where the certificate speaks of; or why it is refused."""
    return _VERIFIED[type(certificate)](dynamics, certificate)


def accept_run(dynamics: Dynamics, certificate: Certificate, entry: Entry) -> Established | Refused:
    """The same of the run from a start, which is there at k = `entry.at`, and what follows it."""
    shown = accept(dynamics, certificate)
    if isinstance(shown, Refused):
        return shown
    reason = _unentered(dynamics, certificate, entry)
    return Refused(reason) if reason else shown


def _unentered(dynamics: Dynamics, certificate: Certificate, entry: Entry) -> str:
    if len(entry.start) != dynamics.problem.dimension or entry.at < 1:
        return "an entry needs a start of n coordinates, and k ≥ 1"
    with flint.ctx.workprec(precision_for(entry.at)):
        try:
            inside = _INSIDE[type(certificate)](dynamics, certificate, entry)
        except (Undecided, ZeroDivisionError) as error:
            return str(error)
    return "" if inside else f"the run is not seen to be there at k = {entry.at}, and to stay"


def _place(dynamics: Dynamics, entry: Entry) -> Place:
    return place_at(dynamics, entry.start, entry.at)


def _in_trap(dynamics: Dynamics, certificate: Trap, entry: Entry) -> bool:
    """Whether x is in a cell, and from then on tₖ and ρₖ in their ranges."""
    place = _place(dynamics, entry)
    return (
        any(contains(cell, place) for cell in certificate.cells)
        and stays_in(dynamics.step, certificate.step, entry.at)
        and stays_in(dynamics.radius, certificate.radius, entry.at)
    )


def _at_cycle(dynamics: Dynamics, certificate: Cycle, entry: Entry) -> bool:
    row = [side for box in _place(dynamics, entry).boxes for side in box]
    return bool(certificate.basis) and cycle.within_reach(certificate, row)


def _in_short(dynamics: Dynamics, certificate: Short, entry: Entry) -> bool:
    """Whether x is inside, with a state of the cell, when the steps have become short enough."""
    start = replace(certificate.cell, x=certificate.inside)
    return entry.at >= certificate.since and contains(start, _place(dynamics, entry))


def _of_breach(dynamics: Dynamics, certificate: Breach, entry: Entry) -> bool:
    return (entry.start, entry.at) == (certificate.start, certificate.at)


_VERIFIED: Mapping[type, Callable[[Dynamics, Any], Established | Refused]] = {
    Trap: lambda dynamics, certificate: trap.verify(dynamics.problem, dynamics.method, certificate),
    Cycle: cycle.verify,
    Moving: moving.verify,
    Drift: drift.verify,
    ExactCycle: exact_cycle.verify,
    Short: short.verify,
    Breach: breach.verify,
    Ring: lambda dynamics, certificate: ring.verify(dynamics.problem, dynamics.method, certificate),
}
_INSIDE: Mapping[type, Callable[[Dynamics, Any, Entry], bool]] = {
    Trap: _in_trap,
    Cycle: _at_cycle,
    Moving: lambda dynamics, certificate, entry: moving.inside(
        certificate, _place(dynamics, entry), entry.at
    ),
    Drift: lambda dynamics, certificate, entry: drift.inside(
        dynamics, certificate, _place(dynamics, entry), entry.at
    ),
    ExactCycle: exact_cycle.entered,
    Short: _in_short,
    Breach: _of_breach,
    Ring: lambda dynamics, certificate, entry: ring.inside(
        dynamics, certificate, _place(dynamics, entry), entry.at
    ),
}
