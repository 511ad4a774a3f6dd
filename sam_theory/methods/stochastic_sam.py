"""Stochastic SAM, by what its ascent and its descent are drawn from.

Where the gradient of the ascent vanishes, there is no displacement.
"""

from __future__ import annotations

from sam_theory.setting.method import Method
from sam_theory.setting.momentum import count_of
from sam_theory.setting.norms import unit
from sam_theory.setting.point import Move, Point
from sam_theory.setting.problem import Array

examples = ()
MOST = 10_000  # components in a minibatch


def n_sam(*, minibatch: int = 1) -> Method:
    """n-SAM: ascent and descent by independent minibatches."""
    return Method(
        name="n-sam",
        formula="x⁺ = x − tₖ ∇l(x + ρₖ d/‖d‖; ξ̃ₖ), d = ∇l(x; ξₖ), ξₖ and ξ̃ₖ independent",
        step=lambda at: _move(at, at.sampled(at.x, 0), 1),
        error=None,
        draws=2,
        minibatch=count_of("minibatch", minibatch, MOST),
        uses_gradient=False,
        source="S23, section 2; Andriushchenko, Flammarion, ICML 2022",
    )


def m_sam(*, minibatch: int = 1) -> Method:
    """m-SAM: ascent and descent by the same minibatch."""
    return Method(
        name="m-sam",
        formula="x⁺ = x − tₖ ∇l(x + ρₖ d/‖d‖; ξₖ), d = ∇l(x; ξₖ)",
        step=lambda at: _move(at, at.sampled(at.x, 0), 0),
        error=None,
        draws=1,
        minibatch=count_of("minibatch", minibatch, MOST),
        uses_gradient=False,
        source="S23, section 2; Foret, Kleiner, Mobahi, Neyshabur, ICLR 2021",
    )


def full_ascent_sam(*, minibatch: int = 1) -> Method:
    """SAM whose ascent knows all of f, and whose descent is by a minibatch."""
    return Method(
        name="full-ascent-sam",
        formula="x⁺ = x − tₖ ∇l(x + ρₖ ∇f(x)/‖∇f(x)‖; ξₖ)",
        step=lambda at: _move(at, at.here, 0),
        error=None,
        draws=1,
        minibatch=count_of("minibatch", minibatch, MOST),
        source="S23, section 2; Wen, Ma, Li, ICLR 2023",
    )


def _move(at: Point, ascent: Array, descent: int) -> Move:
    """The step by the minibatch of that draw, after an ascent along the gradient given."""
    g = at.sampled(at.x + at.radius * unit(ascent), descent)
    return Move(at.x - at.step * g, g)
