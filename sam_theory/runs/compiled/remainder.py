"""The reference engine on the runs that the compiled loop leaves to it.

Many of them have shrunk to the least numbers there are, and alternate between two points, or stay
at one, for the rest of the run: that is recorded without computing it again and again.
"""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from sam_theory.runs.batch import Batch, Plan
from sam_theory.runs.recording import Chunk, Ledger
from sam_theory.runs.reference import chunk_length

ELEMENTS = 1 << 15  # coordinates of repeated iterations that are recorded at once
LOOK = 1 << 16  # steps that are looked at together


def proceed_or_repeat(
    batch: Batch, ledger: Ledger, steady: np.ndarray, first: int, end: int
) -> None:
    """Compute and record k = first … end − 1; those that only repeat are recorded to their end.

    `steady` tells for every plan whether gₖ is a function of xᵏ alone.
    """
    length = 1  # many runs are handed over because they end at once
    while first < end and len(batch.active):
        with np.errstate(all="ignore"):
            chunk = batch.advance(first, min(length, end - first))
            ledger.record(chunk, batch.active)
        going, first = ledger.going(batch.active), first + len(chunk)
        if len(chunk) > 1:
            repeats = going & steady[batch.active] & _repeating(chunk, batch, ledger.iterations)
            _repeat(chunk, repeats, batch, ledger)
            going &= ~repeats
        batch.keep(going)
        length = chunk_length(max(len(batch.active), 1), batch.problem.dimension)


def is_steady(plan: Plan) -> bool:
    """Whether gₖ is a function of xᵏ alone."""
    if plan.method.displacement is None:
        return False
    if not plan.method.uses_radius:
        return True
    if not plan.radius.is_constant:
        return False
    if not (plan.method.memory or plan.method.random):
        return True
    return float(plan.radius.values(np.ones(1, dtype=np.int64))[0]) == 0


def _repeating(chunk: Chunk, batch: Batch, last: int) -> np.ndarray:
    """Which steady runs alternate from here on, (R,).

    A constant step repeats what it did. A step too short to move x by rounding does not move it
    when it is shorter still.
    """
    alternates: np.ndarray = (chunk.x[-1] == chunk.x[-3]).all(axis=-1)
    rests = (chunk.x[-1] == chunk.x[-2]).all(axis=-1)
    for r in np.flatnonzero(alternates):
        step = batch.plans[batch.active[r]].step
        if not step.is_constant:
            first, bound = chunk.first + len(chunk), chunk.step[-1, r]
            alternates[r] = rests[r] and all(
                bool((step.values(np.arange(k, min(k + LOOK, last + 1))) <= bound).all())
                for k in range(first, last + 1, LOOK)
            )
    return alternates


def _repeat(chunk: Chunk, which: np.ndarray, batch: Batch, ledger: Ledger) -> None:
    """Record the last two iterations of these runs over and over, up to the last k."""
    first, last, runs = chunk.first + len(chunk), ledger.iterations, batch.active[which]
    longest = max(ELEMENTS // max(len(runs) * chunk.x.shape[-1], 1), 2)
    for start in range(first, last + 1 if len(runs) else first, longest):
        count = min(longest, last + 1 - start)
        rows = (np.arange(count + 1) + start - first) % 2 + len(chunk) - 2
        arrays = {
            field.name: getattr(chunk, field.name)[rows[:-1]][:, which]
            for field in fields(Chunk)
            if field.name not in ("first", "x", "step", "evaluations")
        }
        evaluations = chunk.evaluations[which]
        k = np.arange(start, start + count)
        steps = np.stack([batch.plans[run].step.values(k) for run in runs], axis=-1)
        x = chunk.x[rows][:, which]
        with np.errstate(all="ignore"):
            again = Chunk(first=start, x=x, step=steps, evaluations=evaluations, **arrays)
            ledger.record(again, runs)
