"""A series along a run converges: what Lemmas B.1 and B.2 of K24 ask for."""

from __future__ import annotations

from collections.abc import Callable

from sam_theory.properties.analysis import Analysis
from sam_theory.properties.bounded import bounded
from sam_theory.properties.convergence import convergence
from sam_theory.properties.gradient_limit import gradient_limit
from sam_theory.properties.liminf_gradient import liminf_gradient
from sam_theory.properties.pace import Course
from sam_theory.properties.sums import SERIES
from sam_theory.verdict import Status, Verdict, consistent, undecided, violated


def summable(name: str) -> Callable[[Analysis], Verdict]:
    """The check of one of SERIES.

    What a run has not met yet, such as a cycle, would end the fall of the terms as it would that
    of ‖∇f‖: they are believed only where that is, or the convergence of x.
    """
    text = SERIES[name].text

    def check(analysis: Analysis) -> Verdict:
        limit, point = analysis.verdict(gradient_limit), analysis.verdict(convergence)
        if analysis.trace.stopped:
            return consistent("the run ends at a stationary point")
        if not limit.holds and not point.holds:
            return undecided(f"{text} was not judged: {limit.evidence}")
        if analysis.rests:
            return consistent(f"what is left of {text} is rounding: {point.evidence}")
        return _told(analysis, name)

    return check


def _told(analysis: Analysis, name: str) -> Verdict:
    """What the sums over octaves say, whatever the run may meet."""
    told, text = analysis.sums.of(name, analysis.row), SERIES[name].text
    if told is None:
        return undecided(f"{text} was not recorded")
    evidence = f"{text} per octave: {told.evidence}"
    return consistent(evidence) if told.converges else undecided(evidence)


def step_squares_summable(analysis: Analysis) -> Verdict:
    """Σ tₖ‖∇f(xᵏ)‖² < ∞; not if ‖∇f(xᵏ)‖ stays away from 0 and Σ tₖ = ∞."""
    least = analysis.verdict(liminf_gradient)
    if analysis.outlook.step_diverges is Status.PROVED and least.fails:
        return violated(f"Σ tₖ = ∞, and {least.evidence}")
    if analysis.pace.course is Course.FINITE and analysis.verdict(bounded).holds:
        return consistent(f"{Course.FINITE.value}, and x stays bounded")
    return summable("step-squares")(analysis)


def errors_summable(analysis: Analysis) -> Verdict:
    """Σ tₖ‖gᵏ − ∇f(xᵏ)‖ < ∞, as measured."""
    why = analysis.open_ending or analysis.outlook.grows_later
    return undecided(why) if why else _told(analysis, "errors")
