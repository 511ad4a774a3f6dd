"""A nonconvex function that satisfies the Polyak–Łojasiewicz inequality."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace


def sine_valley() -> Problem:
    """f(x) = x² + 3 sin² x, so f″(x) = 2 + 6 cos 2x and L = 8; PL with μ = 1/32."""

    def value(x: Array) -> Array:
        xp = namespace(x)
        return (x**2 + 3 * xp.sin(x) ** 2)[..., 0]

    return Problem(
        name="sine-valley",
        formula="f(x) = x² + 3 sin² x",
        dimension=1,
        value=value,
        gradient=lambda x: 2 * x + 3 * namespace(x).sin(2 * x),
        starts=((2.3,), (-4.1,)),
        region=((-6.0,), (6.0,)),
        facts=Facts(
            convex=Fact(False, "f″(π/2) = −4"),
            lipschitz=Fact(Enclosure(8, 8), "|2 + 6 cos 2x| ≤ 8, attained at 0"),
            descent=Fact(Enclosure(8, 8), "f″(0) = 8"),
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=Fact(lambda x: np.abs(x[..., 0]), "f(x) ≥ x²"),
            unique_minimizer=Fact(True, "f(x) ≥ x²"),
            level_sets_bounded=Fact(True, "f(x) ≥ x²"),
            definability=Fact("analytic", "sin is"),
            kl_exponent=Fact(
                0.5,
                "f′ = 0 means 2x = −3 sin 2x, so |2x| ≤ 3 < π, where the signs differ unless x = 0;"
                " f″(0) = 8",
            ),
        ),
        source="Karimi, Nutini, Schmidt 2016, section 2.2: PL with μ = 1/32, not convex",
    )
