"""`show`: one item of the catalogues, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sam_theory.cli.output import JsonOption, LibraryOption, console, folders, write_json
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from sam_theory.library.catalogues import Library
    from sam_theory.report.items.sections import Description, Section

SUGGESTED = 3  # names that a misspelled one is answered with
LABEL = 0.42  # of the width, at most, for the labels of a section


def command(
    name: Annotated[str, typer.Argument(help="An item, such as quadratic or khanh-3.2.")],
    library: LibraryOption = None,
    json: JsonOption = None,
) -> None:
    """What is known of this problem, method or theorem?

    Example: sam-theory show khanh-3.2

    Hypotheses of theorems have numbers. Problems and methods may have parameters, as in
    quadratic[eigenvalues=(1, 10)], in quotes for the shell.
    """
    from sam_theory.library.catalogues import Library
    from sam_theory.report.items.document import item_document

    catalogues = Library(folders(library))
    found = _find(catalogues, name)
    documents = [item_document(catalogues, kind[:-1], item) for kind, item in found]
    write_json(json, "show", {"items": documents})
    screen = console(json)
    for kind, item in found:
        _print(screen, _description(catalogues, kind, item))


def _find(library: Library, name: str) -> list[tuple[str, Any]]:
    """The item in every catalogue that has it: a theorem and its proof share a name."""
    from sam_theory.library.catalogues import nearest, parse_item
    from sam_theory.library.collecting import KINDS

    bare, _ = parse_item(name)
    found = [(kind, library.get(kind, name)) for kind in KINDS if library.names(kind, bare)]
    if not found:
        known = [entry for kind in KINDS for entry in library.entries(kind).values()]
        near = " or ".join(map(repr, nearest(bare, known, SUGGESTED)))
        advice = f"near it: {near}" if near else "see sam-theory list"
        raise UsageError(f"an item must be one of the catalogues; got {bare!r}; {advice}")
    return found


def _description(library: Library, kind: str, item: Any) -> Description:
    from sam_theory.library.catalogues import parse_item
    from sam_theory.report.items.figures import describe_figure
    from sam_theory.report.items.methods import describe_method
    from sam_theory.report.items.problems import describe_problem
    from sam_theory.report.items.proofs import describe_proof
    from sam_theory.report.items.theorems import describe_theorem

    entry = library.entry(kind, parse_item(item.name)[0])
    match kind:
        case "problems":
            return describe_problem(item, entry)
        case "methods":
            return describe_method(library, item, entry)
        case "theorems":
            return describe_theorem(library, item)
        case "proofs":
            return describe_proof(item, entry)
    return describe_figure(item)


def _print(screen: Console, description: Description) -> None:
    screen.print(description.title, style="bold")
    for line in description.lines:
        screen.print(line)
    for section in description.sections:
        screen.print(f"\n{section.heading}", style="bold")
        if section.stacked:
            _print_stacked(screen, section)
        else:
            _print_beside(screen, section)
    screen.print()


def _print_stacked(screen: Console, section: Section) -> None:
    from rich.padding import Padding

    for label, text in section.rows:
        shown = f"{label}: {text}" if label else text
        screen.print(Padding(shown, (0, 0, 0, 2 if label else 6)))


def _print_beside(screen: Console, section: Section) -> None:
    from rich.padding import Padding
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    if any(label for label, _ in section.rows):
        table.add_column(max_width=int(LABEL * screen.width), overflow="fold")
    table.add_column(overflow="fold")
    for row in section.rows:
        table.add_row(*row[-len(table.columns) :])
    screen.print(Padding(table, (0, 0, 0, 2)))
