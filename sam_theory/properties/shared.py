"""What runs side by side share: told of all of them at once, when a verdict on one asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sam_theory.properties.heights import Heights, heights
from sam_theory.properties.limits import Limit
from sam_theory.properties.motion import Motion, motions
from sam_theory.properties.pace import Course, Pace
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.stack import Stack
from sam_theory.properties.sums import Sums
from sam_theory.properties.trends import Ends, Trends, trends

UNSEEN_START = 0.01  # of Σt: what is guessed of it is 8 % of it at the beginning of the tail
ANOTHER = 1e-3  # by which log Σt has to leave log k to be a clock of its own


@dataclass(frozen=True)
class Shared:
    """Of R runs, in their order: many that ended early are judged without most of it."""

    stack: Stack

    @cached_property
    def roundings(self) -> list[Rounding]:
        """What rounding hides of each."""
        stack = self.stack
        return [Rounding.of(*run) for run in zip(stack.traces, stack.outlooks, strict=True)]

    @cached_property
    def paces(self) -> list[Pace]:
        """How much of the schedules each has seen."""
        stack = self.stack
        runs = zip(stack.traces, stack.outlooks, strict=True)
        return [Pace.of(*run, stack.windows) for run in runs]

    @cached_property
    def ends(self) -> list[Ends]:
        """Sizes of ‖∇f‖ at the end of each."""
        return Ends.of(self.stack)

    @cached_property
    def trends(self) -> list[Trends]:
        """Where the least and the greatest ‖∇f‖ of each go."""
        return trends(self.stack, self.clock, self.roundings, self.ends)

    @cached_property
    def motions(self) -> list[Motion]:
        """Where each x goes."""
        return motions(self.stack, self.clock, self.roundings)

    @cached_property
    def heights(self) -> list[Heights]:
        """Where each f goes."""
        return heights(self.stack, self.roundings)

    @cached_property
    def sums(self) -> Sums:
        """What series along them add up to."""
        pairs = zip(self.trends, self.motions, strict=True)
        return Sums(self.stack, self.clock, np.array([_settles(*of) for of in pairs]))

    @cached_property
    def clock(self) -> np.ndarray | None:
        """Σt where windows begin, (R, W), NaN where it is not known to be ∞, or goes with k."""
        stack, time, tail = self.stack, self.stack.time, self.stack.windows.tail
        if time is None or len(stack.windows) - tail < 2:
            return None
        before = np.array([t.elapsed.before if t.elapsed else 0.0 for t in stack.traces])
        clock = before[:, None] + np.cumsum(np.pad(time, ((0, 0), (1, 0))), axis=1)[:, :-1]
        clock[:, 0] = np.nan if tail == 0 else clock[:, 1] / 2
        late = clock[:, tail:]
        with np.errstate(divide="ignore", invalid="ignore"):
            apart = np.ptp(np.log(late) - np.log(stack.windows.first[tail:]), axis=1)
        endless = np.array([pace.course is Course.ENDLESS for pace in self.paces])
        regular = np.all(np.diff(late, axis=1) > 0, axis=1) & np.isfinite(late).all(axis=1)
        seen = before <= UNSEEN_START * clock[:, -1]
        clock[~(endless & regular & seen & (apart > ANOTHER))] = np.nan
        return None if np.isnan(clock[:, -1]).all() else clock


def _settles(trends: Trends, motion: Motion) -> bool:
    """Whether ∇f may tend to 0, or x converge, and neither is at rest yet."""
    ends = trends.high.limit is Limit.ZERO or motion.converges
    return ends and not (trends.at_floor or motion.rests)
