"""The hypotheses that the theorems share: facts of f, statements about schedules, the iterates."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Literal

import numpy as np

from sam_theory.problem import Enclosure, Fact, Facts
from sam_theory.series import decide
from sam_theory.theorem import Evidence, Hypothesis
from sam_theory.verdict import Verdict, consistent, proved, refuted, undecided, violated

ANALYTIC = ("semialgebraic", "analytic", "definable")


def known(fact: Fact[bool] | None, text: str) -> Verdict:
    """A yes-or-no fact as a verdict."""
    if fact is None:
        return undecided(f"not known whether {text}")
    return proved(fact.source) if fact.value else refuted(fact.source)


def of_fact(text: str, name: str) -> Hypothesis:
    """The hypothesis that a yes-or-no fact of f is true."""

    def decide_fact(evidence: Evidence) -> Verdict:
        return known(getattr(evidence.setting.problem.facts, name), text)

    return Hypothesis(text, decide_fact)


def finite(fact: Fact[Enclosure] | None, text: str) -> Verdict:
    """That the enclosed constant exists."""
    if fact is None:
        return undecided(f"not known whether {text}")
    if math.isinf(fact.value.lower):
        return refuted(fact.source)
    if math.isinf(fact.value.upper):
        return undecided(f"not known whether {text}: {fact.source}")
    return proved(f"L = {fact.value}: {fact.source}")


CONVEX = of_fact("f is convex", "convex")
BOUNDED_LEVEL_SET = of_fact("f has a nonempty bounded level set", "level_sets_bounded")
UNIQUE_MINIMIZER = of_fact("f has exactly one minimizer", "unique_minimizer")

LIPSCHITZ_GRADIENT = Hypothesis(
    "∇f is L-Lipschitz (3)",
    lambda e: finite(e.setting.problem.facts.lipschitz, "∇f is Lipschitz"),
)
DESCENT_CONDITION = Hypothesis(
    "f satisfies the L-descent condition (4)",
    lambda e: finite(descent_constant(e.setting.problem.facts), "(4) holds for some L"),
)


def descent_constant(facts: Facts) -> Fact[Enclosure] | None:
    """The enclosure of the best L in (4): its own, or that of (3), which implies (4)."""
    if facts.descent is not None:
        return facts.descent
    if facts.lipschitz is None or math.isinf(facts.lipschitz.value.upper):
        return None
    convex = facts.convex is not None and facts.convex.value
    lower = facts.lipschitz.value.lower if convex else 0.0
    source = f"(3) implies (4): {facts.lipschitz.source}"
    return Fact(Enclosure(lower, facts.lipschitz.value.upper), source)


def lipschitz_constant(evidence: Evidence) -> Fraction | None:
    """The upper bound of L in (3), exactly."""
    return upper_bound(evidence.setting.problem.facts.lipschitz)


def upper_bound(fact: Fact[Enclosure] | None) -> Fraction | None:
    """The upper end of an enclosure as a rational number, None where it is unknown or infinite."""
    if fact is None or not 0 < fact.value.upper < math.inf:
        return None
    return Fraction(fact.value.upper)


def of_schedules(
    text: str,
    key: str,
    constant: Callable[[Evidence], Fraction | None] | None = None,
) -> Hypothesis:
    """A statement about tₖ and ρₖ under one of the keys that `series.decide` answers.

    `constant` gives the L of the keys that need one.
    """

    def decide_schedules(evidence: Evidence) -> Verdict:
        setting = evidence.setting
        if constant is None:
            return decide(key, setting.step, setting.radius)
        L = constant(evidence)
        if L is None:
            return undecided("no constant L is known")
        return decide(key, setting.step, setting.radius, lipschitz=L)

    return Hypothesis(text, decide_schedules)


STEP_DIVERGES = of_schedules("Σ tₖ = ∞", "step-diverges")
STEP_SQUARE_SUMMABLE = of_schedules("Σ tₖ² < ∞", "step-square-summable")
STEP_VANISHES = of_schedules("tₖ → 0", "step-vanishes")
STEP_DECREASES = of_schedules("tₖ is nonincreasing from some k on", "step-decreases")
RADIUS_BOUNDED = of_schedules("sup ρₖ < ∞", "radius-bounded")
RADIUS_POSITIVE = of_schedules("ρₖ > 0", "radius-positive")
STEP_POSITIVE = of_schedules("tₖ > 0", "step-positive")
PRODUCT_SUMMABLE = of_schedules("Σ tₖρₖ < ∞", "product-summable")


def kl_tail(evidence: Evidence) -> Verdict:
    """Condition (9) for the exponent of f where it is known, else for every q in (0, 1)."""
    setting, facts = evidence.setting, evidence.setting.problem.facts
    exponent: Fraction | Literal["every"] = "every"
    if facts.kl_exponent is not None and 0 < facts.kl_exponent.value < 1:
        exponent = Fraction(facts.kl_exponent.value).limit_denominator(10**6)
    return decide("kl-tail", setting.step, setting.radius, kl=exponent)


def kl_property(evidence: Evidence) -> Verdict:
    """The KL property at every point, from a fact or from definability."""
    facts = evidence.setting.problem.facts
    if facts.kl_property is not None:
        return known(facts.kl_property, "f has the KL property")
    if facts.kl_exponent is not None:
        return proved(f"exponent {facts.kl_exponent.value:g}: {facts.kl_exponent.source}")
    if facts.definability is not None and facts.definability.value in ANALYTIC:
        return proved(f"f is {facts.definability.value}: {facts.definability.source}")
    return undecided("neither definability nor a KL exponent of f is known")


KL_PROPERTY = Hypothesis("f has the KL property at the accumulation point", kl_property)


def bounded_below(evidence: Evidence) -> Verdict:
    """inf f(xᵏ) > −∞: proved if f is bounded below, else read off the run."""
    fact = evidence.setting.problem.facts.infimum
    if fact is not None and fact.value > -math.inf:
        return proved(f"f ≥ {fact.value:g}: {fact.source}")
    values = evidence.trace.value_low
    if values is None or evidence.trace.ending.reason == "outside the domain":
        return undecided("the values were not recorded")
    if evidence.trace.ending.reason == "overflow":
        falling = evidence.trace.last_value is not None and evidence.trace.last_value < 0
        return (
            violated("f(xᵏ) fell until it left the range of floating point")
            if falling
            else (undecided("the run left the range of floating point"))
        )
    settled = evidence.properties["value-limit"].holds
    if settled:
        return consistent(f"f(xᵏ) settles near {values[-1]:.4g}")
    return _falling(evidence, values)


def _falling(evidence: Evidence, values: np.ndarray) -> Verdict:
    half = len(values) // 2
    drop_before, drop_after = values[0] - values[half], values[half] - values[-1]
    if fact_says_unbounded(evidence.setting.problem.facts) and drop_after > max(drop_before, 0):
        return violated(f"f is unbounded below and f(xᵏ) falls ever faster, to {values[-1]:.4g}")
    return undecided(f"f(xᵏ) has not settled: {values[-1]:.4g} at the end")


def fact_says_unbounded(facts: Facts) -> bool:
    """Whether inf f = −∞ is known."""
    return facts.infimum is not None and facts.infimum.value == -math.inf


BOUNDED_BELOW = Hypothesis("inf f(xᵏ) > −∞", bounded_below, of_run=True)


def gradients_nonzero(evidence: Evidence) -> Verdict:
    """∇f(xᵏ) ≠ 0 for every k: seen as far as the run went."""
    if evidence.trace.stopped:
        return violated(evidence.trace.ending.evidence)
    smallest = float(evidence.trace.gradient_low.min())
    return consistent(f"min ‖∇f(xᵏ)‖ = {smallest:.3g} over {evidence.trace.iterations} iterations")


GRADIENTS_NONZERO = Hypothesis("∇f(xᵏ) ≠ 0 for all k", gradients_nonzero, of_run=True)


def accumulates(evidence: Evidence) -> Verdict:
    """xᵏ has an accumulation point: the box of the iterates has stopped growing."""
    trace = evidence.trace
    if evidence.properties["iterate-limit"].holds:
        return consistent("xᵏ converges as far as the run shows")
    if trace.box_low is None or trace.box_high is None:
        return undecided("the iterates were not recorded")
    if trace.ending.reason in ("overflow", "outside the domain"):
        return violated(trace.ending.evidence)
    reach = np.maximum(np.abs(trace.box_low), np.abs(trace.box_high)).max(axis=-1)
    octaves = [reach[trace.edges[:-1] >= trace.iterations / 2**j] for j in (1, 2, 3)]
    early = reach[trace.edges[:-1] < trace.iterations / 4].max(initial=0.0)
    if len(octaves[0]) and octaves[0].max() <= early:
        return consistent(f"max |xᵏ| = {octaves[0].max():.4g} in the last octave, no record")
    return undecided(f"max |xᵏ| still grows: {reach[-1]:.4g} at the end")


ACCUMULATES = Hypothesis("xᵏ has an accumulation point", accumulates, of_run=True)


def stays_above_limit(evidence: Evidence) -> Verdict:
    """f(xᵏ) > f(x̄) for all large k, or x̄ is a global minimizer."""
    trace, fact = evidence.trace, evidence.setting.problem.facts.infimum
    if trace.value_low is None or trace.last_value is None or trace.value_high is None:
        return undecided("the values were not recorded")
    if not evidence.properties["value-limit"].holds:
        return undecided("the limit of f(xᵏ) is not established")
    tail = trace.edges[:-1] >= trace.iterations / 4
    spread = float(trace.value_high.max() - trace.value_low.min())
    if fact is not None and trace.last_value - fact.value <= 1e-6 * spread:
        return consistent(f"f(xᵏ) comes within {trace.last_value - fact.value:.2g} of inf f")
    if trace.last_value <= float(trace.value_low[tail].min()):
        return consistent("f(xᵏ) attains its least value at the end of the run")
    return undecided("f(xᵏ) has been below its last value")


ABOVE_LIMIT = Hypothesis(
    "f(xᵏ) > f(x̄) for all large k, or x̄ is a global minimizer", stays_above_limit, of_run=True
)


def property_shown(name: str) -> Callable[[Evidence], Verdict]:
    """The check of a conclusion that is one of the five properties."""

    def check(evidence: Evidence) -> Verdict:
        return evidence.properties[name]

    return check
