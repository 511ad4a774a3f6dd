"""Inexact gradient descent under relative errors, as a case of K24, Theorem 4.1."""

from __future__ import annotations

from sam_theory.proofs.derived import descent_condition
from sam_theory.proofs.proof import Part, Proof, Step, Uses, Witness, definition, hypothesis, step
from sam_theory.statements.formulas import KL, LIPSCHITZ_ANY
from sam_theory.statements.stated import stated
from sam_theory.theorems.khanh_inexact_1 import khanh_inexact_1

OF_THE_RUN = (
    *(hypothesis("smooth"), hypothesis("L"), step("(4)"), hypothesis("relative-error")),
    *(hypothesis("step-diverges"), hypothesis("step-nonnegative"), hypothesis("step-bound")),
    *(hypothesis("not-to-minus-infinity"), definition("iteration")),
)

proof = Proof(
    name="khanh-inexact-1",
    summary="gradient descent with relative errors, f with (3), by K24, Theorem 4.1",
    source="K24, Theorem 4.1, for Khanh, Mordukhovich, Tran 2023",
    statement=stated(khanh_inexact_1),
    steps=(
        descent_condition(),
        Step(
            name="some L",
            check=Witness(
                then=LIPSCHITZ_ANY.formula, values={"r": "L"}, given=(hypothesis("lipschitz"),)
            ),
        ),
        Step(
            name="∇f(xᵏ) → 0",
            check=Uses(
                proof="khanh-4.1",
                conclusion="gradient-limit",
                given=(*OF_THE_RUN, step("some L")),
            ),
        ),
        Step(
            name="xᵏ → x̄",
            check=Uses(
                proof="khanh-4.1",
                conclusion="convergence",
                given=(
                    *(*OF_THE_RUN, hypothesis("accumulation")),
                    *(hypothesis(word.key) for word in KL),
                ),
            ),
        ),
    ),
    parts=(
        Part(text="∇f(xᵏ) → 0", conclusion="gradient-limit", shown_by="∇f(xᵏ) → 0"),
        Part(text="xᵏ → x̄ under KL", conclusion="convergence", shown_by="xᵏ → x̄"),
    ),
    outcome="true under the conditions of K24, Theorem 4.1; which are published first is open",
)
