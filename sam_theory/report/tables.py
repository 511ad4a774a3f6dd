"""Tables of verdicts, as commands show them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from sam_theory.report.summary import PROPERTY_WORDS, Tally
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


def tally_table(counted: Iterable[Tally]) -> Table:
    """The rows of K24, Tables 2 and 3, and how many settings of each came out how."""
    table = Table(
        title="Settings in which K24, Tables 2 and 3, promises it, and what the runs show",
        title_justify="left",
        box=None,
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )
    for heading in ("functions", "methods", "promised"):
        table.add_column(heading, no_wrap=True)
    for heading in ("consist.", "undec.", "violated"):
        table.add_column(heading, justify="right", no_wrap=True)
    previous: object = None
    for tally in counted:
        first = tally.row is not previous
        previous = tally.row
        table.add_row(
            tally.row.functions if first else "",
            tally.row.family if first else "",
            PROPERTY_WORDS[tally.property],
            *(
                str(tally.promised.get(status, 0))
                for status in (Status.CONSISTENT, Status.UNDECIDED, Status.VIOLATED)
            ),
        )
    return table
