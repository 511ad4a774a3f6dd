"""The monkey saddle, continued by quadratics so that its gradient is Lipschitz: KL exponent 2/3."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Problem, namespace


def monkey_saddle() -> Problem:
    """f = g(r) cos 3θ in polar coordinates, g(r) = r³ for r ≤ 1 and 3r² − 3r + 1 beyond (C²).

    So f = h(c)P with P = x³ − 3xy², c = max(r, 1), h(c) = (3c² − 3c + 1)/c³.
    """
    one = np.float64(1.0)

    def parts(x: Array) -> tuple[Array, Array, Array]:
        """c, h(c) and P, (..., 1) each."""
        xp = namespace(x)
        a, b = x[..., :1], x[..., 1:]
        c = xp.maximum(norm(x), xp.asarray(one))
        return c, (3 * c * (c - 1) + 1) / (c * c * c), a * (a * a - 3 * b * b)

    def gradient(x: Array) -> Array:
        """h∇P + h′P x/c, h′(c) = −3(c − 1)²/c⁴."""
        c, h, p = parts(x)
        a, b = x[..., :1], x[..., 1:]
        slope = namespace(x).concat((3 * (a * a - b * b), -6 * (a * b)), axis=-1)
        u = (c - 1) / c
        return h * slope - 3 * (u * u) * (p / (c * c * c)) * x

    def value(x: Array) -> Array:
        _, h, p = parts(x)
        return (h * p)[..., 0]

    return Problem(
        name="monkey-saddle",
        formula="f(x, y) = x³ − 3xy² for r ≤ 1, (3r² − 3r + 1)(x³ − 3xy²)/r³ beyond",
        dimension=2,
        value=value,
        gradient=gradient,
        starts=((0.25, 0.125), (0.5, -0.75), (-0.25, 1.5)),
        region=((-2.0, -2.0), (2.0, 2.0)),
        facts=_facts(),
        source="elementary; the monkey saddle of geometry, its tails ours",
    )


def _facts() -> Facts:
    return Facts(
        convex=Fact(False, "f(−x) = −f(x), and f is not linear"),
        lipschitz=Fact(
            Enclosure(21, 21),
            "for r ≤ 1, ±6r; beyond, in polar coordinates, (6c, −3qs; −3qs, −pc), c = cos 3θ, "
            "s = sin 3θ, p = 21 − 24/r + 9/r² ∈ [6, 21), q = 3 − 1/r² < 3: its norm is at most "
            "7.5|c| + √(81 + 101.25c²) ≤ 21, approached at c = 1 as r → ∞",
        ),
        descent=Fact(Enclosure(21, 21), "≤ L; f(−x) = −f(x), so both signs are approached"),
        infimum=Fact(UNBOUNDED_BELOW, "f(−r, 0) = −3r² + 3r − 1 for r ≥ 1"),
        attained=Fact(False, "f is unbounded below"),
        unique_minimizer=Fact(False, "there is none"),
        level_sets_bounded=Fact(False, "f is unbounded below and continuous"),
        definability=Fact("semialgebraic", "piecewise built of a norm and polynomials"),
        kl_exponent=Fact(
            2 / 3,
            "∇f = (g′ cos 3θ, −(3g/r) sin 3θ) = 0 only at 0, near which ‖∇f‖ = 3r² and |f| ≤ r³",
        ),
    )
