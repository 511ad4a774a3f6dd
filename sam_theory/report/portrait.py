"""A recorded run by windows: ‖∇f‖, f and the box of x against k, and against Σt where it is known.

Bands go from the least to the greatest value in each window; nothing is drawn of what a logarithmic
axis cannot show. Beyond the record: the laws that fit it, and the limits that it admits.
"""

from __future__ import annotations

import io
import math
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.report.bands import AHEAD, Band, Clock, Outlook, bands, clocks_of, outlook_of
from sam_theory.report.drawing.lines import BLACK, GREEN, GREY, ORANGE, VERMILLION, shown
from sam_theory.report.drawing.saving import METADATA
from sam_theory.report.drawing.style import DOUBLE_COLUMN, canvas, paper_style
from sam_theory.runs.trace import Trace
from sam_theory.verdict import Verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW, FIRST, AROUND = 1.35, 2.4, 1.1  # inches: of a panel, of the first, and around them all
MARKED = 24  # up to as many windows each is marked by a point
BEYOND, MARGIN = 1e3, 1.3  # factors by which laws and limits, and all there is, extend the axis
TITLE = 108  # characters a line


def picture_of(trace: Trace, verdicts: Mapping[str, Verdict], name: str, form: str) -> bytes:
    """The figure as the bytes of a file; `form` is png, pdf or svg."""
    file = io.BytesIO()
    with paper_style():
        draw(trace, verdicts, name).savefig(file, format=form, metadata=dict(METADATA[form]))
    return file.getvalue()


def draw(trace: Trace, verdicts: Mapping[str, Verdict], name: str) -> Figure:
    """A row a quantity, a column a clock; laws and limits in the first panel."""
    clocks, found = clocks_of(trace), bands(trace)
    heights = [FIRST, *[ROW] * (len(found) - 1)]
    figure = canvas(DOUBLE_COLUMN, sum(heights) + AROUND)
    grid = figure.subplots(
        len(found),
        len(clocks),
        squeeze=False,
        sharex="col",
        sharey="row",
        gridspec_kw={"height_ratios": heights},
    )
    for row, band in zip(grid, found, strict=True):
        for axes, clock in zip(row, clocks, strict=True):
            _draw_band(axes, clock, band)
        row[0].set_ylabel(band.label)
    for axes, clock in zip(grid[-1], clocks, strict=True):
        axes.set_xlabel(clock.label)
    _draw_outlook(grid[0, 0], found[0], outlook_of(trace, verdicts), trace.iterations)
    figure.suptitle(title(name, verdicts), x=0.01, ha="left", fontsize=9.5)
    figure.legend(*grid[0, 0].get_legend_handles_labels(), loc="outside lower left", ncols=2)
    _settle(figure)
    return figure


def _settle(figure: Figure) -> None:
    """Lay it out, and round what the solver of constraints leaves open in the last digits."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        x, y, width, height = np.round(axes.get_position().bounds, 6).tolist()
        axes.set_position((x, y, width, height))


def title(name: str, verdicts: Mapping[str, Verdict]) -> str:
    """The name, and the properties by their status."""
    by_status: dict[str, list[str]] = {}
    for of, verdict in verdicts.items():
        by_status.setdefault(verdict.status.value, []).append(of)
    told = [f"{status}: {', '.join(names)}" for status, names in by_status.items()]
    lines = [line for each in told for line in textwrap.wrap(each, TITLE, break_on_hyphens=False)]
    return "\n".join([textwrap.shorten(name, TITLE, placeholder="…"), *lines]).replace("$", r"\$")


def _draw_band(axes: Axes, clock: Clock, band: Band) -> None:
    at = shown(clock.at) if clock.logarithmic else clock.at
    low, high = (shown(v) if band.logarithmic else v for v in (band.low, band.high))
    axes.fill_between(at, low, high, color=band.color, alpha=0.25, linewidth=0)
    axes.plot(
        at,
        high,
        color=band.color,
        linewidth=1.1,
        marker="o" if len(clock.at) <= MARKED else "",
        markersize=2.5,
        label="the record, least to greatest",
    )
    axes.plot(at, low, linewidth=0.6, color=band.color)
    axes.axvline(
        clock.tail, color=GREY, linewidth=0.7, dashes=(3, 2), zorder=1, label="judged from here on"
    )
    if clock.logarithmic:
        axes.set_xscale("log")
    if band.logarithmic:
        axes.set_yscale("log")


def _draw_outlook(axes: Axes, band: Band, outlook: Outlook, iterations: int) -> None:
    """Laws as dashed lines, limits as a box beyond the record."""
    of = "‖∇f‖" if band.color == BLACK else "f"
    for (told, values), color in zip(outlook.laws, (VERMILLION, GREEN), strict=False):
        label = f"a law that fits: {of} {told}"
        axes.plot(outlook.k, values, color=color, linewidth=1.1, dashes=(5, 2), label=label)
    bottom, top = _heights(band, outlook)
    if outlook.limits is not None:
        least, most = outlook.limits
        low, high = max(least, bottom), min(most, top)
        label = f"limits that the record admits: {_told(least)} … {_told(most)}"
        right = (1.1 * iterations, AHEAD * iterations)
        axes.fill_between(
            right, low, max(low, high), color=ORANGE, alpha=0.45, linewidth=1.2, label=label
        )
    axes.set_ylim(bottom, top)


def _heights(band: Band, outlook: Outlook) -> tuple[float, float]:
    """What the axis shows: the record, and of laws and limits what is not too far from it."""
    seen = np.concatenate([band.low, band.high])
    seen = seen[np.isfinite(seen) & ((seen > 0) | (not band.logarithmic))]
    if not len(seen):
        return 0.0, 1.0
    more = [np.array(outlook.limits or ()), *(values[-1:] for _, values in outlook.laws)]
    wanted = np.concatenate([seen, *(each[np.isfinite(each)] for each in more)])
    if band.logarithmic:
        wanted = wanted[(wanted > seen.min() / BEYOND) & (wanted < seen.max() * BEYOND)]
        return float(wanted.min() / MARGIN), float(wanted.max() * MARGIN)
    span = float(np.ptp(seen)) or 1.0
    wanted = np.clip(wanted, seen.min() - span, seen.max() + span)
    return float(wanted.min() - 0.05 * span), float(wanted.max() + 0.05 * span)


def _told(limit: float) -> str:
    if math.isinf(limit):
        return "∞"
    return f"{limit:.2g}"
