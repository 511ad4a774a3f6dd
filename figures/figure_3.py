"""Figure 3: a nonconvex function in four dimensions, SAM with constant and diminishing radius."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sam_theory.paper.histories import values
from sam_theory.report.drawing.lines import LINES, Line, shown
from sam_theory.report.drawing.style import DOUBLE_COLUMN, canvas
from sam_theory.report.figure import FigureItem, Record, Work
from sam_theory.runs.batch import Plan
from sam_theory.schedules.schedule import Schedule

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DIMENSIONS, SEED = (2, 20, 50, 100), 0
STEP = "0.1/(n*k)"  # t_k = (0.1/n)/k; n is the dimension


@dataclass(frozen=True)
class Way:
    """A curve: its method, its radius, its label in the paper's notation, its line."""

    method: str
    radius: str
    label: str
    line: Line


WAYS: Mapping[str, Way] = {
    "gd": Way("gradient-descent", "0", "GD", LINES["gradient-descent"]),
    "sam-constant": Way("sam", "0.1", r"SAM, $\rho = 0.1$", LINES["constant"]),
    "sam-1": Way("sam", "0.1/k", r"SAM, $\rho_k = 0.1/k$", LINES["diminishing"]),
    "sam-0.1": Way(
        "sam", "0.1/k**0.1", r"SAM, $\rho_k = 0.1/k^{0.1}$", LINES["slowly-diminishing"]
    ),
    "sam-0.001": Way(
        "sam", "0.1/k**0.001", r"SAM, $\rho_k = 0.1/k^{0.001}$", LINES["almost-constant"]
    ),
}
PANELS = (tuple(WAYS), ("sam-constant",), ("sam-0.001",))  # from left to right


@dataclass(frozen=True, kw_only=True)
class Runs:
    """f(xᵏ) in every dimension."""

    values: Mapping[int, np.ndarray]  # n -> (K, 5), the columns in the order of WAYS
    radius_at_end: Mapping[int, float]  # n -> the last radius of the almost constant one


def compute(work: Work, *, dimensions: tuple[int, ...] = DIMENSIONS) -> Runs:
    """100n iterations in each dimension, all five ways from the same start."""
    found = {}
    for done, n in enumerate(dimensions):
        work.progress(done, len(dimensions))
        found[n] = _values(work, n)
    last = Schedule(WAYS["sam-0.001"].radius)
    ends = {n: float(last.values(np.array([100 * n]))[0]) for n in dimensions}
    return Runs(values=found, radius_at_end=ends)


def _values(work: Work, n: int) -> np.ndarray:
    problem = work.library.get("problems", f"log-squares[dimension={n}, seed={SEED}]")
    plans = [
        Plan(
            method=work.library.get("methods", way.method),
            step=Schedule(STEP, dimension=n),
            radius=Schedule(way.radius),
            start=np.array(problem.starts[0]),  # x∞ + (0.1/n²)·1
        )
        for way in WAYS.values()
    ]
    return values(problem, plans, 100 * n)


def draw(data: Runs) -> Figure:
    """A row a dimension: all five, SAM with constant radius alone, almost constant alone."""
    figure = canvas(DOUBLE_COLUMN, 0.7 + 1.45 * len(data.values))
    rows = figure.subplots(len(data.values), len(PANELS), sharey="row", squeeze=False)
    for axes, (n, found) in zip(rows, data.values.items(), strict=True):
        for panel, names in zip(axes, PANELS, strict=True):
            _draw_panel(panel, found, names)
        axes[0].set_ylabel(f"$n = {n}$\n$f(x^k)$")
    for panel in rows[-1]:
        panel.set_xlabel(r"iteration $k$")
    handles, labels = rows[0][0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=5, columnspacing=1.2)
    return figure


def _draw_panel(axes: Axes, found: np.ndarray, names: tuple[str, ...]) -> None:
    columns = list(WAYS)
    k = np.arange(1, len(found) + 1)
    alone: dict[str, Any] = {"linestyle": "-", "linewidth": 0.7} if len(names) == 1 else {}
    for name in names:
        way = WAYS[name]
        column = shown(found[:, columns.index(name)])
        axes.plot(k, column, label=way.label, **way.line.keywords() | alone)
    axes.set(yscale="log", xlim=(0, len(k)))
    if len(names) == 1:
        axes.set_title(WAYS[names[0]].label, loc="left", pad=2, fontsize=7.5)


def caption(data: Runs) -> str:
    """Every parameter, with those that are not published named as ours."""
    dimensions = ", ".join(map(str, data.values))
    zeros = sum(int((found == 0).sum()) for found in data.values.values())
    ends = ", ".join(f"{radius:.4f}" for radius in data.radius_at_end.values())
    return (
        f"f(x) = Σᵢ log(1 + (Ax − b)ᵢ²), n = {dimensions}; tₖ = (0.1/n)/k; x¹ = x∞ + (0.1/n²)·1 "
        "with Ax∞ = b; 100n iterations; GD, SAM with ρ = 0.1, SAM with ρₖ = C/k^p, p = 1, 0.1, "
        "0.001. K24 states neither C nor A, b: here C = 0.1, and the entries of A and b are "
        f"independent standard normal, drawn with seed {SEED}. Left: all five; middle: SAM with "
        "constant radius alone; right: SAM with p = 0.001 alone, whose radius ends at "
        f"{ends}. Values that are exactly 0, which a logarithmic axis cannot show, are left out: "
        f"there are {zeros}."
    )


def record(data: Runs) -> Record:
    """A row an iteration and dimension, a column a curve."""
    rows = [
        (n, k, *map(float, row))
        for n, found in data.values.items()
        for k, row in enumerate(found, 1)
    ]
    return Record(("n", "k", *(f"f_{name}" for name in WAYS)), tuple(rows))


item = FigureItem(
    name="figure-3",
    summary="GD and SAM on Σ log(1 + (Ax − b)ᵢ²), radius constant, almost constant, diminishing",
    source="K24, Figure 3 and appendix E; A, b and C ours",
    compute=compute,
    draw=draw,
    caption=caption,
    record=record,
    small={"dimensions": (2, 20)},
)
