"""SAM with constants on the sine of S23: from every start it settles where f is not stationary."""

from __future__ import annotations

import math

from sam_theory.statements.conclusions.settled import average_stays, slope_settles
from sam_theory.statements.heights import STALL
from sam_theory.statements.hypotheses.constants import STEP_BELOW_INVERSE
from sam_theory.statements.hypotheses.examples import of_size, on_the_example
from sam_theory.statements.hypotheses.iterates import GRADIENTS_NONZERO
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.hypotheses.schedules import CONSTANT_RADIUS_POSITIVE
from sam_theory.statements.theorem import Conclusion, Theorem

SINE = of_size("the sine", 9 / (25 * math.pi**2), "−9βρ²/(25π²)")

si_yun_sine = Theorem(
    name="si-yun-sine",
    summary="SAM with constants on a sine: ‖∇f(xᵏ)‖ → (3√3/(10π))βρ, so the β²ρ² of 3.4 stays",
    about=ascends_along_the_gradient,
    about_settings=on_the_example("si-yun-sine"),
    hypotheses=(SINE, CONSTANT_RADIUS_POSITIVE, STEP_BELOW_INVERSE, GRADIENTS_NONZERO),
    conclusions=(
        Conclusion(
            text="xᵏ → q with |f′(q)| = (3√3/(10π))βρ, at the rate (1 − tβ/3)ᵏ",
            property=STALL,
            check=slope_settles,
            measures="‖∇f(xᵏ)‖ → (3√3/(10π))βρ",
            proofs=(
                "SAM converges from every nonstationary start to a point with |f′| = (3√3/(10π))βρ",
            ),
            ours=True,
        ),
        Conclusion(
            text="(1/T)Σ‖∇f(xᵏ)‖² ≤ c/T + b for all T asks for b ≥ (27/(100π²))β²ρ²",
            property=STALL,
            check=average_stays,
            measures="mean of ‖∇f(xⁱ)‖²",
            proofs=("the term β²ρ² of Theorem 3.4 cannot be dropped, from any of these starts",),
        ),
    ),
    source="S23 (Si, Yun, NeurIPS 2023), the nonconvex example; the closed form is ours",
)
