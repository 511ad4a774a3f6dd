"""Tables of verdicts, as commands show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sam_theory.report.saying import Counts, print_row
from sam_theory.report.summary import PROPERTY_WORDS, Tally
from sam_theory.verdict import Status, Verdict

STYLES = {
    Status.PROVED: "bold green",
    Status.CONSISTENT: "green",
    Status.UNDECIDED: "yellow",
    Status.VIOLATED: "red",
    Status.REFUTED: "bold red",
}
SHOWN = (  # of what is promised: what the runs show, or a certificate
    ("consist.", (Status.CONSISTENT,)),
    ("undec.", (Status.UNDECIDED,)),
    ("fails", (Status.VIOLATED, Status.REFUTED)),
)
TALLIES = "Settings in which K24, Tables 2 and 3, promises it, and what the runs show"

FORMULA_LINES = 2  # of a formula that is not asked for whole
NAME_WIDTH = 32  # columns; longer names are folded


def verdict_table(headings: tuple[str, str, str], rows: Iterable[tuple[str, Verdict]]) -> Table:
    """Name, status and evidence, a row a verdict; the status is always written out."""
    table = Table(box=None, pad_edge=False)
    table.add_column(headings[0], max_width=NAME_WIDTH, overflow="fold")
    table.add_column(headings[1], no_wrap=True)
    table.add_column(headings[2], overflow="fold")
    for name, verdict in rows:
        table.add_row(Text(name), styled(verdict.status), Text(verdict.evidence))
    return table


def styled(status: Status) -> Text:
    """A status in its color."""
    return Text(status.value, style=STYLES[status])


def print_lines(
    screen: Console, headings: Sequence[str], rows: Sequence[Sequence[str | Text]]
) -> None:
    """A table of which every row is one line: the last cell ends where the line does."""
    table = [[Text.assemble(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(cell.cell_len for cell in column) + 2 for column in zip(*table, strict=True)]
    for row in table:
        line = Text()
        for cell, width in zip(row[:-1], widths, strict=False):
            cell.pad_right(width - cell.cell_len)
            line.append_text(cell)
        print_row(screen, line.append_text(row[-1]))


def print_formula(screen: Console, name: str, formula: str) -> None:
    """A formula, of which the end is left out after so many lines."""
    text, most = f"{name} = {formula}", FORMULA_LINES * screen.width
    shown = text if len(text) <= most else f"{text[: most - 1]}…"
    screen.print(shown, soft_wrap=True)


def tallied(counted: Iterable[Tally]) -> Counts:
    """The rows of K24, Tables 2 and 3, and how many settings of each came out how."""
    rows: list[tuple[str, ...]] = []
    previous: object = None
    for tally in counted:
        first = tally.row is not previous
        previous = tally.row
        rows.append(
            (
                tally.row.functions if first else "",
                tally.row.family if first else "",
                PROPERTY_WORDS[tally.property],
                *(
                    str(sum(tally.promised.get(status, 0) for status in statuses))
                    for _, statuses in SHOWN
                ),
            )
        )
    words = ("functions", "methods", "promised")
    return Counts(TALLIES, len(words), (*words, *(heading for heading, _ in SHOWN)), tuple(rows))
