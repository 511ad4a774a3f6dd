"""Counterexamples as files: a problem for a library folder, and a picture with the iterates."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.falsifying.attacking import Attack
from sam_theory.falsifying.claims import Counterexample
from sam_theory.falsifying.judging import problem_in
from sam_theory.library.catalogues import Library
from sam_theory.report.drawing.lines import BLACK, GREY, VERMILLION
from sam_theory.report.drawing.saving import METADATA
from sam_theory.report.drawing.style import DOUBLE_COLUMN, canvas, paper_style
from sam_theory.report.falsifying import Lettered, against, evidence_lines, example_lines, lettered
from sam_theory.runs.batch import Plan
from sam_theory.runs.histories import histories
from sam_theory.setting.problem import Problem
from sam_theory.study.settings import setting_of
from sam_theory.study.study import Pair

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT, LINE = 2.4, 0.14  # inches, of the axes with the first line of the title, of each other
DRAWN = 40  # iterates
POINTS, LEVELS = 400, 24
AROUND = 0.25  # of what the iterates span, on both sides
FARTHEST = 1e3  # what is farther out is not drawn
SIGNS = str.maketrans({"-": "_", ".": "__", "_": "___"})  # of names, in those of modules
TITLE = 100  # characters of a line


def files_of(attack: Attack, library: Library) -> Iterator[tuple[str, bytes]]:
    """Paths in a library folder and what they hold."""
    for one in lettered(attack):
        if isinstance(one.example, Counterexample):
            stem = one.example.name.translate(SIGNS)
            yield f"problems/{stem}.py", one.example.problem.encode()
            yield f"{one.example.name}.png", picture_of(one.example, _title(attack, one), library)


def _title(attack: Attack, one: Lettered) -> str:
    """What it kills, what it is, and what is certified, of which cells."""
    kills = f"{attack.theorem.name}, {one.letter}: {against(attack, one.cells)}"
    lines = (kills, *example_lines(one.example), *evidence_lines(attack, one))
    return "\n".join(part for line in lines for part in textwrap.wrap(line, TITLE))


def picture_of(example: Counterexample, title: str, library: Library) -> bytes:
    """f, in one or two dimensions, with the first iterates, as a PNG file."""
    problem = problem_in(example.problem)
    x = _iterates(example, problem, library)
    file = io.BytesIO()
    with paper_style():
        figure = canvas(DOUBLE_COLUMN, HEIGHT + LINE * title.count("\n"))
        (_draw_line if problem.dimension == 1 else _draw_plane)(figure.subplots(), problem, x)
        figure.suptitle(title, x=0.01, ha="left", fontsize=8)
        figure.savefig(file, format="png", metadata=dict(METADATA["png"]))
    return file.getvalue()


def _iterates(example: Counterexample, problem: Problem, library: Library) -> np.ndarray:
    """The first of them, (K, n), as far as they are near."""
    method = library.get("methods", example.method)
    setting = setting_of(problem, method, Pair(example.step, example.radius))
    plan = Plan(
        method=method,
        step=setting.step,
        radius=setting.radius,
        start=np.array([float(c) for c in example.start]),
    )
    with np.errstate(all="ignore"):
        (run,) = histories(problem, [plan], ("iterate",), iterations=DRAWN)
    x = run["iterate"]
    far = ~(np.abs(x) <= FARTHEST).all(axis=1)
    return x[: int(far.argmax())] if far.any() else x


def _span(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = AROUND * (high - low) or 1.0
    return low - room, high + room


def _draw_line(axes: Axes, problem: Problem, x: np.ndarray) -> None:
    grid = np.linspace(*_span(x), POINTS)
    axes.plot(grid, problem.value(grid[:, None]), color=BLACK, linewidth=1)
    axes.plot(x[:, 0], problem.value(x), color=GREY, linewidth=0.4)
    axes.plot(x[:, 0], problem.value(x), ".", color=VERMILLION, markersize=4)
    axes.plot(x[0, 0], problem.value(x[:1])[0], "o", mfc="none", color=VERMILLION)
    axes.set_xlabel("x")
    axes.set_ylabel("f")


def _draw_plane(axes: Axes, problem: Problem, x: np.ndarray) -> None:
    sides = [np.linspace(*_span(x[:, i]), POINTS // 4) for i in (0, 1)]
    mesh = np.stack(np.meshgrid(*sides), axis=-1)
    axes.contour(*sides, problem.value(mesh), levels=LEVELS, colors=GREY, linewidths=0.5)
    axes.plot(x[:, 0], x[:, 1], ".-", color=VERMILLION, linewidth=0.4, markersize=4)
    axes.plot(x[0, 0], x[0, 1], "o", mfc="none", color=VERMILLION)
    axes.set_xlabel("x₁")
    axes.set_ylabel("x₂")
