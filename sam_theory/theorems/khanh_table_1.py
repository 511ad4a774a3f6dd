"""The five properties, and which of them imply which."""

from __future__ import annotations

from dataclasses import replace

from sam_theory.statements import formulas
from sam_theory.statements.conclusions.properties import implies
from sam_theory.statements.hypotheses.iterates import ACCUMULATES
from sam_theory.statements.theorem import Theorem

khanh_table_1 = Theorem(
    name="khanh-table-1",
    summary="relations between the five properties: (5) ⇒ (3) ⇒ (2), (2) ⇒ (1), (5) ⇒ (4)",
    about=lambda method: True,
    hypotheses=(),
    conclusions=(
        implies("(5) ⇒ (3)", "iterate-limit", "gradient-limit", proof="(5) ⇒ (3)"),
        implies("(3) ⇒ (2)", "gradient-limit", "stationary-accumulation", proof="(3) ⇒ (2)"),
        implies(
            "(2) ⇒ (1) when ‖xᵏ‖ does not tend to ∞",
            "stationary-accumulation",
            "liminf-gradient",
            replace(ACCUMULATES, states=(formulas.NOT_TO_INFINITY,)),
            proof="(2) ⇒ (1) unless ‖xᵏ‖ → ∞",
        ),
        implies("(5) ⇒ (4)", "iterate-limit", "value-limit", proof="(5) ⇒ (4)"),
    ),
    stands=(formulas.SMOOTH,),
    source="K24, Table 1 and section 1",
)
