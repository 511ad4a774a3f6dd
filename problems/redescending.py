"""Regression with redescending losses, which give gross outliers no weight: nonconvex."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sam_theory.setting.facts import Enclosure, Fact, Facts
from sam_theory.setting.problem import Array, Problem, namespace

STARTS = ((0.2, 0.3), (3.1, -1.2), (-1.5, 1.4))
REGION = ((-4.0, -5.0), (6.0, 3.0))
FIT = np.array((0.964, -1.974))  # near the fit, where the curvature is greatest


def cauchy_regression() -> Problem:
    """f(w) = Σᵢ ½ log(1 + rᵢ²), r = Xw − y: 20 points on a line, 4 of them gross outliers."""
    return _regression(
        name="cauchy-regression",
        formula="f(w) = Σᵢ ½ log(1 + (Xw − y)ᵢ²)",
        loss=lambda r: namespace(r).log1p(r * r) / 2,
        slope=lambda r: r / (1 + r * r),
        bend=lambda r: (1 - r * r) / (1 + r * r) ** 2,
        convex=Fact(False, "not constant, yet it grows slower than any linear function"),
        bends="(1 − r²)/(1 + r²)² ∈ [−⅛, 1]",
        level_sets_bounded=Fact(True, "the columns of X are independent, so ‖Xw − y‖ → ∞"),
        infimum=Fact(Enclosure(0.0, 7.2335), "f ≥ 0; f(1.01, −1.966) = 7.23343"),
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
        bend=lambda r: (1 - 2 * r * r) * np.exp(-r * r),
        convex=Fact(False, "bounded and not constant"),
        bends="(1 − 2r²)exp(−r²) ∈ [−2e^{−3/2}, 1]",
        level_sets_bounded=Fact(False, "f ≤ 10"),
        infimum=Fact(Enclosure(0.0, 2.0555), "f ≥ 0; f(0.971, −1.997) = 2.05541"),
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
    bend: Callable[[Array], Array],
    convex: Fact[bool],
    bends: str,
    level_sets_bounded: Fact[bool],
    infimum: Fact[Enclosure],
    attained: str,
    source: str,
) -> Problem:
    design, response = _data()
    transposed = np.ascontiguousarray(design.T)
    least = _norm(transposed * bend(design @ FIT - response) @ design)
    most = _norm(transposed @ design)
    constant = Enclosure(least * (1 - 1e-12), most * (1 + 1e-12))

    def residual(x: Array) -> Array:
        xp = namespace(x)
        return xp.matmul(x, xp.asarray(transposed)) - xp.asarray(response)

    def gradient(x: Array) -> Array:
        xp = namespace(x)
        return xp.matmul(slope(residual(x)), xp.asarray(design))

    return Problem(
        name=name,
        formula=formula,
        dimension=2,
        value=lambda x: namespace(x).sum(loss(residual(x)), axis=-1),
        gradient=gradient,
        starts=STARTS,
        region=REGION,
        facts=Facts(
            convex=convex,
            lipschitz=Fact(
                constant,
                f"∇²f = XᵀDX with Dᵢ = {bends}, so L ≤ ‖XᵀX‖; lower: ‖∇²f‖ at {tuple(FIT)}",
            ),
            descent=Fact(constant, "≤ L; lower as there, where ∇²f is positive definite"),
            infimum=infimum,
            attained=Fact(True, attained),
            level_sets_bounded=level_sets_bounded,
            definability=Fact("analytic", "built of exp, log and polynomials"),
        ),
        source=source,
    )


def _norm(hessian: Array) -> float:
    return float(np.max(np.abs(np.linalg.eigvalsh(hessian))))
