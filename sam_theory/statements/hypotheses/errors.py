"""What Algorithms 1 and 2 of K24 ask of gₖ, and of the schedules through L and ν."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

import numpy as np

from sam_theory.properties.ground import FALLING
from sam_theory.schedules.deciding import decide
from sam_theory.schedules.schedule import Numbers, Schedule
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.statements import formulas
from sam_theory.statements.hypotheses.facts import (
    descent_constant,
    lipschitz_constant,
    where_runs_stay,
)
from sam_theory.statements.hypotheses.iterates import (
    RESOLVED,
    gradient_floor,
    octaves,
)
from sam_theory.statements.hypotheses.measured import (
    Constant,
    below_inverse,
    error_slack,
    unless_exceeded,
)
from sam_theory.statements.hypotheses.methods import without_error
from sam_theory.statements.hypotheses.schedules import (
    RADIUS_BOUNDED,
    TINY,
    for_some_constant,
    product_vanishes,
)
from sam_theory.statements.theorem import Hypothesis, Run, Setting
from sam_theory.verdict import (
    Status,
    Verdict,
    consistent,
    proved,
    undecided,
    violated,
    worst,
)

NO_RADIUS = Schedule("0")
LAST = 4  # octaves over which a bound on what was measured must not grow
BEYOND, SAMPLES = 14, 64  # octaves of k beyond a record, and k in each, at which tₖ is looked at

# ---- what a method states of its error


def as_stated(run: Run, verdict: Verdict) -> Verdict:
    """The verdict, if the method's bound is derived; what is only stated is at best consistent."""
    verdict = where_runs_stay(run.setting, verdict)
    if run.setting.method.derived or verdict.status is not Status.PROVED:
        return verdict
    slack = error_slack(run)
    if slack is None:
        return undecided("the method states its error bound, and no run has measured it")
    return consistent(f"as the method states; the least slack measured is {slack:.3g}", slack)


# ---- Algorithm 1: ‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ with εₖ = Lρₖ


def absolute_error_holds(run: Run) -> Verdict:
    """‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ for positive εₖ: those of the method's bound, or those that were."""
    bound = run.setting.method.error
    if bound is None:
        return _as_measured(run)
    text = {0.0: "0", 1.0: "Lρₖ"}.get(bound.absolute, f"{bound.absolute:g}Lρₖ")
    return unless_exceeded(run, text, as_stated(run, _absolute_error(run)))


def _as_measured(run: Run) -> Verdict:
    measured = run.trace.measured
    if measured is None:
        return undecided("the method states no error bound, and no error was recorded")
    return consistent(
        "the method states no bound; εₖ = ‖gᵏ − ∇f(xᵏ)‖ + 2^(−k), as measured from "
        f"{measured.low.min():.3g} to {measured.high.max():.3g}"
    )


def _absolute_error(run: Run) -> Verdict:
    reason = without_error(run.setting)
    if reason:
        return proved(f"{reason}; any εₖ > 0 will do, such as 2^(−k)/(1 + tₖ)")
    fact = error_constant(run)
    if fact is None or not fact.value.bounded:
        return undecided("no L bounds the error at distance ρₖ")
    step, radius = run.setting.step, run.setting.radius
    if decide("radius-positive", step, radius).status is Status.PROVED:
        return proved(f"εₖ = Lρₖ with L = {fact.value}")
    return proved(f"εₖ = Lρₖ + 2^(−k)/(1 + tₖ) with L = {fact.value}, as ρₖ may be 0")


def error_constant(run: Run) -> Fact[Enclosure] | None:
    """cL of a bound cLρₖ or cLρₖ‖∇f(xᵏ)‖, with the L of (3)."""
    fact, bound = lipschitz_constant(run.setting.problem.facts), run.setting.method.error
    coefficient = 1.0 if bound is None else max(bound.absolute, bound.relative)
    if fact is None or coefficient in (0, 1):
        return fact
    scaled = Enclosure(coefficient * fact.value.lower, coefficient * fact.value.upper)
    return Fact(scaled, f"{coefficient:g} times L: {fact.source}")


def error_summable(run: Run) -> Verdict:
    """Σ tₖεₖ < ∞ with the εₖ of the bound, or those that were measured."""
    setting = run.setting
    if setting.method.error is None:
        return _summable_measured(run)
    reason = without_error(setting)
    if reason:
        return proved(f"{reason}; εₖ = 2^(−k)/(1 + tₖ)")
    return decide("product-summable", setting.step, setting.radius)


def _summable_measured(run: Run) -> Verdict:
    """Σ tₖ‖gᵏ − ∇f(xᵏ)‖ < ∞, if the errors outrun the steps in the record, and beyond it."""
    measured = run.trace.measured
    verdict = run.properties["errors-summable"]
    if measured is None or not verdict.holds:
        return verdict
    tops = octaves(measured.high, np.maximum)[-LAST - 1 :]
    kept = float(np.max(tops[1:] / np.maximum(tops[:-1], np.finfo(np.float64).tiny)))
    growth = most_growth(run.setting.step, run.trace.iterations)
    if kept * growth <= FALLING:
        return verdict
    return undecided(
        f"{verdict.evidence}; but ‖gᵏ − ∇f(xᵏ)‖ keeps {kept:.3g} of itself from octave to octave, "
        f"and an octave of later steps may have {growth:.3g} times the Σt of the one before"
    )


def most_growth(step: Schedule, iterations: int) -> float:
    """The greatest ratio of the Σt of an octave to that of the one before, from the last one on.

    An octave has at most its greatest tₖ times its length, by samples. Numbers go on in any way.
    """
    return math.inf if step.numbers is not None else _most_growth(step, iterations)


@lru_cache(maxsize=256)  # settings have most of their schedules in common
def _most_growth(step: Schedule, iterations: int) -> float:
    edges = iterations / 2 * 2.0 ** np.arange(BEYOND + 2)
    samples = np.geomspace(edges[:-1], edges[1:] - 1, SAMPLES).T  # (BEYOND + 1, SAMPLES)
    k = np.unique(np.maximum(samples, 1).astype(np.int64))
    tops = np.array(
        [step.values(k[(k >= a) & (k < b)]).max(initial=0.0) for a, b in pairwise(edges)]
    )
    sums = tops * np.diff(edges)
    later = sums[1:] / np.maximum(sums[:-1], np.finfo(np.float64).tiny)
    return float(later[np.isfinite(later)].max(initial=0.0))


def error_limsup(run: Run) -> Verdict:
    """limsup εₖ < 2 with the εₖ of the bound, or those that were measured."""
    setting = run.setting
    if setting.method.error is None:
        return _limsup_measured(run)
    reason = without_error(setting)
    if reason:
        return proved(f"{reason}; εₖ = 2^(−k)/(1 + tₖ)")
    step, radius = setting.step, setting.radius
    if decide("radius-vanishes", step, radius).status is Status.PROVED:
        return proved("ρₖ → 0, below 2/L whatever L is")
    return for_some_constant(
        error_constant(run), lambda L: decide("radius-limsup", step, radius, lipschitz=L)
    )


def _limsup_measured(run: Run) -> Verdict:
    measured = run.trace.measured
    if measured is None:
        return undecided("the method states no error bound, and no error was recorded")
    tops = octaves(measured.high, np.maximum)[-LAST:]
    told = f"the greatest ‖gᵏ − ∇f(xᵏ)‖ of an octave goes from {tops[0]:.3g} to {tops[-1]:.3g}"
    if len(tops) == LAST and tops.max() < 2 and np.all(np.diff(tops) <= 0):
        return consistent(told)
    return undecided(told)


def error_vanishes(run: Run) -> Verdict:
    """tₖεₖ → 0 with the εₖ of the bound; not judged where they were measured."""
    if run.setting.method.error is None:
        return undecided("the method states no error bound")
    reason = without_error(run.setting)
    return proved(f"{reason}; εₖ = 2^(−k)/(1 + tₖ)") if reason else product_vanishes(run)


ERROR_VANISHES = Hypothesis(
    "tₖεₖ → 0, with εₖ = Lρₖ", error_vanishes, of_errors=True, states=(formulas.ERROR_VANISHES,)
)
ERROR_SUMMABLE = Hypothesis(
    "Σ tₖεₖ < ∞, with εₖ = Lρₖ",
    error_summable,
    of_errors=True,
    schedules=("product-summable",),
    states=(formulas.ERROR_SUMMABLE,),
    weaker=(ERROR_VANISHES,),
    short="Σ tₖεₖ < ∞",
    radius="Σ tₖρₖ < ∞",
)
ERROR_LIMSUP = Hypothesis(
    "limsup εₖ < 2, with εₖ = Lρₖ",
    error_limsup,
    of_errors=True,
    schedules=("radius-limsup",),
    states=(formulas.ERROR_LIMSUP,),
    short="limsup εₖ < 2",
)

# ---- Algorithm 2: ‖gᵏ − ∇f(xᵏ)‖ ≤ ν‖∇f(xᵏ)‖ with ν = L sup ρₖ


def relative_error_holds(run: Run) -> Verdict:
    """The error condition of Algorithm 2, with the cL of the bound, or as it was measured."""
    if run.setting.method.error is None:
        return _share_measured(run)
    reason = without_error(run.setting)
    if reason:
        return unless_exceeded(run, "0", as_stated(run, proved(f"{reason}; ν = 0")))
    below = _below_one(run.setting, error_constant(run))
    return unless_exceeded(run, "Lρₖ‖∇f(xᵏ)‖", as_stated(run, below))


def radius_below_nu(run: Run) -> Verdict:
    """ρₖ <= ν/L for some ν < 1 and some L of (4)."""
    setting = run.setting
    if setting.radius.is_constant and without_error(setting):
        return proved(f"{without_error(setting)}; ν = 0")
    return _below_one(setting, descent_constant(setting.problem.facts))


def _below_one(setting: Setting, constant: Fact[Enclosure] | None) -> Verdict:
    return for_some_constant(
        constant, lambda L: decide("radius-relative", setting.step, setting.radius, lipschitz=L)
    )


def _share_measured(run: Run) -> Verdict:
    """ν < 1 as measured, in the octaves in which ‖∇f(xᵏ)‖ is more than rounding."""
    nu, told = measured_share(run)
    if nu is None:
        return undecided(told)
    return consistent(told) if nu < 1 else violated(told)


def measured_share(run: Run) -> tuple[float | None, str]:
    """The greatest ‖gᵏ − ∇f(xᵏ)‖/‖∇f(xᵏ)‖ of a run, None where it does not settle; and in words."""
    measured, trace = run.trace.measured, run.trace
    if measured is None:
        return None, "the method states no error bound, and no error was recorded"
    told = trace.gradients.low > RESOLVED * gradient_floor(run)
    if not told.any():
        return None, "‖∇f(xᵏ)‖ is no more than rounding throughout"
    end = int(np.flatnonzero(told)[-1]) + 1
    shares = measured.share[:end][told[:end]]
    nu = float(shares.max())
    text = f"‖gᵏ − ∇f(xᵏ)‖ ≤ {nu:.4g}‖∇f(xᵏ)‖ as measured; the method states no bound"
    late = float(shares[-len(shares) // 4 :].max())
    if nu < 1 and late == nu and len(shares) > 1:
        return None, f"{text}, and the share is greatest at the end"
    if not told.all() and nu < 1 and not trace.stopped:
        return None, f"{text} before ‖∇f(xᵏ)‖ is rounding at k = {int(trace.edges[end]) - 1}"
    return nu, text


RELATIVE_ERROR = Hypothesis(
    "‖gᵏ − ∇f(xᵏ)‖ ≤ ν‖∇f(xᵏ)‖ with ν = L sup ρₖ ∈ [0, 1)",
    relative_error_holds,
    of_run=True,
    measured=error_slack,
    schedules=("radius-relative",),
    states=(formulas.RELATIVE_ERROR,),
    short="error ≤ ν‖∇f‖, ν < 1",
    radius="≤ ν/L",
)
ABSOLUTE_ERROR = Hypothesis(
    "‖gᵏ − ∇f(xᵏ)‖ ≤ εₖ",
    absolute_error_holds,
    of_run=True,
    measured=error_slack,
    states=(formulas.ERROR_POSITIVE, formulas.ABSOLUTE_ERROR),
)
RADIUS_BELOW_NU = Hypothesis(
    "ρₖ ≤ ν/L with ν ∈ [0, 1), L of (4)",
    radius_below_nu,
    measured=below_inverse(descent_constant, "radii"),
    schedules=("radius-relative",),
    states=(formulas.RADIUS_NONNEGATIVE, formulas.RADIUS_BELOW_NU),
    weaker=(RADIUS_BOUNDED,),
    short="ρₖ ≤ ν/L, ν < 1",
    radius="≤ ν/L",
)


def step_bound_igdr(run: Run) -> Verdict:
    """(12) with ν = L sup ρₖ by the L of (3), and L the constant of (4)."""
    setting = run.setting
    facts, step, radius = setting.problem.facts, setting.step, setting.radius
    if decide("step-vanishes", step, radius).status is Status.PROVED:
        return proved("tₖ → 0, below the bound whatever ν < 1 and L are")
    descent = descent_constant(facts)
    if setting.method.error is None:
        return _step_bound_measured(run, descent)
    if without_error(setting):
        return _step_bound(descent, step, NO_RADIUS)
    error = error_constant(run)
    if error is None or (facts.descent is None and error is facts.lipschitz):
        return _step_bound(descent, step, radius)
    if descent is None:
        return _step_bound(error, step, radius)
    return _step_bound_of_two(error.value, descent, step, radius)


def _step_bound_measured(run: Run, descent: Fact[Enclosure] | None) -> Verdict:
    """(12) with the ν that was measured."""
    nu, told = measured_share(run)
    if nu is None or nu >= 1:
        return undecided(told)

    def decide_for(L: Fraction) -> Verdict:
        share = Fraction(nu) / L  # of a constant radius with L sup ρₖ = ν
        radius = Schedule(f"{share.numerator}/{share.denominator}")
        return decide("step-bound", run.setting.step, radius, lipschitz=L)

    verdict = for_some_constant(descent, decide_for)
    return consistent(f"{verdict.evidence}; {told}") if verdict.holds else verdict


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
    if schedule.numbers is not None:
        return Schedule.of(Numbers(float(factor) * schedule.numbers.values))
    if factor == 1:
        return schedule
    formula = f"({factor.numerator}/{factor.denominator})*({schedule.formula})"
    return replace(schedule, formula=formula)


def step_bound_unnormalized(run: Run) -> Verdict:
    """(12) with ν = L sup ρₖ, L the constant of (4) throughout."""
    setting = run.setting
    if decide("step-vanishes", setting.step, setting.radius).status is Status.PROVED:
        return proved("tₖ → 0, below the bound whatever ν < 1 and L are")
    return _step_bound(descent_constant(setting.problem.facts), setting.step, setting.radius)


def within_lipschitz(run: Run) -> Verdict:
    """ρₖ <= ν/L and (12) with an L of (3), which is one of (4) as well."""
    setting = run.setting
    fact = setting.problem.facts.lipschitz
    if fact is None or not fact.value.bounded:
        return undecided("no L of (3) is known")
    below = _below_one(setting, fact)
    return worst((below, _step_bound(fact, setting.step, setting.radius)))


BOUND = "tₖ ≤ (2 − 2ν − δ)/(L(1 + ν)²) for large k, some δ > 0 (12)"
STEP_BOUND_IGDR = Hypothesis(
    BOUND,
    step_bound_igdr,
    of_errors=True,
    schedules=("step-bound",),
    states=(formulas.STEP_NONNEGATIVE, formulas.STEP_BOUND),
    short="(12)",
)
STEP_BOUND_UNNORMALIZED = Hypothesis(
    BOUND,
    step_bound_unnormalized,
    schedules=("step-bound",),
    states=(formulas.STEP_NONNEGATIVE, formulas.STEP_BOUND),
    short="(12)",
)


def largest_step(run: Run, error: Constant) -> float | None:
    """(2 − 2ν)/(L(1 + ν)²) at the radii of the run, L of (4); ν by the constant `error`."""
    descent, lipschitz = (fact(run.setting.problem.facts) for fact in (descent_constant, error))
    if descent is None or not descent.value.divides:
        return None
    nu = 0.0
    if not without_error(run.setting):
        if lipschitz is None or run.trace.radii is None:
            return None
        nu = lipschitz.value.upper * float(run.trace.radii.high.max())
    return (2 - 2 * nu) / (descent.value.upper * (1 + nu) ** 2) if nu < 1 else None
