"""A figure or a table of a paper: what it computes, how it is drawn, what its caption states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sam_theory.library.catalogues import Library

if TYPE_CHECKING:
    from matplotlib.figure import Figure

D = TypeVar("D")
Value = str | int | float | None  # None: not there, an empty field of the CSV


def unwatched(done: int, total: int) -> None:
    """Tell nobody how far the work is."""


def unheard(sentence: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Work:
    """What computing may use: the catalogues, some processes, and whom to tell how far it is.

    Equal work computes equal data, whoever watches and however many processes there are. `keep` is
    the folder of a kept study, for what draws on one.
    """

    library: Library
    keep: str | None = None
    jobs: int = field(default=1, compare=False)
    progress: Callable[[int, int], None] = field(default=unwatched, compare=False)
    tell: Callable[[str], None] = field(default=unheard, compare=False)  # of a damaged block


@dataclass(frozen=True)
class Record:
    """The data of an item as a table, one value a field; what the CSV beside the figure holds."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.headings):
                raise ValueError(
                    f"every row of a record must have {len(self.headings)} values; got {row}"
                )


@dataclass(frozen=True)
class Cell:
    """A text of a table: as a terminal shows it, and as it is typeset, in mathtext."""

    plain: str
    typeset: str

    def __str__(self) -> str:
        return self.plain


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table as it is read: headings, rows of as many cells, one letter l, c or r a column.

    `rules` are the numbers of the rows below which a thin rule is drawn.
    """

    headings: tuple[str | Cell, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    align: str
    rules: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for row in (self.align, *self.rows):
            if len(row) != len(self.headings):
                raise ValueError(
                    f"a table of {len(self.headings)} columns must have as many cells in every "
                    f"row and letters in `align`; got {row}"
                )


@dataclass(frozen=True, kw_only=True)
class FigureItem(Generic[D]):
    """One item of the catalogue `figures`.

    `compute` takes the Work and keywords, all with defaults, and returns the data; `draw`,
    `caption`, `record` and `sheet` (tables only) see nothing but that data. The caption states
    every parameter. `small` are keywords with which `compute` takes about a second.
    """

    name: str
    summary: str
    source: str
    compute: Callable[..., D]
    draw: Callable[[D], Figure]
    caption: Callable[[D], str]
    record: Callable[[D], Record]
    sheet: Callable[[D], Sheet] | None = None
    small: Mapping[str, Any] = field(default_factory=dict)
