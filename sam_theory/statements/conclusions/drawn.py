"""Conclusions about means that are proved of m-SAM, by the β of the components, or of n-SAM."""

from __future__ import annotations

from collections.abc import Callable

from sam_theory.proofs.proof import Given
from sam_theory.setting.method import Method
from sam_theory.statements.hypotheses.draws import SMOOTH_COMPONENTS, is_m_sam, is_n_sam
from sam_theory.statements.hypotheses.facts import LIPSCHITZ_GRADIENT
from sam_theory.statements.theorem import Conclusion, Evidence, Hypothesis
from sam_theory.verdict import Verdict

Mean = Callable[[Evidence], Verdict]


def of_m_sam(states: Given, mean: Mean, step: Hypothesis, *before: Hypothesis) -> Conclusion:
    """What `states` says, which a proof has as a conclusion of the same text."""
    return _proved(states, mean, is_m_sam, (*before, SMOOTH_COMPONENTS, step))


def of_n_sam(states: Given, mean: Mean, step: Hypothesis, *before: Hypothesis) -> Conclusion:
    """The same of n-SAM, for which f alone must be smooth."""
    return _proved(states, mean, is_n_sam, (*before, LIPSCHITZ_GRADIENT, step))


def _proved(
    states: Given, mean: Mean, about: Callable[[Method], bool], needs: tuple[Hypothesis, ...]
) -> Conclusion:
    return Conclusion(
        text=states.text,
        property="mean",
        about=about,
        needs=needs,
        mean=mean,
        proofs=(states.text,),
        states=states,
        ours=True,
    )
