"""An item as the bytes of its files, the same for the same data."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from sam_theory.report.drawing.style import paper_style
from sam_theory.report.figure import FigureItem, Record, Value

# Nothing that changes from one run to the next: no date, no version of the program.
METADATA: Mapping[str, Mapping[str, None]] = {
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
    "svg": {"Date": None, "Creator": None},
}
FORMATS = tuple(METADATA)


def picture(item: FigureItem[Any], data: Any, form: str) -> bytes:
    """The drawing in that format, one of FORMATS."""
    file = io.BytesIO()
    with paper_style():
        item.draw(data).savefig(file, format=form, metadata=dict(METADATA[form]))
    return _smaller(file) if form == "png" else file.getvalue()


def _smaller(file: io.BytesIO) -> bytes:
    """The picture without its alpha channel, which is opaque throughout: a tenth less."""
    from PIL import Image

    picture, saved = Image.open(file), io.BytesIO()
    picture.convert("RGB").save(saved, "png", optimize=True, dpi=picture.info["dpi"])
    return saved.getvalue()


def table(record: Record) -> bytes:
    """The record as CSV (RFC 4180, UTF-8); floats with the digits that give them back exactly."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(record.headings)
    writer.writerows([_field(value) for value in row] for row in record.rows)
    return text.getvalue().encode()


def _field(value: Value) -> str:
    if value is None:
        return ""
    return repr(float(value)) if isinstance(value, float) else str(value)
