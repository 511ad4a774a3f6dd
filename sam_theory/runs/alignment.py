"""Columns of a file that belong to the same iterations, and which these are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.runs.sheet import Column, Sheet

REQUIRED = ("value", "gradient_norm", "iterate")  # a row that lacks one of those chosen is left out
JUDGED = REQUIRED[:2]
REACH = 2.0**53  # counters beyond this are not exact
Columns = Mapping[str, Column]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """K iterations, each with all of the columns."""

    columns: dict[str, np.ndarray]  # (K,), iterates (K, n); without k
    k: np.ndarray | None  # (K,) None: 1 … K
    notes: tuple[str, ...]


def aligned(sheet: Sheet, found: Columns) -> Rows:
    """The iterations at which everything that is judged was recorded.

    Raises UsageError unless k increases.
    """
    seen = np.logical_or.reduce([found[name].filled for name in JUDGED if name in found])
    k, notes = _counted(sheet, found.get("k"), seen)
    rows = {name: _only(column, seen) for name, column in found.items() if name != "k"}
    starts = np.flatnonzero(np.diff(k, prepend=-1))
    if len(starts) < len(k):
        rows = {name: _collapsed(sheet, name, column, k) for name, column in rows.items()}
        k = k[starts]
    if (np.diff(k) <= 0).any():
        before, after = k[(at := int((np.diff(k) <= 0).argmax())) : at + 2]
        raise UsageError(
            f"k in {sheet.path} must be increasing integers from 1 on; {after} comes after {before}"
        )
    whole = np.logical_and.reduce([rows[name].filled for name in REQUIRED if name in rows])
    notes += _missing(sheet, rows, whole)
    rows, k = {name: _only(column, whole) for name, column in rows.items()}, k[whole]
    columns = {n: c.numbers for n, c in rows.items() if n in REQUIRED or c.filled.all()}
    return Rows(columns=columns, k=None if len(k) == k[-1] else k, notes=notes)


def require_rows(sheet: Sheet, found: Columns) -> None:
    """Raise UsageError unless the columns have one length, and something judged is recorded."""
    lengths = {name: len(column.filled) for name, column in found.items()}
    if len(set(lengths.values())) != 1:
        told = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise UsageError(f"columns of {sheet.path} must have the same length; {told}")
    if not any(found[name].filled.any() for name in JUDGED if name in found):
        raise UsageError(f"{sheet.path} must have at least one row; got none")


def _only(column: Column, rows: np.ndarray) -> Column:
    return replace(column, numbers=column.numbers[rows], filled=column.filled[rows])


def _counted(
    sheet: Sheet, counter: Column | None, seen: np.ndarray
) -> tuple[np.ndarray, tuple[str, ...]]:
    """k of the rows that are seen: a counter that begins with 0 is one behind."""
    if counter is None:
        return np.flatnonzero(seen) + 1, ()
    if not counter.filled[seen].all():
        row = sheet.rows[int((seen & ~counter.filled).argmax())]
        raise UsageError(f"k in {sheet.path} must be there in every row; row {row} has none")
    a, late = counter.numbers[seen], int(counter.numbers[counter.filled].min() == 0)
    odd = a[(a != np.floor(a)) | (a > REACH) | (a + late < 1)]
    if len(odd):
        raise UsageError(f"k in {sheet.path} must be increasing integers from 1 on; got {odd[0]:g}")
    return a.astype(np.int64) + late, ("the counter begins with 0, so k is one more",) * late


def _collapsed(sheet: Sheet, name: str, column: Column, k: np.ndarray) -> Column:
    """Rows of one k as one: they may add to each other, and not contradict."""
    group = np.cumsum(np.diff(k, prepend=-1) != 0) - 1
    at = np.flatnonzero(column.filled)
    first = np.full(group[-1] + 1, -1)
    first[group[at[::-1]]] = at[::-1]
    apart = column.numbers[at] != column.numbers[first[group[at]]]
    apart = apart.reshape(len(at), -1).any(axis=1)
    if apart.any():
        row = k[at[int(apart.argmax())]]
        raise UsageError(
            f"{name} in {sheet.path} must have one number at each k; at k = {row} it has "
            "different ones; keep one row of each k"
        )
    return Column(numbers=column.numbers[first], filled=first >= 0)


def _missing(sheet: Sheet, found: Columns, whole: np.ndarray) -> tuple[str, ...]:
    """What is said of absent numbers; raises UsageError where no row is left."""
    notes = []
    if not whole.any():
        raise UsageError(
            f"value and gradient_norm in {sheet.path} must be there at the same k; they never are; "
            "record them together, or name a file with one of them"
        )
    if not whole.all():
        names = " and ".join(name for name in REQUIRED if name in found)
        notes.append(f"{int(whole.sum()):,} of {len(whole):,} iterations have {names}")
    for name, column in found.items():
        lacking = int((~column.filled[whole]).sum())
        if name not in REQUIRED and lacking:
            notes.append(f"{name} is left out: {lacking:,} iterations have none")
    return tuple(notes)
