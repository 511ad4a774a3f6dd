"""Entries of a configuration, each checked where it is read."""

from __future__ import annotations

import difflib
import math
import reprlib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from sam_theory.errors import UsageError

MOST_STEPS = 10**9  # steps per epoch, epochs, and the like
SHORT = 60  # characters of a value that a sentence shows


def number(value: Any, name: str, least: float = 0.0, most: float = math.inf) -> str:
    """A number as it is written in formulas."""
    found = _read(value)
    if not (math.isfinite(found) and least <= found <= most):
        within = f">= {least:g}" if most == math.inf else f"from {least:g} to {most:g}"
        raise UsageError(f"{name} must be a number {within}; got {shown(value)}")
    return str(value) if isinstance(value, int) else repr(found)


def _read(value: Any) -> float:
    """The number that is meant, NaN where none is; YAML reads 1e-3 as a text."""
    try:
        return float(value) if type(value) in (int, float, str) else math.nan
    except (ValueError, OverflowError):
        return math.nan


def count(value: Any, name: str, least: int = 1) -> int:
    """A whole number of epochs or steps."""
    found = _read(value)
    if not (least <= found <= MOST_STEPS and found == int(found)):
        raise UsageError(
            f"{name} must be a whole number from {least} to {MOST_STEPS:,}; got {shown(value)}"
        )
    return int(found)


def increasing(value: Any, name: str, least: int, most: int) -> list[int]:
    """Increasing whole numbers, at most so many."""
    if not isinstance(value, list):
        raise UsageError(f"{name} must be a list of whole numbers; got {shown(value)}")
    if len(value) > most:
        raise UsageError(
            f"{name} must be at most {most}; got {len(value)}; write the steps as a formula with "
            "LambdaLR"
        )
    found = [count(item, f"each of the {name}", least) for item in value]
    if any(a >= b for a, b in pairwise(found)):
        raise UsageError(f"{name} must increase; got {shown(value)}")
    return found


def mapping(value: Any, name: str) -> Mapping[str, Any]:
    """Names with values."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise UsageError(f"{name} must be a mapping of names to values; got {shown(value)}")
    return value


def one_of(value: Any, name: str, allowed: Iterable[str]) -> str:
    """One of some words; raises UsageError with the nearest."""
    known = list(allowed)
    if isinstance(value, str) and value in known:
        return value
    lower = {word.lower(): word for word in known}
    near = (
        difflib.get_close_matches(value[:SHORT].lower(), lower, n=1)
        if isinstance(value, str)
        else []
    )
    hint = f"; the nearest is {lower[near[0]]}" if near else ""
    raise UsageError(f"{name} must be one of {', '.join(known)}; got {shown(value)}{hint}")


def quotient(value: Fraction) -> str:
    """A rational number as it is written in formulas: a decimal where it is one, else (p/q)."""
    if value.denominator == 1:
        return str(value)
    decimal = repr(float(value))
    return decimal if Fraction(decimal) == value else f"({value})"


def shown(value: Any) -> str:
    """The value in a few characters, whatever it is: long, deep, or inside itself."""
    short = reprlib.Repr()
    short.maxlevel, short.maxstring, short.maxother = 2, SHORT, SHORT
    try:
        text = short.repr(value)
    except ValueError:  # Python prints no number of more than 4,300 digits
        text = f"a number of type {type(value).__name__}"
    return text if len(text) <= SHORT else f"{text[: SHORT - 3]}..."
