"""Findings as JSON and back, exactly: what recurs stands once, curves apart from the rest."""

from __future__ import annotations

import base64
import json
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np

from sam_theory.statements.finding import ConclusionFinding, Finding, Skipped, TheoremFinding
from sam_theory.study.study import Result
from sam_theory.verdict import Status, Verdict

Decided = tuple[str, Verdict]  # a hypothesis, as it stands in a finding
RECURRING: tuple[Any, ...] = (Verdict, Decided, ConclusionFinding, TheoremFinding)
APART = "curves"  # the field of a finding that only a page needs

Document = dict[str, Any]
Read = Callable[[Any], Any]
Rows = list[list[Any]]
Items = dict[Any, list[Any]]  # what recurs, by kind and place


def recorded(results: Sequence[Result]) -> tuple[str, str]:
    """Results as two lines of JSON: all of them but the curves, and the curves."""
    table = _Table()
    found = [
        [[table.row(f, without=APART) for f in findings], [table.row(s) for s in skipped]]
        for findings, skipped in results
    ]
    curves = [[table.plain(f.curves) for f in findings] for findings, _ in results]
    rows = ", ".join(f"[{', '.join(places)}]" for places in table.places)
    return f'{{"rows": [{rows}], "results": {json.dumps(found)}}}', json.dumps(curves)


def read(body: str, curves: str | None) -> list[Result]:
    """The results that `recorded` made the lines of; None: without their curves.

    Raises ValueError, TypeError, KeyError or IndexError for lines that it did not make.
    """
    document = json.loads(body)
    items: Items = {}
    for kind, rows in zip(RECURRING, document["rows"], strict=True):
        items[kind] = _pairs(rows, items) if kind is Decided else _maker(kind, items)(rows)
    finding, skipped = _maker(Finding, items), _maker(Skipped, items)
    drawn = json.loads(curves) if curves is not None else None
    results: list[Result] = []
    for place, (found, left) in enumerate(document["results"]):
        plots = [None] * len(found) if drawn is None else drawn[place]
        rows = [[*row, plot] for row, plot in zip(found, plots, strict=True)]
        results.append((tuple(finding(rows)), tuple(skipped(left))))
    return results


def _pairs(rows: Rows, items: Items) -> list[Decided]:
    return [(name, items[Verdict][place]) for name, place in rows]


class _Table:
    """What recurs, by kind and its row in JSON; rows refer to earlier kinds by their place."""

    def __init__(self) -> None:
        self.places: list[dict[str, int]] = [{} for _ in RECURRING]
        self.known: dict[int, int] = {}  # by the identity of objects, all of which stay alive

    def plain(self, value: Any) -> Any:
        """A value as lists, mappings, texts and numbers."""
        if value is None or type(value) in (str, int, float, bool):
            return value
        if type(value) in RECURRING:
            return self._place(value, RECURRING.index(type(value)))
        if is_dataclass(value):
            return self.row(value)
        if isinstance(value, np.ndarray):
            return [value.dtype.str, base64.b64encode(value.tobytes()).decode("ascii")]
        if isinstance(value, np.generic):
            return value.item()
        if isinstance(value, Mapping):
            return {key: self.plain(item) for key, item in value.items()}
        if isinstance(value, Status):
            return value.value
        if len(value) == 2 and type(value[1]) is Verdict:
            return self._place(value, RECURRING.index(Decided))
        return [self.plain(item) for item in value]

    def row(self, value: Any, without: str = "") -> list[Any]:
        """The fields of a dataclass, in their order."""
        names = _names(value.__class__)
        return [self.plain(getattr(value, name)) for name in names if name != without]

    def _place(self, value: Any, kind: int) -> int:
        place = self.known.get(id(value))
        if place is None:
            row = self.row(value) if is_dataclass(value) else map(self.plain, value)
            text, places = json.dumps(list(row), ensure_ascii=False), self.places[kind]
            place = self.known[id(value)] = places.setdefault(text, len(places))
        return place


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass; those that stand apart come last."""
    return tuple(sorted((f.name for f in fields(kind)), key=lambda name: name == APART))


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _maker(kind: type, items: Items) -> Callable[[Rows], list[Any]]:
    """What makes dataclasses of rows of the fields that `_names` names."""
    hints, names = _hints(kind), _names(kind)
    readers = [(i, _reader(hints[name], items)) for i, name in enumerate(names)]
    needed = [(i, read) for i, read in readers if read is not _same]

    def make(rows: Rows) -> list[Any]:
        if not rows:
            return []
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        if len(columns) != len(names):
            raise ValueError(f"rows of {kind.__name__} must be of {len(names)}")
        for i, read in needed:
            columns[i] = map(read, columns[i])
        made: list[Any] = [object.__new__(kind) for _ in rows]
        for one, values in zip(made, zip(*columns, strict=True), strict=True):
            # To set a field of what is frozen takes four times as long.
            one.__dict__.update(zip(names, values, strict=False))
        return made

    return make


def _same(value: Any) -> Any:
    return value


def _reader(hint: Any, items: Items) -> Read:
    """What makes a value of that type of its plain form."""
    if hint in RECURRING:
        return items[hint].__getitem__
    if hint in (str, int, float, bool, type(None)) or get_origin(hint) is Literal:
        return _same
    if hint is Status:
        return {status.value: status for status in Status}.__getitem__
    if hint is np.ndarray:
        return _array
    if is_dataclass(hint) and isinstance(hint, type):
        make = _maker(hint, items)
        return lambda row: make([row])[0]
    kind, inside = get_origin(hint), get_args(hint)
    if kind in (Union, types.UnionType):
        return _optional(inside, items)
    if kind is tuple:
        return _tuple(inside, items)
    assert kind is Mapping or kind is get_origin(Mapping[str, int]), hint
    read = _reader(inside[1], items)
    return lambda value: {key: read(item) for key, item in value.items()}


def _optional(inside: tuple[Any, ...], items: Items) -> Read:
    (kind,) = (part for part in inside if part is not type(None))
    read = _reader(kind, items)
    return _same if read is _same else lambda value: None if value is None else read(value)


def _tuple(inside: tuple[Any, ...], items: Items) -> Read:
    reads = [_reader(part, items) for part in inside if part is not ...]
    if inside[-1] is ...:
        (each,) = reads
        return tuple if each is _same else lambda value: tuple(map(each, value))
    return lambda value: tuple(r(v) for r, v in zip(reads, value, strict=True))


def _array(value: tuple[str, str]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(value[1]), dtype=np.dtype(value[0])).copy()
