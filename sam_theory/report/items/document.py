"""An item as plain data of the public schema: numbers as numbers, functions left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sam_theory.library.catalogues import Library
from sam_theory.report.items.methods import bound_of, needs
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.method import Method
from sam_theory.statements.theorem import Conclusion, Hypothesis
from sam_theory.study.measuring import measured_error


def item_document(library: Library, kind: str, item: Any) -> dict[str, Any]:
    """One entry of `items`."""
    head = {"kind": kind, "name": item.name}
    return head | (_of_method(library, item) if isinstance(item, Method) else _fields(item))


def _of_method(library: Library, method: Method) -> dict[str, Any]:
    shown: dict[str, Any] = {"formula": method.formula, "error": bound_of(method)}
    shown |= {"measured": measured_error(library, method)}
    return shown | needs(method) | {"source": method.source}


def _fields(item: Any) -> dict[str, Any]:
    shown = {f.name: _plain(getattr(item, f.name)) for f in fields(item) if f.name != "name"}
    return {key: value for key, value in shown.items() if value not in (None, [], {}, "")}


def _plain(value: Any) -> Any:
    match value:
        case None | str() | int() | float():
            return value
        case Fact():
            known = "a function" if callable(value.value) else _plain(value.value)
            return {"value": known, "source": value.source}
        case Enclosure():
            return [value.lower, value.upper]
        case Hypothesis():
            return value.text
        case Conclusion():
            return _conclusion(value)
        case Mapping():
            return {str(key): _plain(entry) for key, entry in value.items()}
        case tuple() | list() | frozenset():
            return [_plain(entry) for entry in value]
    if callable(value):
        return None
    return _fields(value) if hasattr(value, "__dataclass_fields__") else str(value)


def _conclusion(conclusion: Conclusion) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": conclusion.text, "property": conclusion.property}
    if conclusion.needs:
        shown["needs"] = [need.text for need in conclusion.needs]
    if conclusion.reading:
        shown["reading"] = conclusion.reading
    if conclusion.errata:
        shown["errata"] = [
            {"text": e.text, "proof": e.proof, "step": e.step} for e in conclusion.errata
        ]
    return shown
