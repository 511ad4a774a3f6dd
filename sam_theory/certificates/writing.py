"""Certificates as plain data, numbers exactly, so that they can be kept and verified again."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sam_theory.certificates.forms import Certificate, Entry

FORMS: dict[str, type] = {form.__name__: form for form in get_args(Certificate)}


def document(certificate: Certificate | Entry) -> dict[str, Any]:
    """The fields of a certificate and the name of its form; a number is a text such as "1/3"."""
    return {"form": type(certificate).__name__, **_written(certificate)}


def certificate_of(data: Any) -> Certificate:
    """The certificate of a document; raises ValueError where it is not one."""
    form = data.get("form") if isinstance(data, dict) else None
    if form not in FORMS:
        known = ", ".join(FORMS)
        raise ValueError(f"form must be one of {known}; got {form!r}")
    found: Certificate = _read(FORMS[form], {k: v for k, v in data.items() if k != "form"})
    return found


def entry_of(data: Any) -> Entry:
    """The entry of a document; raises ValueError where it is not one."""
    if not isinstance(data, dict) or data.get("form") != Entry.__name__:
        raise ValueError(f"an entry must have the form {Entry.__name__!r}; got {data!r}")
    found: Entry = _read(Entry, {k: v for k, v in data.items() if k != "form"})
    return found


def _written(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _written(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    return str(value) if isinstance(value, Fraction) else value


def _read(kind: Any, data: Any) -> Any:
    """The data as what the annotation of a field says."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, data)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (UnionType, Union):
        if data is None and NoneType in inner:
            return None
        (kind,) = (option for option in inner if option is not NoneType)
        return _read(kind, data)
    if origin is Literal and data in inner:
        return data
    if origin is tuple and isinstance(data, list):
        return _row(inner, data)
    if kind is Fraction and isinstance(data, str):
        return _fraction(data)
    if kind in (bool, int, str) and type(data) is kind:
        return data
    raise ValueError(f"a certificate must have {kind} here; got {data!r}")


def _record(kind: type, data: Any) -> Any:
    hints = get_type_hints(kind)
    if not isinstance(data, dict) or set(data) != set(hints):
        raise ValueError(f"{kind.__name__} must have the fields {', '.join(hints)}; got {data!r}")
    return kind(**{name: _read(hint, data[name]) for name, hint in hints.items()})


def _row(inner: tuple[Any, ...], data: list[Any]) -> tuple[Any, ...]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_read(inner[0], item) for item in data)
    if len(inner) != len(data):
        raise ValueError(f"a row must have {len(inner)} items; got {data!r}")
    return tuple(_read(kind, item) for kind, item in zip(inner, data, strict=True))


def _fraction(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError(f"a number must be a fraction such as '1/3'; got {text!r}") from error
