"""A table typeset with three horizontal rules, as books do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sam_theory.report.drawing.lines import BLACK, GREY
from sam_theory.report.figure import Cell, Sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

POINT = 1 / 72  # inches
SIZE = 8.0  # points
LINE, GAP, MARGIN = 1.35 * SIZE * POINT, 9 * POINT, 3 * POINT  # inches
BASELINE = 0.7  # of a line, below its top
ROW_SPACE, RULE_SPACE = 1.5 * POINT, 2.5 * POINT  # around a row, around a rule
ANCHOR = {"l": 0.0, "c": 0.5, "r": 1.0}
ALIGN = {"l": "left", "c": "center", "r": "right"}


def typeset(sheet: Sheet) -> Figure:
    """The table at its natural size."""
    from matplotlib.figure import Figure

    widths = _widths(sheet)
    rows = (sheet.headings, *sheet.rows)
    heights = [LINE * _lines(row) + 2 * ROW_SPACE for row in rows]
    rules = RULE_SPACE * (2 + 2 * (1 + len(sheet.rules)))
    width = sum(widths) + GAP * (len(widths) - 1) + 2 * MARGIN
    figure = Figure(figsize=(width, sum(heights) + rules + 2 * MARGIN))
    y = _rule(figure, figure.get_figheight() - MARGIN, 0.9)
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        _row(figure, sheet.align, row, widths, y - ROW_SPACE)
        y -= height
        if number in (0, *sheet.rules) and number < len(sheet.rows):
            y = _rule(figure, y - RULE_SPACE, 0.3 if number else 0.5)
    _rule(figure, y - RULE_SPACE, 0.9)
    return figure


def _row(
    figure: Figure, align: str, row: tuple[str | Cell, ...], widths: list[float], top: float
) -> None:
    """Write a row below `top`, in inches, every cell centred in height, line by line."""
    wide, tall = figure.get_size_inches()
    left, most = MARGIN, _lines(row)
    for cell, letter, width in zip(row, align, widths, strict=True):
        lines = _typeset(cell).split("\n")
        for number, text in enumerate(lines):
            below = (most - len(lines)) / 2 + number + BASELINE
            x, y = left + ANCHOR[letter] * width, top - below * LINE
            figure.text(x / wide, y / tall, text, ha=ALIGN[letter], va="baseline", fontsize=SIZE)
        left += width + GAP


def _rule(figure: Figure, y: float, weight: float) -> float:
    """A rule across the table; returns where the next row begins."""
    from matplotlib.lines import Line2D

    wide, tall = figure.get_size_inches()
    ends, color = [MARGIN / wide, 1 - MARGIN / wide], BLACK if weight > 0.3 else GREY
    figure.add_artist(Line2D(ends, [y / tall, y / tall], linewidth=weight, color=color))
    return y - RULE_SPACE


def _widths(sheet: Sheet) -> list[float]:
    """The width of every column in inches."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]  # as matplotlib has it
    columns = zip(sheet.headings, *sheet.rows, strict=True)
    return [
        max(
            figure.text(0, 0, _typeset(cell), fontsize=SIZE).get_window_extent(renderer).width
            for cell in column
        )
        / figure.dpi
        for column in columns
    ]


def _lines(row: tuple[str | Cell, ...]) -> int:
    return max(_typeset(cell).count("\n") + 1 for cell in row)


def _typeset(cell: str | Cell) -> str:
    return cell.typeset if isinstance(cell, Cell) else cell
