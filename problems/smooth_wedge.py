"""A wedge with sides of different slope, rounded at its edge; its minimizer is rational."""

from __future__ import annotations

import numpy as np

from sam_theory.library.domains import above
from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

examples = ()
domains = {"width": above(0)}


def smooth_wedge(*, width: float = 1.0) -> Problem:
    """f(x) = (3x + 5√(x² + w²))/8: slopes from −¼ to 1, f″ = 5w²/(8(x² + w²)^{3/2}), w = `width`.

    f′(x) = 0 where x/√(x² + w²) = −3/5, at x = −¾w, of value w/2.
    """
    best, w = -0.75 * width, np.float64(width)

    def root(x: Array) -> Array:
        xp = namespace(x)
        return xp.hypot(x, xp.asarray(w))

    return Problem(
        name="smooth-wedge",
        formula="f(x) = (3x + 5√(x² + w²))/8",
        dimension=1,
        value=lambda x: (3 * x + 5 * root(x))[..., 0] / 8,
        gradient=lambda x: (3 + 5 * x / root(x)) / 8,
        starts=((2.0 * width,), (-4.0 * width,)),
        region=((-6.0 * width,), (6.0 * width,)),
        facts=Facts(
            convex=Fact(True, "f″ > 0"),
            lipschitz=Fact(Enclosure.around(0.625 / width), "f″ is greatest at 0: 5/(8w)"),
            infimum=Fact(Enclosure.around(0.5 * width), "f(−¾w) = (−9/4 + 25/4)w/8"),
            attained=Fact(True, "f′(−¾w) = 0"),
            minimizers=Fact(lambda x: np.abs(x[..., 0] - best), "f is strictly convex"),
            unique_minimizer=Fact(True, "f is strictly convex"),
            level_sets_bounded=Fact(True, "f′ → 1 and −¼ on the two sides"),
            definability=Fact("semialgebraic", "built of a root and polynomials"),
            kl_exponent=Fact(0.5, "the only stationary point is −¾w, where f″ > 0"),
        ),
        source="elementary",
    )
