"""CSV files (RFC 4180), whoever wrote them: a header line, then a row of numbers a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.runs.sheet import Column, Sheet

GZIP, WIDE = b"\x1f\x8b", (b"\xff\xfe", b"\xfe\xff")  # what such files begin with: gzip, UTF-16


def read_csv(path: str) -> Sheet:
    """The columns of a CSV file; empty cells are absent, columns with words have a fault.

    Raises UsageError unless it is UTF-8, separated by commas, with different names and rows of
    one length.
    """
    rows = [row for row in csv.reader(io.StringIO(_text(path), newline="")) if row]
    if not rows:
        raise UsageError(f"{path} must have a header line and at least one row; it is empty")
    header = [name.strip() for name in rows.pop(0)]
    _require_header(path, header)
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            raise UsageError(
                f"rows of {path} must have {len(header)} entries; row {number} has {len(row)}"
            )
    if not rows:
        raise UsageError(f"{path} must have at least one row below its header line; got none")
    cells = zip(*rows, strict=True)
    columns = {name: _column(path, name, of) for name, of in zip(header, cells, strict=True)}
    return Sheet(path=path, columns=columns, rows=np.arange(1, len(rows) + 1))


def _text(path: str) -> str:
    data = Path(path).read_bytes()
    if data.startswith(GZIP):
        raise UsageError(f"{path} must be a CSV file; it is compressed; unpack it with gunzip")
    if data.startswith(WIDE):
        raise UsageError(
            f"{path} must be UTF-8; it is UTF-16; convert it: iconv -f UTF-16 -t UTF-8"
        )
    if b"\0" in data:
        raise UsageError(f"{path} must be a CSV file; it holds zero bytes, so it is no text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path} must be UTF-8; byte {error.start} is none of it; save it as UTF-8"
        ) from error


def _require_header(path: str, header: Sequence[str]) -> None:
    """Whether there are names, each once, and the commas are separators."""
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if any(separator in each for each in header):
            raise UsageError(
                f"{path} must be separated by commas, with decimal points; its header line has "
                f"{name}; export it so, or convert it: pandas.read_csv(…, sep={separator!r}, "
                "decimal=',').to_csv(…, index=False)"
            )
    if all(_is_number(name) for name in header):
        raise UsageError(f"{path} must begin with a header line, the names; got {header[0]!r}")
    if len(set(header)) != len(header):
        again = next(name for name in header if header.count(name) > 1)
        raise UsageError(f"columns of {path} must have different names; {again!r} is there twice")


def _column(path: str, name: str, cells: Sequence[str]) -> Column:
    filled = np.array([bool(cell.strip()) for cell in cells])
    numbers, fault = np.zeros(len(cells)), ""
    for i in np.flatnonzero(filled).tolist():
        try:
            numbers[i] = float(cells[i])
        except ValueError:
            fault = (
                f"entries of {name} in {path} must be numbers, with a decimal point; row {i + 1} "
                f"has {cells[i][:40]!r}"
            )
            break
    return Column(numbers=numbers, filled=filled, fault=fault)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def with_iterates(sheet: Sheet) -> Sheet:
    """The same, with the columns x1 … xn as `iterate`, (K, n), if there are any."""
    names = [name for name in sheet.columns if _is_coordinate(name)]
    names.sort(key=lambda name: int(name[1:]))
    if [int(name[1:]) for name in names] != list(range(1, len(names) + 1)):
        raise UsageError(f"coordinates in {sheet.path} must be named x1 … xn without gaps")
    if not names:
        return sheet
    parts = [sheet.columns[name] for name in names]
    whole = Column(
        numbers=np.stack([part.numbers for part in parts], axis=1),
        filled=np.logical_and.reduce([part.filled for part in parts]),
        fault=next((part.fault for part in parts if part.fault), ""),
    )
    others = {name: column for name, column in sheet.columns.items() if name not in names}
    return Sheet(path=sheet.path, columns=others | {"iterate": whole}, rows=sheet.rows)


def _is_coordinate(name: str) -> bool:
    return name.startswith("x") and name[1:].isdecimal() and name[1:].isascii() and len(name) < 8
