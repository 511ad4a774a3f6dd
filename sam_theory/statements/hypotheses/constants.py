"""Settings with constant step and radius, and the hypotheses that belong to them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

import numpy as np

from sam_theory.asymptotics.formula import affine_in_k
from sam_theory.asymptotics.trees import valued
from sam_theory.schedules.schedule import Schedule
from sam_theory.statements import formulas
from sam_theory.statements.hypotheses.facts import CONVEX, known, lipschitz_constant
from sam_theory.statements.hypotheses.measured import below_inverse, polyak_slack
from sam_theory.statements.hypotheses.schedules import for_some_constant
from sam_theory.statements.theorem import Hypothesis, Run, Setting
from sam_theory.verdict import Verdict, proved, refuted, undecided


def constant(setting: Setting) -> bool:
    """Whether step and radius are constant, and t > 0, as `formulas.CONSTANTS` says."""
    return setting.step.is_constant and setting.radius.is_constant and first_value(setting.step) > 0


@lru_cache(maxsize=4096)
def first_value(schedule: Schedule) -> float:
    """The value at k = 1, of all k where it is constant."""
    return float(schedule.values(np.ones(1, dtype=np.int64))[0])


def exact_value(schedule: Schedule) -> Fraction | None:
    """The value of a constant formula of rational operations; None for any other."""
    if schedule.numbers is not None:
        return None
    affine = affine_in_k(valued(schedule.tree, schedule.constants))
    return affine[1] if affine is not None and affine[0] == 0 else None


def step_times_lipschitz(within: Callable[[Fraction], bool]) -> Callable[[Run], Verdict]:
    """A condition on tL for some L of (3), the easier the smaller L is."""

    def decide_step(run: Run) -> Verdict:
        step = exact_value(run.setting.step)
        if step is None:
            return undecided(f"{run.setting.step.formula} is not known as a rational number")

        def decide_for(L: Fraction) -> Verdict:
            text = f"tL = {float(step * L):.6g}"
            return proved(text) if within(step * L) else refuted(text)

        return for_some_constant(run.setting.problem.facts.lipschitz, decide_for)

    return decide_step


STEP_BELOW_TWICE = Hypothesis(
    "t < 2/L", step_times_lipschitz(lambda tL: tL < 2), states=(formulas.STEP_BELOW_TWICE,)
)
STEP_BELOW_INVERSE = Hypothesis(
    "t ≤ 1/L",
    step_times_lipschitz(lambda tL: tL <= 1),
    weaker=(STEP_BELOW_TWICE,),
    measured=below_inverse(lipschitz_constant, "steps"),
    states=(formulas.STEP_BELOW_INVERSE,),
)


def mixture_below(run: Run) -> Verdict:
    """Lρ(1 − λ) < 1 for some L of (3), λ the mixture of the displacement."""
    radius, shape = exact_value(run.setting.radius), run.setting.method.displacement
    if radius is None or shape is None:
        return undecided(f"{run.setting.radius.formula} is not known as a rational number")
    share = radius * (1 - Fraction(shape.mixture))

    def decide_for(L: Fraction) -> Verdict:
        text = f"Lρ(1 − λ) = {float(share * L):.6g}"
        return proved(text) if share * L < 1 else refuted(text)

    return for_some_constant(run.setting.problem.facts.lipschitz, decide_for)


MIXTURE_BELOW = Hypothesis("Lρ(1 − λ) < 1", mixture_below, states=(formulas.MIXTURE_BELOW,))


def strong_convexity(run: Run) -> Verdict:
    """f is μ-strongly convex for some μ > 0."""
    fact = run.setting.problem.facts.strongly_convex
    if fact is None:
        return undecided("no modulus of strong convexity is known")
    return known(fact, "f is strongly convex")


def polyak_lojasiewicz(run: Run) -> Verdict:
    """‖∇f‖² ≥ 2μ(f − inf f) for some μ > 0, as f is μ-strongly convex."""
    verdict = strong_convexity(run)
    return verdict if verdict.holds else undecided("no μ is known")


POLYAK = Hypothesis(
    "‖∇f‖² ≥ 2μ(f − inf f), μ > 0",
    polyak_lojasiewicz,
    measured=polyak_slack,
    states=(formulas.POLYAK,),
)
STRONGLY_CONVEX = Hypothesis(
    "f is μ-strongly convex",
    strong_convexity,
    measured=polyak_slack,
    states=(formulas.STRONGLY_CONVEX,),
    weaker=(CONVEX,),
    short="μ-strongly convex",
)
