"""Whether a proof as written has values of the kinds that its fields declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

Test = Callable[[object], bool]


@dataclass(frozen=True)
class _Field:
    """A field of a class: what it is declared as, in words and as a test of values.

    `deep` is whether such values may be dataclasses, or hold some.
    """

    name: str
    kind: str
    fits: Test
    deep: bool


def misfits(thing: Any, where: str) -> Iterator[str]:
    """What is of another kind than declared, in a dataclass and in all those within it."""
    for declared in _declared(type(thing)):  # type: ignore[arg-type]  # classes are hashable
        value = getattr(thing, declared.name)
        if not declared.fits(value):
            yield f"{declared.name} of {where} must be of kind {declared.kind}; got {value!r:.60}"
            continue
        if not declared.deep:
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part):
                name = getattr(part, "name", "") or getattr(part, "key", "")
                yield from misfits(part, repr(name) if name else where)


@lru_cache(maxsize=64)  # taken apart once: proofs have thousands of parts, of two dozen classes
def _declared(of: type[Any]) -> tuple[_Field, ...]:
    hints = get_type_hints(of)
    return tuple(
        _Field(f.name, str(f.type), fitting(hints[f.name]), _deep(hints[f.name]))
        for f in fields(of)
    )


def _deep(hint: Any) -> bool:
    args = get_args(hint)
    return any(map(_deep, args)) if args else is_dataclass(hint) or hint in (Any, object)


def fitting(hint: Any) -> Test:
    """Tests whether a value is of a declared kind; within dataclasses it does not look."""
    args = get_args(hint)
    match get_origin(hint):
        case None:
            return _of_class(type(None) if hint is None else hint)
        case origin if origin is UnionType:
            kinds = tuple(map(fitting, args))
            return lambda value: any(fits(value) for fits in kinds)
        case origin if origin is Literal:
            return lambda value: isinstance(value, str) and value in args
        case origin if origin is tuple:
            return _of_tuple(args)
    of_key, of_value = map(fitting, args)
    return lambda value: (
        isinstance(value, Mapping) and all(of_key(k) and of_value(v) for k, v in value.items())
    )


def _of_class(kind: type[Any]) -> Test:
    if kind is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    return lambda value: isinstance(value, kind)


def _of_tuple(args: tuple[Any, ...]) -> Test:
    if args[-1] is ...:
        each = fitting(args[0])
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    kinds = tuple(map(fitting, args))
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(kinds)
        and all(fits(v) for fits, v in zip(kinds, value, strict=True))
    )
