"""The worst decrease of one step of inexact gradient descent, and who has it.

For relative errors, ε = ν‖∇f‖, it is below 0 exactly where 0 < t < 2/(L(1 + ν)): see
khanh-4.1-stronger.
"""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Define,
    Part,
    Proof,
    Statement,
    Step,
    definition,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import follows
from sam_theory.statements import formulas
from sam_theory.statements.formulas import given

HERE, NEXT, SLOPE = "f(x[k])", "f(x[k + 1])", "norm(grad(x[k]))"
REACH = f"t*eps[k] + abs(t - 1/L)*{SLOPE}"
AWAY = "t*g[k] - (1/L)*grad(x[k])"
WORST = f"{NEXT} <= {HERE} + (L/2)*({REACH})**2 - {SLOPE}**2/(2*L)"

proof = Proof(
    name="one-step-inexact",
    summary="the worst decrease of one step of inexact gradient descent, and who has it",
    source="not in print; it replaces (28) of K24 before ε is bounded, and (40)",
    statement=Statement(
        hypotheses=(
            *(formulas.POSITIVE_L, formulas.DESCENT, formulas.ABSOLUTE_ERROR),
            given("step-nonnegative", "t ≥ 0", "t >= 0"),
        ),
        definitions=(formulas.CONSTANT_STEP,),
        conclusions=(
            given(
                "decrease",
                "f(xᵏ⁺¹) ≤ f(xᵏ) + (L/2)(tε + |t − 1/L|s)² − s²/(2L), s = ‖∇f(xᵏ)‖",
                f"always(k, {WORST})",
            ),
        ),
    ),
    steps=(
        follows(
            "(4) along a step",
            f"always(k, {NEXT} <= {HERE} - t*dot(grad(x[k]), g[k]) + (L*t**2/2)*sq(g[k]))",
            *(hypothesis("descent", y="x[k]", z="x[k + 1]"), definition("iteration")),
            claim="f(x⁺) ≤ f(x) − t⟨∇f(x), g⟩ + (Lt²/2)‖g‖²",
        ),
        follows(
            "completed square",
            f"always(k, {NEXT} <= {HERE} + (L/2)*sq({AWAY}) - sq(grad(x[k]))/(2*L))",
            *(step("(4) along a step"), hypothesis("L")),
        ),
        Step(name="away", check=Define(symbol="away[k]", value=f"norm({AWAY})")),
        follows(
            "triangle",
            f"always(k, {AWAY.join(('norm(', ')'))} <= t*norm(g[k] - grad(x[k]))"
            f" + abs(t - 1/L)*{SLOPE})",
            *(hypothesis("step-nonnegative"), hypothesis("L")),
            claim="tg − ∇f/L = t(g − ∇f) + (t − 1/L)∇f",
        ),
        follows(
            "reach",
            f"always(k, away[k] <= {REACH} and away[k] >= 0)",
            *(step("triangle"), definition("away"), hypothesis("absolute-error")),
            *(hypothesis("step-nonnegative"), hypothesis("L")),
        ),
        follows(
            "worst",
            f"always(k, {WORST})",
            *(step("completed square"), step("reach"), definition("away"), hypothesis("L")),
            ours=True,
            claim="f(xᵏ⁺¹) ≤ f(xᵏ) + (L/2)(tε + |t − 1/L|s)² − s²/(2L)",
        ),
        follows(
            "a quadratic has it",
            "forall(a, b, (L/2)*(a - t*(L*a + b))**2 - (L/2)*a**2"
            " == (L/2)*(t*b + (t - 1/L)*(L*a))**2 - (L*a)**2/(2*L))",
            hypothesis("L"),
            ours=True,
            claim="f = Lx²/2 rises by as much from x = ±s/L, with g = f′ ± ε",
        ),
    ),
    parts=(Part(text="the worst decrease", conclusion="decrease", shown_by="worst"),),
    outcome="(28) and (40) are not the best possible",
)
