"""`show`: one item of the catalogues, with its formulas, facts and sources."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sam_theory.cli.output import JsonOption, LibraryOption, console, folders, write_json
from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from sam_theory.library import Library
    from sam_theory.setting.method import Method


def command(
    name: Annotated[str, typer.Argument(help="An item, such as quadratic or khanh-3.2.")],
    library: LibraryOption = None,
    json: JsonOption = None,
) -> None:
    """Show one item. Example: sam-theory show "quadratic[eigenvalues=(1, 10)]" """
    from rich.table import Table

    from sam_theory.library import Library

    catalogues = Library(folders(library))
    found = _find(catalogues, name)
    documents = [
        {"kind": kind, "name": item.name}
        | (_of_method(catalogues, item) if kind == "method" else _fields(item))
        for kind, item in found
    ]
    write_json(json, "show", {"items": documents})
    screen = console(json)
    for document in documents:
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for key, value in document.items():
            for line, text in enumerate(_lines(value)):
                table.add_row(key if line == 0 else "", text)
        screen.print(table)
        screen.print()


def _find(library: Library, name: str) -> list[tuple[str, Any]]:
    """The item in every catalogue that has it: a theorem and its proof share a name."""
    import difflib

    from sam_theory.library import KINDS, parse_item

    bare, _ = parse_item(name)
    found = [(k[:-1], library.get(k, name)) for k in KINDS if bare in library.entries(k)]
    if not found:
        known = [entry for kind in KINDS for entry in library.entries(kind)]
        near = difflib.get_close_matches(bare, known, n=1, cutoff=0.4)
        advice = f"the nearest is {near[0]!r}" if near else "see sam-theory list"
        raise UsageError(f"an item must be one of the catalogues; got {bare!r}; {advice}")
    return found


def _of_method(library: Library, method: Method) -> dict[str, Any]:
    """A method: its formula, the error that it states and the one that a run measures."""
    from sam_theory.study.measuring import measured_error

    bound = method.error
    shown: dict[str, Any] = {"formula": method.formula}
    if bound is None:
        shown["error"] = "states no bound on ‖gₖ − ∇f(xᵏ)‖; runs measure it"
    else:
        shown["error"] = f"{bound} ({'derived' if bound.derived else 'stated'}: {bound.reason})"
    shown["measured"] = measured_error(library, method)
    if method.memory:
        shown["state"] = f"{method.memory} of the shape of x, 0 at first"
    if method.normals:
        shown["draws"] = f"{method.normals} of N(0, I) an iteration"
    if method.draws:
        shown["draws"] = f"{method.draws} of {method.minibatch} components of f an iteration"
    if not method.uses_radius:
        shown["radius"] = "not used"
    return shown | {"source": method.source}


def _fields(item: Any) -> dict[str, Any]:
    shown = {f.name: _plain(getattr(item, f.name)) for f in fields(item) if f.name != "name"}
    return {key: value for key, value in shown.items() if value not in (None, [], {}, "")}


def _plain(value: Any) -> Any:
    """An item's field as text, lists and dictionaries; functions are left out."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if hasattr(value, "value") and hasattr(value, "source"):
        shown = "a distance function" if callable(value.value) else str(_plain(value.value))
        return f"{shown} ({value.source})"
    if hasattr(value, "lower") and hasattr(value, "upper"):
        return str(value)
    if hasattr(value, "text"):
        needs = [need.text for need in getattr(value, "needs", ())]
        return value.text + (f" (if {'; '.join(needs)})" if needs else "")
    if isinstance(value, tuple | list | frozenset):
        return [_plain(item) for item in value]
    if callable(value):
        return None
    if hasattr(value, "__dataclass_fields__"):
        return _fields(value)
    return str(value)


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{key}: {item}" for key, item in value.items()]
    if isinstance(value, list) and value and isinstance(value[0], str):
        return list(value)
    return [str(value)]
