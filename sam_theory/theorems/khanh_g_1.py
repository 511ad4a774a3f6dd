"""The desingularizing functions of Łojasiewicz satisfy Assumption 2.3."""

from __future__ import annotations

from sam_theory.statements.conclusions.numbers import concave_power
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.theorem import Conclusion, Theorem

khanh_g_1 = Theorem(
    name="khanh-g.1",
    summary="φ = Mt^(1−q), q ∈ [0, 1), satisfies Assumption 2.3 with C = 1",
    about=ascends_along_the_gradient,
    about_settings=lambda setting: setting.problem.facts.implied_exponent is not None,
    hypotheses=(),
    conclusions=(
        Conclusion(
            text="[φ'(x + y)]⁻¹ ≤ [φ'(x)]⁻¹ + [φ'(y)]⁻¹, that is (x + y)^q ≤ x^q + y^q",
            property="number",
            check=concave_power,
            proofs=("Assumption 2.3 with C = 1",),
        ),
    ),
    source="K24, Remark G.1",
)
