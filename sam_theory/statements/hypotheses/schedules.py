"""Hypotheses about the stepsizes and the radii."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from sam_theory.proofs.statement import Given
from sam_theory.schedules.deciding import WORDS, decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.statements import formulas
from sam_theory.statements.hypotheses.methods import without_error
from sam_theory.statements.theorem import Hypothesis, Run, Setting
from sam_theory.verdict import Status, Verdict, proved, refuted, undecided, worst

TINY = Fraction(1, 10**60)  # a valid constant L where the best one is 0
NEAR_ONE = Fraction(999_999, 1_000_000)


def of_schedules(
    *keys: str,
    text: str = "",
    states: tuple[Given, ...] = (),
    weaker: tuple[Hypothesis, ...] = (),
) -> Hypothesis:
    """Statements about tₖ and ρₖ under keys of `decide` that need no L; all must hold.

    Their text is that of the keys, unless it is given.
    """

    def decide_schedules(run: Run) -> Verdict:
        setting = run.setting
        return worst(decide(key, setting.step, setting.radius) for key in keys)

    said = text or " and ".join(WORDS[key] for key in keys)
    return Hypothesis(said, decide_schedules, schedules=keys, states=states, weaker=weaker)


STEP_POSITIVE = of_schedules("step-positive", states=(formulas.STEP_POSITIVE,))
STEP_DIVERGES = of_schedules("step-diverges", states=(formulas.STEP_DIVERGES,))
STEP_VANISHES = of_schedules("step-vanishes", states=(formulas.STEP_VANISHES,))
STEP_DECREASES = of_schedules("step-decreases", states=(formulas.STEP_DECREASES,))
STEP_SQUARE_SUMMABLE = of_schedules(
    "step-square-summable", states=(formulas.STEP_SQUARE_SUMMABLE,), weaker=(STEP_VANISHES,)
)
STEP_DECREASES_TO_ZERO = of_schedules(
    "step-vanishes",
    "step-decreases",
    text="tₖ ↓ 0",
    states=(formulas.STEP_VANISHES, formulas.STEP_DECREASES),
    weaker=(STEP_VANISHES, STEP_DECREASES),
)
STEP_BOUNDED_BELOW = of_schedules("step-bounded-below", states=(formulas.STEP_BOUNDED_BELOW,))
RADIUS_BOUNDED = replace(
    of_schedules("radius-bounded", states=(formulas.RADIUS_BOUNDED,)), radius="bounded"
)
RADIUS_POSITIVE = of_schedules("radius-positive", states=(formulas.RADIUS_POSITIVE,))
CONSTANT_RADIUS_POSITIVE = replace(
    RADIUS_POSITIVE, states=(formulas.CONSTANT_RADIUS,), short="ρ > 0", radius="constant"
)


def product(setting: Setting) -> Schedule | None:
    """tₖρₖ as a formula; None of numbers."""
    step, radius = setting.step, setting.radius
    if step.numbers is not None or radius.numbers is not None:
        return None
    return Schedule(
        f"({step.formula})*({radius.formula})",
        step.lipschitz or radius.lipschitz,
        step.dimension or radius.dimension,
        descent=step.descent or radius.descent,
    )


def product_vanishes(run: Run) -> Verdict:
    """tₖρₖ → 0."""
    found = product(run.setting)
    if found is None:
        return undecided("tₖ or ρₖ is given as numbers: how it goes on is not known")
    return decide("step-vanishes", found, found)


PRODUCT_VANISHES = Hypothesis("tₖρₖ → 0", product_vanishes, states=(formulas.PRODUCT_VANISHES,))
PRODUCT_SUMMABLE = replace(
    of_schedules(
        "product-summable", states=(formulas.PRODUCT_SUMMABLE,), weaker=(PRODUCT_VANISHES,)
    ),
    radius="Σ tₖρₖ < ∞",
)


def for_some_constant(
    fact: Fact[Enclosure] | None, decide_for: Callable[[Fraction], Verdict]
) -> Verdict:
    """A condition that holds for some valid L, and is the easier the smaller L is.

    Every number from the best constant on is valid, so the condition is proved where it holds
    for the upper end of the enclosure, and refuted only where it fails for the lower one.
    """
    if fact is None:
        return undecided("no constant L is known")
    lower, upper = fact.value.lower, fact.value.upper
    if fact.value.absent:
        return undecided(f"there is no constant L: {fact.source}")
    verdict = undecided("no finite upper bound of L is known")
    if fact.value.bounded:
        verdict = decide_for(Fraction(upper) if upper > 0 else TINY)
        if verdict.status is Status.PROVED or (lower == upper > 0):
            return verdict
    if lower > 0:
        least = decide_for(Fraction(lower))
        if least.status is Status.REFUTED:
            return least
    if verdict.status is Status.REFUTED:
        return undecided(f"fails for the known upper bound of L, {upper:.6g}: {verdict.evidence}")
    return verdict


def radius_limsup(run: Run) -> Verdict:
    """limsup ρₖ < 2/L for some L of (3)."""
    step, radius = run.setting.step, run.setting.radius
    if decide("radius-vanishes", step, radius).status is Status.PROVED:
        return proved("ρₖ → 0, below 2/L whatever L is")
    return for_some_constant(
        run.setting.problem.facts.lipschitz,
        lambda L: decide("radius-limsup", step, radius, lipschitz=L),
    )


RADIUS_LIMSUP = Hypothesis(
    WORDS["radius-limsup"],
    radius_limsup,
    schedules=("radius-limsup",),
    states=(formulas.RADIUS_LIMSUP,),
)


def kl_tail(run: Run) -> Verdict:
    """Condition (9) for some φ with which the KL property holds.

    An exponent q may be raised, and the larger it is the easier (9) is, as the tails tend to 0:
    q just below 1 decides that (9) holds. Every concave φ with φ(0) = 0 has [φ'(s)]⁻¹ ≥ s/φ(s)
    ≥ s near 0, so (9) fails for all of them where it fails for [φ'(s)]⁻¹ = s, the limit q = 1.
    """
    setting = run.setting
    reason = without_error(setting)
    if reason:
        return proved(f"{reason}: εₖ > 0 may be as small as one likes")
    summable = decide("product-summable", setting.step, setting.radius)
    if summable.status is Status.REFUTED:
        return refuted(f"Σ tₖρₖ = ∞: {summable.evidence}")
    verdict = decide("kl-tail", setting.step, setting.radius, kl=NEAR_ONE)
    if verdict.status is Status.PROVED:
        return verdict
    limit = decide("kl-tail", setting.step, setting.radius, kl=Fraction(1))
    if limit.status is Status.REFUTED:
        return limit
    return undecided(f"(9) is not decided for φ' = 1/s: {limit.evidence}")


KL_TAIL = Hypothesis(WORDS["kl-tail"], kl_tail, states=(formulas.KL_TAIL,))
