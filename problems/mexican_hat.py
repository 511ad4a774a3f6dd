"""A smooth hat around which gradient flow winds for ever: no KL property."""

from __future__ import annotations

import math

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace


def mexican_hat() -> Problem:
    """f = e^{−s}(1 − A sin(θ − s)), s = 1/(1 − r²), A = 4r⁴/(4r⁴ + (1 − r²)⁴); f = 0 for r ≥ 1.

    With q = r², d = 1 − q, D = 4q² + d⁴ and θ held fixed,
    f_q = e^{−s}[A s² cos(θ − s) − s²(1 − A sin(θ − s)) − A_q sin(θ − s)], A_q = 8qd³(1 + q)/D²,
    f_θ = −e^{−s} A cos(θ − s), and ∇f = 2 f_q (x, y) + (f_θ/q)(−y, x).
    """
    angle = 4.0  # on the spiral θ = s, which gradient flow never leaves
    radius = math.sqrt(1 - 1 / angle)
    return Problem(
        name="mexican-hat",
        formula="f(r, θ) = e^{−s}(1 − A sin(θ − s)) for r < 1, else 0; s = 1/(1 − r²), "
        "A = 4r⁴/(4r⁴ + (1 − r²)⁴)",
        dimension=2,
        value=_value,
        gradient=_gradient,
        starts=(
            (radius * math.cos(angle), radius * math.sin(angle)),
            (0.31, -0.22),
            (-0.6, 0.4),
        ),
        region=((-0.9, -0.9), (0.9, 0.9)),
        facts=Facts(
            convex=Fact(False, "bounded and not constant"),
            lipschitz=Fact(
                Enclosure(30.12, 30.28),
                "interval branch and bound on the polar Hessian: "
                "tests/catalogues/test_enclosures.py; lower at r = 0.886, θ − s = 2.84838",
            ),
            descent=Fact(Enclosure(30.12, 30.28), "≤ L; lower as there, a positive eigenvalue"),
            infimum=Fact(Enclosure(0.0, 0.0), "A < 1 for r < 1, so f > 0 there; f = 0 elsewhere"),
            attained=Fact(True, "f = 0 for r ≥ 1"),
            minimizers=Fact(
                lambda x: np.maximum(1 - np.hypot(x[..., 0], x[..., 1]), 0), "f > 0 for r < 1"
            ),
            unique_minimizer=Fact(False, "f = 0 for r ≥ 1"),
            level_sets_bounded=Fact(False, "{f ≤ 0} = {r ≥ 1}"),
            definability=Fact("neither", "its gradient flow has infinite length in a bounded set"),
            kl_property=Fact(
                False,
                "Absil, Mahony, Andrews 2005, section 2: along θ = s gradient flow accumulates on "
                "the whole circle r = 1; under KL it would converge",
            ),
        ),
        source="Absil, Mahony, Andrews 2005, section 2",
    )


def _parts(x: Array) -> tuple[Array, ...]:
    """r < 1, and then q, d, s, D, sin(θ − s), cos(θ − s); harmless values elsewhere."""
    xp = namespace(x)
    a, b = x[..., 0], x[..., 1]
    q = a**2 + b**2
    inside = q < 1
    q = xp.where(inside, q, 0.5)
    d = 1 - q
    s = 1 / d
    r = xp.sqrt(xp.where(q > 0, q, 1.0))
    sine, cosine = xp.sin(s), xp.cos(s)
    return (
        inside,
        q,
        d,
        s,
        4 * q**2 + (d * d) ** 2,
        (b * cosine - a * sine) / r,
        (a * cosine + b * sine) / r,
    )


def _value(x: Array) -> Array:
    xp = namespace(x)
    inside, q, d, s, total, sine, _ = _parts(x)
    # 1 − A sin = ((1 − A) + A(1 − sin)), free of cancellation in 1 − A
    shape = ((d * d) ** 2 + 4 * q**2 * (1 - sine)) / total
    return xp.where(inside, xp.exp(-s) * shape, 0.0)


def _gradient(x: Array) -> Array:
    xp = namespace(x)
    inside, q, d, s, total, sine, cosine = _parts(x)
    amplitude = 4 * q**2 / total
    shape = ((d * d) ** 2 + 4 * q**2 * (1 - sine)) / total
    slope = 8 * q * (d * d * d) * (1 + q) / total**2
    height = xp.where(inside, xp.exp(-s), 0.0)
    radial = 2 * height * (s**2 * (amplitude * cosine - shape) - slope * sine)
    around = -height * (4 * q / total) * cosine
    a, b = x[..., 0], x[..., 1]
    return xp.stack((radial * a - around * b, radial * b + around * a), axis=-1)
