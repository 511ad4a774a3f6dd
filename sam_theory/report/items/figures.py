"""A figure or a table for reading: what it shows, where it is from, how it is made."""

from __future__ import annotations

from typing import Any

from sam_theory.report.figure import FigureItem
from sam_theory.report.items.sections import Description, Section, described


def describe_figure(item: FigureItem[Any]) -> Description:
    """Nothing is computed."""
    made = f"sam-theory figures {item.name} --out plots"
    files = f"{item.name}.png, {item.name}.csv with the data, {item.name}.txt with the caption"
    return described(
        f"{'table' if item.sheet else 'figure'} {item.name}",
        (item.summary,),
        Section("Source", (("", item.source),)),
        Section("Command", (("", made), ("", f"writes {files}, which states every parameter"))),
    )
