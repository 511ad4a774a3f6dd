"""Hypotheses about the components of f that a method draws, decided from their facts."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.method import Method
from sam_theory.statements import formulas
from sam_theory.statements.hypotheses.constants import exact_value
from sam_theory.statements.hypotheses.facts import finite
from sam_theory.statements.hypotheses.schedules import for_some_constant
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.verdict import Verdict, proved, refuted, undecided

M_SAM, N_SAM, FULL_ASCENT = "m-sam", "n-sam", "full-ascent-sam"
ASCENDING = (M_SAM, N_SAM, FULL_ASCENT)
NEAR = (*ASCENDING, "sgd")
HALF = Fraction(1, 2)


def is_m_sam(method: Method) -> bool:
    """Whether ascent and descent are by the same minibatch."""
    return method.name.partition("[")[0] == M_SAM


def is_n_sam(method: Method) -> bool:
    """Whether they are by independent ones."""
    return method.name.partition("[")[0] == N_SAM


def is_either(method: Method) -> bool:
    """Whether the method is m-SAM or n-SAM."""
    return is_m_sam(method) or is_n_sam(method)


def draws_near(method: Method) -> bool:
    """Whether a step goes along the gradient of one minibatch at a point within ρ of x."""
    return method.name.partition("[")[0] in NEAR


def ascends_by_draws(method: Method) -> bool:
    """Whether its ascent has the length ρ, by a minibatch or before one is drawn."""
    return method.name.partition("[")[0] in ASCENDING


def component_constant(run: Run) -> Fact[Enclosure] | None:
    """The enclosure of the best β of which every component has a β-Lipschitz gradient."""
    components = run.setting.problem.components
    return None if components is None else components.lipschitz


def component_variance(run: Run) -> Fact[Enclosure] | None:
    """The enclosure of sup E‖∇l(x; ξ) − ∇f(x)‖², of one component drawn."""
    components = run.setting.problem.components
    return None if components is None else components.variance


def smooth_components(run: Run) -> Verdict:
    """(A-comp) of S23; the mean of a minibatch is β-smooth with its components."""
    return finite(component_constant(run), "every component is smooth")


def bounded_variance(run: Run) -> Verdict:
    """(A-var) of S23; a minibatch of B independent components has σ²/B."""
    fact = component_variance(run)
    if fact is None:
        return undecided("no σ² is known")
    if fact.value.absent:
        return refuted(fact.source)
    if not fact.value.bounded:
        return undecided(f"no σ² is known: {fact.source}")
    size = run.setting.method.minibatch
    shared = "" if size == 1 else f", by {size} for a minibatch of that size"
    return proved(f"σ² = {fact.value}{shared}: {fact.source}")


def step_times_beta(run: Run, fact: Fact[Enclosure] | None, most: Fraction) -> Verdict:
    """ηβ ≤ `most` for some β of the fact."""
    step = exact_value(run.setting.step)
    if step is None:
        return undecided(f"{run.setting.step.formula} is not known as a rational number")

    def decide_for(beta: Fraction) -> Verdict:
        text = f"ηβ = {float(step * beta):.6g}"
        return proved(text) if step * beta <= most else refuted(text)

    return for_some_constant(fact, decide_for)


def lipschitz_value(run: Run) -> Verdict:
    """(A-lip) of S23: ‖∇f‖ is bounded."""
    fact = run.setting.problem.facts.implied_slope
    if fact is None or not (fact.value.absent or fact.value.bounded):
        return undecided("not known whether f is Lipschitz")
    if fact.value.absent:
        return refuted(fact.source)
    return proved(f"sup ‖∇f‖ = {fact.value}: {fact.source}")


SMOOTH_COMPONENTS = Hypothesis(
    "∇l(·; ξ) is β-Lipschitz for every ξ (A-comp)",
    smooth_components,
    short="(A-comp)",
    states=(formulas.COMPONENTS,),
)
BOUNDED_VARIANCE = Hypothesis(
    "E‖∇l(x; ξ) − ∇f(x)‖² ≤ σ² for every x (A-var)",
    bounded_variance,
    short="(A-var)",
    states=(formulas.VARIANCE,),
)
STEP_BELOW_COMPONENTS = Hypothesis(
    "η ≤ 1/β, β of (A-comp)",
    lambda run: step_times_beta(run, component_constant(run), Fraction(1)),
    states=(formulas.STEP_BELOW_INVERSE,),
)
HALF_STEP_OF_COMPONENTS = Hypothesis(
    "η ≤ 1/(2β), β of (A-comp)",
    lambda run: step_times_beta(run, component_constant(run), HALF),
    states=(formulas.HALF_STEP, formulas.STEP_BELOW_INVERSE),
)
HALF_STEP = Hypothesis(
    "η ≤ 1/(2β), β of f",
    lambda run: step_times_beta(run, run.setting.problem.facts.lipschitz, HALF),
    states=(formulas.HALF_STEP, formulas.STEP_BELOW_INVERSE),
)
LIPSCHITZ_VALUE = Hypothesis("f is Lipschitz (A-lip)", lipschitz_value)
