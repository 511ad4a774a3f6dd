"""Recorded trajectories as files: `.npz` and `.csv`, read with care, written as a stream."""

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
from sam_theory.runs.repeats import at_rest

SCALARS = ("value", "gradient_norm", "step", "radius")
REQUIRED = ("value", "gradient_norm")
# What damaged files raise; RuntimeError: an encrypted archive, or one of an unknown compression.
UNREADABLE = (
    *(OSError, ValueError, KeyError, EOFError, MemoryError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, csv.Error),
)


Columns = dict[str, np.ndarray]


def read_columns(path: str) -> tuple[Columns, np.ndarray | None, bool]:
    """The columns of a recorded trajectory, its k if it says them, and whether it ends at rest.

    Raises UsageError unless the file holds `value` and `gradient_norm`, and where known `iterate`,
    `step`, `radius` and `k`, all of one length, finite, with at least one row.
    """
    columns = _read(path)
    for name in REQUIRED:
        if name not in columns:
            found = ", ".join(columns) or "none"
            raise UsageError(f"{path} must have the columns value and gradient_norm; got {found}")
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) != 1:
        told = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise UsageError(f"columns of {path} must have the same length; {told}")
    if lengths["value"] == 0:
        raise UsageError(f"{path} must have at least one row; got none")
    for name, column in columns.items():
        _require_sound(path, name, column)
    rows = _iterations(path, columns.pop("k", None))
    rests = at_rest(columns["gradient_norm"], columns["value"], columns.get("iterate"))
    return columns, rows, rests


def _require_sound(path: str, name: str, column: np.ndarray) -> None:
    wanted = 2 if name == "iterate" else 1
    if column.ndim != wanted:
        shape = "(K, n)" if wanted == 2 else "(K,)"
        raise UsageError(f"{name} in {path} must have shape {shape}; got {column.shape}")
    bad = ~np.isfinite(column).reshape(len(column), -1).all(axis=1)
    if bad.any():
        row = int(bad.argmax()) + 1
        raise UsageError(f"{name} in {path} must be finite; row {row} is not; cut the record there")
    if name not in ("value", "iterate") and (column < 0).any():
        row = int((column < 0).argmax()) + 1
        raise UsageError(f"{name} in {path} must not be negative; row {row} is")


def _iterations(path: str, k: np.ndarray | None) -> np.ndarray | None:
    if k is None:
        return None
    if (k != np.floor(k)).any() or k[0] < 1 or (np.diff(k) <= 0).any() or k[-1] > 2**53:
        raise UsageError(f"k in {path} must be increasing integers from 1 on; it is not")
    return k.astype(np.int64)


def _read(path: str) -> dict[str, np.ndarray]:
    if not Path(path).is_file():
        raise UsageError(f"a trajectory must be a .npz or .csv file; {path} is no file")
    suffix = Path(path).suffix.lower()
    if suffix not in (".npz", ".csv"):
        raise UsageError(f"a trajectory must be a .npz or .csv file; got {path}")
    try:
        return _read_npz(path) if suffix == ".npz" else _read_csv(path)
    except UsageError:
        raise
    except UNREADABLE as error:
        raise UsageError(
            f"{path} must be a recorded trajectory; it cannot be read: {error}"
        ) from error


def _read_npz(path: str) -> dict[str, np.ndarray]:
    if not zipfile.is_zipfile(path):
        raise UsageError(
            f"{path} must be a recorded trajectory, named arrays as numpy.savez writes them; "
            "it is no such archive"
        )
    with np.load(path, allow_pickle=False) as file:
        known = (*SCALARS, "iterate", "k")
        arrays = {name: np.asarray(file[name]) for name in file.files if name in known}
    for name, array in arrays.items():
        if array.dtype.kind not in "fiu":
            raise UsageError(f"{name} in {path} must hold numbers; got {array.dtype}")
        if array.ndim == 0:
            raise UsageError(f"{name} in {path} must be an array over k; got a single number")
    return {name: array.astype(np.float64) for name, array in arrays.items()}


def _read_csv(path: str) -> dict[str, np.ndarray]:
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.reader(file) if row]
    if not rows:
        raise UsageError(f"{path} must have a header line and at least one row; it is empty")
    header = [name.strip() for name in rows[0]]
    if len(set(header)) != len(header):
        raise UsageError(f"columns of {path} must have different names; got {', '.join(header)}")
    table = np.array([_numbers(path, i, row, header) for i, row in enumerate(rows[1:], 1)])
    table = table.reshape(len(rows) - 1, len(header))
    columns = {name: table[:, i] for i, name in enumerate(header) if name in (*SCALARS, "k")}
    coordinates = _coordinates(path, header)
    if coordinates:
        columns["iterate"] = table[:, coordinates]
    return columns


def _numbers(path: str, number: int, row: Sequence[str], header: Sequence[str]) -> list[float]:
    if len(row) != len(header):
        raise UsageError(
            f"rows of {path} must have {len(header)} entries; row {number} has {len(row)}"
        )
    try:
        return [float(entry) for entry in row]
    except ValueError as error:
        raise UsageError(f"entries of {path} must be numbers; row {number}: {error}") from error


def _coordinates(path: str, header: Sequence[str]) -> list[int]:
    """The columns x1 … xn, in order."""
    found = {int(name[1:]): i for i, name in enumerate(header) if _is_coordinate(name)}
    if sorted(found) != list(range(1, len(found) + 1)):
        raise UsageError(f"coordinates in {path} must be named x1 … xn without gaps")
    return [found[i] for i in sorted(found)]


def _is_coordinate(name: str) -> bool:
    return name[:1] == "x" and name[1:].isdecimal() and name[1:].isascii() and len(name) < 8


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
