"""Figure 1: gradient descent against SAM with constant stepsize, which settles on a two-cycle."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from sam_theory.certificates.certify import TwoCycle, certify
from sam_theory.paper.histories import iterates
from sam_theory.report.drawing.lines import BLACK, BLUE, GREY, VERMILLION, Line, shown
from sam_theory.report.drawing.style import DOUBLE_COLUMN, canvas
from sam_theory.report.figure import FigureItem, Record, Work
from sam_theory.runs.batch import Plan
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STEP, RADIUS = Fraction(1, 100), Fraction(1, 10)
METHODS = {"gradient-descent": "GD", "sam": "SAM"}
STYLES = {
    "gradient-descent": Line(color=BLUE, marker="s"),
    "sam": Line(color=VERMILLION, width=0.8, marker="o"),
}
MARKS = {"gradient-descent": 25, "sam": 0}  # iterations from one marker to the next in panel (a)
CYCLE = Line(color=BLACK, dashes=(4, 2), width=0.8, above=4)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """GD and SAM from one start on one problem, and the two-cycle of SAM there."""

    problem: str
    formula: str
    start: tuple[float, ...]
    paths: dict[str, np.ndarray]  # method -> x¹ … x^(K+1), (K+1, n)
    values: dict[str, np.ndarray]  # method -> f along it, (K+1,)
    level: float  # f at both points of the cycle
    certificate: TwoCycle

    @property
    def certified(self) -> bool:
        """Whether the cycle is proved to exist and to attract."""
        return self.certificate.verdict.status is Status.PROVED


@dataclass(frozen=True, kw_only=True)
class Curves:
    """The line, f = x², and the plane."""

    line: Panel
    plane: Panel
    iterations: int


def compute(work: Work, *, iterations: int = 200) -> Curves:
    """Both panels: x¹ is iteration 0."""
    line = _panel(work, (2.0,), "f(x) = x²", (0.01,), iterations)
    formula = "f(x) = x₁²/2 + x₂²"
    plane = _panel(work, (1.0, 2.0), formula, (0.005, 0.004), iterations)
    return Curves(line=line, plane=plane, iterations=iterations)


def _panel(
    work: Work, eigenvalues: tuple[float, ...], formula: str, start: tuple[float, ...], count: int
) -> Panel:
    problem = work.library.get("problems", f"quadratic[eigenvalues={eigenvalues}]")
    plans = [
        Plan(
            method=work.library.get("methods", name),
            step=Schedule(str(STEP)),
            radius=Schedule(str(RADIUS if name == "sam" else 0)),
            start=np.array(start),
        )
        for name in METHODS
    ]
    found = iterates(problem, plans, count + 1)
    certificate = certify(problem, Schedule(str(STEP)), Schedule(str(RADIUS)))
    assert certificate.radius is not None  # t λmax < 2, and λmax is simple
    return Panel(
        problem=problem.name,
        formula=formula,
        start=start,
        paths={name: found[:, i] for i, name in enumerate(METHODS)},
        values={name: problem.value(found[:, i]) for i, name in enumerate(METHODS)},
        level=max(eigenvalues) * certificate.radius**2 / 2,
        certificate=certificate,
    )


def draw(data: Curves) -> Figure:
    """f against the iterations on the left, the iterates in the plane on the right."""
    figure = canvas(DOUBLE_COLUMN, 2.5)
    left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
    _draw_values(left, data)
    _draw_plane(right, data.plane)
    return figure


def _draw_values(axes: Axes, data: Curves) -> None:
    for name, label in METHODS.items():
        style = STYLES[name].keywords(marks=MARKS[name])
        axes.plot(shown(data.line.values[name]), label=label, **style)
    axes.axhline(data.line.level, label=f"$|x| = r$, {_cycle(data.line)}", **CYCLE.keywords())
    axes.set(xlabel="iteration", ylabel=r"$f(x^k)$", yscale="log", xlim=(0, data.iterations))
    axes.set_title(r"(a) $f(x) = x^2$", loc="left")
    axes.legend(loc="lower left")


def _draw_plane(axes: Axes, panel: Panel) -> None:
    for name, label in METHODS.items():
        style = STYLES[name].keywords(marks=1) | {
            "ms": 2.6,
            "mfc": "white" if name == "sam" else None,
        }
        axes.plot(*panel.paths[name].T, label=label, **style)
    r = panel.certificate.radius or 0
    diamond: dict[str, Any] = {
        "marker": "D",
        "ms": 4.5,
        "mfc": "none",
        "mec": BLACK,
        "mew": 0.9,
        "ls": "none",
    }
    axes.plot([0, 0], [-r, r], label=_cycle(panel), zorder=5, **diamond)
    axes.plot(0, 0, "+", color=BLACK, ms=6, mew=0.8, label=r"$x^*$", zorder=5)
    across, up = (np.linspace(*limits, 120) for limits in (axes.get_xlim(), axes.get_ylim()))
    height = across**2 / 2 + up[:, None] ** 2
    axes.contour(across, up, height, levels=7, colors=GREY, linewidths=0.35, zorder=0)
    for axis, name in ((axes.xaxis, "x_1"), (axes.yaxis, "x_2")):
        axis.set_major_formatter(lambda value, _: f"{1000 * value:g}".replace("-", "−"))
        axis.set_label_text(rf"$10^3\, {name}$")
    axes.set_title(r"(b) $f(x) = x_1^2/2 + x_2^2$", loc="left")
    axes.grid(visible=False)
    axes.legend(loc="upper left", frameon=True, framealpha=1, edgecolor="none", borderaxespad=0.15)


def _cycle(panel: Panel) -> str:
    return "certified cycle" if panel.certified else "cycle (closed form)"


def caption(data: Curves) -> str:
    """Every parameter; what the line is, and whether it is certified."""
    line, plane = data.line, data.plane
    t, rho = float(STEP), float(RADIUS)
    return (
        f"Gradient descent (GD) and SAM with constant stepsize t = {t} and radius ρ = {rho}, "
        f"{data.iterations} iterations; K24 states no parameters, these reproduce its curves. "
        f"(a) {line.formula}, x¹ = {line.start[0]}: GD ends at f = "
        f"{line.values['gradient-descent'][-1]:.2g}, SAM at {line.values['sam'][-1]:.3g}; "
        f"dashed: f at the two points ±r that SAM exchanges, r = tρλ/(2 − tλ) with λ = 2. "
        f"{_certified(line)} "
        f"(b) {plane.formula}, x¹ = {plane.start}, the iterates, level sets of f in grey; "
        f"the cycle lies on the eigenvector of λ = 2. {_certified(plane)}"
    )


def _certified(panel: Panel) -> str:
    found = panel.certificate
    if panel.certified and found.enclosure is not None and found.ball is not None:
        low, high = found.enclosure
        return (
            f"Certified in ball arithmetic: r = {(low + high) / 2:.12g} up to {high - low:.0e}, "
            f"and starts within {found.ball:.3g} of a point of the cycle converge to it."
        )
    return f"Not certified ({found.verdict.evidence}); r = {found.radius:.12g} in closed form."


def record(data: Curves) -> Record:
    """A row an iteration; the cycle in the columns after it."""
    rows = []
    for letter, panel in (("a", data.line), ("b", data.plane)):
        status = panel.certificate.verdict.status.value
        for name in METHODS:
            for k, (point, value) in enumerate(
                zip(panel.paths[name], panel.values[name], strict=True)
            ):
                x1, x2 = (*map(float, point), None)[:2]
                cycle = (panel.level, panel.certificate.radius, status)
                rows.append((letter, name, k, x1, x2, float(value), *cycle))
    headings = ("panel", "method", "iteration", "x1", "x2", "f")
    return Record((*headings, "f_at_cycle", "cycle_radius", "cycle"), tuple(rows))


item = FigureItem(
    name="figure-1",
    summary="GD against SAM with constant stepsize, with the certified two-cycle",
    source="K24, Figure 1; parameters, certificate and panel (b) ours",
    compute=compute,
    draw=draw,
    caption=caption,
    record=record,
    small={"iterations": 200},
)
