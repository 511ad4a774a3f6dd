"""The reference engine on the runs that the compiled loop leaves to it.

Many of them have shrunk to the least numbers there are, and alternate between two points, or stay
at one, for the rest of the run: that is recorded without computing it again and again.
"""

from __future__ import annotations

import numpy as np

from sam_theory.runs.advancing import advance
from sam_theory.runs.batch import Batch
from sam_theory.runs.recording import Ledger
from sam_theory.runs.reference import chunk_length
from sam_theory.runs.repeating import repeat, repeating


def proceed_or_repeat(
    batch: Batch, ledger: Ledger, steady: np.ndarray, first: int, end: int
) -> None:
    """Compute and record k = first … end − 1; those that only repeat are recorded to their end.

    `steady` tells for every plan whether gₖ is a function of xᵏ alone.
    """
    length = 1  # many runs are handed over because they end at once
    while first < end and len(batch.active):
        with np.errstate(all="ignore"):
            chunk = advance(batch, first, min(length, end - first))
            ledger.record(chunk, batch.active)
            going = ledger.going(batch.active)
            again = repeating(chunk, steady[batch.active] & going, batch, ledger.iterations)
            repeat(chunk, again, batch, ledger)
        batch.keep(going & ~again)
        first += len(chunk)
        length = chunk_length(max(len(batch.active), 1), batch.problem.dimension)
