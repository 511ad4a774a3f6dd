"""What a file of records holds, whoever wrote it: named columns over common rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

MOST_NAMES = 12  # that a sentence lists


@dataclass(frozen=True, kw_only=True)
class Column:
    """Numbers, some of which may be absent."""

    numbers: np.ndarray  # (K,), or (K, n) of iterates; what is not there is 0
    filled: np.ndarray  # (K,) of bool
    fault: str = ""  # why it cannot be read, if so: a sentence

    @classmethod
    def whole(cls, numbers: np.ndarray, fault: str = "") -> Column:
        """One with nothing absent."""
        return cls(numbers=numbers, filled=np.ones(len(numbers), dtype=bool), fault=fault)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The columns of a file, by name and in its order; `place` is what its rows are called."""

    path: str
    columns: Mapping[str, Column]
    rows: np.ndarray  # (K,) the numbers by which messages name them
    place: str = "row"
    notes: tuple[str, ...] = ()  # what was left out, a sentence each

    def names(self) -> str:
        """The names of the columns, for a sentence."""
        return listed(list(self.columns))


def listed(names: Sequence[str]) -> str:
    """The first of these names, and how many more there are."""
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "") or "none"
