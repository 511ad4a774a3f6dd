"""What the runs of one problem end in over (t, ρ): where they are certified to stall, and how."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.certificates.certify import constant
from sam_theory.certificates.forms import Certificate, Cycle, ExactCycle, Trap
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS, ROWS = 24, 16
REACH = 2.4  # t goes up to this over L
SPREAD = 10  # ρ goes from this part of the one that is asked for to this multiple, t likewise
ITERATIONS = 1000
KINDS = (
    "nothing found",
    "fixed point",
    "period 2",
    "period 3–8",
    "longer period",
    "trap",
    "trap with a stationary point",
    "leaves for infinity",
)
AWAY = KINDS.index("leaves for infinity")
COLORS = ("#f0f0f0", "#d55e00", "#0072b2", "#56b4e9", "#a6d8f0", "#009e73", "#e69f00", "#999999")
MARKS = ("", ".", "_", "3", "+", "s", "o", "^")  # for greyscale
HEADINGS = ("t", "rho", "kind", "slope")


@dataclass(frozen=True, kw_only=True)
class StallMap:
    """On the grid of t, (T,), and ρ, (R,): an index into KINDS, and c of ‖∇f‖ ≥ c, each (R, T)."""

    problem: str
    method: str
    start: tuple[float, ...]
    steps: np.ndarray
    radii: np.ndarray
    kinds: np.ndarray
    slopes: np.ndarray


def compute(
    problem: Problem,
    method: Method,
    step: Schedule,
    radius: Schedule,
    *,
    columns: int = COLUMNS,
    rows: int = ROWS,
    spread: float = SPREAD,
) -> StallMap:
    """The map around constants t and ρ, for the run from the first start of the problem."""
    from sam_theory.certificates.dynamics import Dynamics
    from sam_theory.certificates.finding.attempt import attempt

    steps = _steps(problem, float(constant(step)), columns, spread)
    rho = float(constant(radius))
    radii = np.geomspace(rho / spread, rho * spread, rows)
    kinds, slopes = np.zeros((rows, columns), dtype=int), np.zeros((rows, columns))
    for i, j in np.ndindex(rows, columns):
        dynamics = Dynamics(
            problem=problem,
            method=method,
            step=_exact(float(steps[j])),
            radius=_exact(float(radii[i])),
        )
        found = attempt(dynamics, problem.starts[0], ITERATIONS, recurring=True)
        if found is not None and found.shown.recurring > 0:
            kinds[i, j] = AWAY if found.shown.escapes else kind_of(found.certificate)
            slopes[i, j] = float(found.shown.recurring)
    return StallMap(
        problem=problem.name,
        method=method.name,
        start=problem.starts[0],
        steps=steps,
        radii=radii,
        kinds=kinds,
        slopes=slopes,
    )


def _exact(value: float) -> Schedule:
    return Schedule(str(Fraction(value)))


def _steps(problem: Problem, step: float, count: int, spread: float) -> np.ndarray:
    lipschitz = problem.step_constant
    if lipschitz is None:
        return np.geomspace(step / spread, step * spread, count)
    top = max(REACH / float(lipschitz), step)
    return np.linspace(top / count, top, count)


def kind_of(certificate: Certificate) -> int:
    """The index into KINDS."""
    if not isinstance(certificate, Cycle | ExactCycle):
        again = isinstance(certificate, Trap) and certificate.again
        return KINDS.index("trap") + int(again)
    period = len(certificate.points)
    return period if period <= 2 else 3 if period <= 8 else 4


def draw(data: StallMap) -> Figure:
    """A colour for each kind of stall."""
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

    figure = Figure(figsize=(7, 4.4), layout="constrained")
    draw_cells(axes := figure.add_subplot(), data)
    start = ", ".join(f"{c:.6g}" for c in data.start)
    axes.set_title(f"{data.method} on {data.problem}: what the run from ({start}) ends in")
    handles = [Patch(facecolor=COLORS[i], edgecolor="#888888", label=KINDS[i]) for i in there(data)]
    figure.legend(
        handles=handles, loc="outside lower center", ncols=4, frameon=False, fontsize="small"
    )
    return figure


def draw_cells(axes: Axes, data: StallMap) -> None:
    """The grid in the colours of the kinds, with its axes."""
    from matplotlib.colors import BoundaryNorm, ListedColormap

    norm = BoundaryNorm(np.arange(len(KINDS) + 1) - 0.5, len(KINDS))
    axes.pcolormesh(
        data.steps,
        data.radii,
        data.kinds,
        cmap=ListedColormap(COLORS),
        norm=norm,
        shading="nearest",
    )
    axes.set(xlabel="t", ylabel="ρ", yscale="log")
    if not np.isclose(np.ptp(np.diff(data.steps)), 0):
        axes.set_xscale("log")


def there(data: StallMap) -> list[int]:
    """The kinds that are on the map, in their order."""
    return [i for i in range(len(KINDS)) if (data.kinds == i).any()]


def rows(data: StallMap) -> list[tuple[float | str, ...]]:
    """The map as rows (t, ρ, kind, c), for a table."""
    return [
        (float(t), float(rho), KINDS[data.kinds[i, j]], float(data.slopes[i, j]))
        for i, rho in enumerate(data.radii)
        for j, t in enumerate(data.steps)
    ]
