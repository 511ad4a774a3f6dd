"""Where SAM with constant radius is held: basins and certified regions of four problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.forms import Cycle, Trap
from sam_theory.paper.basins import HELD_BY_M_SAM, Basins, basins, dynamics_of, ends
from sam_theory.report.drawing.lines import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, VERMILLION
from sam_theory.report.drawing.style import DOUBLE_COLUMN, canvas
from sam_theory.report.figure import FigureItem, Record, Work

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sam_theory.certificates.dynamics import Dynamics

COLORS = (BLUE, ORANGE, GREEN, PURPLE, VERMILLION, GREY)
LINES, PLANE = ("si-yun-sine", "double-well"), "camel"
SETTINGS = {  # t, ρ: with these radii the wells have hallucinated minimizers
    "si-yun-sine": ("0.5", "0.1"),
    "double-well": ("0.1", "1.5"),
    "camel": ("0.01", "1.5"),
}
STOCHASTIC = "msam-trap"  # β = 1, ρ = 1/8


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A problem with its basins; f along them, (R,), drawn in one dimension."""

    problem: str
    step: str
    radius: str
    values: np.ndarray
    found: Basins


@dataclass(frozen=True, kw_only=True)
class Traps:
    """Two problems of the line, one of the plane, and one of which components are drawn."""

    lines: tuple[Panel, ...]
    plane: Panel
    drawn: Panel  # of m-SAM; its ends are those of one draw for each start
    shown: Established | Refused  # of the trap of m-SAM
    side: int  # starts along each axis of the plane
    iterations: int


def compute(work: Work, *, starts: int = 240, side: int = 60, iterations: int = 3000) -> Traps:
    """Runs from so many starts on a line, and from a square of `side`² in the plane."""
    drawn = dynamics_of(work.library, STOCHASTIC, "m-sam", "0.25", "0.125")
    from sam_theory.certificates.verifier.accepting import accept

    line = _grid(drawn, starts)
    return Traps(
        lines=tuple(_panel(work, name, starts, iterations) for name in LINES),
        plane=_panel(work, PLANE, side, iterations),
        drawn=Panel(
            problem=STOCHASTIC,
            step="0.25",
            radius="0.125",
            values=drawn.problem.value(line),
            found=Basins(
                starts=line,
                ends=ends(drawn, line, iterations),
                kinds=np.full(len(line), -1),
                certified=(),
            ),
        ),
        shown=accept(drawn, HELD_BY_M_SAM),
        side=side,
        iterations=iterations,
    )


def _panel(work: Work, name: str, count: int, iterations: int) -> Panel:
    step, radius = SETTINGS[name]
    dynamics = dynamics_of(work.library, name, "sam", step, radius)
    starts = _grid(dynamics, count)
    return Panel(
        problem=name,
        step=step,
        radius=radius,
        values=dynamics.problem.value(starts),
        found=basins(dynamics, starts, iterations),
    )


def _grid(dynamics: Dynamics, count: int) -> np.ndarray:
    """The centres of equal cells of the problem's region, (countⁿ, n)."""
    low, high = (np.array(corner) for corner in dynamics.problem.region)
    share = (np.arange(count) + 0.5) / count
    axes = [a + (b - a) * share for a, b in zip(low, high, strict=True)]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(low))


# ---- drawing


def draw(data: Traps) -> Figure:
    """The line above, the plane and the draws below."""
    figure = canvas(DOUBLE_COLUMN, 5.2)
    (first, second), (third, fourth) = figure.subplots(2, 2)
    for axes, letter, panel in zip((first, second), "ab", data.lines, strict=True):
        _draw_line(axes, panel)
        axes.set_title(f"({letter}) {panel.problem}, $\\rho = {panel.radius}$", loc="left")
    _draw_plane(third, data.plane)
    third.set_title(f"(c) {PLANE}, $\\rho = {data.plane.radius}$", loc="left")
    _draw_drawn(fourth, data.drawn)
    fourth.set_title(f"(d) {STOCHASTIC}, m-SAM, $\\rho = {data.drawn.radius}$", loc="left")
    return figure


def _draw_line(axes: Axes, panel: Panel) -> None:
    """f, coloured by basin; the certified points, and what they are certified to attract."""
    x, found = panel.found.starts[:, 0], panel.found
    axes.plot(x, panel.values, color=GREY, lw=0.7, zorder=1)
    for kind, shown in enumerate(found.certified):
        here, color = found.kinds == kind, COLORS[kind % len(COLORS)]
        axes.plot(x[here], panel.values[here], ".", color=color, ms=2.2, zorder=2)
        for low, high in attracted(shown):
            axes.axvspan(low, high, color=color, alpha=0.25, lw=0, zorder=0)
        point = found.ends[here][0, 0]
        height = np.interp(point, x, panel.values)
        axes.plot(point, height, "D", color=color, mec=BLACK, mew=0.7, ms=4.5, zorder=3)
    axes.set(xlabel="$x$", ylabel="$f(x)$", xlim=(x[0], x[-1]))


def attracted(shown: Certified) -> Sequence[tuple[float, float]]:
    """On the line, the intervals of which the certificate speaks."""
    certificate = shown.certificate
    if isinstance(certificate, Trap):
        return [(float(cell.x[0][0]), float(cell.x[0][1])) for cell in certificate.cells]
    if not isinstance(certificate, Cycle) or len(certificate.points[0]) > 1:
        return []
    half = float(certificate.reach * abs(certificate.basis[0][0]))
    center = float(certificate.points[0][0])
    return [(center - half, center + half)]


def _draw_plane(axes: Axes, panel: Panel) -> None:
    """The starts, coloured by basin, and the certified points."""
    from matplotlib.colors import ListedColormap

    found = panel.found
    side = round(len(found.starts) ** 0.5)
    kinds = found.kinds.reshape(side, side).T
    (left, low), (right, high) = found.starts[0], found.starts[-1]
    axes.imshow(
        np.ma.masked_less(kinds, 0),
        origin="lower",
        extent=(left, right, low, high),
        cmap=ListedColormap(COLORS),
        vmin=-0.5,
        vmax=len(COLORS) - 0.5,
        alpha=0.45,
        aspect="auto",
        interpolation="nearest",
    )
    levels = np.quantile(panel.values, np.linspace(0, 0.9, 9))
    across, up = np.unique(found.starts[:, 0]), np.unique(found.starts[:, 1])
    height = panel.values.reshape(side, side).T
    axes.contour(across, up, height, levels=levels, colors=GREY, linewidths=0.4)
    for kind, shown in enumerate(found.certified):
        point = found.ends[found.kinds == kind][0]
        color = COLORS[kind % len(COLORS)]
        corners = attracted_corners(shown)
        axes.fill(corners[:, 0], corners[:, 1], color=color, alpha=0.8, lw=0)
        axes.plot(*point, "D", color=color, mec=BLACK, mew=0.7, ms=4.5)
    axes.set(xlabel="$x_1$", ylabel="$x_2$")
    axes.grid(visible=False)


def attracted_corners(shown: Certified) -> np.ndarray:
    """In the plane, the corners of what the certificate of a cycle says to attract, (4, 2)."""
    certificate = shown.certificate
    if not isinstance(certificate, Cycle) or len(certificate.points[0]) != 2:
        return np.empty((0, 2))
    center = np.array([float(c) for c in certificate.points[0]])
    basis = float(certificate.reach) * np.array(
        [[float(c) for c in column] for column in certificate.basis]
    )
    signs = np.array([(1, 1), (1, -1), (-1, -1), (-1, 1)])
    return np.asarray(center + signs @ basis)


def _draw_drawn(axes: Axes, panel: Panel) -> None:
    """f, the trap, and from where to where m-SAM went."""
    x, last = panel.found.starts[:, 0], panel.found.ends[:, 0]
    side = HELD_BY_M_SAM.cells[0].x[0]
    axes.axvspan(float(side[0]), float(side[1]), color=VERMILLION, alpha=0.25, lw=0)
    axes.plot(x, panel.values, color=BLUE, lw=1.1)
    least = float(panel.values.min())
    axes.plot(x[panel.values.argmin()], least, "+", color=BLACK, ms=7)
    axes.plot(last, np.interp(last, x, panel.values), ".", color=BLACK, ms=3)
    axes.set(xlabel="$x$", ylabel="$f(x)$", xlim=(x[0], x[-1]))


# ---- words and numbers


def caption(data: Traps) -> str:
    """Every parameter, what is certified and what is only computed."""
    panels = (*data.lines, data.plane)
    parts = [
        f"({letter}) {panel.problem}, t = {panel.step}, ρ = {panel.radius}: {_told(panel)}"
        for letter, panel in zip("abc", panels, strict=True)
    ]
    return (
        f"SAM with constant stepsize and radius, {data.iterations} iterations from "
        f"{len(data.drawn.found.starts)} starts on a line and from {data.side} × {data.side} in "
        "the plane. Diamonds: points at which it "
        "stays although ∇f ≠ 0 there, each certified with one run that ends in it; shaded: the "
        "certified part of what it attracts; coloured: starts whose computed run "
        f"ends there. {' '.join(parts)} (d) {STOCHASTIC}: m-SAM, t = {data.drawn.step}, "
        f"{_held(data)}; dots: where the runs end, cross: the minimizer."
    )


def _told(panel: Panel) -> str:
    found = panel.found
    slopes = [float(shown.shown.slope) for shown in found.certified]
    share = 100 * float((found.kinds >= 0).mean())
    if not slopes:
        return "none is certified."
    return (
        f"{len(slopes)} certified, ‖∇f‖ ≥ {min(slopes):.4g}; {share:.0f} % of the starts end there."
    )


def _held(data: Traps) -> str:
    if isinstance(data.shown, Refused):
        return f"not certified ({data.shown.reason})"
    return data.shown.text


def record(data: Traps) -> Record:
    """A row a start: where its run ends, and the ‖∇f‖ certified there."""
    rows = []
    for panel in (*data.lines, data.plane, data.drawn):
        found = panel.found
        for start, end, kind in zip(found.starts, found.ends, found.kinds, strict=True):
            first, second = ((*map(float, p), None)[:2] for p in (start, end))
            slope = float(found.certified[kind].shown.slope) if kind >= 0 else None
            rows.append((panel.problem, *first, *second, int(kind), slope))
    headings = ("problem", "start_x1", "start_x2", "end_x1", "end_x2", "kind", "slope")
    return Record(headings, tuple(rows))


item = FigureItem(
    name="traps",
    summary="Where SAM with constant radius is held, in basins and certified regions",
    source="ours, after S23 and SAM can hallucinate minimizers (2509.21818)",
    compute=compute,
    draw=draw,
    caption=caption,
    record=record,
    small={"starts": 24, "side": 6, "iterations": 2000},
)
