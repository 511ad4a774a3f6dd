"""All kinds, and their draws by seed."""

from __future__ import annotations

import zlib
from dataclasses import replace

import numpy as np

from corpus.case import Case
from corpus.kinds import (
    adaptive,
    biased,
    catalogue,
    converging,
    cycles,
    leaving,
    logs,
    noisy,
    optimizers,
    schedulers,
    stalled,
)
from corpus.kinds.kind import Kind, kinds_of

GROUPS = (
    stalled,
    biased,
    cycles,
    noisy,
    converging,
    leaving,
    optimizers,
    adaptive,
    schedulers,
    catalogue,
    logs,
)
KINDS: tuple[Kind, ...] = tuple(kind for group in GROUPS for kind in kinds_of(group))


def drawn(kind: Kind, number: int, *, seed: int = 0, longer: int = 1) -> Case:
    """Draw `number` of a kind; other kinds don't change it."""
    rng = np.random.default_rng([seed, zlib.crc32(kind.name.encode()), number])
    return replace(kind(rng, longer), kind=kind.name)
