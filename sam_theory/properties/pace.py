"""How much of the schedules a run has seen: the elapsed Σt, and whether steps and radii move."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.sequences import Blocks, course
from sam_theory.properties.slopes import exponent
from sam_theory.properties.stack import logs
from sam_theory.properties.tails import tendencies
from sam_theory.properties.windows import OCTAVE, Windows
from sam_theory.runs.trace import Range, Trace
from sam_theory.verdict import Status

ENDING = 1.5  # steps that fall like this power of 1/k, or faster, at the end do not show Σt = ∞
SHARP = 0.05  # of the last value: schedules have no noise that could hide a limit
HALVED = 2.0  # the least fall of a schedule that may vanish
DYING = 0.2  # steps that fall like this power at the end: by an eighth in an octave
LEAPS = 4  # levels of a step that falls by leaps: fewer do not tell how it goes on
DIGITS = 6  # of log tₖ that tell one level from another
SURE = 2.0  # steps t ~ 1/(k (log k)^q) with q above this are summable beyond doubt


class Course(Enum):
    """What is known of Σ tₖ over all k."""

    ENDLESS = "Σt = ∞"
    FINITE = "Σt < ∞"
    UNCERTAIN = "whether Σt = ∞ cannot be told from the recorded steps"
    UNKNOWN = "the steps were not recorded"


@dataclass(frozen=True)
class Pace:
    """The schedules as far as the run, or exact knowledge, tells."""

    course: Course
    rest: (
        float  # an estimate from above of what is left of Σt; ∞ where it is not known to be finite
    )
    step: float | None  # the last tₖ
    step_vanishes: bool  # known, or it fell by half over the tail
    step_dies: bool  # it is known to vanish, or falls at the end as what vanishes does
    step_moves: bool | None  # it vanishes, or is not constant over the tail; None: not known
    radius: float  # the last ρₖ times the coefficient of the constant error; 0 where there is none
    radius_vanishes: bool
    radius_moves: bool
    elapsed: float | None  # Σt up to the horizon

    @property
    def even(self) -> bool:
        """Whether neither steps nor radii move, as far as is known."""
        return self.step_moves is False and not self.radius_moves

    @classmethod
    def of(cls, trace: Trace, outlook: Outlook, windows: Windows) -> Pace:
        """The schedules of one run."""
        step_fall = 1.0 if trace.steps is None else _fall(trace.steps, windows)
        radius, radius_fall = _radius(trace, outlook, windows)
        step_vanishes = _known(outlook.step_vanishes, trace.steps, step_fall, windows)
        radius_vanishes = _known(outlook.radius_vanishes, trace.radii, radius_fall, windows)
        course = _course(trace, outlook, windows)
        return cls(
            course=course,
            rest=_rest(trace, windows) if course is Course.FINITE else np.inf,
            step=None if trace.steps is None else float(trace.steps.high[-1]),
            step_vanishes=step_vanishes,
            step_dies=_dies(trace, outlook),
            step_moves=step_vanishes or _moves(trace, step_fall, windows),
            radius=radius,
            radius_vanishes=radius_vanishes,
            radius_moves=radius_vanishes or radius_fall > 1 + 1e-9,
            elapsed=None if trace.elapsed is None else float(trace.elapsed.time.sum()),
        )


def _known(status: Status, recorded: Range | None, fall: float, windows: Windows) -> bool:
    """Whether a schedule vanishes: exactly known, or its record tends to 0."""
    if status in (Status.PROVED, Status.REFUTED):
        return status is Status.PROVED
    if recorded is None or fall <= HALVED:
        return False
    if fall == np.inf:
        return True
    trend = _trend(*course(windows, recorded.low, recorded.high))
    return trend.limit is Limit.ZERO and trend.most <= SHARP


def _trend(k: np.ndarray, z: np.ndarray) -> Tendency:
    return tendencies(Blocks.of(k, 0).tail(z[None]))[0]


def _moves(trace: Trace, fall: float, windows: Windows) -> bool | None:
    """Whether tₖ is not constant over the tail.

    Where it was not recorded, the way that x goes from row to row tells: that swings or noise last
    under steps that fall needs a gradient that grows by as much.
    """
    if trace.steps is not None:
        return fall > 1 + 1e-9
    if trace.moves is None or not trace.sampling.gapless:
        return None
    tail = slice(windows.tail, len(windows))
    rows = windows.last - windows.first + 1
    trend = _trend(windows.first[tail], logs(trace.moves.path[: len(windows)] / rows)[tail])
    return False if trend.limit is Limit.POSITIVE else None


def _fall(recorded: Range, windows: Windows) -> float:
    """By what factor a schedule fell over the tail."""
    high = recorded.high
    start, end = high[min(windows.tail, len(high) - 1)], high[len(windows) - 1]
    if start <= 0:
        return 1.0
    return float(start / end) if end > 0 else np.inf


def _radius(trace: Trace, outlook: Outlook, windows: Windows) -> tuple[float, float]:
    if outlook.radius_zero or outlook.constant_error == 0 or trace.radii is None:
        return 0.0, 1.0
    coefficient = 1.0 if outlook.constant_error is None else outlook.constant_error
    fall = _fall(trace.radii, windows)
    return coefficient * float(trace.radii.high[len(windows) - 1]), fall


def _steps(trace: Trace, windows: Windows) -> tuple[np.ndarray, np.ndarray] | None:
    """k and log tₖ in the tail, (N,) both; None where steps are not recorded."""
    steps = trace.steps
    return None if steps is None else course(windows, steps.low, steps.high)


def _course(trace: Trace, outlook: Outlook, windows: Windows) -> Course:
    if outlook.step_diverges is Status.PROVED:
        return Course.ENDLESS
    if outlook.step_diverges is Status.REFUTED:
        return Course.FINITE
    rate = _steps(trace, windows)
    if rate is None:
        return Course.UNKNOWN
    k, z = rate[0], rate[1] + np.log(rate[0])  # Σt = ∫ t k d log k
    ends = len(z) >= 2 and (_end_exponent(trace) > ENDING or _few_leaps(trace))
    if not ends and _holds(z):
        return Course.ENDLESS
    trend = _trend(k, z)
    if not ends and trend.limit is Limit.POSITIVE:
        return Course.ENDLESS
    power = (_exponent(*rate) - 1) * np.log(k[-1]) if len(k) > 1 else 0.0  # q in 1/(k (log k)^q)
    if trend.limit is Limit.ZERO and power > SURE:
        return Course.FINITE
    return Course.UNCERTAIN


def _holds(z: np.ndarray) -> bool:
    """Whether log(t·k) does not fall over the tail, or hardly, and ever less."""
    if len(z) < 2 or z[-1] >= z[0] - 1e-3:
        return True
    octaves = z[::OCTAVE]
    falls = octaves[:-1] - octaves[1:]
    return bool(z[0] - z[-1] < 0.1 and len(falls) > 2 and falls[-1] <= 0.3 * falls[0])


def _few_leaps(trace: Trace) -> bool:
    """Whether tₖ fell by leaps, too few to tell how it goes on."""
    assert trace.steps is not None
    low, high = (np.round(logs(side), DIGITS) for side in (trace.steps.low, trace.steps.high))
    levels = np.unique(np.stack([low, high]))
    return 1 < len(levels) <= LEAPS and bool(levels[0] == low[-1])


def _end_exponent(trace: Trace) -> float:
    """a in t ~ k^(−a) over the last octave, to the very end; ∞ where t ends at 0.

    The last window may hold one row of a cycle: the greatest step of the last two counts.
    """
    assert trace.steps is not None
    last, high = trace.edges[1:] - 1, trace.steps.high
    before = int(np.searchsorted(last, last[-1] / 2))
    start, end = float(high[before]), float(high[-2:].max())
    if end <= 0 or before >= len(last) - 2:
        return np.inf if end <= 0 < start else 0.0
    return float(np.log(start / end) / np.log(last[-1] / last[before]))


def _dies(trace: Trace, outlook: Outlook) -> bool:
    if outlook.step_vanishes in (Status.PROVED, Status.REFUTED):
        return outlook.step_vanishes is Status.PROVED
    return trace.steps is not None and _end_exponent(trace) > DYING


def _exponent(k: np.ndarray, z: np.ndarray) -> float:
    """a in t ~ k^(−a), over the last quarter of the tail."""
    return exponent(k, z, min(3 * len(z) // 4, len(z) - 2))


def _rest(trace: Trace, windows: Windows) -> float:
    """Twice what would be left of Σt if tₖ went on as a power of k."""
    rate = _steps(trace, windows)
    if rate is None or len(windows) < 8 or len(rate[0]) < 4:
        return np.inf
    a = _exponent(*rate)
    return np.inf if a < 1.02 else float(2 * np.exp(rate[1][-1]) * rate[0][-1] / (a - 1))
