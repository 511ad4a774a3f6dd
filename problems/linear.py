"""A linear function: convex, unbounded below, without stationary points."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import REALS, several
from sam_theory.setting.facts import UNBOUNDED_BELOW, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

domains = {"slopes": several(REALS)}


def linear(*, slopes: tuple[float, ...] = (1.0, -2.0)) -> Problem:
    """f(x) = ⟨c, x⟩ with c ≠ 0; L = 0 and f is unbounded below."""
    if not any(slopes):
        raise ValueError(f"slopes must not all be zero; got {slopes}")
    n, c = len(slopes), np.array(slopes, dtype=np.float64)

    def value(x: Array) -> Array:
        xp = namespace(x)
        return xp.sum(xp.asarray(c) * x, axis=-1)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return xp.asarray(c) + xp.zeros_like(x)

    return Problem(
        name="linear",
        formula="f(x) = ⟨c, x⟩",
        dimension=n,
        value=value,
        gradient=gradient,
        starts=((0.5,) * n,),
        region=((-2.0,) * n, (2.0,) * n),
        facts=Facts(
            convex=Fact(True, "linear"),
            lipschitz=Fact(Enclosure(0, 0), "∇f = c is constant"),
            infimum=Fact(UNBOUNDED_BELOW, "f(−sc) = −s‖c‖²"),
            attained=Fact(False, "f is unbounded below"),
            level_sets_bounded=Fact(False, "{f ≤ 0} contains the ray −sc, s ≥ 0"),
            definability=Fact("semialgebraic", "a polynomial"),
            quadratic=Fact((0.0,) * n, "the Hessian is 0"),
        ),
        source="elementary",
    )
