"""The three-hump camel function, as it is and with quadratic tails."""

from __future__ import annotations

import math

from sam_theory.library.domains import at_least, optional
from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace

examples: tuple[dict[str, object], ...] = ({}, {"reach": 2.0})
domains = {"reach": optional(at_least(2))}  # that contains the wells


def camel(*, reach: float | None = None) -> Problem:
    """f(x, y) = w(x) + xy + y², w(u) = 2u² − 1.05u⁴ + u⁶/6, quadratic for |u| > reach."""
    return Problem(
        name="camel",
        formula="f(x, y) = 2x² − 1.05x⁴ + x⁶/6 + xy + y²"
        + ("" if reach is None else f", the part in x continued quadratically for |x| > {reach:g}"),
        dimension=2,
        value=lambda x: _value(x, reach),
        gradient=lambda x: _gradient(x, reach),
        starts=((1.2, 0.6), (-0.7, 1.5), (1.9, -1.4)),
        region=((-2.2, -2.0), (2.2, 2.0)),
        facts=Facts(
            convex=Fact(False, "w″(1) = −3.6"),
            lipschitz=_constant(reach),
            descent=_constant(reach),
            # f = (y + x/2)² + v(x), v = w − x²/4 = x²(7/4 − 1.05x² + x⁴/6), and 1.05² < 4 · 7/24
            infimum=Fact(
                Enclosure(0.0, 0.0), "f = (y + x/2)² + x²(7/4 − 1.05x² + x⁴/6) ≥ 0, as 1.05² < 7/6"
            ),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: norm(x)[..., 0], "f = 0 only at 0"),
            unique_minimizer=Fact(True, "f = 0 forces x = 0, then y = 0"),
            level_sets_bounded=Fact(True, "both terms bound: x, then y + x/2"),
            definability=Fact("semialgebraic", "(piecewise) polynomial"),
            kl_exponent=Fact(
                0.5,
                "∇f = 0 means y = −x/2 and v′(x) = x(7/2 − 4.2x² + x⁴) = 0, v = w − x²/4: five "
                "simple roots with |x| < 1.75, and det ∇²f = 2v″ ≠ 0 there",
            ),
        ),
        source="Branin 1972, the three-hump camel back",
    )


def _core(u: Array) -> Array:
    square = u * u
    return square * (2 + square * (square / 6 - 1.05))


def _slope(u: Array) -> Array:
    square = u * u
    return u * (4 + square * (square - 4.2))


def _bend(u: float) -> float:
    return 4 - 12.6 * u**2 + 5 * u**4


def _value(x: Array, reach: float | None) -> Array:
    a, b = x[..., 0], x[..., 1]
    if reach is None:
        return _core(a) + b * (a + b)
    xp = namespace(x)
    c = xp.minimum(xp.maximum(a, -reach), reach)
    h = a - c
    return _core(c) + h * _slope(c) + h * h * (_bend(reach) / 2) + b * (a + b)


def _gradient(x: Array, reach: float | None) -> Array:
    xp = namespace(x)
    a, b = x[..., 0], x[..., 1]
    if reach is None:
        return xp.stack((_slope(a) + b, a + 2 * b), axis=-1)
    c = xp.minimum(xp.maximum(a, -reach), reach)
    return xp.stack((_slope(c) + _bend(reach) * (a - c) + b, a + 2 * b), axis=-1)


def _constant(reach: float | None) -> Fact[Enclosure]:
    if reach is None:
        return Fact(NO_CONSTANT, "w(u) ~ u⁶/6 grows faster than any quadratic")
    bend = _bend(reach)
    return Fact(
        Enclosure.around((bend + 2) / 2 + math.hypot((bend - 2) / 2, 1), 16),
        "∇²f = [[w″, 1], [1, 2]] with −3.938 ≤ w″ ≤ w″(reach), attained from there on, and w″(2) = "
        "33.6; the norm is the larger eigenvalue, increasing in w″",
    )
