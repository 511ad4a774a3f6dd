"""`list`: the catalogues, one line an item."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.output import JsonOption, LibraryOption, console, folders, write_json
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEAST = 12  # columns that a summary needs to be worth showing


def command(
    kind: Annotated[
        str | None, typer.Argument(help="problems, methods, theorems, proofs or figures; or all.")
    ] = None,
    json: JsonOption = None,
    library: LibraryOption = None,
) -> None:
    """Which problems, methods, theorems, proofs and figures are there?

    Example: sam-theory list theorems

    A line an item; every name is one that the other commands accept. Where the output is no
    terminal, summaries are whole.
    """
    from sam_theory.collecting import KINDS
    from sam_theory.library import Library

    if kind is not None and kind not in KINDS:
        raise UsageError(f"a catalogue must be one of {', '.join(KINDS)}; got {kind!r}")
    catalogues = Library(folders(library))
    kinds = [kind] if kind else list(KINDS)
    items = [
        {
            "kind": k,
            "name": name,
            "summary": catalogues.entries(k)[name].summary,
            "source": str(getattr(item, "source", "")),
        }
        for k in kinds
        for name, item in catalogues.made(k).items()
    ]
    write_json(json, "list", {"items": items})
    screen = console(json)
    width = screen.width if sys.stdout.isatty() or "COLUMNS" in os.environ else None
    for k in kinds:
        of_kind = [item for item in items if item["kind"] == k]
        screen.print(f"{k} ({len(of_kind)})", style="bold", soft_wrap=True)
        for line in _lines(of_kind, width):
            screen.print(line, soft_wrap=True)
        screen.print()


def _lines(items: Sequence[Mapping[str, str]], width: int | None) -> list[str]:
    """Names, never cut, and summaries, ended by … where a line would be longer than `width`."""
    column = max((len(item["name"]) for item in items), default=0) + 2
    return [
        f"{item['name']:{column}}{_shortened(item['summary'], width, column)}".rstrip()
        for item in items
    ]


def _shortened(text: str, width: int | None, column: int) -> str:
    """As much of a summary as there is room for, ended between words where that loses little."""
    from rich.cells import cell_len, set_cell_size

    room = cell_len(text) if width is None else width - column
    if cell_len(text) <= room:
        return text
    if room < LEAST:
        return ""
    cut = set_cell_size(text, room - 1)
    whole = cut if text[len(cut) : len(cut) + 1] == " " else cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > 0.8 * len(cut) else cut).rstrip(' ,;:')}…"
