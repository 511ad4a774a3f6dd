"""Trajectories drawn over k: the gap of f, or f, beside ‖∇f‖."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.api.trajectory import Trajectory
from sam_theory.report.drawing.lines import STYLES, shown
from sam_theory.report.drawing.style import DOUBLE_COLUMN, canvas, paper_style
from sam_theory.setting.facts import Enclosure, Fact

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEIGHT, LINE = 2.3, 0.14  # inches: of the panels, and of a line of the title
TITLE = 150  # characters a line


def picture_of(
    trajectories: Sequence[Trajectory], infimum: Fact[Enclosure] | None, title: str
) -> Figure:
    """Two panels, a curve a start. Axes are logarithmic, but for f where it is not positive."""
    head = textwrap.wrap(title, TITLE)
    least = _least(infimum)
    name = r"$f(x^k) - \inf f$" if least is not None else r"$f(x^k)$"
    with paper_style():
        figure = canvas(DOUBLE_COLUMN, HEIGHT + LINE * len(head))
        left, right = figure.subplots(1, 2)
        figure.suptitle("\n".join(head), fontsize=7.5, x=0.01, ha="left", linespacing=1.15)
        _draw(left, name, trajectories, [t.value - (least or 0.0) for t in trajectories])
        gradients = [t.gradient_norm for t in trajectories]
        _draw(right, r"$\|\nabla f(x^k)\|$", trajectories, gradients)
        if len(trajectories) > 1:
            right.legend()
    return figure


def _least(infimum: Fact[Enclosure] | None) -> float | None:
    """inf f, where it is known."""
    return infimum.value.lower if infimum is not None and infimum.value.sharp else None


def _draw(
    axes: Axes, name: str, trajectories: Sequence[Trajectory], curves: Sequence[np.ndarray]
) -> None:
    """One quantity; what a logarithmic axis cannot show is left out."""
    signs = np.concatenate(curves)
    logarithmic = bool((signs > 0).any()) and not bool((signs < 0).any())
    for i, (trajectory, curve) in enumerate(zip(trajectories, curves, strict=True)):
        style = STYLES[i % len(STYLES)].keywords()
        at = shown(curve) if logarithmic else curve
        axes.plot(trajectory.k, at, label=f"start {i + 1}", **style)
    axes.set(xlabel="iteration $k$", ylabel=name, xscale="log")
    if logarithmic:
        axes.set_yscale("log")
