"""A certificate for one run: the first form of which the verifier accepts one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import islice

import numpy as np

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Refused
from sam_theory.certificates.finding import exact_cycle, moving, short
from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.finding.cycles import cycle_near, periods
from sam_theory.certificates.finding.leaving import leaves
from sam_theory.certificates.finding.path import Path, path
from sam_theory.certificates.finding.ring import enters_ring, ring_around
from sam_theory.certificates.finding.traps import (
    boxes_around,
    closed_cells,
    closed_trap,
    recurring_trap,
    steep_boxes,
    steep_trap,
    with_gap,
)
from sam_theory.certificates.forms import Certificate, Cycle, Entry, Ring, Side, Trap
from sam_theory.certificates.ranges import number_at, stays_in
from sam_theory.certificates.verifier.accepting import accept_run
from sam_theory.schedules.schedule import Schedule

EARLIER = (10, 100)  # further k from which on the ranges of tₖ and ρₖ are taken
ITERATIONS = 4000  # of the run whose end is looked at
TRIES = 4  # cells that move, of which the verifier is asked
MOST_PERIODS = 2  # tried, the least first
EXACT = 64  # steps in rational numbers, in which a cycle must close
CLOSE = 1e-6  # relative: points of a run in floats that may be one
LEVEL = 1e-4  # of the greatest ‖∇f‖: where a run that converges is near to itself
MOST_WORK = 3000  # coordinates times steps that are followed in balls
INSIDE = 0.5  # of the reach of a cycle: where a run in floats counts as having entered


def attempt(
    dynamics: Dynamics,
    start: Sequence[float],
    iterations: int = ITERATIONS,
    *,
    recurring: bool = False,
) -> Certified | None:
    """A certificate that the run from a start tends to no stationary point, or None.

    Where `recurring`, traps that hold a stationary point are tried too, of which it is only said
    that ∇f(xᵏ) does not tend to 0, unless a run hits such a point.
    """
    if dynamics.method.random:
        return None
    exact = tuple(Fraction(float(c)) for c in start)
    found = _short(dynamics, exact)  # first, as it asks for no run, and says most
    if found is not None:
        return found
    run = path(dynamics, np.asarray(start, dtype=np.float64), iterations)
    if len(run.rows) < iterations:  # it overflows, or is over
        with np.errstate(all="ignore"):
            rests = not np.any(dynamics.problem.gradient(run.x[-1:]))
        return None if rests else _moving(dynamics, exact, run)
    for certificate, at in candidates(dynamics, run, recurring=recurring):
        found = certified(dynamics, certificate, run, exact, at)
        if found is not None:
            return found
    return _closed(dynamics, exact, run) or _moving(dynamics, exact, run)


def _closed(dynamics: Dynamics, start: tuple[Fraction, ...], run: Path) -> Certified | None:
    """A certificate that the run goes round exactly; it need not attract other runs."""
    constant = dynamics.step.is_constant and dynamics.radius.is_constant
    if next(periods(run), None) is None or not (constant or _returns(run)):
        return None
    if not _nears(dynamics, run):
        return None
    return exact_cycle.find(dynamics, [start], EXACT)


def _nears(dynamics: Dynamics, run: Path) -> bool:
    """Whether the run in floats is early, but for rounding, where it was before, on a slope."""
    slopes = np.linalg.norm(dynamics.problem.gradient(run.x[: EXACT + 1]), axis=1)
    rows = run.rows[: EXACT + 1]
    apart = np.abs(rows[:, None] - rows[None, :]).max(axis=2)
    apart[np.tril_indices(len(rows))] = np.inf
    apart[slopes <= LEVEL * slopes.max()] = np.inf
    return bool(apart.min() <= CLOSE * np.abs(rows).max())


def _returns(run: Path) -> bool:
    """Whether the last point, to the last digit, is one of those shortly before it."""
    return bool((run.rows[-EXACT:-1] == run.rows[-1]).all(axis=1).any())


def of_schedules(dynamics: Dynamics, start: tuple[Fraction, ...]) -> Certified | None:
    """A certificate of steps that are too short, or of cells that move with k."""
    return _short(dynamics, start) or _moving(dynamics, start)


def _short(dynamics: Dynamics, start: tuple[Fraction, ...]) -> Certified | None:
    return None if dynamics.step.is_constant else short.find(dynamics, start)


def _moving(
    dynamics: Dynamics, start: tuple[Fraction, ...], run: Path | None = None
) -> Certified | None:
    return moving.find(dynamics, tuple(map(float, start)), tries=TRIES, run=run)


def certified(
    dynamics: Dynamics,
    certificate: Certificate,
    run: Path,
    start: tuple[Fraction, ...],
    at: int | None,
) -> Certified | None:
    """The certificate for the run from a start, where it is shown to be there at k = `at`."""
    if at is None or at * run.rows.shape[1] > MOST_WORK:
        return None
    entry = Entry(start=start, at=at)
    shown = accept_run(dynamics, certificate, entry)
    if isinstance(shown, Refused):
        return None
    return Certified(certificate=certificate, entry=entry, shown=shown)


def candidates(
    dynamics: Dynamics, run: Path, *, recurring: bool = False
) -> Iterator[tuple[Certificate, int | None]]:
    """Certificates that are accepted, and a ring that may be; the k at which the run enters them.

    None where it is not seen to, or a cycle does not attract.
    """
    constant = dynamics.step.is_constant and dynamics.radius.is_constant
    if constant:
        for period in islice(periods(run), MOST_PERIODS):
            cycle = cycle_near(dynamics, run.rows[-period:])
            if cycle is not None:
                yield cycle, entered(cycle, run)
                break
        else:
            ring = ring_around(dynamics, run) if next(periods(run), None) else None
            if ring is not None:
                yield ring, entered(ring, run)
    if constant and dynamics.problem.dimension == 1:
        yield from _intervals(dynamics, run, recurring=recurring)
    yield from _boxes(dynamics, run, constant=constant)


def _intervals(
    dynamics: Dynamics, run: Path, *, recurring: bool
) -> Iterator[tuple[Certificate, int | None]]:
    """Unions of intervals that are never left with constants t and ρ, from the grid of a run."""
    t, rho = number_at(dynamics.step, 1), number_at(dynamics.radius, 1)
    cells = closed_cells(dynamics, run, t, rho) if t and rho else ()
    for search in (steep_trap, recurring_trap) if recurring else (steep_trap,):
        trap = search(dynamics, cells, t, rho) if cells and t and rho else None
        if trap is not None:
            yield trap, entered(trap, run)


def _boxes(
    dynamics: Dynamics, run: Path, *, constant: bool
) -> Iterator[tuple[Certificate, int | None]]:
    """Boxes that are never left from some k on, with the k at which the run seems to be inside."""
    half = len(run.rows) // 2
    radius = float(dynamics.radius.values(np.array([half]))[0])
    families = boxes_around(dynamics, run, radius)
    steep = cache(lambda: steep_boxes(dynamics, families))  # not asked for where all are left
    for k in (1,) if constant else (1, *(k for k in EARLIER if k < half), half):
        step, radii = _range(dynamics.step, k), _range(dynamics.radius, k)
        if step is None or radii is None:
            continue
        boxes = (cells for family in families for cells in family)
        if all(leaves(dynamics, cells, step, radii) for cells in boxes):
            continue
        for box in steep():
            trap = closed_trap(dynamics, box, step, radii)
            if trap is not None:
                inside = entered(trap, run)
                yield with_gap(dynamics, trap), None if inside is None else max(inside, k)


def _range(schedule: Schedule, k: int) -> Side | None:
    """What tₖ, or ρₖ, is between from that k on: 0 and its value there, where it varies."""
    here = number_at(schedule, k)
    if here is None or schedule.is_constant:
        return here
    side = (Fraction(0), here[1])
    return side if stays_in(schedule, side, k) else None


def entered(certificate: Certificate, run: Path) -> int | None:
    """The k from which on a run seems to be where a certificate speaks of it, if it is ever."""
    if isinstance(certificate, Cycle):
        return _in_cycle(certificate, run) if certificate.basis else None
    if isinstance(certificate, Ring):
        return enters_ring(certificate, run)
    return _in_trap(certificate, run) if isinstance(certificate, Trap) else None


def _in_cycle(cycle: Cycle, run: Path) -> int | None:
    """The first k at which the run is well within the reach of the cycle."""
    basis = np.array([[float(c) for c in column] for column in cycle.basis]).T
    offset = run.rows - np.array([float(c) for c in cycle.points[0]])
    away = np.abs(np.linalg.solve(basis, offset.T)).max(axis=0)
    inside = np.flatnonzero(away <= INSIDE * float(cycle.reach))
    return int(inside[0]) + 1 if len(inside) else None


def _in_trap(trap: Trap, run: Path) -> int | None:
    """The k from which on the run stays in the cells, a little inside."""
    inside = np.zeros(len(run.x), dtype=bool)
    for cell in trap.cells:
        low, high = (np.array([float(side[end]) for side in cell.x]) for end in (0, 1))
        inside |= ((run.x > low) & (run.x < high)).all(axis=1)
    outside = np.flatnonzero(~inside)
    first = int(outside[-1]) + 1 if len(outside) else 0
    return first + 1 if first < len(run.x) else None
