"""What a report says, as data that can be kept, and how a screen of any width shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


@dataclass(frozen=True)
class Line:
    """A text, over as many lines as it needs."""

    text: str = ""
    indent: int = 0
    style: str = ""


@dataclass(frozen=True)
class Row:
    """A text of one line, whose end is left out where it is too long."""

    text: str


@dataclass(frozen=True)
class Command:
    """A command, over several lines that a shell takes as they stand."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """A table of numbers; so many of its columns are words."""

    title: str
    words: int
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Said = Line | Row | Command | Counts
KINDS: tuple[type[Said], ...] = (Line, Row, Command, Counts)


def show(screen: Console, said: Iterable[Said]) -> None:
    """Print it."""
    for item in said:
        match item:
            case Line():
                screen.print(_indented(item), style=item.style or None)
            case Row():
                print_row(screen, item.text)
            case Command():
                _print_command(screen, item.words)
            case Counts():
                screen.print(_table(item))


def show_report(
    screen: Console, answer: str, body: Iterable[Said], *, note: str = "", page: str = ""
) -> None:
    """The answer, what it rests on, a note, where the page is, and the answer again."""
    show(screen, [Line(answer, style="bold"), Line(), *body])
    print_end(screen, answer, note=note, page=page)


def print_end(screen: Console, answer: str, *, note: str = "", page: str = "") -> None:
    """How every report ends."""
    if note:
        screen.print(note, markup=False)
    if page:
        screen.print(f"Page: {page}", soft_wrap=True, markup=False)  # a path is to be copied whole
    show(screen, [Line(), Line(answer, style="bold")])


def print_row(screen: Console, row: str | Text) -> None:
    """One line, whose end is left out where it is too long."""
    screen.print(row, no_wrap=True, overflow="ellipsis")


def _indented(line: Line) -> RenderableType:
    return Padding(line.text, (0, 0, 0, line.indent)) if line.indent else line.text


def _print_command(screen: Console, words: Sequence[str]) -> None:
    lines = [""]
    for word in words:
        if lines[-1] and cell_len(f"   {lines[-1]} {word} \\") > screen.width:
            lines.append("   ")
        lines[-1] += f" {word}" if lines[-1] else word
    for line in lines[:-1]:
        screen.print(f"   {line} \\", style="dim", soft_wrap=True)
    screen.print(f"   {lines[-1]}", style="dim", soft_wrap=True)


def _table(counts: Counts) -> Table:
    table = Table(
        title=counts.title, title_justify="left", box=None, padding=(0, 1, 0, 0), pad_edge=False
    )
    for place, heading in enumerate(counts.headings):
        table.add_column(heading, justify="left" if place < counts.words else "right", no_wrap=True)
    for row in counts.rows:
        table.add_row(*row)
    return table


# ---- as plain data


def plain(said: Iterable[Said]) -> list[list[Any]]:
    """As lists, texts and numbers."""
    return [[KINDS.index(type(item)), *astuple(item)] for item in said]


def read(rows: Iterable[Sequence[Any]]) -> tuple[Said, ...]:
    """What `plain` made the rows of, from JSON too."""
    return tuple(KINDS[kind](*map(_frozen, fields)) for kind, *fields in rows)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
