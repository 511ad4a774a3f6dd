"""The conclusions that the theorems share: checks of a promise on a run."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sam_theory.certificates.established import Established
from sam_theory.proofs.statement import Given
from sam_theory.properties.rounding import Rounding, differences
from sam_theory.setting.facts import fails, holds
from sam_theory.statements import formulas
from sam_theory.statements.hypotheses.errors import largest_step
from sam_theory.statements.hypotheses.iterates import octaves
from sam_theory.statements.hypotheses.iterates import shown as shown_of_run
from sam_theory.statements.hypotheses.measured import Constant
from sam_theory.statements.theorem import Conclusion, Erratum, Hypothesis, Run
from sam_theory.verdict import Verdict, refuted, undecided, violated

Check = Callable[[Run], Verdict]
LAST = 3  # octaves in which f must rise, to do so under (12)


def shown(name: str) -> Check:
    """The check of a conclusion that is one of the properties judged on a run."""
    return lambda run: run.properties[name]


def promise(
    text: str,
    name: str,
    *needs: Hypothesis,
    reading: str = "",
    proofs: tuple[str, ...] = (),
    errata: tuple[Erratum, ...] = (),
    elsewhere: tuple[str, ...] = (),
    states: Given | None = None,
    ours: bool = False,
    unconfirmed: str = "",
) -> Conclusion:
    """A conclusion that is one of the properties judged on a run."""
    return Conclusion(
        text=text,
        property=name,
        check=shown(name),
        needs=needs,
        reading=reading,
        proofs=proofs,
        errata=errata,
        elsewhere=elsewhere,
        states=states or said(text, name),
        ours=ours,
        unconfirmed=unconfirmed,
    )


def said(text: str, name: str) -> Given | None:
    """The formula of a property; None for one that has none."""
    formula = formulas.PROPERTIES.get(name)
    return None if formula is None else Given(key=name, text=text, formula=formula)


def implies(text: str, premise: str, name: str, *needs: Hypothesis, proof: str) -> Conclusion:
    """A relation between two of the five properties."""
    holds = f"{premise} holds"
    premised = Given(key=premise, text=holds, formula=formulas.FIVE_PROPERTIES[premise])
    given = shown_of_run(holds, premise, (premised,))
    return Conclusion(
        text=text,
        property="implication",
        check=shown(name),
        needs=(given, *needs),
        proofs=(proof,),
        states=Given(key=name, text=text, formula=formulas.FIVE_PROPERTIES[name]),
    )


def of_minimizers(name: str) -> Check:
    """One of the five properties, of global minimizers: for convex f stationary says global.

    Values do not tend to a critical one where ‖xᵏ‖ → ∞, by convention; to min f they may.
    """

    def check(run: Run) -> Verdict:
        if name == "value-limit" and _may_fall_far_out(run):
            return undecided("x is not bounded, and whether f(xᵏ) → min f is not known")
        if holds(run.setting.problem.facts.convex):
            return run.properties[name]
        if run.certified is not None and _away_from_minimizers(run.certified.shown):
            return refuted(f"f(xᵏ) stays above min f: {run.certified.shown.text}")
        return undecided("f is not known to be convex: stationary points need not be minimizers")

    return check


def _may_fall_far_out(run: Run) -> bool:
    """Whether x leaves, as it seems, and nothing excludes that f(xᵏ) → min f all the same."""
    if not run.properties["bounded"].fails:
        return False
    facts, certified = run.setting.problem.facts, run.certified
    excluded = fails(facts.attained) or holds(facts.level_sets_bounded)
    stays = certified is not None and (certified.shown.gap or certified.shown.values_part)
    return not (excluded or stays)


def _away_from_minimizers(shown: Established) -> bool:
    """Whether xᵏ has accumulation points, at all of which f is more than its infimum."""
    return shown.bounded and shown.gap > 0


def values_decrease(error: Constant) -> Check:
    """f(xᵏ⁺¹) <= f(xᵏ) from some k on, where (12) holds with ν from the L that `error` names."""

    def check(run: Run) -> Verdict:
        trace, bound = run.trace, largest_step(run, error)
        if trace.values is None:
            return undecided("the values were not recorded")
        falls = run.properties["decrease"]
        if falls.holds or falls.fails or bound is None or trace.steps is None:
            return falls
        within = octaves(trace.steps.high, np.maximum)[-LAST:].max() < bound
        rises = octaves(trace.values.rise, np.maximum)[-LAST:]
        noise = differences(trace, Rounding.of(trace, run.outlook))
        if within and len(rises) == LAST and rises.min() > noise:
            return violated(
                f"f(xᵏ) rises in each of the last {LAST} octaves, by {rises.min():.3g} or more"
            )
        return falls

    return check
