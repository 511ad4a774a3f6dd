"""SAM with constants keeps a gap of order 1/T² on an explicit quadratic, whatever the step."""

from __future__ import annotations

from sam_theory.statements.conclusions.axes import gap_kept_for_ever, gap_kept_for_the_horizon
from sam_theory.statements.heights import LOWER, STALL
from sam_theory.statements.hypotheses.axes import CONDITION, KEPT_FOR_THE_HORIZON, NEAR_THE_CYCLE
from sam_theory.statements.hypotheses.constants import STEP_BELOW_INVERSE
from sam_theory.statements.hypotheses.examples import on_the_example
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.hypotheses.schedules import CONSTANT_RADIUS_POSITIVE
from sam_theory.statements.theorem import Conclusion, Theorem

EITHER = "f(x_T) − f* ≥ c²β³ρ²/(8μ²T²) from one of two starts, any c < 1 and β ≥ μ"

si_yun_3_2 = Theorem(
    name="si-yun-3.2",
    summary="SAM with constants on a strongly convex quadratic: a gap of order 1/T² stays",
    about=ascends_along_the_gradient,
    about_settings=on_the_example("si-yun-quadratic"),
    hypotheses=(CONSTANT_RADIUS_POSITIVE, STEP_BELOW_INVERSE),
    conclusions=(
        Conclusion(
            text="for any ρ, T, η ≤ 1/β some β-smooth, μ-strongly convex f has "
            "f(x_T) − f* = Ω̃(β³ρ²/(μ²T²))",
            property=LOWER,
            check=gap_kept_for_the_horizon,
            needs=(CONDITION, KEPT_FOR_THE_HORIZON),
            proofs=(EITHER, "f is μ-strongly convex", "f is β-smooth"),
            measures="f(xᵀ) − f*",
            unconfirmed="the constant and the powers of log T in Ω̃, and the printed functions; "
            "ours is f(x) = (μx₁² + βx₂²)/2 for every η and T, without a logarithm",
        ),
        Conclusion(
            text="f(xᵏ) − f* ≥ β³ρ²/(32μ²T²) for k ≤ T, also where β < 2μ",
            property=LOWER,
            check=gap_kept_for_the_horizon,
            needs=(KEPT_FOR_THE_HORIZON,),
            proofs=(
                EITHER,
                "from far on the axis of μ it is so for k ≤ T + 1, where η < c/(μT)",
                "SAM keeps its axes",
            ),
            measures="f(xᵏ) − f*",
            ours=True,
        ),
        Conclusion(
            text="f(xᵏ) − f* ≥ β³t²ρ²/8 for all k",
            property=STALL,
            check=gap_kept_for_ever,
            needs=(NEAR_THE_CYCLE,),
            proofs=(
                "from near the cycle on the axis of β, f(xᵏ) − f* ≥ β³η²ρ²/8 for all k",
                "SAM keeps its axes",
            ),
            measures="f(xᵏ) − f*",
            ours=True,
        ),
    ),
    source="S23 (Si, Yun, NeurIPS 2023), Theorem 3.2, as remembered; the function is ours",
)
