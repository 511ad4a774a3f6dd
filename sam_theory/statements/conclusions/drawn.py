"""Conclusions about means that are proved of m-SAM, by the β of the components, or of n-SAM."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sam_theory.proofs.statement import Given
from sam_theory.setting.method import Method
from sam_theory.statements.conclusions.means import (
    Bound,
    Quantity,
    average,
    average_distance,
    gap,
    mean_of,
)
from sam_theory.statements.hypotheses.draws import SMOOTH_COMPONENTS, is_m_sam, is_n_sam
from sam_theory.statements.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.statements.theorem import Conclusion, Hypothesis

MEASURED: Mapping[Quantity, str] = {
    gap: "E f(xᵏ) − f*",
    average: "mean of E‖∇f(xⁱ)‖²",
    average_distance: "mean of E(‖∇f(xⁱ)‖ − βρ)²",
}


def of_m_sam(
    states: Given, quantity: Quantity, bound: Bound, step: Hypothesis, *before: Hypothesis
) -> Conclusion:
    """E of the quantity is within the bound, as `states` says, and a proof in the same words."""
    return _proved(states, quantity, bound, is_m_sam, (*before, SMOOTH_COMPONENTS, step))


def of_n_sam(
    states: Given, quantity: Quantity, bound: Bound, step: Hypothesis, *before: Hypothesis
) -> Conclusion:
    """The same of n-SAM, for which f alone must be smooth."""
    return _proved(states, quantity, bound, is_n_sam, (*before, LIPSCHITZ_GRADIENT, step))


def _proved(
    states: Given,
    quantity: Quantity,
    bound: Bound,
    about: Callable[[Method], bool],
    needs: tuple[Hypothesis, ...],
) -> Conclusion:
    return Conclusion(
        text=states.text,
        property="mean",
        about=about,
        needs=needs,
        mean=mean_of(quantity, bound),
        measures=MEASURED[quantity],
        proofs=(states.text,),
        states=states,
        ours=True,
    )
