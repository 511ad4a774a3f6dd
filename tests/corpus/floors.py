"""‖∇f‖ = (c + k^(−p))(1 + noise): floors under noise, which a judge must not take for decays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from corpus.case import log_uniform
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Trace


@dataclass(frozen=True, kw_only=True)
class Floor:
    """One record of constant steps, and nothing else, with what it was made of."""

    trace: Trace
    limit: float  # c
    share: float  # of c in the last value, without noise
    level: float  # of ‖∇f‖ without noise over the last octave: the mean of its logarithms


def floors(seed: int, count: int, shares: tuple[float, ...], noise: float) -> Iterator[Floor]:
    """`count` records of 2,000 to 20,000 rows, with noise of up to this size."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        rows = int(log_uniform(rng, 2_000, 20_000))
        k, power = np.arange(1.0, rows + 1), rng.uniform(0.3, 1)
        share = shares[number % len(shares)]
        limit = share / (1 - share) * rows**-power
        smooth = limit + k**-power
        rough = 1 + rng.uniform(0, noise) * rng.uniform(-1, 1, rows)
        yield Floor(
            trace=trace_of_record(gradient_norm=smooth * rough, step=np.full(rows, 0.1)),
            limit=limit,
            share=share,
            level=float(np.exp(np.log(smooth[rows // 2 :]).mean())),
        )
