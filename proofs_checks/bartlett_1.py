"""The two-cycle of SAM on convex quadratics: what of it the proof two-cycle gives."""

from __future__ import annotations

from sam_theory.proofs.proof import (
    Block,
    Cited,
    Part,
    Proof,
    Statement,
    Step,
    Uses,
    hypothesis,
    step,
)
from sam_theory.proofs.writing import follows
from sam_theory.statements.formulas import given
from sam_theory.theorems.bartlett_1 import ENDS

CYCLE = "a*rho/(2 - a)"
LINE = f"implies(a < 2 and not exists(N, u[N] == 0), tends(k, u[k], {CYCLE}))"
BODY = (
    "implies(tau > 0 and lam > 0 and mu > 0 and tau*lam < 2, abs(1 - tau*lam) < 1)"
    " and implies(tau > 0 and lam > 0 and mu > 0 and tau*lam < 2 and mu < lam,"
    " abs(1 - tau*mu - (mu/lam)**2*(2 - tau*lam)) < 1)"
    " and implies(tau > 0 and lam > 0 and mu > 0 and tau*lam < 2 and mu > lam,"
    " 1 - tau*mu - (mu/lam)**2*(2 - tau*lam) < -1)"
)
MULTIPLIERS = f"forall(tau, lam, mu, {BODY})"
GIVEN = (
    *(hypothesis("signs"), hypothesis("start")),
    *(hypothesis("iteration"), hypothesis("powers")),
)

proof = Proof(
    name="bartlett-1",
    summary="SAM on convex quadratics: the two-cycle on the line, and its multipliers in ℝⁿ",
    source="by the proof two-cycle; from almost every start: Bartlett, Long, Bousquet 2023",
    statement=Statement(
        hypotheses=(
            given("signs", "a = tλ > 0, ρ > 0", "a > 0 and rho > 0"),
            given("start", "x¹ ≠ x*", "u[1] > 0"),
            given(
                "iteration",
                "|xᵏ⁺¹ − x*| = |(1 − a)|xᵏ − x*| − aρ|",
                "always(k, u[k + 1] == abs((1 - a)*u[k] - a*rho))",
            ),
            given(
                "powers",
                "P[m] = (1 − a)^(−m)",
                "P[1] == 1/(1 - a) and always(k, P[k + 1] == P[k]/(1 - a))",
            ),
        ),
        conclusions=(
            given("line", "n = 1: |xᵏ − x*| → aρ/(2 − a), unless xᵏ = x* for some k", LINE),
            given("multipliers", "the multipliers in ℝⁿ", MULTIPLIERS),
            ENDS,
        ),
        needs=dict.fromkeys(("line", "multipliers"), ("signs", "start", "iteration", "powers")),
    ),
    steps=(
        Step(
            name="all starts",
            check=Uses(proof="two-cycle", conclusion="starts", given=GIVEN),
        ),
        follows("on the line", LINE, step("all starts")),
        Step(
            name="multipliers",
            check=Uses(proof="two-cycle", conclusion="multipliers", given=GIVEN),
        ),
        Step(
            name="multipliers in ℝⁿ",
            check=Block(
                fix=("tau", "lam", "mu"),
                steps=(follows("at these", BODY),),
            ),
        ),
        Step(
            name="ends",
            claim="in ℝⁿ runs from almost every start end in the cycle along the top eigenvector",
            check=Cited("Bartlett, Long, Bousquet, JMLR 24 (2023)", then=ENDS.formula),
        ),
    ),
    parts=(
        Part(
            text="n = 1: |xᵏ − x*| → tρλ/(2 − tλ), unless x* is hit",
            conclusion="line",
            shown_by="on the line",
            ours=True,
        ),
        Part(
            text="the multipliers, below 1 in absolute value along a simple λmax",
            conclusion="multipliers",
            shown_by="multipliers in ℝⁿ",
            ours=True,
        ),
        Part(
            text="ℝⁿ: xᵏ ends in x* ± rv from almost every start",
            conclusion="ends",
            shown_by="ends",
        ),
    ),
    outcome="proved on the line, with multipliers in ℝⁿ; from almost every start it is cited",
)
