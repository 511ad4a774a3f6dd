"""A valley that winds for ever towards a circle of minimizers, fast enough for a run to see it."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

TURN = 6.0  # κ: the valley turns by κ while 1 − r² falls by a factor e


def whirlpool() -> Problem:
    """f = d²(2 − r sin(θ + κ log d)), d = 1 − r², κ = 6, for r < 1; f = 2(r − 1)² for r ≥ 1.

    f is C¹ with Lipschitz gradient, its minimizers are the unit circle, and descent winds along the
    circle by about κ/2 · log 10 a decade of iterations: gradients and values converge, iterates do
    not. With s = −κ log d, r sin(θ − s) = y cos s − x sin s.
    """
    return Problem(
        name="whirlpool",
        formula="f = d²(2 − r sin(θ + 6 log d)), d = 1 − r², for r < 1; f = 2(r − 1)² for r ≥ 1",
        dimension=2,
        value=_value,
        gradient=_gradient,
        starts=((-0.5, -0.5), (0.02, -0.71), (0.5, -0.52)),
        region=((-0.55, -0.55), (0.55, 0.55)),
        facts=Facts(
            convex=Fact(False, "f = 0 on the unit circle, f(0) = 2"),
            lipschitz=Fact(
                Enclosure(169.88, 170.6),
                "interval branch and bound on the polar Hessian: "
                "tests/catalogues/test_enclosures.py; at r = 1, ∂²f/∂r² = "
                "16 + 136 sin(θ − s) − 72 cos(θ − s), up to 16 + √(136² + 72²)",
            ),
            descent=Fact(Enclosure(169.88, 170.6), "≤ L; the limit of ∂²f/∂r² at r = 1"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ d² > 0 for r < 1, f = 0 for r = 1"),
            attained=Fact(True, "f = 0 for r = 1"),
            minimizers=Fact(
                lambda x: np.abs(norm(x)[..., 0] - 1), "f = 0 exactly on the unit circle"
            ),
            unique_minimizer=Fact(False, "f = 0 on the unit circle"),
            level_sets_bounded=Fact(True, "f = 2(r − 1)² for r ≥ 1"),
            definability=Fact("neither", "definable functions have the KL property"),
            # For small d, ∂f/∂r = 0 is solved by an angle ψ = θ − s near the α with
            # κ cos α + 2 sin α = 4; then f_θ = −d² r cos ψ alone is left of the gradient.
            kl_property=Fact(
                False,
                "along the curve ∂f/∂r = 0 in the valley ‖∇f‖ = d²|cos(θ − s)| ≤ f; it crosses "
                "every sector once a turn, over intervals of log f no shorter than some c > 0, "
                "where φ′(f) ≥ 1/‖∇f‖ ≥ 1/f; so ∫φ′ = ∞",
            ),
        ),
        source="constructed here; after the Mexican hat of Absil, Mahony, Andrews 2005",
    )


def _parts(x: Array) -> tuple[Array, ...]:
    """r < 1, then max(r², 1), d, sin s, cos s, 2 − r sin(θ − s); each (..., 1)."""
    xp = namespace(x)
    a, b = x[..., :1], x[..., 1:]
    square = a * a + b * b
    inside = square < 1
    d = xp.where(inside, 1 - square, 1.0)
    s = -TURN * xp.log(d)
    sine, cosine = xp.sin(s), xp.cos(s)
    return inside, xp.maximum(square, 1.0), d, sine, cosine, 2 + a * sine - b * cosine


def _value(x: Array) -> Array:
    xp = namespace(x)
    inside, square, d, _, _, shape = _parts(x)
    return xp.where(inside, d * d * shape, 2 * (xp.sqrt(square) - 1) ** 2)[..., 0]


def _gradient(x: Array) -> Array:
    """∇f = d(2κr cos(θ − s) − 4(2 − r sin(θ − s)))x + d²(sin s, −cos s); outside 4(1 − 1/r)x."""
    xp = namespace(x)
    inside, square, d, sine, cosine, shape = _parts(x)
    a, b = x[..., :1], x[..., 1:]
    radial = d * (2 * TURN * (a * cosine + b * sine) - 4 * shape)
    across = xp.where(inside, d * d, 0.0)
    factor = xp.where(inside, radial, 4 * (1 - 1 / xp.sqrt(square)))
    return factor * x + across * xp.concat((sine, -cosine), axis=-1)
