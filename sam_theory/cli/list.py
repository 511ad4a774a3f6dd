"""`list`: the catalogues, one line an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sam_theory.cli.output import JsonOption, LibraryOption, console, folders, write_json
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console


def command(
    kind: Annotated[
        str | None, typer.Argument(help="problems, methods, theorems, proofs or figures; or all.")
    ] = None,
    json: JsonOption = None,
    library: LibraryOption = None,
) -> None:
    """List the catalogues. Example: sam-theory list problems"""
    from sam_theory.library import KINDS, Library

    if kind is not None and kind not in KINDS:
        raise UsageError(f"a catalogue must be one of {', '.join(KINDS)}; got {kind!r}")
    catalogues = Library(folders(library))
    kinds = [kind] if kind else list(KINDS)
    items = [
        {"kind": k, "name": name, "summary": entry.summary, "source": entry.source}
        for k in kinds
        for name, entry in catalogues.entries(k).items()
    ]
    write_json(json, "list", {"items": items})
    screen = console(json)
    for k in kinds:
        _print_kind(screen, k, [item for item in items if item["kind"] == k])


def _print_kind(screen: Console, kind: str, items: list[dict[str, str]]) -> None:
    from rich.table import Table

    if not items:
        return
    table = Table.grid(padding=(0, 2))
    # A name that is cut cannot be given to another command: the summary gives way.
    table.add_column(no_wrap=True, min_width=max(len(item["name"]) for item in items))
    table.add_column(overflow="ellipsis", no_wrap=True)
    for item in items:
        table.add_row(item["name"], item["summary"])
    screen.print(f"{kind} ({len(items)})", style="bold")
    screen.print(table)
    screen.print()
