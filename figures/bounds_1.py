"""One step at its worst over a class of functions, as far as published, and exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from sam_theory.bounds.classes import function_class
from sam_theory.bounds.probes import mover
from sam_theory.bounds.published import published
from sam_theory.bounds.question import Question, Start
from sam_theory.report.drawing.lines import BLACK, BLUE, GREY, VERMILLION, Line
from sam_theory.report.drawing.style import DOUBLE_COLUMN, canvas
from sam_theory.report.figure import FigureItem, Record, Work

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sam_theory.bounds.answering import Row

STEP, GREATEST = Fraction(1, 2), 2  # t, and the greatest s; L = 1
WORST = Line(color=BLACK, width=1.3, above=3)
PRINTED = Line(color=VERMILLION, dashes=(5, 1.4), above=2)
ATTAINED: dict[str, Any] = {
    "color": BLUE,
    "ls": "",
    "marker": "o",
    "ms": 3,
    "mfc": "none",
    "zorder": 4,
}


@dataclass(frozen=True, kw_only=True)
class Chart:
    """An inequality, the method and the class that it is about, and how it is titled."""

    inequality: str
    method: str
    functions: str
    radius: Fraction
    title: str


CHARTS = (
    Chart(
        inequality="(25)",
        method="sam",
        functions="smooth-convex",
        radius=Fraction(1, 2),
        title=r"(25): SAM, convex, $\rho = 1/2$",
    ),
    Chart(
        inequality="(28)",
        method="igd-absolute[error=0.5]",
        functions="smooth",
        radius=Fraction(0),
        title=r"(28): IGD, $\varepsilon = 1/2$",
    ),
    Chart(
        inequality="(40)",
        method="igd-relative[error=0.25]",
        functions="descent",
        radius=Fraction(0),
        title=r"(40): IGDr, $\nu = 1/4$",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A chart, its rows, one for each s, and what the inequality says there."""

    chart: Chart
    rows: tuple[Row, ...]  # (P,)
    printed: np.ndarray  # (P,)

    @property
    def norms(self) -> np.ndarray:
        """s: (P,)."""
        return np.array([float(row.norm or 0) for row in self.rows])

    @property
    def worst(self) -> np.ndarray:
        """The certified bound: (P,)."""
        return np.array([np.nan if row.upper is None else float(row.upper) for row in self.rows])

    @property
    def attained(self) -> np.ndarray:
        """What a function of one variable has: (P,)."""
        found = [row.attained for row in self.rows]
        return np.array([np.nan if one is None else float(one.value) for one in found])


def compute(work: Work, *, points: int = 16) -> tuple[Panel, ...]:
    """Rows at so many equidistant norms of ∇f(x)."""
    from sam_theory.bounds.answering import curve

    panels = []
    for done, chart in enumerate(CHARTS):
        work.progress(done, len(CHARTS))
        question = Question(
            mover=mover(chart.method, work.library),
            functions=function_class(chart.functions, Fraction(1)),
            criterion="decrease",
            start=Start("anywhere"),
            step=STEP,
            radius=chart.radius,
        )
        rows = curve(question, [Fraction(GREATEST * i, points) for i in range(1, points + 1)])
        said = [_said(work, row, chart.inequality) for row in rows]
        panels.append(Panel(chart=chart, rows=rows, printed=np.array(said)))
    return tuple(panels)


def _said(work: Work, row: Row, inequality: str) -> float:
    """What an inequality says of a row."""
    entries = published(row.question, row.norm, work.library)
    return next(float(bound) for entry, bound in entries if entry.name == inequality)


def draw(data: tuple[Panel, ...]) -> Figure:
    """f(x⁺) − f(x) against s, a column an inequality; below, how much higher it is."""
    figure = canvas(DOUBLE_COLUMN, 3.3)
    axes = figure.subplots(2, len(data), sharex=True, height_ratios=(2, 1))
    for (upper, lower), panel in zip(axes.T, data, strict=True):
        _draw(upper, panel)
        lower.plot(panel.norms, panel.printed - panel.worst, **PRINTED.keywords())
        lower.set(xlabel=r"$s = \|\nabla f(x)\|$", xlim=(0, GREATEST * 1.03), ylim=(0, None))
    axes[0, 0].set_ylabel("$f(x^+) - f(x)$ at worst")
    axes[1, 0].set_ylabel("published higher by")
    axes[0, 0].legend(loc="lower left")
    figure.align_ylabels()
    return figure


def _draw(axes: Axes, panel: Panel) -> None:
    axes.axhline(0, color=GREY, lw=0.5)
    axes.plot(panel.norms, panel.printed, label="published", **PRINTED.keywords())
    axes.plot(panel.norms, panel.worst, label="certified", **WORST.keywords())
    axes.plot(panel.norms, panel.attained, label="a function", **ATTAINED)
    axes.set(title=panel.chart.title)


def caption(data: tuple[Panel, ...]) -> str:
    """Every parameter, and what is certified and attained."""
    count = sum(len(panel.rows) for panel in data)
    certified = sum(int(np.isfinite(panel.worst).sum()) for panel in data)
    gaps = np.concatenate([panel.worst - panel.attained for panel in data])
    loose = "; ".join(
        f"{panel.chart.inequality}: by {np.min(panel.printed - panel.worst):.4g} to "
        f"{np.max(panel.printed - panel.worst):.4g}"
        for panel in data
    )
    return (
        f"One step with t = {float(STEP):g}, L = 1, at {len(data[0].rows)} values of s = ‖∇f(x)‖ "
        f"up to {GREATEST}: SAM with ρ = 0.5 over convex f with (3), inexact gradient descent with "
        "error up to ε = 0.5 over f with (3), and up to ν‖∇f‖, ν = 0.25, over f with (4). Solid: "
        "the greatest f(x⁺) − f(x) over all f of the class on any ℝⁿ, certified in "
        f"{certified} of {count} places; circles: what a function of one variable has, at most "
        f"{np.nanmax(gaps):.2g} below. Dashed: the inequality as published; in the lower row, by "
        f"how much it is higher, {loose}."
    )


def record(data: tuple[Panel, ...]) -> Record:
    """A row for each inequality and s."""
    rows = [
        (panel.chart.inequality, *map(_value, values))
        for panel in data
        for values in zip(panel.norms, panel.printed, panel.worst, panel.attained, strict=True)
    ]
    return Record(("inequality", "s", "published", "certified", "function"), tuple(rows))


def _value(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None


item = FigureItem(
    name="bounds-1",
    summary="(25), (28) and (40) of K24 beside the exact worst case of one step",
    source="K24, proofs of Theorems 3.2, 3.3 and 4.1; worst cases ours",
    compute=compute,
    draw=draw,
    caption=caption,
    record=record,
    small={"points": 4},
)
