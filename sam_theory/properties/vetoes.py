"""Vetoes: what is not yet at rest, and could still carry a limit of ‖∇f‖ away that a run shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache

import numpy as np

from sam_theory.properties.motion import Motion
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.pace import Course, Pace
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.trends import Ends, Trends
from sam_theory.properties.windows import OCTAVE, TINY, Windows
from sam_theory.runs.trace import Trace

# With steps and radius that do not vanish, SAM ends in a cycle of size tL²ρ/2 (Bartlett, Long,
# Bousquet 2023); with vanishing steps, an error Lρ is felt once ‖∇f‖ is of its size.
UNDER_CYCLE, UNDER_ERROR = 1e-4, 0.1
SMALL_ERROR = 0.02  # an error Lρ below this share of ‖∇f‖ does not make the plateau
ABOVE_ROUNDING = 1e3  # times the rounding floor: a ‖∇f‖ that is none of rounding
NEAR_ROUNDING = 100.0  # times a rounding floor: what may be rounding where errors add up
UNSEEN = 1e-7  # of the greatest ‖∇f‖: below this an unrecorded ‖x‖ may hide the rounding floor
STILL_GROWS = "a coordinate of x still grows exponentially"
OUT = 4.0  # Σ t‖∇f‖ this many times the sides of the box should have carried x out of it
DOWN = 10.0  # Σ t‖∇f‖² this many times the fall of f should have brought f lower
STILL_FALLS = 0.1  # of Σt‖∇f‖² over an octave: what f falls by if ‖∇f‖ may come down yet
SHARE = 0.1  # of the change of log tₖ, in that of log ‖∇f‖: more may be a swing's that goes with tₖ
EVEN = 1e-6  # a change of log ‖∇f‖ that is none
LOST = 0.5  # what is left of Σt may take no more than this share of ‖∇f‖


class Claim(Flag):
    """What a run seems to show of ‖∇f‖."""

    FALLS = auto()  # it tends to 0
    STAYS = auto()  # it has come to rest away from 0
    RECURS = auto()  # its peaks come back, equally high
    ENDS = auto()  # it stays away from 0 since Σt is nearly over


ABOVE = Claim.STAYS | Claim.RECURS


@dataclass(frozen=True, kw_only=True)
class Case:
    """A run, and the level of ‖∇f‖ in question."""

    trace: Trace
    outlook: Outlook
    windows: Windows
    rounding: Rounding
    pace: Pace
    ends: Ends
    trends: Trends
    motion: Motion
    level: float

    @property
    def octave(self) -> tuple[int, int]:
        """The window an octave before the last one, and that."""
        return len(self.windows) - 1 - OCTAVE, len(self.windows) - 1


@dataclass(frozen=True)
class Veto:
    """Why not, in a clause, or None; it is silent where a group of the trace is missing."""

    against: Claim
    why: Callable[[Case], str | None]
    needs: tuple[str, ...] = ()


def vetoed(case: Case, claim: Claim) -> str | None:
    """The first veto against the claim; None: nothing speaks against it."""
    for veto in _against(claim):
        there = all(getattr(case.trace, group) is not None for group in veto.needs)
        if there and (why := veto.why(case)):
            return why
    return None


@cache
def _against(claim: Claim) -> tuple[Veto, ...]:
    return tuple(veto for veto in VETOES if claim & veto.against)


def nearly_over(case: Case) -> bool:
    """Whether what is left of Σt < ∞ cannot bring ‖∇f‖ down."""
    pace, L = case.pace, case.rounding.lipschitz
    if pace.course is not Course.FINITE or L is None:
        return False
    return bool(L * pace.rest * (case.level + L * pace.radius) <= LOST * case.level)


# ---- what may end a fall


def _came_back(case: Case) -> str | None:
    """‖∇f‖ fell to its rounding and rose far above it, twice or more: once may be a saddle."""
    if not case.trends.at_floor:
        return None
    floor, gradients, count = case.rounding.gradient, case.trace.gradients, len(case.windows)
    above = np.flatnonzero(gradients.high[:count] > ABOVE_ROUNDING * floor)
    fallen = np.cumsum(gradients.low[:count] <= floor)
    if np.sum(fallen[above[1:] - 1] > fallen[above[:-1]]) >= 2:  # between them
        return "it was there before, and rose again each time"
    return None


def _in_last_place(case: Case) -> str | None:
    unit = case.trace.written.gradient
    return f"it is lost in its last place, {unit:.1e}" if 0 < unit >= case.ends.final else None


def _stalled(case: Case) -> str | None:
    if case.rounding.stalled and not case.trends.at_floor:
        return "the steps are lost in the rounding of x"
    return None


def _steps_end(case: Case) -> str | None:
    """Σt < ∞ may leave what falls above 0; at its rounding no less of it takes ∇f off it."""
    course = case.pace.course
    ends = course is Course.FINITE or (course is Course.UNCERTAIN and not case.trends.at_floor)
    return str(course.value) if ends else None


def _error_lasts(case: Case) -> str | None:
    pace, L = case.pace, case.rounding.lipschitz
    if pace.radius == 0 or pace.radius_vanishes:
        return None
    if L is None:
        return "the radius does not vanish, and L is not known"
    error = L * pace.radius
    if pace.step_vanishes:
        if case.level <= UNDER_ERROR * error:
            return None
        return f"‖∇f‖ has not come down to the lasting error Lρ = {error:.1e}"
    cycle = error * min(1.0, L * (pace.step or 1.0))
    if case.level <= UNDER_CYCLE * cycle:
        return None
    return f"steps and radius do not vanish, and a cycle of size {cycle:.1e} may lie ahead"


def _draws_last(case: Case) -> str | None:
    """Steps that stay turn draws that stay into noise: ‖∇f‖² of order tL times their variance.

    A fall towards it looks like one to 0, and how far away it ends is not seen.
    """
    if case.outlook.draws_last and not case.pace.step_vanishes:
        return "steps do not vanish, and what is drawn is not known to vanish where ∇f does"
    return None


def _takes_off(case: Case) -> str | None:
    return STILL_GROWS if case.motion.takes_off else None


# ---- what may bring ‖∇f‖ down yet


def _grows(case: Case) -> str | None:
    return "it still grows" if case.ends.grows else None


def _hidden(case: Case) -> str | None:
    rounding, level = case.rounding, case.level
    if level <= NEAR_ROUNDING * rounding.gradient:
        return f"it lies near the rounding floor {rounding.gradient:.1e} of ∇f"
    if level <= NEAR_ROUNDING * rounding.unsure or level <= rounding.printed:
        return "it may be rounding, of numbers written with so few digits"
    if not case.motion.recorded and level <= UNSEEN * case.trace.gradients.high.max():
        return "it may be rounding: the iterates, and so the floor of ∇f, were not recorded"
    if case.trace.sampling.repeated:
        return "its last value is repeated, and it may not have been evaluated anew"
    return None


def _radius_moves(case: Case) -> str | None:
    pace, L = case.pace, case.rounding.lipschitz
    error = pace.radius * (L or 0.0)
    matters = L is None or error > SMALL_ERROR * case.level
    if pace.radius_moves and pace.radius > 0 and matters:
        return f"the radius still moves, and Lρ = {error:.1e} is not small against ‖∇f‖"
    return None


def _swings(case: Case) -> str | None:
    """x swings, or may between its rows, and the swing is as long as a step that may change."""
    if case.pace.step_moves is False:
        return None
    change = "still change" if case.pace.step_moves else "are not known"
    if case.motion.swings or (not case.motion.recorded and _oscillates(case)):
        return f"x swings with steps that {change}"
    if case.trace.sampling.placed > 1 and not _settled(case) and _follows_steps(case):
        return f"x may swing between its rows, with steps that {change}"
    return None


def _descends(case: Case) -> str | None:
    """Over the last octave f fell by a share of Σt‖∇f‖², which descent would bring."""
    before, now = case.octave
    if before < 0:
        return None
    values, elapsed = case.trace.values, case.trace.elapsed
    assert values is not None
    assert elapsed is not None
    middle = (values.low + values.high) / 2
    fall, push = float(middle[before] - middle[now]), float(elapsed.squares[before:now].sum())
    if fall > case.rounding.value and fall >= STILL_FALLS * push:
        return "the run is still on its way: f falls by a share of Σt‖∇f‖²"
    return None


def _before_its_time(case: Case) -> str | None:
    """Σt·λ is below 1 for the least curvature λ, and what is slowest has not begun."""
    curvature, elapsed = case.outlook.strong_convexity, case.pace.elapsed
    if curvature and elapsed is not None and curvature * elapsed < 1:
        return f"the run is still on its way: μΣt = {curvature * elapsed:.2g}"
    return None


def _untested(case: Case) -> str | None:
    """Nothing has tried to move a run that only crosses its plateau slowly."""
    if _settled(case) or case.motion.swings:
        return None
    if not case.motion.recorded and _oscillates(case):
        return None
    tail = slice(case.windows.tail, len(case.windows))
    last = slice(max(case.windows.tail, len(case.windows) - OCTAVE // 2), len(case.windows))
    if any(_withstood(case, part) for part in (last, tail)):
        return None
    if not case.motion.recorded and case.pace.elapsed is None:
        return "neither iterates nor steps were recorded"
    return "the run is still on its way: Σt‖∇f‖ does not exceed the way that x has gone"


def _settled(case: Case) -> bool:
    """Whether x converges, and Σt = ∞ is not known: as good as at rest."""
    return case.pace.course is not Course.ENDLESS and case.motion.converges


def _oscillates(case: Case) -> bool:
    """Whether ‖∇f‖ itself goes up and down by a twentieth in every window of the last octaves."""
    last = slice(len(case.windows) - 3 * OCTAVE, len(case.windows))
    if len(case.windows) < 4 * OCTAVE:
        return False
    gradients = case.trace.gradients
    return bool((gradients.high[last] >= 1.05 * gradients.low[last]).all())


def _follows_steps(case: Case) -> bool:
    """Whether ‖∇f‖ changes over the last octave by any share of what tₖ does, as swings would."""
    before, now = case.octave
    steps, gradients = case.trace.steps, case.trace.gradients
    if steps is None or before < 0:
        return True
    of_gradient, of_step = (
        abs(np.log(max(high[before], TINY) / max(high[now], TINY)))
        for high in (gradients.high, steps.high)
    )
    return bool(of_gradient > SHARE * of_step + EVEN)


def _withstood(case: Case, part: slice) -> bool:
    """Whether the push over these windows far exceeds the way that x, or f, has gone there."""
    trace, rounding = case.trace, case.rounding
    if trace.elapsed is None or part.start >= part.stop:
        return False
    if trace.iterates is not None:
        sides = trace.iterates.high[part].max(axis=0) - trace.iterates.low[part].min(axis=0)
        way = float(sides.sum())
        # Where x goes on it goes along gₖ, which may be shorter than ∇f(xᵏ) all the time.
        stays = trace.estimates is None or case.motion.converges or way <= rounding.length
        along = trace.gradients if stays or trace.estimates is None else trace.estimates
        push = (trace.elapsed.time[part] * along.low[part]).sum()
        return bool(push >= OUT * max(way, rounding.length))
    if trace.values is not None:
        fall = float(trace.values.high[part].max() - trace.values.low[part].min())
        return bool(trace.elapsed.squares[part].sum() >= DOWN * (fall + rounding.value))
    return False


VETOES = (
    Veto(Claim.FALLS, _came_back),
    Veto(Claim.FALLS, _in_last_place),
    Veto(Claim.FALLS | ABOVE, _stalled),
    Veto(Claim.FALLS, _steps_end),
    Veto(Claim.FALLS, _takes_off, ("iterates",)),
    Veto(Claim.FALLS, _error_lasts, ("radii",)),
    Veto(Claim.FALLS, _draws_last),
    Veto(Claim.STAYS | Claim.ENDS, _grows),
    Veto(ABOVE | Claim.ENDS, _hidden),
    Veto(ABOVE, _radius_moves, ("radii",)),
    Veto(Claim.STAYS, _descends, ("values", "elapsed")),
    Veto(Claim.STAYS, _before_its_time, ("elapsed",)),
    Veto(ABOVE, _swings),
    Veto(Claim.STAYS, _untested),
)
