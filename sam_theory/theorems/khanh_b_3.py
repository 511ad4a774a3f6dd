"""Sufficient descent and the KL property: the iterates converge."""

from __future__ import annotations

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.hypotheses.facts import KL_PROPERTY
from sam_theory.statements.hypotheses.iterates import ACCUMULATES
from sam_theory.statements.hypotheses.steps import H1, H2
from sam_theory.statements.theorem import Theorem

khanh_b_3 = Theorem(
    name="khanh-b.3",
    summary="sufficient descent and KL at an accumulation point: xᵏ converges",
    about=lambda method: True,
    hypotheses=(H1, H2, ACCUMULATES, KL_PROPERTY),
    conclusions=(promise("xᵏ → x̄", "convergence", proofs=("xᵏ → x̄",)),),
    stands=(formulas.SMOOTH,),
    source="K24, Proposition B.3",
)
