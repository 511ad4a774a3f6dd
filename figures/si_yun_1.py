"""SAM, n-SAM and m-SAM with constants: f − f* over many seeds, and the heights proved of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.certificates.certify import TwoCycle, certify
from sam_theory.paper.coverage import Citation, Covered, cover
from sam_theory.report.drawing.lines import BLACK, BLUE, GREY, VERMILLION, Line, shown
from sam_theory.report.drawing.style import DOUBLE_COLUMN, canvas
from sam_theory.report.figure import FigureItem, Record, Work
from sam_theory.runs.batch import Plan
from sam_theory.runs.ensembles import ensemble
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.problem import Problem
from sam_theory.statements.conclusions.means import Constants
from sam_theory.statements.conclusions.stochastic import averaged, m_error, n_error
from sam_theory.verdict import Status

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TRAP, QUADRATIC = "msam-trap", "noisy-quadratic[noise=0.05]"
STEPS = {TRAP: "0.25", QUADRATIC: "0.05"}
TRAP_RADIUS, RADII = 0.125, (0.125, 0.03125)  # that for which the trap is made; those of the runs
BAND = (0.05, 0.95)
LABELS = {"sam": "SAM", "n-sam": "n-SAM", "m-sam": "m-SAM"}
STYLES = {
    "sam": Line(color=BLACK, above=4),
    "n-sam": Line(color=BLUE, dashes=(1.2, 1.2), width=1.3, above=3),
    "m-sam": Line(color=VERMILLION, dashes=(5, 1.4), width=1.3, above=3),
}
LEVELS = {  # what the mean does not exceed
    "n-sam": Line(color=BLUE, dashes=(4, 1.2, 1, 1.2, 1, 1.2), width=0.8, marker="<", above=2),
    "m-sam": Line(color=VERMILLION, dashes=(7, 2, 1, 2), width=0.8, marker=">", above=2),
}
HELD = Line(color=BLACK, dashes=(8, 2, 1, 2), width=0.9, above=5)
CYCLE = Line(color=GREY, width=2.6, above=1)
ENDLESS = np.array([np.inf])  # k → ∞
CITED = {
    "held": Citation("msam-trap", "msam-trap", "f − f* ≥ (9/512)βρ²"),
    "m-sam": Citation("m-SAM", "si-yun-4.2-summed", "m-SAM, μ-PL: E f(x_T) − f* ≤ (1 − μη)^TΔ + ["),
    "n-sam": Citation("n-SAM", "si-yun-4.2-summed", "n-SAM, μ-PL: E f(x_T) − f* ≤ (1 − μη)^TΔ + ["),
}
BOUNDS: dict[str, Callable[[Constants, np.ndarray], np.ndarray]] = {
    "n-sam": averaged(n_error),
    "m-sam": averaged(m_error),
}


@dataclass(frozen=True)
class Curve:
    """f − f* at the k that are kept, over the seeds."""

    k: np.ndarray  # (W,)
    mean: np.ndarray  # (W,)
    band: np.ndarray  # (2, W), the quantiles of BAND


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A problem and a radius: the curves by method, and the heights proved or certified."""

    problem: str
    radius: float
    curves: dict[str, Curve]
    above: dict[str, float]  # method -> what E f(xᵏ) − f* does not exceed as k → ∞
    held: float | None  # what f(xᵏ) − f* of m-SAM does not fall below, whatever is drawn
    cycle: TwoCycle | None  # of SAM
    level: float | None  # f − f* on it

    @property
    def certified(self) -> bool:
        """Whether SAM's cycle is certified."""
        return self.cycle is not None and self.cycle.verdict.status is Status.PROVED


@dataclass(frozen=True, kw_only=True)
class Ensembles:
    """The panels, a row a radius, and how far what is drawn as proved is proved."""

    panels: tuple[Panel, ...]
    covered: dict[str, Covered]
    seeds: int
    iterations: int


def compute(work: Work, *, seeds: int = 1000, iterations: int = 10_000) -> Ensembles:
    """So many seeds from one start of each problem; of SAM, which draws nothing, one run."""
    settings = [(name, radius) for radius in RADII for name in STEPS]
    panels = []
    for done, (name, radius) in enumerate(settings):
        work.progress(done, len(settings))
        panels.append(_panel(work, name, radius, seeds, iterations))
    return Ensembles(
        panels=tuple(panels),
        covered=dict(zip(CITED, cover(work.library, tuple(CITED.values())), strict=True)),
        seeds=seeds,
        iterations=iterations,
    )


def _panel(work: Work, name: str, radius: float, seeds: int, iterations: int) -> Panel:
    problem = work.library.get("problems", name)
    step, rho = Schedule(STEPS[name]), Schedule(str(radius))
    curves = {}
    for method in LABELS:
        plan = Plan(
            method=work.library.get("methods", method),
            step=step,
            radius=rho,
            start=np.array(problem.starts[0]),
        )
        count = seeds if plan.method.random else 1
        found = ensemble(problem, plan, iterations=iterations, seeds=count)
        gap = np.maximum(found.value - known(problem.facts.infimum).lower, 0.0)
        curves[method] = Curve(found.k, gap.mean(axis=1), found.quantiles(gap, BAND))
    cycle = certify(problem, step, rho) if problem.facts.quadratic is not None else None
    return Panel(
        problem=name,
        radius=radius,
        curves=curves,
        above=_above(problem, float(STEPS[name]), radius),
        held=9 / 512 * known(problem.facts.lipschitz).upper * radius**2
        if name == TRAP and radius == TRAP_RADIUS
        else None,
        cycle=cycle,
        level=None
        if cycle is None or cycle.radius is None
        else max(problem.facts.quadratic.value) * cycle.radius**2 / 2,
    )


def _above(problem: Problem, step: float, radius: float) -> dict[str, float]:
    """By 2μ(f − f*) ≤ ‖∇f‖², from what the average of E‖∇f‖² is at most as k → ∞."""
    facts, components = problem.facts, problem.components
    assert components is not None
    mu = known(facts.strong_convexity).lower
    c = Constants(
        step=step,
        radius=radius,
        lipschitz=known(facts.lipschitz).upper,
        convexity=mu,
        infimum=known(facts.infimum),
        gap=0.0,
        components=known(components.lipschitz).upper,
        variance=known(components.variance).upper,
    )
    return {name: float(bound(c, ENDLESS)[0]) / (2 * mu) for name, bound in BOUNDS.items()}


def known(fact: Fact[Enclosure] | None) -> Enclosure:
    """The value of a fact that the problem states."""
    assert fact is not None
    return fact.value


# ---- drawing


def draw(data: Ensembles) -> Figure:
    """The trap on the left, the quadratic on the right; a row a radius."""
    figure = canvas(DOUBLE_COLUMN, 4.4)
    rows = figure.subplots(len(RADII), len(STEPS), sharex=True, sharey="col")
    for axes, letter, panel in zip(rows.flat, "abcd", data.panels, strict=True):
        _draw_panel(axes, panel)
        axes.set_title(f"({letter}) {panel.problem}, $\\rho = {panel.radius:g}$", loc="left")
    for axes in rows[-1]:
        axes.set_xlabel("iteration $k$")
    for axes in rows[:, 0]:
        axes.set_ylabel("$f(x^k) - f^*$")
    handles = {
        label: handle
        for axes in rows.flat
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)
    }
    figure.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=4)
    return figure


def _draw_panel(axes: Axes, panel: Panel) -> None:
    for method, curve in panel.curves.items():
        line = STYLES[method]
        if method in panel.above:
            axes.fill_between(curve.k, *shown(curve.band), color=line.color, alpha=0.2, lw=0)
            ends, level = (1, curve.k[-1]), panel.above[method]
            label = f"{LABELS[method]}, mean at most"
            axes.plot(ends, (level, level), label=label, **LEVELS[method].keywords(marks=1))
        axes.plot(curve.k, shown(curve.mean), label=LABELS[method], **line.keywords())
    if panel.held is not None:
        axes.axhline(panel.held, label="m-SAM, each seed at least", **HELD.keywords())
    if panel.level is not None:
        axes.axhline(panel.level, label="two-cycle of SAM", **CYCLE.keywords())
    axes.set(xscale="log", yscale="log", xlim=(1, curve.k[-1]))


# ---- words and numbers


def caption(data: Ensembles) -> str:
    """Every parameter, what the bands are, and what is proved of the heights."""
    steps = ", ".join(f"{name} t = {step}" for name, step in STEPS.items())
    cycles = ", ".join(
        f"{p.level:.4g} at ρ = {p.radius:g} ({'certified' if p.certified else 'in closed form'})"
        for p in data.panels
        if p.level is not None
    )
    held = next(p.held for p in data.panels if p.held is not None)
    proofs = "; ".join(map(str, data.covered.values()))
    return (
        f"SAM, n-SAM and m-SAM (minibatches of 1) with constants, {data.iterations} iterations "
        f"from one start of each problem; {steps}; ρ = {', '.join(f'{r:g}' for r in RADII)}. "
        f"Lines: the mean over {data.seeds} seeds, of SAM one run; bands: quantiles from "
        f"{BAND[0]} to {BAND[1]}. With triangles: what E f(xᵏ) − f* does not exceed as k → ∞, "
        "[β²ρ²max{1, 2βη}/2 + βησ²]/μ for m-SAM, [β²ρ² + βησ²]/(2μ) for n-SAM. In (a) m-SAM never "
        f"falls below (9/512)βρ² = {held:.4g}, whatever is drawn; the trap is made for that ρ, and "
        "of the other one nothing is proved from below. Grey: f − f* on the two-cycle of SAM, "
        f"{cycles}. Proofs: {proofs}."
    )


def record(data: Ensembles) -> Record:
    """A row a method and k; the heights in the columns after it."""
    rows = []
    for panel in data.panels:
        for method, curve in panel.curves.items():
            held = panel.held if method == "m-sam" else None
            level = panel.level if method == "sam" else None
            heights = (panel.above.get(method), held, level)
            for k, mean, low, high in zip(curve.k, curve.mean, *curve.band, strict=True):
                numbers = (int(k), float(mean), float(low), float(high))
                rows.append((panel.problem, panel.radius, method, *numbers, *heights))
    headings = ("problem", "radius", "method", "k", "mean", "low", "high")
    return Record((*headings, "mean_at_most", "each_at_least", "on_cycle"), tuple(rows))


item = FigureItem(
    name="si-yun-1",
    summary="f − f* of SAM, n-SAM and m-SAM over many seeds, with the heights that are proved",
    source="after S23, section 4; problems, proofs and certificates ours",
    compute=compute,
    draw=draw,
    caption=caption,
    record=record,
    small={"seeds": 20, "iterations": 300},
)
