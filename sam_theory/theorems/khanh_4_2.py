"""USAM and extragradient under the descent condition alone, as published."""

from __future__ import annotations

from dataclasses import replace

from sam_theory.proofs.statement import Given
from sam_theory.setting.displacement import descent
from sam_theory.statements import formulas
from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.conclusions.relative import Support, conclusions
from sam_theory.statements.hypotheses.errors import (
    RADIUS_BELOW_NU,
    RELATIVE_ERROR,
    STEP_BOUND_IGDR,
    STEP_BOUND_UNNORMALIZED,
    within_lipschitz,
)
from sam_theory.statements.hypotheses.facts import (
    DESCENT_CONDITION,
    LIPSCHITZ_WITH_ANY,
    descent_constant,
)
from sam_theory.statements.hypotheses.iterates import NOT_TO_MINUS_INFINITY
from sam_theory.statements.hypotheses.methods import unnormalized
from sam_theory.statements.hypotheses.schedules import STEP_DIVERGES
from sam_theory.statements.theorem import Conclusion, Erratum, Hypothesis, Run, Theorem, once


def ascends_beyond_descent(run: Run) -> bool:
    """USAM where Theorem 4.1 does not apply: (3) with an L for which ρₖ ≤ ν/L and (12) hold."""
    shape = run.setting.method.displacement
    if shape is None or shape.direction is descent:
        return False
    asked = (RELATIVE_ERROR, STEP_BOUND_IGDR)
    return not all(once(each.decide, run.decided, run).holds for each in asked)


def _erratum(text: str, step: str) -> Erratum:
    return Erratum(text=text, fails_where=ascends_beyond_descent, proof="khanh-4.2", step=step)


SETTLES = "USAM may settle where ∇f ≠ 0 if ∇f is not Lipschitz with the L of (4)"
ALTERNATES = "USAM may alternate between points"
ALTERNATES_IN_VALUE = f"{ALTERNATES} of different values"
RATES_OF_USAM = {  # of which quantity, what is wrong with it, and the step that shows it
    "iterates": ("xᵏ", ALTERNATES, "USAM alternates"),
    "gradients": ("∇f(xᵏ)", SETTLES, "USAM stays at 2"),
    "values": ("f(xᵏ)", ALTERNATES_IN_VALUE, "values alternate"),
}
THIRD = "(iii) ∇f(xᵏ) → 0, where f ∈ C^{1,L}"


def _rate(rate: Conclusion) -> Conclusion:
    assert rate.states is not None
    kind, key = rate.states.key.split("-")
    quantity, wrong, step = RATES_OF_USAM[key]
    proofs = (f"USAM under (4): (v), {kind}, {quantity}", f"extragradient under (4): {rate.text}")
    return replace(rate, proofs=proofs, errata=(_erratum(wrong, step),))


khanh_4_2 = Theorem(
    name="khanh-4.2",
    summary="USAM and extragradient with ρ ≤ ν/L, L of the descent condition: all of Theorem 4.1",
    about=unnormalized,
    hypotheses=(
        DESCENT_CONDITION,
        RADIUS_BELOW_NU,
        STEP_DIVERGES,
        STEP_BOUND_UNNORMALIZED,
        NOT_TO_MINUS_INFINITY,
    ),
    conclusions=conclusions(
        descent_constant,
        (
            promise(
                THIRD,
                "gradient-limit",
                Hypothesis(
                    "∇f is L-Lipschitz with the L of (4) and (12)",
                    within_lipschitz,
                    states=(formulas.LIPSCHITZ,),
                ),
                reading="with that L",
                proofs=("(iii), where ∇f is L-Lipschitz",),
            ),
            promise(
                THIRD,
                "gradient-limit",
                LIPSCHITZ_WITH_ANY,
                reading="with any constant",
                proofs=("USAM under (4): (iii), with any constant",),
                states=Given(
                    key="gradient-limit-any",
                    text=THIRD,
                    formula=formulas.PROPERTIES["gradient-limit"],
                ),
                errata=(_erratum(SETTLES, "USAM stays at −1"),),
            ),
        ),
        Support(
            first=("USAM under (4): (i)", "extragradient under (4): (i)"),
            decrease=("USAM under (4): (ii)", "extragradient under (4): (ii)"),
            second=("USAM under (4): f(xᵏ) → f(x̄)",),
            fourth=("USAM under (4): (iv)",),
            elsewhere=("relative error for Lipschitz ∇f",),
            fifth=_rate,
            errata_of_second=(_erratum(ALTERNATES_IN_VALUE, "values alternate"),),
            errata_of_fourth=(_erratum(ALTERNATES, "USAM alternates"),),
            errata_of_first=(_erratum(SETTLES, "USAM stays at 2"),),
            errata_of_decrease=(
                _erratum("f(xᵏ) may increase on the way to such a point", "values increase"),
            ),
        ),
    ),
    stands=(formulas.SMOOTH,),
    iteration=(formulas.ITERATION, formulas.UNNORMALIZED),
    source="K24, Theorem 4.2",
    family="unnormalized",
    practice="USAM and extragradient, f with (4): stationary accumulation points",
)
