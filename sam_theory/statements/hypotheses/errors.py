"""What Algorithms 1 and 2 of K24 ask of gₖ, and of the schedules through L and ν."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.statements.hypotheses.facts import (
    descent_constant,
    lipschitz_constant,
    where_runs_stay,
)
from sam_theory.statements.hypotheses.measured import (
    Constant,
    below_inverse,
    error_slack,
    unless_exceeded,
)
from sam_theory.statements.hypotheses.methods import without_error
from sam_theory.statements.hypotheses.schedules import TINY, for_some_constant, radius_limsup
from sam_theory.statements.theorem import Evidence, Hypothesis, Setting
from sam_theory.verdict import (
    Status,
    Verdict,
    consistent,
    proved,
    undecided,
    worst,
)

NO_RADIUS = Schedule("0")

# ---- what a method states of its error


def as_stated(evidence: Evidence, verdict: Verdict) -> Verdict:
    """The verdict, if the method's bound is derived; what is only stated is at best consistent."""
    verdict = where_runs_stay(evidence.setting, verdict)
    if evidence.setting.method.derived or verdict.status is not Status.PROVED:
        return verdict
    slack = error_slack(evidence)
    if slack is None:
        return undecided("the method states its error bound, and no run has measured it")
    return consistent(f"as the method states; the least slack measured is {slack:.3g}", slack)


# ---- Algorithm 1: ‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ with εₖ = Lρₖ


def absolute_error_holds(evidence: Evidence) -> Verdict:
    """‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ for positive εₖ, at the displacement ρₖ of the method."""
    return unless_exceeded(evidence, "Lρₖ", as_stated(evidence, _absolute_error(evidence)))


def _absolute_error(evidence: Evidence) -> Verdict:
    reason = without_error(evidence.setting)
    if reason:
        return proved(f"{reason}; any εₖ > 0 will do, such as 2^(−k)/(1 + tₖ)")
    fact = evidence.setting.problem.facts.lipschitz
    if fact is None or not fact.value.bounded:
        return undecided("no L bounds the error at distance ρₖ")
    step, radius = evidence.setting.step, evidence.setting.radius
    if decide("radius-positive", step, radius).status is Status.PROVED:
        return proved(f"εₖ = Lρₖ with L = {fact.value}")
    return proved(f"εₖ = Lρₖ + 2^(−k)/(1 + tₖ) with L = {fact.value}, as ρₖ may be 0")


def error_summable(evidence: Evidence) -> Verdict:
    """Σ tₖεₖ < ∞ with εₖ = Lρₖ."""
    reason = without_error(evidence.setting)
    if reason:
        return proved(f"{reason}; εₖ = 2^(−k)/(1 + tₖ)")
    return decide("product-summable", evidence.setting.step, evidence.setting.radius)


def error_limsup(evidence: Evidence) -> Verdict:
    """limsup εₖ < 2 with εₖ = Lρₖ."""
    reason = without_error(evidence.setting)
    if reason:
        return proved(f"{reason}; εₖ = 2^(−k)/(1 + tₖ)")
    return radius_limsup(evidence)


ERROR_SUMMABLE = Hypothesis(
    "Σ tₖεₖ < ∞, with εₖ = Lρₖ", error_summable, schedules=("product-summable",)
)
ERROR_LIMSUP = Hypothesis(
    "limsup εₖ < 2, with εₖ = Lρₖ", error_limsup, schedules=("radius-limsup",)
)

# ---- Algorithm 2: ‖gᵏ − ∇f(xᵏ)‖ ≤ ν‖∇f(xᵏ)‖ with ν = L sup ρₖ


def relative_error_holds(evidence: Evidence) -> Verdict:
    """The error condition of Algorithm 2, with the L of (3)."""
    reason = without_error(evidence.setting)
    if reason:
        return unless_exceeded(evidence, "0", proved(f"{reason}; ν = 0"))
    below = _below_one(evidence.setting, lipschitz_constant)
    return unless_exceeded(evidence, "Lρₖ‖∇f(xᵏ)‖", as_stated(evidence, below))


def radius_below_nu(evidence: Evidence) -> Verdict:
    """ρₖ <= ν/L for some ν < 1 and some L of (4)."""
    setting = evidence.setting
    if setting.radius.is_constant and without_error(setting):
        return proved(f"{without_error(setting)}; ν = 0")
    return _below_one(setting, descent_constant)


def _below_one(setting: Setting, constant: Constant) -> Verdict:
    return for_some_constant(
        constant(setting.problem.facts),
        lambda L: decide("radius-relative", setting.step, setting.radius, lipschitz=L),
    )


RELATIVE_ERROR = Hypothesis(
    "‖gᵏ − ∇f(xᵏ)‖ ≤ ν‖∇f(xᵏ)‖ with ν = L sup ρₖ ∈ [0, 1)",
    relative_error_holds,
    of_run=True,
    measured=error_slack,
    schedules=("radius-relative",),
)
ABSOLUTE_ERROR = Hypothesis(
    "‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ", absolute_error_holds, of_run=True, measured=error_slack
)
RADIUS_BELOW_NU = Hypothesis(
    "ρₖ ≤ ν/L with ν ∈ [0, 1), L of (4)",
    radius_below_nu,
    measured=lambda e: below_inverse(e, descent_constant, e.trace.radii),
    schedules=("radius-relative",),
)


def step_bound_igdr(evidence: Evidence) -> Verdict:
    """(12) with ν = L sup ρₖ by the L of (3), and L the constant of (4)."""
    setting = evidence.setting
    facts, step, radius = setting.problem.facts, setting.step, setting.radius
    if decide("step-vanishes", step, radius).status is Status.PROVED:
        return proved("tₖ → 0, below the bound whatever ν < 1 and L are")
    descent = descent_constant(facts)
    if without_error(setting):
        return _step_bound(descent, step, NO_RADIUS)
    if facts.lipschitz is None or facts.descent is None:
        return _step_bound(descent, step, radius)
    return _step_bound_of_two(facts.lipschitz.value, facts.descent, step, radius)


def _step_bound(fact: Fact[Enclosure] | None, step: Schedule, radius: Schedule) -> Verdict:
    return for_some_constant(fact, lambda L: decide("step-bound", step, radius, lipschitz=L))


def _step_bound_of_two(
    error: Enclosure, descent: Fact[Enclosure], step: Schedule, radius: Schedule
) -> Verdict:
    """ν = (L of (3)) sup ρₖ is (L of (4)) sup (ratio · ρₖ)."""
    if error.absent or descent.value.absent:
        return undecided("there is no constant L of (3) or of (4), hence no ν")
    verdict = undecided("no finite upper bounds of the constants are known")
    if error.bounded and descent.value.bounded:
        L = Fraction(descent.value.upper) or TINY
        verdict = decide("step-bound", step, _times(Fraction(error.upper) / L, radius), lipschitz=L)
        if verdict.status is Status.PROVED:
            return verdict
    if descent.value.lower > 0:
        L = Fraction(descent.value.lower)
        least = decide("step-bound", step, _times(Fraction(error.lower) / L, radius), lipschitz=L)
        if least.status is Status.REFUTED:
            return least
    return undecided(f"not for all values of the constants: {verdict.evidence}")


def _times(factor: Fraction, schedule: Schedule) -> Schedule:
    if factor == 1:
        return schedule
    formula = f"({factor.numerator}/{factor.denominator})*({schedule.formula})"
    return replace(schedule, formula=formula)


def step_bound_unnormalized(evidence: Evidence) -> Verdict:
    """(12) with ν = L sup ρₖ, L the constant of (4) throughout."""
    setting = evidence.setting
    if decide("step-vanishes", setting.step, setting.radius).status is Status.PROVED:
        return proved("tₖ → 0, below the bound whatever ν < 1 and L are")
    return _step_bound(descent_constant(setting.problem.facts), setting.step, setting.radius)


def within_lipschitz(evidence: Evidence) -> Verdict:
    """ρₖ <= ν/L and (12) with an L of (3), which is one of (4) as well."""
    setting = evidence.setting
    fact = setting.problem.facts.lipschitz
    if fact is None or not fact.value.bounded:
        return undecided("no L of (3) is known")
    below = _below_one(setting, lipschitz_constant)
    return worst((below, _step_bound(fact, setting.step, setting.radius)))


BOUND = "tₖ ≤ (2 − 2ν − δ)/(L(1 + ν)²) for large k, some δ > 0 (12)"
STEP_BOUND_IGDR = Hypothesis(BOUND, step_bound_igdr, schedules=("step-bound",))
STEP_BOUND_UNNORMALIZED = Hypothesis(BOUND, step_bound_unnormalized, schedules=("step-bound",))


def largest_step(evidence: Evidence, error: Constant) -> float | None:
    """(2 − 2ν)/(L(1 + ν)²) at the radii of the run, L of (4); ν by the constant `error`."""
    descent, lipschitz = (
        fact(evidence.setting.problem.facts) for fact in (descent_constant, error)
    )
    if descent is None or not descent.value.divides:
        return None
    nu = 0.0
    if not without_error(evidence.setting):
        if lipschitz is None or evidence.trace.radii is None:
            return None
        nu = lipschitz.value.upper * float(evidence.trace.radii.high.max())
    return (2 - 2 * nu) / (descent.value.upper * (1 + nu) ** 2) if nu < 1 else None
