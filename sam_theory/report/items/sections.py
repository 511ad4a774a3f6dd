"""What is said of an item: a title, and sections of rows with a label each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FEW = 6  # coordinates that are written out


@dataclass(frozen=True)
class Section:
    """A heading, and rows of a label and a text; the label may be empty.

    Where it is `stacked`, texts stand below their labels, which need room of their own.
    """

    heading: str
    rows: tuple[tuple[str, str], ...]
    stacked: bool = False


@dataclass(frozen=True)
class Description:
    """An item for reading: the title, lines below it, then sections."""

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]


def described(title: str, lines: Sequence[str], *sections: Section) -> Description:
    """The description, without lines and sections that have nothing to say."""
    return Description(title, tuple(filter(None, lines)), tuple(s for s in sections if s.rows))


def formula_and(formula: str, summary: str) -> tuple[str, str]:
    """The lines of a formula and of a summary, which often repeats it."""
    return ("", summary) if formula in summary else (formula, summary)


def number(value: float) -> str:
    """A number in plain digits, six of them at most."""
    return f"{value:.6g}"


def point(coordinates: Sequence[float]) -> str:
    """A point as `--start` takes it; of many coordinates the first ones."""
    shown = ", ".join(f"{c:.6g}" for c in coordinates[:FEW])
    if len(coordinates) > FEW:
        return f"({shown}, … {len(coordinates)} coordinates)"
    return f"({shown},)" if len(coordinates) == 1 else f"({shown})"


def numbered(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Rows with the numbers 1, 2, …"""
    return tuple((str(i), text) for i, text in enumerate(texts, 1))


def parameters(defaults: dict[str, object]) -> str:
    """The parameters of a family with their defaults, as they are given in brackets."""
    return ", ".join(
        f"{key} (none)" if value is None else f"{key}={value!r}" for key, value in defaults.items()
    )
