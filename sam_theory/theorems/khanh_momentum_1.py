"""Heavy balls over inexact gradients, with constants."""

from __future__ import annotations

from sam_theory.setting.displacement import ascent, descent
from sam_theory.setting.method import Method
from sam_theory.statements import formulas
from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import constant
from sam_theory.statements.hypotheses.facts import KL_PROPERTY, LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.iterates import ACCUMULATES, BOUNDED_BELOW
from sam_theory.statements.hypotheses.methods import heavy_ball
from sam_theory.statements.hypotheses.momentum import RELATIVE_SHARE, STEP_FOR_MOMENTUM
from sam_theory.statements.theorem import Theorem

UNCONFIRMED = "the published conditions on t, ρ and β are not known to us; these are ours"


def ball_over_relative_errors(method: Method) -> bool:
    """Whether it is a heavy ball over ∇f at xᵏ, or at a probe xᵏ ± ρ∇f(xᵏ)."""
    return heavy_ball(method, None, ascent, descent)


khanh_momentum_1 = Theorem(
    name="khanh-momentum-1",
    summary="heavy balls over inexact gradients: ∇f(xᵏ) → 0, and under KL xᵏ converges",
    about=ball_over_relative_errors,
    about_settings=constant,
    hypotheses=(LIPSCHITZ_GRADIENT, RELATIVE_SHARE, STEP_FOR_MOMENTUM, BOUNDED_BELOW),
    conclusions=(
        promise(
            "∇f(xᵏ) → 0",
            "gradient-limit",
            proofs=("∇f(xᵏ) → 0",),
            ours=True,
            unconfirmed=UNCONFIRMED,
        ),
        promise(
            "xᵏ → x̄ under KL",
            "convergence",
            ACCUMULATES,
            KL_PROPERTY,
            unconfirmed=f"{UNCONFIRMED}, and neither this nor the rates are proved here",
        ),
    ),
    stands=(
        formulas.SMOOTH,
        given("momentum", "0 ≤ β < 1", "0 <= beta and beta < 1"),
    ),
    iteration=(
        given(
            "ball",
            "xᵏ⁺¹ = xᵏ − tmᵏ, mᵏ⁺¹ = βmᵏ + gᵏ⁺¹, m¹ = g¹",
            "d[1] == g[1] and always(k, d[k + 1] == beta*d[k] + g[k + 1]"
            " and x[k + 1] == x[k] - t*d[k])",
        ),
    ),
    advertised="sam-momentum",
    source="Khanh, Mordukhovich, Tran, JOTA 208:40 (2026; 2505.03050)",
)
