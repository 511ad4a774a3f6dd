"""All that is found against the convergence of one setting, and how far it was looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import flint
import numpy as np

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.finding.attempt import (
    ITERATIONS,
    candidates,
    certified,
    entered,
    of_schedules,
)
from sam_theory.certificates.finding.cycles import LONGEST
from sam_theory.certificates.finding.path import Path, path
from sam_theory.certificates.finding.stalls import (
    MOST_DIMENSIONS,
    Stalls,
    region_of,
    searched,
    stalls,
)
from sam_theory.certificates.forms import Certificate, Cycle, Entry, Ring
from sam_theory.certificates.verifier.accepting import accept
from sam_theory.certificates.verifier.cycle import PRECISION, Map, enclosure, multipliers
from sam_theory.certificates.verifier.measures import lower, upper
from sam_theory.certificates.wording import box_text

MOST_COORDINATES = 6  # of a start, in a sentence
MOST_BETWEEN = 6  # runs that are started between a fixed point and its probe


@dataclass(frozen=True, kw_only=True)
class Found:
    """A certificate, what it establishes, and the runs that are shown to end where it says."""

    certificate: Certificate
    shown: Established
    multiplier: tuple[float, float] | None = None  # bounds of the greatest |multiplier| of a cycle
    entries: tuple[Entry, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it speaks of runs, and says that they do not converge to stationary points."""
        return self.shown.slope > 0 or self.shown.recurring > 0 or self.shown.escapes


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What was found, and sentences that say what was looked for and what was not found."""

    found: tuple[Found, ...]
    searched: tuple[str, ...]


def survey(dynamics: Dynamics, starts: np.ndarray) -> Survey:
    """Fixed points in the region of the problem, and cycles and traps at the ends of runs.

    `starts` are the points, (R, n), from which runs are followed. The method draws nothing.
    """
    resting = stalls(dynamics, region_of(dynamics)) if searched(dynamics) else None
    found = [_found(dynamics, stall) for stall in (resting.found if resting else ())]
    points = [*starts, *_between(dynamics, resting)]
    unknown = [told for start in points if (told := _followed(dynamics, found, start))]
    kept = f"{len(points)} runs of {ITERATIONS:,} iterations: {_kinds(dynamics)}"
    return Survey(
        found=tuple(found),
        searched=(_resting_text(dynamics, resting), kept, *unknown),
    )


def _found(dynamics: Dynamics, certificate: Certificate) -> Found:
    shown = accept(dynamics, certificate)
    assert isinstance(shown, Established)  # the search keeps what the verifier accepts
    bounds = multiplier(dynamics, certificate) if isinstance(certificate, Cycle) else None
    return Found(certificate=certificate, shown=shown, multiplier=bounds)


def multiplier(dynamics: Dynamics, cycle: Cycle) -> tuple[float, float] | None:
    """Bounds of the greatest absolute value of the multipliers of a cycle that is accepted."""
    with flint.ctx.workprec(PRECISION):
        enclosed = enclosure(Map(dynamics), dynamics, cycle)
        assert enclosed is not None
        values = multipliers(Map(dynamics), enclosed)
    return (max(map(lower, values)), max(map(upper, values))) if values else None


def _between(dynamics: Dynamics, resting: Stalls | None) -> list[np.ndarray]:
    """Points half way between repelling fixed points and their probes: runs may be held there."""
    if resting is None or not dynamics.method.normalized:
        return []
    radius = float(dynamics.radius.values(np.array([1]))[0])
    points = [stall.points[0] for stall in resting.found if not stall.basis][:MOST_BETWEEN]
    found = []
    for point in points:
        x = np.array([float(c) for c in point])
        slope = dynamics.problem.gradient(x)
        found.append(x + radius * slope / np.linalg.norm(slope) / 2)
    return found


def _followed(dynamics: Dynamics, found: list[Found], start: np.ndarray) -> str:
    """Follow a run and note what it ends in; a sentence where that has no certificate."""
    run = path(dynamics, start, ITERATIONS)
    told = f"nothing is certified of the run from {_shown(start)}"
    exact = tuple(Fraction(float(c)) for c in start)
    if len(run.rows) < ITERATIONS:
        with np.errstate(all="ignore"):
            rests = not np.any(dynamics.problem.gradient(run.x[-1:]))
        if not rests and _moved(dynamics, found, exact):
            return ""
        return f"{told}, which ends at k = {len(run.rows)}"
    for i, known in enumerate(found):
        at = entered(known.certificate, run)
        seen = certified(dynamics, known.certificate, run, exact, at)
        if seen is not None:
            found[i] = replace(known, entries=(*known.entries, seen.entry))
        if at is not None and known.holds:
            return ""
    if _ended(dynamics, found, run, exact) or _moved(dynamics, found, exact):
        return ""
    slope = float(np.linalg.norm(dynamics.problem.gradient(run.x[-1])))
    return f"{told}, at whose end ‖∇f‖ = {slope:.3g}"


def _shown(x: np.ndarray) -> str:
    """Some coordinates of a point."""
    listed = [f"{c:.6g}" for c in x[:MOST_COORDINATES]]
    return f"({', '.join(listed + ['…'] * (len(x) > MOST_COORDINATES))})"


def _ended(dynamics: Dynamics, found: list[Found], run: Path, start: tuple[Fraction, ...]) -> bool:
    """Whether the end of a run has a certificate, which is noted if it is a new one."""
    for certificate, at in candidates(dynamics, run, recurring=True):
        if any(_same(certificate, other.certificate) for other in found):
            continue
        if isinstance(certificate, Ring) and isinstance(accept(dynamics, certificate), Refused):
            continue
        noted = _found(dynamics, certificate)
        if noted.shown.repels:
            continue  # the run has only come near to it
        seen = certified(dynamics, certificate, run, start, at)
        found.append(replace(noted, entries=() if seen is None else (seen.entry,)))
        if noted.holds:
            return True
    return False


def _moved(dynamics: Dynamics, found: list[Found], start: tuple[Fraction, ...]) -> bool:
    """Whether a certificate that goes with the schedules is found for the run, and noted."""
    seen = of_schedules(dynamics, start)
    if seen is None or not (seen.shown.slope > 0 or seen.shown.escapes):
        return False  # what is held may still converge
    for i, known in enumerate(found):
        if known.certificate == seen.certificate:
            found[i] = replace(known, entries=(*known.entries, seen.entry))
            return known.holds
    found.append(Found(certificate=seen.certificate, shown=seen.shown, entries=(seen.entry,)))
    return found[-1].holds


def _same(a: Certificate, b: Certificate) -> bool:
    """Whether two cycles, each the only one in its boxes, are the same."""
    if not (isinstance(a, Cycle) and isinstance(b, Cycle)) or len(a.points) != len(b.points):
        return False
    width = 2 * max(a.width, b.width)
    return any(
        all(abs(p - q) <= width for p, q in zip(a.points[0], point, strict=True))
        for point in b.points
    )


# ---- how far


def _resting_text(dynamics: Dynamics, resting: Stalls | None) -> str:
    what = "fixed points with ∇f ≠ 0"
    if resting is None:
        return f"{what}: only where runs end, {_unsearched(dynamics)}"
    where = f"{what} in {box_text(resting.region)}"
    boxes = f"branch and bound, {resting.boxes:,} box{'es' * (resting.boxes > 1)}"
    if not resting.complete:
        left = f"{len(resting.left)} of these, {100 * resting.share:.2g} % of the region,"
        return f"{where}: {len(resting.found)} found by {boxes}; {left} are not decided"
    count = len(resting.found)
    told = "there is none" if count == 0 else f"there are {count} and no others"
    return f"{where}: {told if count != 1 else 'there is one and no other'} ({boxes})"


def _unsearched(dynamics: Dynamics) -> str:
    if not (dynamics.step.is_constant and dynamics.radius.is_constant):
        return "as tₖ or ρₖ varies"
    if dynamics.method.memory:
        return "as the method keeps a state"
    return f"as the dimension exceeds {MOST_DIMENSIONS}"


def _kinds(dynamics: Dynamics) -> str:
    others = "traps around their ends, cells that move with k"
    if dynamics.step.is_constant and dynamics.radius.is_constant:
        return f"cycles of up to {LONGEST} steps, {others}"
    return others if dynamics.step.is_constant else f"{others}, steps too short to arrive"
