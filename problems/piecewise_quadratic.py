"""A function of one variable whose derivative is piecewise linear, given by knots and slopes."""

from __future__ import annotations

from sam_theory.library.domains import REALS, several
from sam_theory.setting.piecewise import pieces_of, sum_of_pieces
from sam_theory.setting.problem import Problem

examples: tuple[dict[str, object], ...] = (
    {},  # two wells, the left one deeper, between them a maximum at 0
    {"knots": (-0.5, 2.0), "slopes": (0.0, 1.0, 0.0), "derivative": -0.5},  # asymmetric Huber
)
domains = {
    "knots": several(REALS, order="rising"),
    "slopes": several(REALS, 2),
    "derivative": REALS,
}


def piecewise_quadratic(
    *,
    knots: tuple[float, ...] = (-0.5, 0.5),
    slopes: tuple[float, ...] = (1.0, -1.0, 2.0),
    derivative: float = 0.5,
) -> Problem:
    """f′ is continuous with the slopes s₀ … sₘ between the knots k₁ < … < kₘ; f(k₁) = 0.

    `derivative` is f′(k₁). The numbers are floats, so that everything about f is rational.
    """
    return sum_of_pieces([pieces_of(knots, slopes, derivative)], name="piecewise-quadratic")
