"""Where over (tL, κ) the certificate succeeds, runs cycle, and Example 3.1's conditions hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.certificates.certify import certify
from sam_theory.certificates.closed_form import example_conditions
from sam_theory.certificates.following import settled_at
from sam_theory.methods.sam import sam
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.oracle import Oracle
from sam_theory.setting.point import Point
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Status

if TYPE_CHECKING:
    from matplotlib.figure import Figure

RADIUS = Fraction(1, 10)
ITERATIONS = 20_000
HEADINGS = ("tL", "condition", "certified", "cycles", "example")


@dataclass(frozen=True, kw_only=True)
class CycleMap:
    """On the grid of tL, (T,), and κ, (K,): three answers, each (K, T)."""

    steps: np.ndarray  # tL
    conditions: np.ndarray  # κ
    certified: np.ndarray
    cycles: np.ndarray
    example: np.ndarray


def compute(
    quadratic: Callable[[float, float], Problem], *, columns: int = 32, rows: int = 16
) -> CycleMap:
    """The map for f = ½(x₁²/κ + x₂²), so L = 1; `quadratic` makes it from its eigenvalues."""
    steps = np.linspace(2.4 / columns, 2.4, columns)
    conditions = np.geomspace(1, 10, rows)
    certified = np.zeros((rows, columns), dtype=bool)
    example = np.zeros_like(certified)
    for i, condition in enumerate(conditions):
        problem = quadratic(float(1 / condition), 1.0)
        exact = (Fraction(1 / condition), Fraction(1))
        for j, step in enumerate(steps):
            found = certify(problem, Schedule(str(Fraction(step))), Schedule(str(RADIUS)))
            certified[i, j] = found.verdict.status is Status.PROVED
            example[i, j] = example_conditions(Fraction(step), exact)
    return CycleMap(
        steps=steps,
        conditions=conditions,
        certified=certified,
        cycles=_cycles(steps, conditions),
        example=example,
    )


def _cycles(steps: np.ndarray, conditions: np.ndarray) -> np.ndarray:
    """Whether the last four iterates of the run from (ρ, ρ) are a two-cycle, (K, T)."""
    curvature = np.array([1 / conditions, np.ones_like(conditions)]).T[:, None, :]
    t, rho = steps[None, :, None], np.array(float(RADIUS))
    x = np.full((len(conditions), len(steps), 2), float(RADIUS))
    history, step, k = [x], sam().step, np.array(np.nan)  # SAM does not depend on k
    oracle = Oracle(lambda y: curvature * y)
    with np.errstate(all="ignore"):
        for _ in range(ITERATIONS):
            x = step(Point(x, curvature * x, t, rho, k, (), (), (), oracle)).x
            history = [*history[-3:], x]
    paths = np.stack(history, axis=2)
    return np.array([[settled_at(path) == 1 for path in row] for row in paths])


def draw(data: CycleMap) -> Figure:
    """Certified: filled; a run that cycles: a dot; Example 3.1's range of t: a ring."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.4), layout="constrained")
    axes = figure.add_subplot()
    axes.pcolormesh(
        data.steps, data.conditions, data.certified, cmap="Blues", vmin=0, vmax=2, shading="nearest"
    )
    t, condition = np.meshgrid(data.steps, data.conditions)
    axes.plot(t[data.cycles], condition[data.cycles], ".", color="black", ms=3, label="run cycles")
    axes.plot(
        t[data.example],
        condition[data.example],
        "o",
        mfc="none",
        color="tab:red",
        ms=6,
        label="t in (13) of Example 3.1",
    )
    axes.fill_between([], [], color="#6baed6", label="cycle certified")
    axes.axvline(2, color="black", lw=0.8, ls="--")
    axes.set(xlabel="tL", ylabel="κ = λmax/λmin", yscale="log")
    axes.set_title("SAM with constant t, ρ on a quadratic: the two-cycle along λmax")
    axes.set_yticks([1, 2, 3, 5, 10], ["1", "2", "3", "5", "10"])
    figure.legend(loc="outside lower center", ncols=3, fontsize="small", frameon=False)
    return figure


def rows(data: CycleMap) -> list[tuple[float, float, int, int, int]]:
    """The map as rows (tL, κ, certified, cycles, example), for a table."""
    return [
        (
            float(t),
            float(kappa),
            int(data.certified[i, j]),
            int(data.cycles[i, j]),
            int(data.example[i, j]),
        )
        for i, kappa in enumerate(data.conditions)
        for j, t in enumerate(data.steps)
    ]
