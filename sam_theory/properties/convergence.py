"""xᵏ converges, to whatever point: what K24 promises where it writes xᵏ → x̄."""

from __future__ import annotations

import numpy as np

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.iterate_limit import iterate_limit
from sam_theory.properties.limits import Limit
from sam_theory.properties.vetoes import STILL_GROWS
from sam_theory.properties.windows import OCTAVE, Windows, blocks
from sam_theory.verdict import Verdict, consistent, undecided, violated

OCTAVES = 5  # over which a cycle must show itself
AS_LARGE = 0.01  # relative spread of boxes that count as equally large
TO_AND_FRO = 3.0  # a path this many times the diagonal of its box goes back and forth
NO_CHANGE = 1e-9  # of a size: that of a cycle that is reached, or a radius that stays
DYING = 0.5  # a change from octave to octave that falls like this adds up to no more than itself
RESOLVED = 1e3  # times the rounding of x: the least box that counts


def convergence(analysis: Analysis) -> Verdict:
    """Follows from property (5); else x may settle where ‖∇f‖ stays away from 0."""
    stationary = analysis.verdict(iterate_limit)
    if analysis.trace.stopped or stationary.holds:
        return stationary
    if analysis.explodes:
        return violated("‖∇f‖ → ∞, hence ‖x‖ → ∞")
    if analysis.open_ending is not None:
        return undecided(analysis.open_ending)
    moves = f"how far x moves: {analysis.motion.moves.evidence}"
    against = _against(analysis)
    if against is None and analysis.outlook.radius_unsettled:
        return undecided(f"{moves}, but the radius is not known to converge")
    # Without knowing where ∇f tends to, x may only seem to settle on its way past a saddle.
    if analysis.motion.takes_off and not against:
        return undecided(f"{moves}, but {STILL_GROWS}")
    if analysis.low.limit is Limit.POSITIVE and analysis.motion.converges:
        if analysis.may_cycle_unseen:
            return undecided(f"{moves}, but {_unseen(analysis)}")
        if analysis.outlook.draws_last and not analysis.pace.step_vanishes:
            return undecided(f"{moves}, but steps do not vanish, and what is drawn moves x")
        return undecided(f"{moves}, but {against}") if against else consistent(moves)
    return violated(against) if against else undecided(moves)


def _against(analysis: Analysis) -> str | None:
    """Why x does not converge; None: nothing says so."""
    if analysis.restless:
        return f"how far x moves: {analysis.motion.moves.evidence}"
    if analysis.value_keeps_moving:
        return f"f does not converge: {analysis.heights.span.evidence}"
    return _cycle(analysis)


def _cycle(analysis: Analysis) -> str | None:
    """Why x goes round for ever: in boxes equally large, under schedules that no longer move."""
    motion, pace, trace = analysis.motion, analysis.pace, analysis.trace
    if motion.low is None or motion.high is None or motion.path is None:
        return None
    low, high = blocks(motion.low, OCTAVE), blocks(motion.high, OCTAVE)
    if len(low) < OCTAVES:
        return None
    if not pace.even or not _radius_rests(analysis):
        return None
    sides = (high.max(axis=1) - low.min(axis=1))[-OCTAVES:]
    sizes = np.hypot.reduce(sides, axis=-1, initial=0.0)
    paths = blocks(motion.path, OCTAVE).sum(axis=1)[-OCTAVES:]
    if sizes.min() <= RESOLVED * analysis.rounding.length:
        return None
    if not _lasting(np.log(sizes)) or np.any(paths < TO_AND_FRO * sizes):
        return None
    k = f"k = {_first(analysis.windows)} … {trace.iterations}"
    return (
        f"over each octave of {k} x goes a way of {paths.min():.3g} or more through a box "
        f"of diagonal {sizes.min():.3g} to {sizes.max():.3g}"
    )


def _unseen(analysis: Analysis) -> str:
    """Why it may go round in a cycle all the same."""
    apart = analysis.trace.sampling.placed
    if apart == 1:
        return "a cycle may be hidden in the digits in which it was written"
    return f"iterates are recorded {apart} iterations apart, and may show one point of a cycle"


def _lasting(heights: np.ndarray) -> bool:
    """Whether the logarithms of sizes stay: changes of one sign must die out, others be small.

    A slow fall changes by twice as much in every octave.
    """
    changes = np.diff(heights)
    if np.ptp(heights) > AS_LARGE:
        return False
    if np.abs(changes[-2:]).max() <= NO_CHANGE or changes.min() < 0 < changes.max():
        return True
    return bool(np.all(np.abs(changes[1:]) <= DYING * np.abs(changes[:-1])))


def _first(windows: Windows) -> int:
    return int(windows.first[max(len(windows) - OCTAVES * OCTAVE, 0)])


def _radius_rests(analysis: Analysis) -> bool:
    """Whether ρₖ is the same over the tail up to rounding, whatever the error model makes of it."""
    trace = analysis.trace
    if analysis.outlook.radius_zero:
        return True
    if trace.radii is None or trace.steps is None:
        return False
    tail = slice(analysis.windows.tail, len(analysis.windows))
    return bool(trace.radii.high[tail].max() <= (1 + NO_CHANGE) * trace.radii.low[tail].min())
