"""The desingularizing functions of Łojasiewicz satisfy Assumption 2.3."""

from __future__ import annotations

from sam_theory.statements.conclusions.numbers import concave_power
from sam_theory.statements.formulas import POWER, given
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
            states=given(
                "assumption-2.3",
                "[φ′(a + b)]⁻¹ ≤ [φ′(a)]⁻¹ + [φ′(b)]⁻¹",
                "forall(a, b, implies(0 < a and 0 < b, 1/dphi(a + b) <= 1/dphi(a) + 1/dphi(b)))",
            ),
            proofs=("Assumption 2.3 with C = 1",),
        ),
    ),
    stands=(given("exponent", "q ∈ [0, 1), M > 0", "0 <= q and q < 1 and M > 0"),),
    iteration=(POWER,),
    source="K24, Remark G.1",
)
