"""The sine of Si and Yun: wherever SAM starts, it ends at one height of ‖∇f‖."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.paper.basins import Basins, basins, dynamics_of
from sam_theory.paper.coverage import Citation, Covered, cover
from sam_theory.paper.histories import slopes
from sam_theory.report.drawing.lines import BLACK, BLUE, GREY, ORANGE, Line
from sam_theory.report.drawing.style import SINGLE_COLUMN, canvas
from sam_theory.report.figure import FigureItem, Record, Work
from sam_theory.runs.batch import Plan

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BETA, RADIUS, STEP = 1.0, 0.1, "0.1"  # of the problem as it is in the catalogue; t
TRAPPED = Citation("si-yun-sine", "si-yun-sine", "SAM converges from every nonstationary start")
PROVED = Line(color=BLACK, dashes=(4, 2), width=0.9, above=4)
CERTIFIED = Line(color=ORANGE, width=2.6, above=1)
RUN = Line(color=BLUE, width=0.4)


@dataclass(frozen=True, kw_only=True)
class Falls:
    """Runs from many starts, what is certified of their ends, and what is proved of all of them."""

    slopes: np.ndarray  # (K, R), |f′(xᵏ)|
    found: Basins
    covered: Covered

    @property
    def certified(self) -> tuple[float, ...]:
        """The height certified at each point in which runs end."""
        return tuple(float(one.shown.slope) for one in self.found.certified)


def height() -> float:
    """(3√3/(10π))βρ, at which |f′(xᵏ)| ends by the proof `si-yun-sine`."""
    return 3 * math.sqrt(3) / (10 * math.pi) * BETA * RADIUS


def compute(work: Work, *, starts: int = 50, iterations: int = 250) -> Falls:
    """Runs from equidistant starts, from one end of the problem's region to the other."""
    dynamics = dynamics_of(work.library, "si-yun-sine", "sam", STEP, str(RADIUS))
    low, high = (corner[0] for corner in dynamics.problem.region)
    x = np.linspace(low, high, starts)[:, None]
    plans = [
        Plan(method=dynamics.method, step=dynamics.step, radius=dynamics.radius, start=one)
        for one in x
    ]
    return Falls(
        slopes=slopes(dynamics.problem, plans, iterations),
        found=basins(dynamics, x, iterations),
        covered=cover(work.library, (TRAPPED,))[0],
    )


def draw(data: Falls) -> Figure:
    """|f′| against k, a line a start, and the heights."""
    figure = canvas(SINGLE_COLUMN, 2.4)
    axes = figure.subplots()
    k = np.arange(1, len(data.slopes) + 1)
    for number, column in enumerate(data.slopes.T):
        axes.plot(k, column, label="_" if number else "a run", **RUN.keywords())
    for number, level in enumerate(data.certified):
        label = "_" if number else "certified in balls"
        axes.axhline(level, label=label, **CERTIFIED.keywords())
    word = "not checked" if data.covered.status is None else data.covered.status.value
    label = rf"$(3\sqrt{{3}}/10\pi)\,\beta\rho$, {word}"
    axes.axhline(height(), label=label, **PROVED.keywords())
    axes.axhline(BETA * RADIUS, label=r"$\beta\rho$", color=GREY, lw=0.8)
    axes.set(
        xlabel="iteration $k$", ylabel="$|f'(x^k)|$", xscale="log", yscale="log", xlim=(1, len(k))
    )
    axes.legend(loc="lower right")
    return figure


def caption(data: Falls) -> str:
    """Every parameter, what is certified, what is proved."""
    levels, count = data.certified, data.slopes.shape[1]
    ended = int((data.found.kinds >= 0).sum())
    numeric = (
        f"{ended} of the runs end in {len(levels)} points, each certified as a fixed point with "
        f"one run that ends in it, |f′| ≥ {min(levels):.10g} there"
        if levels
        else "no end is certified"
    )
    return (
        f"f(x) = (9βρ²/(25π²)) sin(5πx/(3ρ)), β = {BETA:g}, ρ = {RADIUS}; SAM with t = {STEP} and "
        f"that radius, {len(data.slopes)} iterations from each of {count} equidistant starts from "
        f"−3ρ to 3ρ. Broad: {numeric}. Dashed: (3√3/(10π))βρ = {height():.10g}, at "
        "which SAM ends from every start that is not stationary "
        f"({data.covered}). Grey: βρ; as much Theorem 3.4 of S23 allows in the mean over k."
    )


def record(data: Falls) -> Record:
    """A row an iteration and start; the height certified where the run ends."""
    rows = []
    for number, column in enumerate(data.slopes.T):
        start, kind = float(data.found.starts[number, 0]), int(data.found.kinds[number])
        level = data.certified[kind] if kind >= 0 else None
        rows += [(start, k, float(slope), level) for k, slope in enumerate(column, 1)]
    return Record(("start", "k", "slope", "certified"), tuple(rows))


item = FigureItem(
    name="si-yun-2",
    summary="SAM on the sine of Si and Yun: |f′| ends at one height, proved and certified",
    source="after S23, the nonconvex example; starts and certificates ours",
    compute=compute,
    draw=draw,
    caption=caption,
    record=record,
    small={"starts": 24, "iterations": 200},
)
