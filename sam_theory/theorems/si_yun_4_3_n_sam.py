"""n-SAM with constants has a bias on the trap of m-SAM: E f does not come near f* as t → 0."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.statements.conclusions.biased import biased
from sam_theory.statements.heights import LOWER, STALL
from sam_theory.statements.hypotheses.draws import (
    component_constant,
    is_n_sam,
    step_times_beta,
)
from sam_theory.statements.hypotheses.examples import on_the_example
from sam_theory.statements.hypotheses.schedules import CONSTANT_RADIUS_POSITIVE
from sam_theory.statements.theorem import Conclusion, Hypothesis, Theorem
from sam_theory.theorems.si_yun_4_3 import TRAP

SHOWN = ("so its mean gap does not vanish with t",)
STEP = Hypothesis(
    "η ≤ 1/(8β), β of (A-comp)",
    lambda run: step_times_beta(run, component_constant(run), Fraction(1, 8)),
)
SHORT = Hypothesis(
    "η ≤ 3/(512β), β of (A-comp)",
    lambda run: step_times_beta(run, component_constant(run), Fraction(3, 512)),
)

si_yun_4_3_n_sam = Theorem(
    name="si-yun-4.3-n-sam",
    summary="n-SAM with constants stays about −9ρ/32 on the trap of m-SAM: a bias of order βρ²",
    about=lambda method: is_n_sam(method) and method.minibatch == 1,
    about_settings=on_the_example("msam-trap"),
    hypotheses=(TRAP, CONSTANT_RADIUS_POSITIVE, STEP),
    conclusions=(
        Conclusion(
            text="E f(xᵏ) − f* ≥ (507/32768)βρ² − (β/2)((1 − ηβ)ᵏ⁻¹(x¹ + 9ρ/32)² + (9/2)ηβρ²)",
            property=LOWER,
            mean=biased,
            about=is_n_sam,
            measures="E f(xᵏ) − f*",
            proofs=SHOWN,
            ours=True,
        ),
        Conclusion(
            text="lim inf E f(xᵏ) − f* ≥ (75/32768)βρ², and → (507/32768)βρ² at least as η → 0; "
            "f′(−9ρ/32) = (13/128)βρ",
            property=STALL,
            mean=biased,
            about=is_n_sam,
            measures="E f(xᵏ) − f*",
            needs=(SHORT,),
            proofs=(*SHOWN, "n-SAM comes as near to −9ρ/32 as t is small"),
            ours=True,
        ),
    ),
    proof="nsam-trap",
    source="after S23 (Si, Yun, NeurIPS 2023), section 4.3; function and bias are ours",
)
