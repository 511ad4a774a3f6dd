"""Runs that stay at a point for good, or alternate between two: recorded without computing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from sam_theory.runs.batch import Batch, Plan
from sam_theory.runs.folding import TIMED, Quantities
from sam_theory.runs.recording import Chunk, Ledger, errors_of
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.norms import norm

LOOK = 1 << 16  # steps that are looked at together
SEEN = 3  # iterations that tell whether a run repeats: each of the two in turn, after the other


def is_steady(plan: Plan) -> bool:
    """Whether gₖ is a function of xᵏ alone, and ρₖ, which is recorded, the same for every k.

    A dᵏ other than ±∇f(xᵏ) may go by k and tₖ, by a state, and by what is drawn.
    """
    if plan.method.displacement is None or not plan.radius.is_constant:
        return False
    if not (plan.method.uses_radius and plan.method.steered):
        return True
    return float(plan.radius.values(np.ones(1, dtype=np.int64))[0]) == 0


def repeating(chunk: Chunk, steady: np.ndarray, batch: Batch, last: int) -> np.ndarray:
    """Which of the steady runs, (R,) of bool, alternate from here to k = `last`, (R,).

    A constant step repeats what it did. A step too short to move x by rounding does not move it
    when it is shorter still.
    """
    if len(chunk) < SEEN:
        return np.zeros_like(steady)
    alternates = (chunk.x[-2:] == chunk.x[-4:-2]).all(axis=(0, 2)) & steady
    rests = (chunk.x[-1] == chunk.x[-2]).all(axis=-1)
    for r in np.flatnonzero(alternates):
        step = batch.plans[batch.active[r]].step
        if not step.is_constant:
            first, bound = chunk.first + len(chunk), chunk.step[-1, r]
            alternates[r] = rests[r] and all(
                bool((step.values(np.arange(k, min(k + LOOK, last + 1))) <= bound).all())
                for k in range(first, last + 1, LOOK)
            )
    return np.asarray(alternates)


def repeat(chunk: Chunk, which: np.ndarray, batch: Batch, ledger: Ledger) -> None:
    """Record the last two iterations of these runs, (R,) of bool, over and over, up to the last k.

    The sums are multiples of what they grow by, so they may be rounded in other last digits than
    those of a run that is computed on.
    """
    first, end, runs = chunk.first + len(chunk), ledger.iterations + 1, batch.active[which]
    if first >= end or not len(runs):
        return
    steps = [batch.plans[run].step for run in runs]
    seen = _last_of(chunk, which)
    size, nought, every = norm(seen.estimate)[:, :, 0], np.zeros(len(runs)), np.arange(len(runs))
    parts = [(every, ledger.quantities(seen, size, seen.value[0], nought))]
    measured = ledger.measuring[runs]
    if measured.any():
        error = norm(seen.estimate - seen.gradient)[:, :, 0]
        parts.append((every[measured], errors_of(seen, error, measured)))
    row = 1 + (end - 1 - first) % 2
    ledger.keep_last(runs, seen.x[row], seen.value[row], seen.gradient_norm[row])
    longest = end - first if all(step.is_constant for step in steps) else LOOK
    for start in range(first, end, longest):
        stretches = Stretches.of(ledger.recorder.edges, first, start, min(start + longest, end))
        times = stretches.folded(steps)
        for of, found in parts:
            again = stretches.of_two(found, tuple(a[:, of] for a in times))
            ledger.recorder.merge(stretches.windows, runs[of], again)


def _last_of(chunk: Chunk, which: np.ndarray) -> Chunk:
    """The last iterations of these runs, tₖ being 1 in each."""
    arrays = {
        field.name: getattr(chunk, field.name)[-SEEN:][:, which]
        for field in fields(Chunk)
        if field.name not in ("first", "x", "evaluations")
        and getattr(chunk, field.name) is not None
    }
    x, evaluations = chunk.x[-SEEN - 1 :][:, which], chunk.evaluations[which]
    seen = replace(chunk, x=x, evaluations=evaluations, **arrays)
    return replace(seen, step=np.ones_like(seen.step))


@dataclass(frozen=True)
class Stretches:
    """S stretches of consecutive k, each within a window, and how often two iterations recur."""

    cuts: np.ndarray  # (S+1,)
    windows: np.ndarray  # (S,)
    counts: np.ndarray  # (S, 2), of the first of the two, and of the other

    @classmethod
    def of(cls, edges: np.ndarray, first: int, start: int, end: int) -> Stretches:
        """Those of k = start … end − 1, which windows with these edges part; k = first is one."""
        cuts = np.array([start, *edges[(edges > start) & (edges < end)], end])
        windows = np.searchsorted(edges, cuts[:-1], side="right") - 1
        before = np.stack([cuts - first + 1, cuts - first], axis=-1) // 2
        return cls(cuts, windows, np.diff(before, axis=0))

    def folded(self, steps: Sequence[Schedule]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The least and the greatest tₖ of each stretch, and the sum: three (S, R)."""
        different = {step: self._folded(step) for step in dict.fromkeys(steps)}
        found = zip(*(different[step] for step in steps), strict=True)
        least, greatest, total = (np.stack(part, axis=-1) for part in found)
        return least, greatest, total

    def _folded(self, step: Schedule) -> tuple[np.ndarray, ...]:
        if step.is_constant:
            t = np.repeat(step.values(self.cuts[:1]), len(self.windows))
            return t, t, t * np.diff(self.cuts)
        t, at = step.values(np.arange(self.cuts[0], self.cuts[-1])), self.cuts[:-1] - self.cuts[0]
        return tuple(fold.reduceat(t, at) for fold in (np.minimum, np.maximum, np.add))

    def of_two(self, found: Quantities, times: Sequence[np.ndarray]) -> Quantities:
        """What the last two rows of quantities (3, R) come to, over and over, in each stretch.

        `times` are the least and the greatest tₖ, and the sum, (S, R) each.
        """
        least, greatest, whole = times
        low, high, total = ({name: rows[1:] for name, rows in part.items()} for part in found)
        return Quantities(
            {n: least if n == "step" else self.least(rows) for n, rows in low.items()},
            {n: greatest if n == "step" else -self.least(-rows) for n, rows in high.items()},
            {n: self.sums(rows, whole if n in TIMED else None) for n, rows in total.items()},
        )

    def least(self, rows: np.ndarray) -> np.ndarray:
        """The least of two rows, (2, R) or (2, R, n), in each stretch: (S, R) or (S, R, n)."""
        there = (self.counts > 0).reshape(-1, 2, *[1] * (rows.ndim - 1))
        return np.asarray(np.where(there, rows, np.inf).min(axis=1))

    def sums(self, rows: np.ndarray, times: np.ndarray | None) -> np.ndarray:
        """The sum over each stretch, (S, R), of two rows (2, R), each times tₖ where these are."""
        counts = self.counts[:, :, None]
        total = np.where(counts > 0, counts * rows, 0.0).sum(axis=1)
        if times is None:
            return np.asarray(total)
        return np.asarray(total * (times / np.diff(self.cuts)[:, None]))
