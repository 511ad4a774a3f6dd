"""Recorded trajectories as files: read with care, whoever wrote them, and written as a stream."""

from __future__ import annotations

import csv
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.runs.alignment import aligned, require_rows
from sam_theory.runs.dialects import choose
from sam_theory.runs.events import MARK, read_events
from sam_theory.runs.repeats import at_rest
from sam_theory.runs.separated import read_csv, with_iterates
from sam_theory.runs.sheet import Column, Sheet

SCALARS = ("value", "gradient_norm", "step", "radius")
# What damaged files raise; RuntimeError: an encrypted archive, or one of an unknown compression.
UNREADABLE = (
    *(OSError, ValueError, KeyError, EOFError, MemoryError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, csv.Error),
)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A recorded trajectory as it was read."""

    columns: dict[str, np.ndarray]  # value or gradient_norm (K,), what else there is; no k
    k: np.ndarray | None  # (K,) None: 1 … K
    stopped: bool  # whether it ends at rest
    sources: Mapping[str, str]  # the columns of the file, by what they were taken for
    notes: tuple[str, ...]  # what was left out, or is not as it stands


def read_columns(path: str, said: Mapping[str, str] | None = None) -> Recorded:
    """A recorded trajectory; `said` names columns of the file by what they are.

    Raises UsageError unless the file holds `value` or `gradient_norm`, and where known `iterate`,
    `step`, `radius` and `k`, finite, with at least one row.
    """
    return recorded(sheet_of(path), said or {})


def recorded(sheet: Sheet, said: Mapping[str, str]) -> Recorded:
    """The trajectory that the columns of a sheet are."""
    choice = choose(sheet, said)
    sources = dict(choice.columns)
    if "gradient_norm" in sources and "iterate" in sheet.columns:
        sources["iterate"] = "iterate"
    for source in sources.values():
        if sheet.columns[source].fault:
            raise UsageError(sheet.columns[source].fault)
    found = {name: sheet.columns[source] for name, source in sources.items()}
    require_rows(sheet, found)
    for name, column in found.items():
        _require_sound(sheet, name, sources[name], column)
    rows = aligned(sheet, found)
    norm, value = rows.columns.get("gradient_norm"), rows.columns.get("value")
    rests = norm is not None and at_rest(norm, value, rows.columns.get("iterate"))
    kept = {name: source for name, source in sources.items() if name in (*rows.columns, "k")}
    notes = (*sheet.notes, *choice.notes, *rows.notes)
    return Recorded(columns=rows.columns, k=rows.k, stopped=rests, sources=kept, notes=notes)


def sheet_of(path: str) -> Sheet:
    """The columns of a file, or of a folder of event files; raises UsageError if it is none."""
    place = Path(path)
    try:
        if place.suffix.lower() == ".gz":
            raise UsageError(f"{path} must not be compressed; unpack it with gunzip")
        if place.is_dir() or (place.is_file() and MARK in place.name):
            return read_events(path)
        _require_file(place)
        return _read_npz(path) if place.suffix.lower() == ".npz" else with_iterates(read_csv(path))
    except UsageError:
        raise
    except UNREADABLE as error:
        raise UsageError(
            f"{path} must be a recorded trajectory; it cannot be read: {error}"
        ) from error


def _require_file(path: Path) -> None:
    kinds = "a .npz or .csv file, or an event file (*tfevents*)"
    if not path.is_file():
        raise UsageError(f"a trajectory must be {kinds}; {path} is no file")
    if path.suffix.lower() not in (".npz", ".csv"):
        raise UsageError(f"a trajectory must be {kinds}; got {path}")


def _require_sound(sheet: Sheet, name: str, source: str, column: Column) -> None:
    a, wanted = column.numbers, 2 if name == "iterate" else 1
    told = f"{name} in {sheet.path}" if source == name else f"{source} in {sheet.path}"
    if a.ndim != wanted:
        shape = "(K, n)" if wanted == 2 else "(K,)"
        raise UsageError(f"{told} must have shape {shape}; got {a.shape}")
    bad = ~np.isfinite(a).reshape(len(a), -1).all(axis=1)
    if bad.any():
        row = f"{sheet.place} {sheet.rows[bad.argmax()]}"
        cut = (
            "export it as CSV, and cut that there"
            if sheet.place == "step"
            else "cut the record there"
        )
        raise UsageError(f"{told} must be finite; {row} is not; {cut}")
    if name not in ("value", "iterate") and (a < 0).any():
        row = f"{sheet.place} {sheet.rows[(a < 0).argmax()]}"
        raise UsageError(f"{told} must not be negative; {row} is")


def _read_npz(path: str) -> Sheet:
    if not zipfile.is_zipfile(path):
        raise UsageError(
            f"{path} must be a recorded trajectory, named arrays as numpy.savez writes them; "
            "it is no such archive"
        )
    with np.load(path, allow_pickle=False) as file:
        return sheet_of_arrays(path, {name: file[name] for name in file.files})


def sheet_of_arrays(path: str, arrays: Mapping[str, Any]) -> Sheet:
    """Arrays over k as the columns of a sheet; `path` is what messages call them together."""
    columns = {name: _array(path, name, np.asarray(array)) for name, array in arrays.items()}
    count = max((len(column.filled) for column in columns.values()), default=0)
    return Sheet(path=path, columns=columns, rows=np.arange(1, count + 1))


def _array(path: str, name: str, array: np.ndarray) -> Column:
    if array.dtype.kind not in "fiu":
        fault = f"{name} in {path} must hold numbers; got {array.dtype}"
        return Column.whole(np.zeros(0), fault)
    if array.ndim == 0:
        fault = f"{name} in {path} must be an array over k; got a single number"
        return Column.whole(np.zeros(0), fault)
    return Column.whole(array.astype(np.float64))


@dataclass(frozen=True)
class Stream:
    """Columns that grow on disk, row block by row block, and end as one `.npz` file."""

    folder: tempfile.TemporaryDirectory[str]
    files: Mapping[str, IO[bytes]]

    @classmethod
    def open(cls, near: Path, names: Sequence[str]) -> Stream:
        """Temporary files in the folder `near`."""
        folder = tempfile.TemporaryDirectory(dir=near, prefix=".sam-theory-")
        return cls(folder, {n: open(Path(folder.name) / n, "w+b") for n in names})

    def append(self, columns: Mapping[str, np.ndarray]) -> None:
        """Add rows to every column."""
        for name, rows in columns.items():
            self.files[name].write(np.ascontiguousarray(rows, dtype="<f8").tobytes())

    def write(self, target: IO[bytes], shapes: Mapping[str, tuple[int, ...]]) -> None:
        """Put everything into one uncompressed archive that NumPy reads."""
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            for name, file in self.files.items():
                header: dict[str, Any] = {"descr": "<f8", "fortran_order": False}
                file.seek(0)
                with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array_header_1_0(member, header | {"shape": shapes[name]})
                    shutil.copyfileobj(file, member, 1 << 20)

    def close(self) -> None:
        """Remove the temporary files."""
        for file in self.files.values():
            with suppress(OSError):  # a full disk takes no last lines of what is thrown away
                file.close()
        self.folder.cleanup()
