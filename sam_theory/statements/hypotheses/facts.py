"""Hypotheses about f, decided from its facts."""

from __future__ import annotations

from dataclasses import replace

from sam_theory.proofs.statement import Given
from sam_theory.setting.facts import Enclosure, Fact, Facts, holds
from sam_theory.statements import formulas
from sam_theory.statements.hypotheses.iterates import BOUNDED_BELOW
from sam_theory.statements.hypotheses.measured import (
    descent_slack,
    infimum_slack,
    lipschitz_slack,
    unless_exceeded,
)
from sam_theory.statements.theorem import Hypothesis, Run, Setting
from sam_theory.verdict import Status, Verdict, proved, refuted, undecided


def known(fact: Fact[bool] | None, text: str) -> Verdict:
    """A yes-or-no fact as a verdict."""
    if fact is None:
        return undecided(f"not known whether {text}")
    return proved(fact.source) if fact.value else refuted(fact.source)


def of_fact(text: str, name: str, states: tuple[Given, ...] = ()) -> Hypothesis:
    """The hypothesis that a yes-or-no fact of f is true."""
    return Hypothesis(
        text, lambda e: known(getattr(e.setting.problem.facts, name), text), states=states
    )


def finite(fact: Fact[Enclosure] | None, text: str) -> Verdict:
    """That the enclosed constant exists."""
    if fact is None:
        return undecided(f"not known whether {text}")
    if fact.value.absent:
        return refuted(fact.source)
    if not fact.value.bounded:
        return undecided(f"not known whether {text}: {fact.source}")
    return proved(f"L = {fact.value}: {fact.source}")


def lipschitz_constant(facts: Facts) -> Fact[Enclosure] | None:
    """The enclosure of the best L in (3)."""
    return facts.lipschitz


def descent_constant(facts: Facts) -> Fact[Enclosure] | None:
    """The enclosure of the best L in (4)."""
    return facts.implied_descent


CONVEX = of_fact("f is convex", "convex", states=(formulas.CONVEX,))
UNIQUE_MINIMIZER = of_fact(
    "f has exactly one minimizer", "unique_minimizer", states=(formulas.UNIQUE,)
)


def where_runs_stay(setting: Setting, verdict: Verdict) -> Verdict:
    """A verdict that rests on the L of (3): no better than that runs stay where it holds."""
    stay = setting.confinement
    if stay is None or not verdict.holds or stay.status.rank <= verdict.status.rank:
        return verdict
    return Verdict(stay.status, f"{verdict.evidence}; {stay.evidence}", verdict.slack)


def descent_condition(run: Run) -> Verdict:
    """(4), by a constant of its own or by that of (3)."""
    facts = run.setting.problem.facts
    verdict = finite(descent_constant(facts), "(4) holds for some L")
    return verdict if facts.descent is not None else where_runs_stay(run.setting, verdict)


def lipschitz_gradient(run: Run) -> Verdict:
    """(3): not where a run measures more than L‖v‖ between ∇f(x + v) and ∇f(x)."""
    verdict = finite(run.setting.problem.facts.lipschitz, "∇f is Lipschitz")
    verdict = where_runs_stay(run.setting, verdict)
    if not run.setting.method.derived:
        return verdict
    return unless_exceeded(run, "L‖vₖ‖", verdict)


DESCENT_CONDITION = Hypothesis(
    "f satisfies the L-descent condition (4)",
    descent_condition,
    measured=descent_slack(descent_constant),
    states=(formulas.POSITIVE_L, formulas.DESCENT),
    short="(4)",
)
LIPSCHITZ_GRADIENT = Hypothesis(
    "∇f is L-Lipschitz (3)",
    lipschitz_gradient,
    of_run=True,
    measured=lipschitz_slack,
    states=(formulas.POSITIVE_L, formulas.LIPSCHITZ),
    weaker=(DESCENT_CONDITION,),
    short="(3)",
)
LIPSCHITZ_WITH_ANY = replace(LIPSCHITZ_GRADIENT, states=(formulas.LIPSCHITZ_ANY,), weaker=())


def bounded_level_set(run: Run) -> Verdict:
    """Some nonempty {f ≤ c} is bounded; for convex f then all are (Rockafellar, Cor. 8.7.1)."""
    facts = run.setting.problem.facts
    verdict = known(facts.level_sets_bounded, "f has a bounded level set")
    if verdict.status is Status.REFUTED and not holds(facts.convex):
        return undecided(f"some level set is unbounded: {verdict.evidence}; another may be bounded")
    return verdict


BOUNDED_LEVEL_SET = Hypothesis(
    "f has a nonempty bounded level set", bounded_level_set, states=(formulas.LEVEL_SET,)
)


def finite_infimum(run: Run) -> Verdict:
    """inf f > −∞."""
    return known(run.setting.problem.facts.bounded_below, "f is bounded below")


FINITE_INFIMUM = Hypothesis(
    "Δ = f(x¹) − inf f < ∞",
    finite_infimum,
    measured=infimum_slack,
    states=(formulas.FINITE_INFIMUM,),
    weaker=(BOUNDED_BELOW,),
    short="inf f > −∞",
)


def kl_property(run: Run) -> Verdict:
    """The KL property at every point, from a fact, an exponent, or definability."""
    fact = run.setting.problem.facts.implied_kl
    if fact is None:
        return undecided("neither definability nor a KL exponent of f is known")
    return known(fact, "f has the KL property")


def assumption_2_3(run: Run) -> Verdict:
    """Assumption 2.3, which φ = M t^{1−q} satisfies with C = 1 (K24, Remark G.1)."""
    fact = run.setting.problem.facts.kl_power
    return undecided("no φ is known in closed form") if fact is None else proved(fact.source)


KL_PROPERTY = Hypothesis(
    "f has the KL property at the accumulation point x̄",
    kl_property,
    states=formulas.KL,
    short="KL at x̄",
)
ASSUMPTION_2_3 = Hypothesis(
    "its φ satisfies Assumption 2.3", assumption_2_3, states=(formulas.ASSUMPTION_2_3,)
)
