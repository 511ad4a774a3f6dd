"""A recorded run by windows: ‖∇f‖, f and the box of x against k, and against Σt where it is known.

Bands go from the least to the greatest value in each window; nothing is drawn of what a logarithmic
axis cannot show.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.properties.windows import OCTAVE, Windows, sliding_maximum
from sam_theory.report.drawing.lines import BLACK, BLUE, GREY, VERMILLION, shown
from sam_theory.report.drawing.saving import METADATA
from sam_theory.report.drawing.style import DOUBLE_COLUMN, SINGLE_COLUMN, canvas, paper_style
from sam_theory.runs.trace import Trace

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW, MARGIN = 1.35, 0.45  # inches: of a panel, and around them all
MARKED = 24  # up to as many windows each is marked by a point
DEEP = 30.0  # what varies by this factor is drawn on a logarithmic axis


@dataclass(frozen=True)
class Band:
    """One quantity over W windows."""

    label: str
    low: np.ndarray  # (W,)
    high: np.ndarray  # (W,)
    color: str

    @property
    def logarithmic(self) -> bool:
        """Whether it is positive, but for zeros, and varies by a factor that asks for it."""
        seen = self.low[self.low > 0]
        negative = bool((self.low < 0).any())
        return len(seen) > 0 and not negative and bool(np.nanmax(self.high) > DEEP * seen.min())


@dataclass(frozen=True)
class Clock:
    """Where the windows stand, (W,), and from where on they are judged."""

    label: str
    at: np.ndarray
    tail: float


def picture_of(trace: Trace, form: str) -> bytes:
    """The figure as the bytes of a file; `form` is png, pdf or svg."""
    file = io.BytesIO()
    with paper_style():
        draw(trace).savefig(file, format=form, metadata=dict(METADATA[form]))
    return file.getvalue()


def draw(trace: Trace) -> Figure:
    """A row a quantity, a column a clock."""
    clocks, found = clocks_of(trace), bands(trace)
    width = DOUBLE_COLUMN if len(clocks) > 1 else SINGLE_COLUMN
    figure = canvas(width, ROW * len(found) + MARGIN)
    grid = figure.subplots(len(found), len(clocks), squeeze=False, sharex="col", sharey="row")
    for row, band in zip(grid, found, strict=True):
        for axes, clock in zip(row, clocks, strict=True):
            _draw_band(axes, clock, band)
        row[0].set_ylabel(band.label)
    for axes, clock in zip(grid[-1], clocks, strict=True):
        axes.set_xlabel(clock.label)
    _explain(grid[0, 0], clocks[0])
    return figure


def bands(trace: Trace) -> Sequence[Band]:
    """What was recorded: ‖∇f‖, f where known, the diagonals of boxes of x where known."""
    low, high = trace.gradients.low, trace.gradients.high
    found = [Band(r"$\|\nabla f(x^k)\|$", low, high, BLACK)]
    if trace.values is not None:
        found.append(Band(r"$f(x^k)$", trace.values.low, trace.values.high, BLUE))
    if trace.iterates is not None and len(low) > OCTAVE:
        size = np.full(len(low), np.nan)
        sides = sliding_maximum(trace.iterates.high) + sliding_maximum(-trace.iterates.low)
        size[OCTAVE - 1 :] = np.hypot.reduce(sides, axis=1)
        found.append(Band("box of $x$ over $[k/2, k]$", size, size, VERMILLION))
    return found


def clocks_of(trace: Trace) -> Sequence[Clock]:
    """k, and Σt where every step was recorded."""
    first, last = trace.edges[:-1].astype(float), trace.edges[1:] - 1.0
    tail = min(Windows.of(trace).tail, len(first) - 1)
    found = [Clock("iteration $k$", np.sqrt(first * last), float(first[tail]))]
    if (
        trace.elapsed is not None
        and np.isfinite(trace.elapsed.time.sum())
        and trace.elapsed.time.sum() > 0
    ):
        ends = np.cumsum(trace.elapsed.time)
        middle = ends - trace.elapsed.time / 2
        found.append(Clock(r"elapsed $\sum t_k$", middle, float(middle[tail])))
    return found


def _draw_band(axes: Axes, clock: Clock, band: Band) -> None:
    marked = len(clock.at) <= MARKED
    at = shown(clock.at)
    low, high = (shown(v) if band.logarithmic else v for v in (band.low, band.high))
    axes.fill_between(at, low, high, color=band.color, alpha=0.25, linewidth=0)
    style = {"color": band.color, "marker": "o" if marked else "", "markersize": 2.5}
    axes.plot(at, high, linewidth=1.1, **style)  # type: ignore[arg-type]  # of several types
    axes.plot(at, low, linewidth=0.6, color=band.color)
    axes.axvline(clock.tail, color=GREY, linewidth=0.7, dashes=(3, 2), zorder=1)
    axes.set_xscale("log")
    if band.logarithmic:
        axes.set_yscale("log")


def _explain(axes: Axes, clock: Clock) -> None:
    axes.annotate(
        "judged from here on",
        (clock.tail, 1),
        (0, 2),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=7,
        color="#595959",
    )
