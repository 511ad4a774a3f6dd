"""What the five checkers share: the limits of ‖∇f‖, of f and of x: seen, denied or open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sam_theory.properties.heights import Heights
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.motion import Motion
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.pace import Pace
from sam_theory.properties.rounding import Rounding
from sam_theory.properties.shared import Shared
from sam_theory.properties.slopes import steady_power
from sam_theory.properties.stack import logs, stacks
from sam_theory.properties.sums import Sums
from sam_theory.properties.trends import Ends, Trends
from sam_theory.properties.vetoes import STILL_GROWS, Case, Claim, nearly_over, vetoed
from sam_theory.properties.windows import Windows
from sam_theory.runs.trace import Trace
from sam_theory.verdict import Verdict

ONE_POWER = 0.1  # the slopes of log ‖∇f‖ over the halves of the tail may differ by this


@dataclass(frozen=True)
class Analysis:
    """One run, and what is known of its setting."""

    shared: Shared
    row: int  # of this run in it
    told: dict[Callable[[Analysis], Verdict], Verdict] = field(default_factory=dict)

    def verdict(self, check: Callable[[Analysis], Verdict]) -> Verdict:
        """The verdict of one of the checkers, which share most of their grounds: found once."""
        if check not in self.told:
            self.told[check] = check(self)
        return self.told[check]

    @property
    def trace(self) -> Trace:
        """The run."""
        return self.shared.stack.traces[self.row]

    @property
    def outlook(self) -> Outlook:
        """What is known of its setting."""
        return self.shared.stack.outlooks[self.row]

    @property
    def windows(self) -> Windows:
        """The complete windows of the run."""
        return self.shared.stack.windows

    @property
    def rounding(self) -> Rounding:
        """What rounding hides of it."""
        return self.shared.roundings[self.row]

    @property
    def pace(self) -> Pace:
        """How much of the schedules it has seen."""
        return self.shared.paces[self.row]

    @property
    def ends(self) -> Ends:
        """Sizes of ‖∇f‖ at its end."""
        return self.shared.ends[self.row]

    @property
    def trends(self) -> Trends:
        """Where the least and the greatest ‖∇f‖ go, before anything else is asked."""
        return self.shared.trends[self.row]

    @property
    def motion(self) -> Motion:
        """Where x goes."""
        return self.shared.motions[self.row]

    @property
    def heights(self) -> Heights:
        """Where f goes."""
        return self.shared.heights[self.row]

    @property
    def sums(self) -> Sums:
        """What series along the runs beside it add up to, by their rows."""
        return self.shared.sums

    @property
    def open_ending(self) -> str | None:
        """Why nothing but divergence can be told, if the run ended before its horizon."""
        ending = self.trace.ending
        if ending.reason == "horizon":
            return None
        return f"the run ended at k = {ending.iteration} ({ending.reason}): {ending.evidence}"

    @cached_property
    def high(self) -> Tendency:
        """limsup ‖∇f‖ = 0?"""
        return self._held(self.trends.high)

    @cached_property
    def low(self) -> Tendency:
        """liminf ‖∇f‖ = 0?"""
        if self.high.limit is Limit.ZERO:
            return self.high
        low = self._held(self.trends.low)
        if low.limit is Limit.POSITIVE and self.high.limit is not Limit.POSITIVE:
            return low.opened(self.high.evidence)
        return low

    def _held(self, raw: Tendency) -> Tendency:
        """A raw trend, opened where the run has ended or something may still carry it away."""
        ended = self.open_ending or self.outlook.grows_later
        if ended:
            return raw.opened(ended)
        if raw.limit is Limit.OPEN:
            over = nearly_over(self._case(self.ends.level)) and not self._vetoed(Claim.ENDS)
            told = f"what is left of Σt, at most {self.pace.rest:.2e}"
            return Tendency(Limit.POSITIVE, told) if over else raw
        recurs = self.trends.spiky and raw is self.trends.high
        why = self._vetoed(
            Claim.FALLS if raw.limit is Limit.ZERO else Claim.RECURS if recurs else Claim.STAYS
        )
        return raw if why is None else raw.opened(f"{raw.evidence}; but {why}")

    def _vetoed(self, claim: Claim) -> str | None:
        """Why the claim about ‖∇f‖ does not hold; None: it does."""
        of_greatest = claim in (Claim.FALLS, Claim.RECURS)
        case = self._case(self.ends.last if of_greatest else self.ends.level)
        if claim is Claim.STAYS and nearly_over(case):
            claim = Claim.ENDS
        return vetoed(case, claim)

    def _case(self, level: float) -> Case:
        return Case(
            trace=self.trace,
            outlook=self.outlook,
            windows=self.windows,
            rounding=self.rounding,
            pace=self.pace,
            ends=self.ends,
            trends=self.trends,
            motion=self.motion,
            level=level,
        )

    @property
    def unsettled(self) -> str | None:
        """Why nothing that only this run shows so far can be told to hold."""
        if self.open_ending or self.outlook.grows_later:
            return self.open_ending or self.outlook.grows_later
        return STILL_GROWS if self.motion.takes_off else None

    @property
    def rests(self) -> bool:
        """Whether x, or ∇f, is rounding at the end."""
        return self.trends.at_floor or self.motion.rests

    @cached_property
    def explodes(self) -> bool:
        """Whether ‖∇f‖ → ∞, and with it ‖x‖."""
        return self.ends.explodes

    @cached_property
    def restless(self) -> bool:
        """Whether x goes on for ever although ∇f → 0: as far in every octave, not to and fro."""
        motion = self.motion
        if self.high.limit is not Limit.ZERO or motion.swings or not motion.lasts:
            return False
        if motion.straight and self.outlook.level_sets_bounded and self.heights.monotone:
            return False  # f falls, and its level sets bound the way
        return self._follows_power

    @cached_property
    def escapes(self) -> bool:
        """Whether ‖x‖ → ∞ while ∇f → 0: for ever, along a straight line."""
        return self.restless and self.motion.straight

    @cached_property
    def may_cycle_unseen(self) -> bool:
        """Whether x may go round between its rows, or within the digits in which it was written.

        Not with steps that vanish, if gₖ is bounded.
        """
        hidden = self.trace.sampling.placed > 1 or (self.rounding.cut and self.motion.rests)
        return hidden and not self.pace.step_dies

    @cached_property
    def may_swing_unseen(self) -> bool:
        """Whether f may, between its evaluations."""
        return self.trace.sampling.evaluated > 1 and not self.pace.step_dies

    @cached_property
    def bounded(self) -> bool:
        """Whether x stays bounded."""
        motion = self.motion
        return motion.recorded and (motion.converges or motion.confined)

    @cached_property
    def value_keeps_moving(self) -> bool:
        """Whether f does not converge: it goes as far in every octave, or swings with x."""
        if self.high.limit is Limit.OPEN:
            return False
        if self.outlook.bounded_below and self.heights.monotone:
            return False
        heights, motion, pace = self.heights, self.motion, self.pace
        if self.high.limit is Limit.POSITIVE and (motion.swings or self.trends.spiky):
            # Swings under steps that are not known have left ‖∇f‖ open already.
            still = not (pace.step_moves or pace.radius_moves)
            return still and (heights.span.limit is Limit.POSITIVE or heights.level)
        return self.high.limit is Limit.ZERO and heights.lasts

    @property
    def _follows_power(self) -> bool:
        """Whether ‖∇f‖ follows one power of k all through the tail."""
        tail = slice(self.windows.tail, len(self.windows))
        low, high = logs(self.trace.gradients.low[tail]), logs(self.trace.gradients.high[tail])
        k = np.sqrt(self.windows.first * self.windows.last)[tail]
        return steady_power(k, (low + high) / 2, ONE_POWER)


def analyses(traces: Sequence[Trace], outlooks: Sequence[Outlook]) -> list[Analysis]:
    """The analysis of every run."""
    found: dict[int, Analysis] = {}
    for numbers, stack in stacks(traces, outlooks):
        shared = Shared(stack)
        found |= {number: Analysis(shared, row) for row, number in enumerate(numbers)}
    return [found[number] for number in range(len(traces))]
