"""SAM, RSAM, VaSSO and F-SAM are normalized methods: their error is at most Lρ."""

from __future__ import annotations

from sam_theory.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.hypotheses.iterates import DIRECTIONS_NONZERO
from sam_theory.hypotheses.schedules import RADIUS_POSITIVE, STEP_POSITIVE
from sam_theory.theorem import Conclusion, Evidence, Theorem
from sam_theory.verdict import Verdict, consistent, undecided, violated


def error_within(evidence: Evidence) -> Verdict:
    """‖gᵏ − ∇f(xᵏ)‖ ≤ Lρₖ at every k, rounding allowed for."""
    slack, at = evidence.trace.error_slack, evidence.trace.error_at
    if slack is None:
        return undecided("L is not known, or no error was recorded")
    text = f"the least slack is {slack:.3g} of Lρₖ, at k = {at}"
    return consistent(text, slack) if slack >= 0 else violated(text, slack)


khanh_d_1 = Theorem(
    name="khanh-d.1",
    summary="SAM, RSAM, VaSSO and F-SAM are cases of Algorithm 1a, an IGD with εₖ = Lρₖ",
    about=lambda method: method.name.split("[")[0] in ("sam", "rsam", "vasso", "f-sam"),
    hypotheses=(LIPSCHITZ_GRADIENT, STEP_POSITIVE, RADIUS_POSITIVE, DIRECTIONS_NONZERO),
    conclusions=(Conclusion(text="‖gᵏ − ∇f(xᵏ)‖ ≤ Lρₖ", property="error", check=error_within),),
    source="K24, Remark D.1 and (2c)–(2f)",
)
