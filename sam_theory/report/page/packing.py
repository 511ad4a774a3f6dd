"""How the page carries its data: repeated texts once, curves in small integers, all compressed."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

PER_DECADE = 400  # logarithmic curves are rounded to 10^(1/400), 0.6 %
LEVELS = 4000  # linear ones to this share of their range


@dataclass
class Table:
    """Items in the order of their first use, each once."""

    places: dict[Hashable, int] = field(default_factory=dict)

    def place(self, item: Hashable) -> int:
        """Where the item stands; it is added if it is new."""
        return self.places.setdefault(item, len(self.places))

    def items(self) -> list[Hashable]:
        """The items, in their places."""
        return list(self.places)


def packed(data: Any) -> str:
    """JSON, compressed, in characters that an HTML page may hold: the same data, the same bytes."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode("ascii")


def unpacked(text: str) -> Any:
    """The data that `packed` made the text of."""
    return json.loads(gzip.decompress(base64.b64decode(text)))


Track = tuple[str | int | float | None, ...]  # a kind, its scale, then differences; None is a gap


def counts(values: np.ndarray) -> Track:
    """Integers, as differences."""
    return ("exact", *_differences(np.asarray(values, dtype=np.float64)))


def logarithms(values: np.ndarray) -> Track:
    """log₁₀ of positive numbers in steps of 1/400, as differences; a gap where there is none."""
    with np.errstate(all="ignore"):
        logs = np.where(values > 0, np.log10(values), np.nan)
    return ("log", PER_DECADE, *_differences(np.round(PER_DECADE * logs)))


def levels(values: np.ndarray, low: float, high: float) -> Track:
    """Numbers between two ends, in 4,000ths of the range, as differences."""
    step = (high / LEVELS - low / LEVELS) or 1.0
    with np.errstate(all="ignore"):
        return ("linear", low, step, *_differences(np.round(values / step - low / step)))


def _differences(values: np.ndarray) -> list[int | None]:
    """Each number less the last one before it that is finite, the first less 0; None for a gap."""
    known = np.flatnonzero(np.isfinite(values))
    found: list[int | None] = [None] * len(values)
    moves = np.diff(values[known], prepend=0.0)
    for place, move in zip(known.tolist(), moves.tolist(), strict=True):
        found[place] = int(move)
    return found
