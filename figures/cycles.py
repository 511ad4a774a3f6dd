"""Where over (t, ρ) SAM is certified to stall, and how, on two problems of the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from sam_theory.certificates import stall_map
from sam_theory.certificates.stall_map import COLORS, HEADINGS, KINDS, MARKS, StallMap
from sam_theory.paper.basins import require_flint
from sam_theory.report.drawing.lines import BLACK, GREY, Line
from sam_theory.report.drawing.style import DOUBLE_COLUMN, canvas
from sam_theory.report.figure import FigureItem, Record, Work
from sam_theory.schedules.schedule import Schedule

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SPREAD = 4  # ρ goes from this part of the middle one to this multiple
DISTANCE = Line(color=BLACK, dashes=(4, 2), width=0.8)
LIMIT = Line(color=BLACK, dashes=(1.2, 1.2), width=1.1)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A problem of the line, the middle of its map, and what is known of it in closed form."""

    problem: str
    step: str
    radius: str
    stationary: tuple[float, ...]  # neighbours, in rising order
    curvature: float  # f″ at the minimizers

    @property
    def distances(self) -> tuple[float, ...]:
        """Those of two stationary points: with that ρ SAM looks from one to the other."""
        found = (round(b - a, 12) for a, b in combinations(self.stationary, 2))
        return tuple(sorted(set(found)))

    @property
    def limit(self) -> float:
        """The t beyond which x − t f″x no longer contracts at a minimizer, t f″ = 2."""
        return 2 / self.curvature


CHARTS = (
    Chart(
        problem="si-yun-sine",
        step="1",
        radius="0.055",
        stationary=(-0.03, 0.03, 0.09, 0.15, 0.21),  # f has period 0.12
        curvature=1.0,
    ),
    Chart(
        problem="double-well",
        step="0.3",
        radius="1",
        stationary=(-1.0, 0.0, 1.0),
        curvature=2.0,
    ),
)


@dataclass(frozen=True)
class Maps:
    """The map of every chart, in the same order."""

    maps: tuple[StallMap, ...]


def compute(work: Work, *, columns: int = 24, rows: int = 20) -> Maps:
    """A certificate for each cell, if one is found."""
    require_flint()
    found = []
    for done, chart in enumerate(CHARTS):
        work.progress(done, len(CHARTS))
        found.append(
            stall_map.compute(
                work.library.get("problems", chart.problem),
                work.library.get("methods", "sam"),
                Schedule(chart.step),
                Schedule(chart.radius),
                columns=columns,
                rows=rows,
                spread=SPREAD,
            )
        )
    return Maps(tuple(found))


def draw(data: Maps) -> Figure:
    """A map a problem, with the lines that are known."""
    figure = canvas(DOUBLE_COLUMN, 3.3)
    panels = figure.subplots(1, len(CHARTS))
    for axes, letter, chart, found in zip(panels, "ab", CHARTS, data.maps, strict=True):
        _draw_map(axes, chart, found)
        axes.set_title(f"({letter}) {chart.problem}", loc="left")
    kinds = sorted({kind for found in data.maps for kind in stall_map.there(found)})
    handles, labels = _legend(kinds)
    lines = [handle for handle in panels[0].lines if not handle.get_label().startswith("_")]
    figure.legend(
        [*handles, *lines],
        [*labels, *(line.get_label() for line in lines)],
        loc="outside lower center",
        ncols=3,
        columnspacing=1.4,
    )
    return figure


def _draw_map(axes: Axes, chart: Chart, found: StallMap) -> None:
    from matplotlib.ticker import LogLocator

    stall_map.draw_cells(axes, found)
    axes.set(xlabel="$t$", ylabel=r"$\rho$")
    axes.grid(visible=False)
    for axis in (axes.xaxis, axes.yaxis):
        if axis.get_scale() == "log":
            axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.set_major_formatter("{x:g}")
            axis.set_minor_formatter("")
    for kind in stall_map.there(found):
        rows, columns = np.nonzero(found.kinds == kind)
        axes.plot(found.steps[columns], found.radii[rows], **_mark(kind))
    label = r"$\rho$ the distance of two stationary points"
    for at in _inside(chart.distances, found.radii):
        axes.axhline(at, label=label, **DISTANCE.keywords())
        label = "_"
    for at in _inside((chart.limit,), found.steps):
        axes.axvline(at, label=r"$t f''(x^*) = 2$", **LIMIT.keywords())


def _mark(kind: int) -> dict[str, Any]:
    return {"marker": MARKS[kind], "ls": "none", "ms": 2.4, "mew": 0.5, "mfc": "none", "mec": BLACK}


def _inside(values: Sequence[float], grid: np.ndarray) -> list[float]:
    return [value for value in values if grid.min() <= value <= grid.max()]


def _legend(kinds: Sequence[int]) -> tuple[list[Any], list[str]]:
    """A patch with its mark for each kind."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    patches = (Patch(facecolor=COLORS[kind], edgecolor=GREY, lw=0.4) for kind in kinds)
    marks = (Line2D([0], [0], **_mark(kind) | {"ms": 4}) for kind in kinds)
    return list(zip(patches, marks, strict=True)), [KINDS[kind] for kind in kinds]


# ---- words and numbers


def caption(data: Maps) -> str:
    """Every parameter, how much is certified, and what the lines are."""
    parts = " ".join(
        f"({letter}) {_told(chart, found)}"
        for letter, chart, found in zip("ab", CHARTS, data.maps, strict=True)
    )
    rows, columns = data.maps[0].kinds.shape
    return (
        f"What the run of SAM with constant t and ρ from one start is certified to end in, at "
        f"each of {columns} × {rows} pairs (t, ρ), after {stall_map.ITERATIONS} iterations in "
        "floats: a fixed point or a cycle at which ∇f ≠ 0, intervals that no step leaves, or that "
        "x leaves for infinity; of a trap with a stationary point only that ∇f(xᵏ) does not tend "
        "to 0, unless the run hits that point. Where nothing was found, nothing is said. "
        "Dashed: ρ is the distance of two "
        f"stationary points; dotted: t f″ = 2 at the minimizers. {parts}"
    )


def _told(chart: Chart, found: StallMap) -> str:
    counts = ", ".join(
        f"{KINDS[kind]} {int((found.kinds == kind).sum())}" for kind in stall_map.there(found)
    )
    return (
        f"{chart.problem}, x¹ = {', '.join(f'{c:g}' for c in found.start)}, t from "
        f"{found.steps.min():.3g} to {found.steps.max():.3g}, ρ from {found.radii.min():.3g} to "
        f"{found.radii.max():.3g}, f″ = {chart.curvature:g} at the minimizers; pairs by kind: "
        f"{counts}."
    )


def record(data: Maps) -> Record:
    """A row a pair (t, ρ)."""
    rows = [(found.problem, *row) for found in data.maps for row in stall_map.rows(found)]
    return Record(("problem", *HEADINGS), tuple(rows))


item = FigureItem(
    name="cycles",
    summary="Where over (t, ρ) SAM is certified not to converge, and how: cycles, traps, escape",
    source="ours, after S23 and SAM can hallucinate minimizers (2509.21818)",
    compute=compute,
    draw=draw,
    caption=caption,
    record=record,
    small={"columns": 5, "rows": 4},
)
