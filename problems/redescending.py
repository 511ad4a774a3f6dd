"""Regression with redescending losses, which give gross outliers no weight: nonconvex."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.norms import norm
from sam_theory.setting.problem import Array, Components, Problem, namespace
from sam_theory.setting.spread import variance_between

STARTS = ((0.2, 0.3), (3.1, -1.2), (-1.5, 1.4))
REGION = ((-4.0, -5.0), (6.0, 3.0))
CERTIFIED = "branch and bound over the projective plane: tests/catalogues/test_losses.py"


def cauchy_regression() -> Problem:
    """f(w) = Σᵢ ½ log(1 + rᵢ²), r = Xw − y: 20 points on a line, 4 of them gross outliers."""
    return _regression(
        name="cauchy-regression",
        formula="f(w) = Σᵢ ½ log(1 + (Xw − y)ᵢ²)",
        loss=lambda r: namespace(r).log1p(r * r) / 2,
        slope=lambda r: r / (1 + r * r),
        steepest=(1.0, 0.5),
        best=(1.0097608816312793, -1.9656784926179216),
        constant=Enclosure(16.001, 16.003),
        convex=Fact(False, "not constant, yet it grows slower than any linear function"),
        bends="(1 − r²)/(1 + r²)² ∈ [−⅛, 1]",
        level_sets_bounded=Fact(True, "the columns of X are independent, so ‖Xw − y‖ → ∞"),
        kl_exponent=Fact(0.5, f"no stationary point is degenerate, by {CERTIFIED}"),
        attained="continuous with bounded level sets",
        source="Black, Anandan 1996 (Lorentzian, or Cauchy, loss); data drawn here",
    )


def welsch_regression() -> Problem:
    """f(w) = Σᵢ ½(1 − exp(−rᵢ²)), r = Xw − y, on the same data: bounded, with flat far parts."""
    return _regression(
        name="welsch-regression",
        formula="f(w) = Σᵢ ½(1 − exp(−(Xw − y)ᵢ²))",
        loss=lambda r: -namespace(r).expm1(-r * r) / 2,
        slope=lambda r: r * namespace(r).exp(-r * r),
        steepest=(math.sqrt(0.5), math.exp(-0.5) * math.sqrt(0.5)),
        best=(0.9712003476243871, -1.9966731263753832),
        constant=Enclosure(16.1267, 16.1285),
        convex=Fact(False, "bounded and not constant"),
        bends="(1 − 2r²)exp(−r²) ∈ [−2e^{−3/2}, 1]",
        level_sets_bounded=Fact(False, "f ≤ 10"),
        attained="any two rows of X are independent, so far away all residuals but one are large "
        "and f → 19/2 at least, above f(0.97, −2) = 2.06",
        source="Holland, Welsch 1977; data drawn here",
    )


def _data() -> tuple[Array, Array]:
    """The design X, (20, 2), and the response y, (20,)."""
    rng = np.random.default_rng(11)
    design = np.stack((np.ones(20), rng.standard_normal(20)), axis=-1)
    noise = 0.1 * rng.standard_normal(20) + np.where(np.arange(20) < 4, 6.0, 0.0)
    return design, design @ np.array((1.0, -2.0)) + noise


def _regression(
    *,
    name: str,
    formula: str,
    loss: Callable[[Array], Array],
    slope: Callable[[Array], Array],
    steepest: tuple[float, float],  # the r > 0 where |ℓ′| is greatest, and that value
    best: tuple[float, float],
    constant: Enclosure,
    convex: Fact[bool],
    bends: str,
    level_sets_bounded: Fact[bool],
    attained: str,
    source: str,
    kl_exponent: Fact[float] | None = None,
) -> Problem:
    design, response = _data()
    count = len(response)
    transposed = np.ascontiguousarray(design.T)
    center = np.array(best)

    def residual(x: Array) -> Array:
        xp = namespace(x)
        return xp.matmul(x, xp.asarray(transposed)) - xp.asarray(response)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return xp.matmul(slope(residual(x)), xp.asarray(design))

    def value(x: Array) -> Array:
        return namespace(x).sum(loss(residual(x)), axis=-1)

    def of_rows(x: Array, weights: Array) -> Array:
        xp = namespace(x)
        return xp.matmul(count * weights * slope(residual(x)), xp.asarray(design))

    def of_values(x: Array, weights: Array) -> Array:
        return count * namespace(x).sum(weights * loss(residual(x)), axis=-1)

    return Problem(
        name=name,
        formula=formula,
        dimension=2,
        value=value,
        gradient=gradient,
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=convex,
            lipschitz=Fact(
                constant,
                f"∇²f = XᵀDX with Dᵢ = {bends}, by {CERTIFIED}; lower near (0.964, −1.974)",
            ),
            descent=Fact(constant, "≤ L; lower as there, where ∇²f is positive definite"),
            infimum=Fact(
                Enclosure.around(float(value(center)), 32), f"f(x*), x* computed, by {CERTIFIED}"
            ),
            attained=Fact(True, attained),
            minimizers=Fact(lambda x: norm(x - center)[..., 0], f"x* computed, by {CERTIFIED}"),
            unique_minimizer=Fact(
                True, f"f is greater away from x*, near it strongly convex, by {CERTIFIED}"
            ),
            level_sets_bounded=level_sets_bounded,
            definability=Fact("analytic", "built of exp, log and polynomials"),
            kl_exponent=kl_exponent,
        ),
        components=_components(Components(count, of_rows, of_values), steepest, bends),
        source=source,
    )


def _components(stated: Components, steepest: tuple[float, float], bends: str) -> Components:
    """fᵢ = 20ℓ(rᵢ), with the facts of their gradients 20ℓ′(rᵢ)aᵢ."""
    design, response = _data()
    count, (where, most) = len(response), steepest
    squares = np.sum(design * design, axis=-1)
    largest = count * float(np.max(squares))
    ends = np.stack((response - where, response + where))  # r = ±where at two of the rows
    pairs = [[i, j] for i in range(count) for j in range(i)]
    points = np.concatenate([np.linalg.solve(design[pairs], e[pairs][..., None]) for e in ends])
    upper = most**2 * count * float(np.sum(squares))
    return replace(
        stated,
        lipschitz=Fact(
            Enclosure.around(largest), f"∇²fᵢ = 20Dᵢaᵢaᵢᵀ with Dᵢ = {bends}, 1 where rᵢ = 0"
        ),
        variance=Fact(
            variance_between(stated, points[..., 0], upper),
            f"|ℓ′| ≤ {most:.6g}, and a variance is at most the mean square; the lower number is "
            "the largest where two of the |rᵢ| have the greatest |ℓ′|",
        ),
    )
