"""All kinds for which no rule is made; `drawn` draws them as it does the others."""

from __future__ import annotations

from corpus.kinds.every import drawn
from corpus.kinds.kind import Kind, kinds_of
from corpus.unseen import (
    classical,
    cycling,
    geometry,
    inertial,
    levels,
    preconditioned,
    scheduled,
    sharpness,
    single_precision,
    stochastic,
    tails,
    written,
)

__all__ = ["GROUPS", "KINDS", "drawn"]

GROUPS = (
    classical,
    inertial,
    preconditioned,
    stochastic,
    sharpness,
    tails,
    scheduled,
    cycling,
    geometry,
    written,
    levels,
    single_precision,
)
KINDS: tuple[Kind, ...] = tuple(kind for group in GROUPS for kind in kinds_of(group))
