"""The first steps of four methods at their worst, beside the rates published for SAM."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.bounds.classes import function_class
from sam_theory.bounds.probes import mover
from sam_theory.bounds.published import published
from sam_theory.bounds.question import Criterion, Question, Start
from sam_theory.report.drawing.lines import BLACK, GREY, STYLES, Line
from sam_theory.report.drawing.style import DOUBLE_COLUMN, canvas
from sam_theory.report.figure import FigureItem, Record, Work

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sam_theory.bounds.answering import Row

STEP, RADIUS = Fraction(1, 2), Fraction(1, 4)  # t, ρ; L = Δ = 1
METHODS = {
    "sam": ("SAM", STYLES[1]),
    "gradient-descent": ("GD", STYLES[2]),
    "usam": ("USAM", STYLES[3]),
    "extragradient": ("extragradient", STYLES[4]),
}
PRINTED = Line(color=BLACK, dashes=(5, 1.4), above=1)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A published rate of SAM, the class and the criterion that it is about."""

    rate: str
    functions: str
    criterion: Criterion
    title: str


CHARTS = (
    Chart(
        rate="Theorem 3.3",
        functions="smooth-convex",
        criterion="gradient-average",
        title=r"mean $\|\nabla f\|^2$, convex",
    ),
    Chart(
        rate="Theorem 3.4",
        functions="smooth",
        criterion="gradient-average",
        title=r"mean $\|\nabla f\|^2$",
    ),
    Chart(
        rate="Theorem 1, as quoted",
        functions="smooth-strongly-convex[mu=0.1]",
        criterion="gap",
        title=r"$f - f^*$, $\mu = 0.1$",
    ),
)
LABELS = {
    "Theorem 3.3": "S23, 3.3",
    "Theorem 3.4": "S23, 3.4",
    "Theorem 1, as quoted": "Dai et al.",
}


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A chart, the rows of each method by the number of steps, and the published rate."""

    chart: Chart
    rows: dict[str, tuple[Row, ...]]  # method -> (N,)
    printed: np.ndarray  # (N,)

    def worst(self, method: str) -> np.ndarray:
        """Certified bounds: (N,)."""
        bounds = [row.upper for row in self.rows[method]]
        return np.array([np.nan if bound is None else float(bound) for bound in bounds])

    def least(self, method: str) -> np.ndarray:
        """What functions of one variable have: (N,)."""
        found = [row.attained for row in self.rows[method]]
        return np.array([np.nan if one is None else float(one.value) for one in found])


def compute(work: Work, *, steps: int = 4) -> tuple[Panel, ...]:
    """Rows of 1 … `steps` steps."""
    from sam_theory.bounds.answering import answered

    panels = []
    for done, chart in enumerate(CHARTS):
        work.progress(done, len(CHARTS))
        rows = {
            method: tuple(
                answered(_question(work, chart, method, count)) for count in range(1, steps + 1)
            )
            for method in METHODS
        }
        printed = [_said(work, row, chart.rate) for row in rows["sam"]]
        panels.append(Panel(chart=chart, rows=rows, printed=np.array(printed)))
    return tuple(panels)


def _question(work: Work, chart: Chart, method: str, count: int) -> Question:
    return Question(
        mover=mover(method, work.library),
        functions=function_class(chart.functions, Fraction(1)),
        criterion=chart.criterion,
        start=Start("Delta"),
        step=STEP,
        radius=Fraction(0) if method == "gradient-descent" else RADIUS,
        iterations=count,
    )


def _said(work: Work, row: Row, rate: str) -> float:
    entries = published(row.question, row.norm, work.library)
    return next(float(bound) for entry, bound in entries if entry.name == rate)


def draw(data: tuple[Panel, ...]) -> Figure:
    """Worst cases against N, a column a rate; below, the rate over the worst case of SAM."""
    figure = canvas(DOUBLE_COLUMN, 3.5)
    axes = figure.subplots(2, len(data), sharex=True, height_ratios=(2, 1))
    for (upper, lower), panel in zip(axes.T, data, strict=True):
        _draw(upper, panel)
        _compare(lower, panel)
    axes[0, 0].set_ylabel("worst case")
    axes[1, 0].set_ylabel("published / SAM's")
    handles, labels = axes[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(labels))
    figure.align_ylabels()
    return figure


def _draw(axes: Axes, panel: Panel) -> None:
    count = np.arange(1, len(panel.printed) + 1)
    axes.plot(count, panel.printed, label="published", **PRINTED.keywords())
    for method, (label, line) in METHODS.items():
        axes.plot(count, panel.worst(method), label=label, ms=4, **line.keywords(marks=1))
    _hollow(axes, panel, panel.worst("sam"))
    rate = LABELS[panel.chart.rate]
    axes.set(title=f"{panel.chart.title}\n({rate})", xticks=count)


def _hollow(axes: Axes, panel: Panel, values: np.ndarray) -> None:
    """Marks those of SAM's values that rest on a relaxation."""
    relaxed = [row.kind == "relaxed" for row in panel.rows["sam"]]
    count, color = np.arange(1, len(values) + 1), METHODS["sam"][1].color
    axes.plot(count[relaxed], values[relaxed], "o", ms=4, mfc="white", zorder=5, color=color)


def _compare(axes: Axes, panel: Panel) -> None:
    count, worst, line = np.arange(1, len(panel.printed) + 1), panel.worst("sam"), METHODS["sam"][1]
    axes.axhline(1, color=GREY, lw=0.5)
    axes.plot(count, panel.printed / worst, ms=4, **line.keywords(marks=1))
    _hollow(axes, panel, panel.printed / worst)
    axes.set(xlabel="$N$", ylim=(0.9, None))


def caption(data: tuple[Panel, ...]) -> str:
    """Every parameter, what is certified, and what is a relaxation."""
    rows = [row for panel in data for of_method in panel.rows.values() for row in of_method]
    certified = sum(row.certified for row in rows)
    relaxed = sorted({row.question.iterations for row in rows if row.kind == "relaxed"})
    exact = [
        panel.least(method) / panel.worst(method)
        for panel in data
        for method in METHODS
        if method != "sam"
    ]
    hollow = (
        f" Hollow, N = {', '.join(map(str, relaxed))}: a relaxation, which the worst case of SAM "
        "does not exceed."
        if relaxed
        else ""
    )
    ratios = "; ".join(
        f"{LABELS[panel.chart.rate]}: {np.min(panel.printed / panel.worst('sam')):.3g} to "
        f"{np.max(panel.printed / panel.worst('sam')):.3g}"
        for panel in data
    )
    steps = len(data[0].printed)
    return (
        f"N = 1 … {steps} steps with t = {float(STEP):g}, ρ = {float(RADIUS):g}, L = Δ = 1, from "
        "any x¹ with f(x¹) − f* ≤ Δ. From the left: the mean of ‖∇f(xᵏ)‖² over k ≤ N for convex f "
        "with (3), the same for any f with (3), and f(xᴺ⁺¹) − f* for f that are strongly convex "
        f"with μ = 0.1. Certified bounds in {certified} of {len(rows)} places; of the methods but "
        f"SAM functions of one variable have {np.min(exact):.3g} of them at least. SAM's are "
        f"enclosures over all norms of the gradients.{hollow} Dashed: the rates published for SAM, "
        "Theorems 3.3 and 3.4 of S23, and Theorem 1 of Dai, Ahn, Sra as quoted by K24; in the "
        f"lower row, by what factor they exceed what is certified of SAM. {ratios}."
    )


def record(data: tuple[Panel, ...]) -> Record:
    """A row for each class, method and number of steps."""
    rows = []
    for panel in data:
        for method in METHODS:
            found = zip(panel.worst(method), panel.least(method), strict=True)
            for count, (worst, least) in enumerate(found, 1):
                row, rate = panel.rows[method][count - 1], float(panel.printed[count - 1])
                names = (panel.chart.functions, panel.chart.criterion, method, count, row.kind)
                rows.append((*names, _value(worst), _value(least), rate))
    headings = (
        "class",
        "criterion",
        "method",
        "steps",
        "kind",
        "certified",
        "function",
        "sam_rate",
    )
    return Record(headings, tuple(rows))


def _value(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None


item = FigureItem(
    name="bounds-2",
    summary="Worst cases of a few steps of four methods beside the rates published for SAM",
    source="S23, Theorems 3.3, 3.4; Dai, Ahn, Sra 2023, Theorem 1, as in K24; worst cases ours",
    compute=compute,
    draw=draw,
    caption=caption,
    record=record,
    small={"steps": 1},
)
