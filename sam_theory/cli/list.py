"""`list`: the catalogues, one line an item."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.output import JsonOption, LibraryOption, console, folders, write_json
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from sam_theory.library.catalogues import Library

LEAST = 12  # columns that a summary needs to be worth showing


def command(
    kind: Annotated[
        str | None, typer.Argument(help="problems, methods, theorems, proofs or figures; or all.")
    ] = None,
    columns: Annotated[
        bool,
        typer.Option("--columns", help="Of theorems: method, hypotheses, what is measured, ρ."),
    ] = False,
    json: JsonOption = None,
    library: LibraryOption = None,
) -> None:
    """Which problems, methods and theorems are there?

    Example: sam-theory list theorems

    A line an item; every name is one that the other commands accept. Where the output is no
    terminal, summaries are whole.
    """
    from sam_theory.library.catalogues import Library
    from sam_theory.library.collecting import KINDS

    if kind is not None and kind not in KINDS:
        raise UsageError(f"a catalogue must be one of {', '.join(KINDS)}; got {kind!r}")
    if columns and kind != "theorems":
        raise UsageError(
            f"--columns must be asked of theorems; got {kind or 'all catalogues'}; "
            "call list theorems --columns"
        )
    catalogues = Library(folders(library))
    kinds = [kind] if kind else list(KINDS)
    items = items_of(catalogues, kinds)
    screen = console(json)
    if columns:
        print_columns(screen, catalogues, items, json)
        return
    write_json(json, "list", {"items": items})
    for k in kinds:
        of_kind = {item["name"]: item["summary"] for item in items if item["kind"] == k}
        screen.print(f"{k} ({len(of_kind)})", style="bold", soft_wrap=True)
        print_lines(screen, of_kind)
        screen.print()


def items_of(catalogues: Library, kinds: list[str]) -> list[dict[str, str]]:
    """Kind, name, summary and source of every item."""
    return [
        {
            "kind": k,
            "name": name,
            "summary": catalogues.entries(k)[name].summary,
            "source": str(getattr(item, "source", "")),
        }
        for k in kinds
        for name, item in catalogues.made(k).items()
    ]


def print_columns(
    screen: Console, catalogues: Library, items: list[dict[str, str]], json: str | None
) -> None:
    """The theorems side by side; in JSON the same beside what is told of every item."""
    from sam_theory.report.items.columns import DOUBT, columns_of, columns_table

    methods = catalogues.made("methods")
    rows = [columns_of(theorem, methods) for theorem in catalogues.made("theorems").values()]
    told = [item | row.document() for item, row in zip(items, rows, strict=True)]
    write_json(json, "list", {"items": told})
    screen.print(columns_table(rows))
    screen.print(f"{DOUBT} something of it is not confirmed: `show NAME` says what.")


def print_lines(screen: Console, summaries: Mapping[str, str]) -> None:
    """Names, never cut, and summaries, ended by … where a line would be longer than it may be."""
    limited = sys.stdout.isatty() or "COLUMNS" in os.environ
    column = max(map(len, summaries), default=0) + 2
    lines = [
        f"{name:{column}}{_shortened(text, screen.width - column) if limited else text}".rstrip()
        for name, text in summaries.items()
    ]
    if lines:
        screen.print("\n".join(lines), soft_wrap=True)


def _shortened(text: str, room: int) -> str:
    """As much of a summary as there is room for, ended between words where that loses little."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= room:
        return text
    if room < LEAST:
        return ""
    cut = set_cell_size(text, room - 1)
    whole = cut if text[len(cut) : len(cut) + 1] == " " else cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > 0.8 * len(cut) else cut).rstrip(' ,;:')}…"
