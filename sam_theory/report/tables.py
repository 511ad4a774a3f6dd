"""Tables of verdicts, as commands show them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from sam_theory.verdict import Status, Verdict

STYLES = {
    Status.PROVED: "bold green",
    Status.CONSISTENT: "green",
    Status.UNDECIDED: "yellow",
    Status.VIOLATED: "red",
    Status.REFUTED: "bold red",
}

NAME_WIDTH = 32  # columns; longer names are folded


def verdict_table(headings: tuple[str, str, str], rows: Iterable[tuple[str, Verdict]]) -> Table:
    """Name, status and evidence, a row a verdict; the status is always written out."""
    table = Table(box=None, pad_edge=False)
    table.add_column(headings[0], max_width=NAME_WIDTH, overflow="fold")
    table.add_column(headings[1], no_wrap=True)
    table.add_column(headings[2], overflow="fold")
    for name, verdict in rows:
        status = Text(verdict.status.value, style=STYLES[verdict.status])
        table.add_row(Text(name), status, Text(verdict.evidence))
    return table
