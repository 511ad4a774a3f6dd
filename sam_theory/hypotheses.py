"""The hypotheses that the theorems share: facts of f, and statements about the schedules."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from sam_theory.method import Method
from sam_theory.problem import Enclosure, Fact, Facts
from sam_theory.schedule import Schedule
from sam_theory.series import decide
from sam_theory.theorem import Evidence, Hypothesis, Setting
from sam_theory.verdict import Status, Verdict, proved, refuted, undecided, worst

POWER_LIKE = ("semialgebraic", "analytic")  # KL with φ = M t^{1−q}, q ∈ [0, 1): Łojasiewicz
DEFINABLE = (*POWER_LIKE, "definable")
TINY = Fraction(1, 10**60)  # a valid constant L where the best one is 0
NEAR_ONE = Fraction(999_999, 1_000_000)
NO_RADIUS = Schedule("0")

Constant = Callable[[Facts], Fact[Enclosure] | None]


# ---- facts of f


def known(fact: Fact[bool] | None, text: str) -> Verdict:
    """A yes-or-no fact as a verdict."""
    if fact is None:
        return undecided(f"not known whether {text}")
    return proved(fact.source) if fact.value else refuted(fact.source)


def of_fact(text: str, name: str) -> Hypothesis:
    """The hypothesis that a yes-or-no fact of f is true."""
    return Hypothesis(text, lambda e: known(getattr(e.setting.problem.facts, name), text))


def finite(fact: Fact[Enclosure] | None, text: str) -> Verdict:
    """That the enclosed constant exists."""
    if fact is None:
        return undecided(f"not known whether {text}")
    if math.isinf(fact.value.lower):
        return refuted(fact.source)
    if math.isinf(fact.value.upper):
        return undecided(f"not known whether {text}: {fact.source}")
    return proved(f"L = {fact.value}: {fact.source}")


def lipschitz_constant(facts: Facts) -> Fact[Enclosure] | None:
    """The enclosure of the best L in (3)."""
    return facts.lipschitz


def descent_constant(facts: Facts) -> Fact[Enclosure] | None:
    """The enclosure of the best L in (4): its own, or that of (3), which implies (4)."""
    if facts.descent is not None:
        return facts.descent
    if facts.lipschitz is None:
        return None
    convex = facts.convex is not None and facts.convex.value
    if convex:
        return Fact(facts.lipschitz.value, f"(3) ⇔ (4) for convex f: {facts.lipschitz.source}")
    if math.isinf(facts.lipschitz.value.upper):
        return None
    source = f"(3) ⇒ (4): {facts.lipschitz.source}"
    return Fact(Enclosure(0.0, facts.lipschitz.value.upper), source)


CONVEX = of_fact("f is convex", "convex")
UNIQUE_MINIMIZER = of_fact("f has exactly one minimizer", "unique_minimizer")
LIPSCHITZ_GRADIENT = Hypothesis(
    "∇f is L-Lipschitz (3)",
    lambda e: finite(e.setting.problem.facts.lipschitz, "∇f is Lipschitz"),
)
DESCENT_CONDITION = Hypothesis(
    "f satisfies the L-descent condition (4)",
    lambda e: finite(descent_constant(e.setting.problem.facts), "(4) holds for some L"),
)


def bounded_level_set(evidence: Evidence) -> Verdict:
    """Some nonempty {f ≤ c} is bounded; for convex f then all are (Rockafellar, Cor. 8.7.1)."""
    facts = evidence.setting.problem.facts
    verdict = known(facts.level_sets_bounded, "f has a bounded level set")
    if verdict.status is Status.REFUTED and not (facts.convex is not None and facts.convex.value):
        return undecided(f"some level set is unbounded: {verdict.evidence}; another may be bounded")
    return verdict


BOUNDED_LEVEL_SET = Hypothesis("f has a nonempty bounded level set", bounded_level_set)


def kl_property(evidence: Evidence) -> Verdict:
    """The KL property at every point, from a fact, an exponent, or definability."""
    facts = evidence.setting.problem.facts
    if facts.kl_property is not None:
        return known(facts.kl_property, "f has the KL property")
    if facts.kl_exponent is not None:
        return proved(f"exponent {facts.kl_exponent.value:.4g}: {facts.kl_exponent.source}")
    if facts.definability is not None and facts.definability.value in DEFINABLE:
        return proved(f"f is {facts.definability.value}: {facts.definability.source}")
    return undecided("neither definability nor a KL exponent of f is known")


def assumption_2_3(evidence: Evidence) -> Verdict:
    """Assumption 2.3, which φ = M t^{1−q} satisfies with C = 1 (K24, Remark G.1)."""
    facts = evidence.setting.problem.facts
    if facts.kl_exponent is not None and 0 <= facts.kl_exponent.value < 1:
        return proved(f"φ = Mt^(1−q) with q = {facts.kl_exponent.value:.4g} (Remark G.1)")
    if facts.definability is not None and facts.definability.value in POWER_LIKE:
        return proved(f"φ = Mt^(1−q), as f is {facts.definability.value} (Remark G.1)")
    return undecided("no φ is known in closed form")


KL_PROPERTY = Hypothesis("f has the KL property at the accumulation point x̄", kl_property)
ASSUMPTION_2_3 = Hypothesis("its φ satisfies Assumption 2.3", assumption_2_3)


# ---- which methods obey which error model


def absolute_error(method: Method) -> bool:
    """Whether ‖gₖ − ∇f(xᵏ)‖ ≤ Lρₖ."""
    mixed = method.error_model == "mixed" and method.mixture == 1
    return mixed or method.error_model in ("absolute", "exact")


def relative_error(method: Method) -> bool:
    """Whether ‖gₖ − ∇f(xᵏ)‖ ≤ Lρₖ‖∇f(xᵏ)‖."""
    mixed = method.error_model == "mixed" and method.mixture == 0
    return mixed or method.error_model in ("relative", "exact")


def without_error(setting: Setting) -> str:
    """Why gₖ = ∇f(xᵏ) for every k; empty where that is not known."""
    if setting.method.error_model == "exact":
        return "gₖ = ∇f(xᵏ)"
    radius_positive = decide("radius-positive", setting.step, setting.radius)
    if setting.radius.is_constant and radius_positive.status is Status.REFUTED:
        return "ρₖ = 0, so gₖ = ∇f(xᵏ)"
    fact = setting.problem.facts.lipschitz
    if fact is not None and fact.value.upper == 0:
        return "∇f is constant, so gₖ = ∇f(xᵏ)"
    return ""


# ---- schedules


def of_schedules(text: str, *keys: str) -> Hypothesis:
    """Statements about tₖ and ρₖ under keys of `series.decide` that need no L; all must hold."""

    def decide_schedules(evidence: Evidence) -> Verdict:
        setting = evidence.setting
        return worst(decide(key, setting.step, setting.radius) for key in keys)

    return Hypothesis(text, decide_schedules)


STEP_POSITIVE = of_schedules("tₖ > 0", "step-positive")
STEP_DIVERGES = of_schedules("Σ tₖ = ∞", "step-diverges")
STEP_SQUARE_SUMMABLE = of_schedules("Σ tₖ² < ∞", "step-square-summable")
STEP_DECREASES_TO_ZERO = of_schedules("tₖ ↓ 0", "step-vanishes", "step-decreases")
STEP_BOUNDED_BELOW = of_schedules("tₖ is bounded away from 0", "step-bounded-below")
RADIUS_BOUNDED = of_schedules("sup ρₖ < ∞", "radius-bounded")
RADIUS_POSITIVE = of_schedules("ρₖ > 0", "radius-positive")
PRODUCT_SUMMABLE = of_schedules("Σ tₖρₖ < ∞", "product-summable")


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
    if math.isinf(lower):
        return undecided(f"there is no constant L: {fact.source}")
    verdict = undecided("no finite upper bound of L is known")
    if math.isfinite(upper):
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


def radius_limsup(evidence: Evidence) -> Verdict:
    """limsup ρₖ < 2/L for some L of (3)."""
    step, radius = evidence.setting.step, evidence.setting.radius
    if decide("radius-vanishes", step, radius).status is Status.PROVED:
        return proved("ρₖ → 0, below 2/L whatever L is")
    return for_some_constant(
        evidence.setting.problem.facts.lipschitz,
        lambda L: decide("radius-limsup", step, radius, lipschitz=L),
    )


RADIUS_LIMSUP = Hypothesis("limsup ρₖ < 2/L", radius_limsup)


def kl_tail(evidence: Evidence) -> Verdict:
    """Condition (9) for some φ with which the KL property holds.

    An exponent q may be raised, and the larger it is the easier (9) is, as the tails tend to 0:
    q just below 1 decides that (9) holds. Every concave φ with φ(0) = 0 has [φ'(s)]⁻¹ ≥ s/φ(s)
    ≥ s near 0, so (9) fails for all of them where it fails for [φ'(s)]⁻¹ = s, the limit q = 1.
    """
    setting = evidence.setting
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


KL_TAIL = Hypothesis("Σ tₖ[φ'(Σᵢ≥ₖ tᵢεᵢ)]⁻¹ < ∞ (9)", kl_tail)
