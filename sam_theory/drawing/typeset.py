"""A table typeset with three horizontal rules, as books do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sam_theory.drawing.lines import BLACK, GREY
from sam_theory.figure import Cell, Sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

POINT = 1 / 72  # inches
SIZE = 8.0  # points
LINE, GAP, MARGIN = 1.45 * SIZE * POINT, 9 * POINT, 3 * POINT  # inches
RULE_SPACE = 0.35 * LINE
ANCHOR = {"l": 0.0, "c": 0.5, "r": 1.0}
ALIGN = {"l": "left", "c": "center", "r": "right"}


def typeset(sheet: Sheet) -> Figure:
    """The table at its natural size."""
    from matplotlib.figure import Figure

    widths = _widths(sheet)
    heights = [LINE * _lines(row) for row in (sheet.headings, *sheet.rows)]
    rules = RULE_SPACE * 2 * (2 + len(sheet.rules))
    width = sum(widths) + GAP * (len(widths) - 1) + 2 * MARGIN
    figure = Figure(figsize=(width, sum(heights) + rules + 2 * MARGIN))
    y = _rule(figure, figure.get_figheight() - MARGIN, 0.9)
    for number, row in enumerate((sheet.headings, *sheet.rows)):
        y = _row(figure, sheet, row, widths, y, heights[number])
        if number == 0 and sheet.rows:
            y = _rule(figure, y - RULE_SPACE, 0.5)
        elif number in sheet.rules and number < len(sheet.rows):
            y = _rule(figure, y - RULE_SPACE, 0.3)
    _rule(figure, y - RULE_SPACE, 0.9)
    return figure


def _row(
    figure: Figure,
    sheet: Sheet,
    row: tuple[str | Cell, ...],
    widths: list[float],
    top: float,
    height: float,
) -> float:
    """Write a row below `top`; returns where it ends. All in inches from the lower left corner."""
    wide, tall = figure.get_size_inches()
    x = MARGIN
    for cell, letter, width in zip(row, sheet.align, widths, strict=True):
        figure.text(
            (x + ANCHOR[letter] * width) / wide,
            (top - height / 2) / tall,
            _typeset(cell),
            ha=ALIGN[letter],
            va="center",
            ma=ALIGN[letter],
            fontsize=SIZE,
            linespacing=1.2,
        )
        x += width + GAP
    return top - height


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

    figure = Figure(dpi=288)
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
