"""Whether a plateau of ‖∇f‖ was put to the test, or the run was only still on its way."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.motion import Motion
from sam_theory.properties.pace import Course, Pace
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.windows import OCTAVE, TINY, Windows
from sam_theory.runs.trace import Trace

FAR = 4.0  # Σ t‖∇f‖ this many times the sides of the box should have carried x out of it
FAR_DOWN = 10.0  # Σ t‖∇f‖² this many times the fall of f should have brought f lower
STILL_FALLS = 0.1  # of Σt‖∇f‖² over an octave: what f falls by if ‖∇f‖ may come down yet
SMALL_ERROR = 0.02  # an error Lρ below this share of ‖∇f‖ does not make the plateau
UNSEEN = 1e-7  # of the greatest ‖∇f‖: below this an unrecorded ‖x‖ may hide the rounding floor
SHARE = 0.1  # of the change of log tₖ, in that of log ‖∇f‖: more may be a swing's that goes with tₖ
EVEN = 1e-6  # a change of log ‖∇f‖ that is none
LOST = 0.5  # what is left of Σt may take no more than this share of ‖∇f‖


def objection(
    trace: Trace,
    windows: Windows,
    level: float,
    pace: Pace,
    motion: Motion,
    rounding: Rounding,
) -> str | None:
    """Why a plateau of ‖∇f‖ at `level` does not show that ‖∇f‖ stays away from 0; None: it does."""
    if pace.course is Course.FINITE and _rest_is_harmless(level, pace, rounding):
        return _hidden(trace, level, motion, rounding)
    doubt = doubt_of_height(trace, level, pace, motion, rounding)
    if doubt is not None:
        return doubt
    if _descends(trace, windows, rounding):
        return "the run is still on its way: f falls by a share of Σt‖∇f‖²"
    if pace.course is not Course.ENDLESS and motion.converges:
        return None
    if trace.sampling.placed > 1 and pace.step_moves and _follows_steps(trace, windows):
        return "x may swing between its rows, with steps that still change"
    if motion.swings or (not motion.recorded and _oscillates(trace, windows)):
        return "x swings with steps that still change" if pace.step_moves else None
    if _at_rest(trace, windows, rounding, motion.converges):
        return None
    if not motion.recorded and pace.elapsed is None:
        return "neither iterates nor steps were recorded"
    return "the run is still on its way: Σt‖∇f‖ does not exceed the way that x has gone"


def doubt_of_height(
    trace: Trace, level: float, pace: Pace, motion: Motion, rounding: Rounding
) -> str | None:
    """Why ‖∇f‖ at `level` may come down yet, whatever x has gone through; None: nothing says so."""
    if rounding.stalled:
        return "the steps are lost in the rounding of x"
    hidden = _hidden(trace, level, motion, rounding)
    if hidden is not None:
        return hidden
    error = pace.radius * (rounding.lipschitz or 0.0)
    matters = rounding.lipschitz is None or error > SMALL_ERROR * level
    if pace.radius_moves and pace.radius > 0 and matters:
        return f"the radius still moves, and Lρ = {error:.1e} is not small against ‖∇f‖"
    return None


def _hidden(trace: Trace, level: float, motion: Motion, rounding: Rounding) -> str | None:
    if level <= 100 * rounding.gradient:
        return f"it lies near the rounding floor {rounding.gradient:.1e} of ∇f"
    if level <= 100 * rounding.unsure or level <= rounding.printed:
        return "it may be rounding, of numbers written with so few digits"
    if not motion.recorded and level <= UNSEEN * trace.gradients.high.max():
        return "it may be rounding: the iterates, and so the floor of ∇f, were not recorded"
    if trace.sampling.repeated:
        return "its last value is repeated, and it may not have been evaluated anew"
    return None


def _rest_is_harmless(level: float, pace: Pace, rounding: Rounding) -> bool:
    if rounding.lipschitz is None:
        return False
    error = rounding.lipschitz * pace.radius
    return bool(rounding.lipschitz * pace.rest * (level + error) <= LOST * level)


def _oscillates(trace: Trace, windows: Windows) -> bool:
    """Whether ‖∇f‖ itself goes up and down by a twentieth in every window of the last octaves."""
    last = slice(len(windows) - 3 * OCTAVE, len(windows))
    if len(windows) < 4 * OCTAVE:
        return False
    return bool((trace.gradients.high[last] >= 1.05 * trace.gradients.low[last]).all())


def _follows_steps(trace: Trace, windows: Windows) -> bool:
    """Whether ‖∇f‖ changes over the last octave by any share of what tₖ does.

    A swing is as long as tₖ, and so is what it adds to ‖∇f‖.
    """
    if trace.steps is None or len(windows) <= OCTAVE:
        return True
    before, now = len(windows) - 1 - OCTAVE, len(windows) - 1
    changes = [
        abs(np.log(max(high[before], TINY) / max(high[now], TINY)))
        for high in (trace.gradients.high, trace.steps.high)
    ]
    return bool(changes[0] > SHARE * changes[1] + EVEN)


def _descends(trace: Trace, windows: Windows, rounding: Rounding) -> bool:
    """Whether over the last octave f fell by a share of Σt‖∇f‖², which descent would bring."""
    if trace.values is None or trace.elapsed is None or len(windows) <= OCTAVE:
        return False
    before, now = len(windows) - 1 - OCTAVE, len(windows) - 1
    middle = (trace.values.low + trace.values.high) / 2
    fall = float(middle[before] - middle[now])
    push = float(trace.elapsed.squares[before:now].sum())
    return fall > rounding.value and fall >= STILL_FALLS * push


def _at_rest(trace: Trace, windows: Windows, rounding: Rounding, converges: bool) -> bool:
    tail = slice(windows.tail, len(windows))
    last = slice(max(windows.tail, len(windows) - OCTAVE // 2), len(windows))
    return any(_withstood(trace, part, rounding, converges) for part in (last, tail))


def _withstood(trace: Trace, part: slice, rounding: Rounding, converges: bool) -> bool:
    """Whether the push over these windows far exceeds the way that x, or f, has gone there."""
    if trace.elapsed is None or part.start >= part.stop:
        return False
    if trace.iterates is not None:
        sides = trace.iterates.high[part].max(axis=0) - trace.iterates.low[part].min(axis=0)
        way = float(sides.sum())
        # Where x goes on it goes along gₖ, which may be shorter than ∇f(xᵏ) all the time.
        along = trace.gradients if trace.estimates is None or converges else trace.estimates
        if way <= rounding.length:
            way, along = rounding.length, trace.gradients
        return bool((trace.elapsed.time[part] * along.low[part]).sum() >= FAR * way)
    if trace.values is not None:
        fall = float(trace.values.high[part].max() - trace.values.low[part].min())
        return bool(trace.elapsed.squares[part].sum() >= FAR_DOWN * (fall + rounding.value))
    return False
