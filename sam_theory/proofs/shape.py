"""Whether a proof as written has values of the kinds that its fields declare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints


def misfits(thing: Any, where: str) -> Iterator[str]:
    """What is of another kind than declared, in a dataclass and in all those within it."""
    hints = _hints(type(thing))  # type: ignore[arg-type]  # classes are hashable
    for declared in fields(thing):
        value = getattr(thing, declared.name)
        if not fits(value, hints[declared.name]):
            kind = str(declared.type)
            yield f"{declared.name} of {where} must be of kind {kind}; got {value!r:.60}"
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part):
                name = getattr(part, "name", "") or getattr(part, "key", "")
                yield from misfits(part, repr(name) if name else where)


def fits(value: object, hint: Any) -> bool:
    """Whether a value is of a declared kind; what is within dataclasses is not looked at."""
    args = get_args(hint)
    match get_origin(hint):
        case None:
            return isinstance(value, hint) and not (hint is int and isinstance(value, bool))
        case origin if origin is UnionType:
            return any(fits(value, arg) for arg in args)
        case origin if origin is Literal:
            return isinstance(value, str) and value in args
        case origin if origin is tuple and args[-1] is ...:
            return isinstance(value, tuple) and all(fits(v, args[0]) for v in value)
        case origin if origin is tuple:
            return (
                isinstance(value, tuple) and len(value) == len(args) and all(map(fits, value, args))
            )
    return isinstance(value, Mapping) and all(
        fits(k, args[0]) and fits(v, args[1]) for k, v in value.items()
    )


@lru_cache(maxsize=64)
def _hints(kind: type[object]) -> Mapping[str, Any]:
    return {
        name: type(None) if hint is None else hint for name, hint in get_type_hints(kind).items()
    }
