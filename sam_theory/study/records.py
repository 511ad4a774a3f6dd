"""Findings as JSON and back, exactly: what recurs stands once, curves apart from the rest."""

from __future__ import annotations

import base64
import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np

from sam_theory.statements.curves import Curves
from sam_theory.statements.finding import ConclusionFinding, Finding, Skipped, TheoremFinding
from sam_theory.study.study import Result
from sam_theory.verdict import Status, Verdict

Decided = tuple[str, Verdict]  # a hypothesis, as it stands in a finding
RECURRING: tuple[Any, ...] = (Verdict, Decided, ConclusionFinding, TheoremFinding)
APART = "curves"  # the field of a finding that only a page needs

Document = dict[str, Any]
Read = Callable[[Any], Any]


def recorded(results: Sequence[Result]) -> tuple[str, str]:
    """Results as two lines of JSON: all of them but the curves, and the curves."""
    table = _Table()
    rows = [
        [[table.row(f, without=APART) for f in found], [table.row(s) for s in skipped]]
        for found, skipped in results
    ]
    curves = [[table.plain(f.curves) for f in found] for found, _ in results]
    body = f'{{"rows": [{",".join(table.places)}], "results": {json.dumps(rows)}}}'
    return body, json.dumps(curves)


def read(body: str, curves: str | None) -> list[Result]:
    """The results that `recorded` made the lines of; None: without their curves.

    Raises ValueError, TypeError, KeyError or IndexError for lines that it did not make.
    """
    document = json.loads(body)
    items: list[Any] = []
    make = {n: _maker(kind, items) for n, kind in enumerate(RECURRING) if kind is not Decided}
    make[RECURRING.index(Decided)] = lambda row: (row[0], items[row[1]])
    for number, *row in document["rows"]:
        items.append(make[number](row))
    finding, skipped, curve = _maker(Finding, items), _maker(Skipped, items), _reader(Curves, items)
    drawn = json.loads(curves) if curves is not None else None
    results: list[Result] = []
    for place, (found, left) in enumerate(document["results"]):
        plots = [None] * len(found) if drawn is None else drawn[place]
        findings = tuple(
            finding([*row, plot and curve(plot)]) for row, plot in zip(found, plots, strict=True)
        )
        results.append((findings, tuple(skipped(row) for row in left)))
    return results


class _Table:
    """What recurs, by its row in JSON; rows refer to earlier ones by their place."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
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
            text = json.dumps([kind, *row], ensure_ascii=False)
            place = self.known[id(value)] = self.places.setdefault(text, len(self.places))
        return place


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass; those that stand apart come last."""
    return tuple(sorted((f.name for f in fields(kind)), key=lambda name: name == APART))


def _maker(kind: type, items: Sequence[Any]) -> Callable[[list[Any]], Any]:
    """What makes a dataclass of the fields that `_names` names."""
    hints, names = get_type_hints(kind), _names(kind)
    readers = [(i, _reader(hints[n], items)) for i, n in enumerate(names) if n != APART]
    needed = [(i, read) for i, read in readers if read is not _same]

    def make(row: list[Any]) -> Any:
        for i, read in needed:
            row[i] = read(row[i])
        made: Any = object.__new__(
            kind
        )  # to set a field of what is frozen takes four times as long
        made.__dict__.update(zip(names, row, strict=True))
        return made

    return make


def _same(value: Any) -> Any:
    return value


def _reader(hint: Any, items: Sequence[Any]) -> Read:
    """What makes a value of that type of its plain form."""
    if hint in RECURRING:
        return items.__getitem__
    if hint in (str, int, float, bool, type(None)) or get_origin(hint) is Literal:
        return _same
    if hint is Status:
        return {status.value: status for status in Status}.__getitem__
    if hint is np.ndarray:
        return _array
    if is_dataclass(hint) and isinstance(hint, type):
        return _maker(hint, items)
    kind, inside = get_origin(hint), get_args(hint)
    if kind in (Union, types.UnionType):
        return _optional(inside, items)
    if kind is tuple:
        return _tuple(inside, items)
    assert kind is Mapping or kind is get_origin(Mapping[str, int]), hint
    read = _reader(inside[1], items)
    return lambda value: {key: read(item) for key, item in value.items()}


def _optional(inside: tuple[Any, ...], items: Sequence[Any]) -> Read:
    (kind,) = (part for part in inside if part is not type(None))
    read = _reader(kind, items)
    return _same if read is _same else lambda value: None if value is None else read(value)


def _tuple(inside: tuple[Any, ...], items: Sequence[Any]) -> Read:
    reads = [_reader(part, items) for part in inside if part is not ...]
    if inside[-1] is ...:
        (each,) = reads
        return tuple if each is _same else lambda value: tuple(map(each, value))
    return lambda value: tuple(r(v) for r, v in zip(reads, value, strict=True))


def _array(value: tuple[str, str]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(value[1]), dtype=np.dtype(value[0])).copy()
