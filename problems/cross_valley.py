"""Minimizers along two crossing lines: a degenerate minimum where the valleys meet."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.facts import NO_CONSTANT, Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

FASTER = Fact(NO_CONSTANT, "f(x, x) = x⁴ grows faster than any quadratic")
STARTS = ((1.2, 0.7), (-0.3, 0.31), (0.9, -2.0))
REGION = ((-2.0, -2.0), (2.0, 2.0))


def cross_valley() -> Problem:
    """f(x, y) = x²y²; KL exponent ¾ at the crossing, where ∇²f = 0."""
    return Problem(
        name="cross-valley",
        formula="f(x, y) = x²y²",
        dimension=2,
        value=lambda x: (x[..., 0] * x[..., 1]) ** 2,
        gradient=lambda x: (2 * x[..., :1] * x[..., 1:]) * namespace(x).flip(x, axis=-1),
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=Fact(False, "f(1, 0) = f(0, 1) = 0 < f(½, ½)"),
            lipschitz=FASTER,
            descent=FASTER,
            infimum=Fact(Enclosure(0.0, 0.0), "f ≥ 0 = f(0)"),
            attained=Fact(True, "f(0) = 0"),
            minimizers=MINIMIZERS,
            unique_minimizer=Fact(False, "f(1, 0) = f(0, 1) = 0"),
            level_sets_bounded=Fact(False, "f = 0 on both axes"),
            definability=Fact("semialgebraic", "a polynomial"),
            kl_exponent=Fact(
                0.75, "‖∇f‖ = 2|xy|‖(x, y)‖ ≥ 2√2 |xy|^{3/2} = 2√2 f^{3/4}; ∇f = 0 only where f = 0"
            ),
        ),
        source="elementary",
    )


def tempered_cross_valley() -> Problem:
    """x²y²/(1 + x² + y²): the same minimizers and KL exponent, and ∇ is Lipschitz."""
    return Problem(
        name="tempered-cross-valley",
        formula="x²y² / (1 + x² + y²)",
        dimension=2,
        value=lambda x: (x[..., 0] * x[..., 1]) ** 2 / (1 + x[..., 0] ** 2 + x[..., 1] ** 2),
        gradient=_tempered_gradient,
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=Fact(False, "0 at (1, 0) and (0, 1), positive at (½, ½)"),
            lipschitz=Fact(
                Enclosure(1.999, 2.002),
                "interval branch and bound on the Hessian over the projective plane: "
                "tests/catalogues/test_enclosures.py; ∂²/∂y² → 2 at (x, 0) as |x| → ∞",
            ),
            descent=Fact(Enclosure(1.999, 2.002), "≤ L; ∂²/∂y² → 2 at (x, 0) as |x| → ∞"),
            infimum=Fact(Enclosure(0.0, 0.0), "≥ 0, with equality at 0"),
            attained=Fact(True, "0 at 0"),
            minimizers=MINIMIZERS,
            unique_minimizer=Fact(False, "0 at (1, 0) and (0, 1)"),
            level_sets_bounded=Fact(False, "0 on both axes"),
            definability=Fact("semialgebraic", "a rational function"),
            kl_exponent=Fact(
                0.75,
                "with N = 1 + x² + y², ∂/∂x = 2xy²(1 + y²)/N², so ‖∇‖ ≥ 2|xy|‖(x, y)‖/N², at least "
                "2√2 N^{−5/4} times the value to the ¾; zero only where the value is",
            ),
        ),
        source="elementary",
    )


def _tempered_gradient(x: Array) -> Array:
    """∂/∂x = 2xy²(1 + y²)/N² with N = 1 + x² + y², and likewise for y."""
    square = namespace(x).flip(x * x, axis=-1)
    total = 1 + x[..., :1] ** 2 + x[..., 1:] ** 2
    return 2 * x * square * (1 + square) / (total * total)


MINIMIZERS = Fact(lambda x: np.min(np.abs(x), axis=-1), "0 exactly on the two axes")
