"""SAM can rest at points that are not stationary: the minimizers that it hallucinates."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.hallucinated import (
    NEAR_A_MAXIMIZER,
    TWICE_SMOOTH_THERE,
    attracts_by_its_slope,
    kept_by_a_step,
    vanishes_at_the_probe,
)
from sam_theory.statements.hypotheses.constants import constant
from sam_theory.statements.hypotheses.limits import CONVERGES
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.hypotheses.schedules import CONSTANT_RADIUS_POSITIVE
from sam_theory.statements.theorem import Conclusion, Hypothesis, Run, Theorem
from sam_theory.verdict import Verdict, consistent, proved, refuted, undecided, violated


def rests_where_steep(run: Run) -> Verdict:
    """∇f(x̄) ≠ 0 for the limit x̄ of the run."""
    verdict = run.properties["gradient-limit"]
    if verdict.fails:
        return consistent(verdict.evidence)
    return violated(verdict.evidence) if verdict.holds else undecided(verdict.evidence)


def one_dimensional(run: Run) -> Verdict:
    """n = 1."""
    n = run.setting.problem.dimension
    return proved("n = 1") if n == 1 else refuted(f"n = {n}")


NOT_STATIONARY = Hypothesis("∇f(x̄) ≠ 0", rests_where_steep, of_run=True)
ON_THE_LINE = Hypothesis("n = 1", one_dimensional)

hallucinated_1 = Theorem(
    name="hallucinated-1",
    summary="SAM may rest where ∇f ≠ 0 but vanishes at the probe: beyond a maximizer, for some ρ",
    about=ascends_along_the_gradient,
    about_settings=constant,
    hypotheses=(CONSTANT_RADIUS_POSITIVE,),
    conclusions=(
        Conclusion(
            text="x = m ∓ ρ has ∇f(x) ≠ 0, and SAM keeps it",
            property="existence",
            check=kept_by_a_step,
            needs=(NEAR_A_MAXIMIZER,),
            proofs=("they exist for an interval of ρ, n = 1",),
            measures="x⁺ = x, ∇f(x) ≠ 0",
            unconfirmed="published for any n, and the interval of ρ is not known to us",
        ),
        Conclusion(
            text="xᵏ → x̄ with ∇f(x̄) ≠ 0 only where ∇f(x̄ + ρ∇f(x̄)/‖∇f(x̄)‖) = 0",
            property="limit",
            check=vanishes_at_the_probe,
            needs=(CONVERGES, NOT_STATIONARY),
            proofs=("SAM keeps a point iff ∇f vanishes at its probe",),
            measures="∇f at the probe of x̄",
            ours=True,
        ),
        Conclusion(
            text="n = 1: only where |1 − tf″(m)| ≤ 1, m the probe of x̄",
            property="limit",
            check=attracts_by_its_slope,
            needs=(ON_THE_LINE, CONVERGES, NOT_STATIONARY, TWICE_SMOOTH_THERE),
            proofs=("n = 1: attracted where |1 − tf″(m)| < 1, repelled where > 1",),
            measures="f″ at the probe of x̄",
            ours=True,
        ),
    ),
    stands=(formulas.CONSTANTS,),
    iteration=(formulas.CONSTANT_STEP, formulas.CONSTANT_SAM),
    source="SAM can hallucinate minimizers, 2025 (2509.21818)",
)
