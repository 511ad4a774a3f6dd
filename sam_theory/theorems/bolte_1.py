"""USAM, with momentum or without, ends where the eigenvalues of ∇²f lie in a certain range."""

from __future__ import annotations

from sam_theory.setting.displacement import ascent
from sam_theory.setting.method import Method
from sam_theory.statements import formulas
from sam_theory.statements.conclusions.spectra import within_the_range
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import constant
from sam_theory.statements.hypotheses.limits import (
    CONVERGES,
    SEMIALGEBRAIC,
    STATIONARY_LIMIT,
    TWICE_SMOOTH,
)
from sam_theory.statements.hypotheses.methods import direction_of, heavy_ball, unnormalized
from sam_theory.statements.theorem import Conclusion, Erratum, Run, Theorem

RANGE = "0 ≤ λ(1 + ρλ) ≤ 2(1 + β)/α for every eigenvalue λ of ∇²f(x̄), from almost every start"
STATES = given(
    "range",
    "0 ≤ λ(1 + ρλ) ≤ 2(1 + β)/t wherever ∇²f(x̄)w = λw, w ≠ 0; A is ∇²f(x̄)",
    "forall(w, r, implies(w != 0 and A(w) == r*w,"
    " 0 <= r*(1 + rho*r) and r*(1 + rho*r) <= 2*(1 + beta)/t))",
)


def usam_in_a_ball(method: Method) -> bool:
    """Whether the method is USAM, alone or in a heavy ball."""
    return heavy_ball(method, ascent) or (unnormalized(method) and direction_of(method) is ascent)


def rests_elsewhere(run: Run) -> bool:
    """xᵏ tends to a point with ∇f(x̄) ≠ 0."""
    return run.properties["convergence"].holds and run.properties["gradient-limit"].fails


bolte_1 = Theorem(
    name="bolte-1",
    summary="USAM with heavy ball ends where eigenvalues of ∇²f have 0 ≤ λ(1 + ρλ) ≤ 2(1 + β)/α",
    about=usam_in_a_ball,
    about_settings=constant,
    hypotheses=(SEMIALGEBRAIC, TWICE_SMOOTH, CONVERGES),
    conclusions=(
        Conclusion(
            text=RANGE,
            reading="at any x̄",
            property="spectrum",
            check=within_the_range,
            states=STATES,
            proofs=("the range at any limit",),
            errata=(
                Erratum(
                    text="USAM may rest where ∇f(x̄) ≠ 0, and ∇f(x̄ + ρ∇f(x̄)) = 0: there the range"
                    " may be left",
                    fails_where=rests_elsewhere,
                    proof="bolte-1",
                    step="USAM stays near 1",
                ),
            ),
            measures="eigenvalues of ∇²f(x̄)",
        ),
        Conclusion(
            text=RANGE,
            reading="at stationary x̄",
            property="spectrum",
            check=within_the_range,
            needs=(STATIONARY_LIMIT,),
            states=given("range-stationary", STATES.text, STATES.formula),
            measures="eigenvalues of ∇²f(x̄)",
            unconfirmed="whether x̄ is meant to be stationary; proved here: quadratics with β = 0",
        ),
    ),
    stands=(formulas.CONSTANTS,),
    source="Bolte, Le, Pauwels 2025 (2510.09034)",
)
