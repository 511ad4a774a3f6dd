"""What is said where no theorem gives convergence: what holds instead, what is lacking."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sam_theory.report.phrases import LONGEST, cited, erratum, lacks, listed
from sam_theory.report.promises import Promise, arrived, nearest, strongest
from sam_theory.schedules.schedule import is_zero
from sam_theory.setting.facts import holds
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem
from sam_theory.statements.finding import Finding
from sam_theory.statements.hypotheses.iterates import NOT_TO_MINUS_INFINITY
from sam_theory.statements.mending import mend
from sam_theory.study.settings import schedule_of
from sam_theory.verdict import Status

SHORT = 60  # characters of evidence: the mend has to stand in the first five lines


def missed(
    promises: Sequence[Promise],
    bounds: Sequence[Promise],
    problem: Problem,
    method: Method,
    finding: Finding,
) -> str:
    """What is lacking for one of these promises, none of which is given; bounds may be."""
    doubted = [p for p in promises if p.conclusion.doubts and not p.missing]
    if _descends(problem, method, finding):
        return (
            f"With ρₖ = 0 {method.name} is gradient descent; what theorems say of that is answered "
            "with --method gradient-descent."
        )
    if doubted:
        return (
            f"No theorem that stands covers this: {cited(doubted[0].theorem)} asks for no more. "
            + erratum(doubted[0].theorem.name, doubted[0].conclusion.doubts)
        )
    if unbounded := _without_bound(promises):
        return unbounded
    near = nearest(promises)
    bound = _bound(bounds)
    if near is None:
        if bound:
            return f"No theorem that was asked promises convergence; {bound}."
        return f"No theorem that was asked says when {method.name} converges."
    if ended := _ended(near, problem, finding):
        return ended
    longest = SHORT if finding.formulas else LONGEST  # numbers have no mend
    return " ".join(
        filter(None, (_lacking(near, bound, longest), _mended(near, problem, method, finding)))
    )


def _lacking(near: Promise, bound: str, longest: int) -> str:
    """It is open whether a theorem covers the setting, where nothing that one needs fails."""
    what = "promises convergence" if bound else "covers this"
    lead = f"Whether a theorem {what} is undecided" if near.open else f"No theorem {what}"
    lead = f"{lead}; {bound}. The nearest" if bound else f"{lead}; the nearest"
    missing = lacks(((h.text, v) for h, v in near.missing), longest)
    return f"{lead}, {cited(near.theorem)}, would give “{near.words}”, but {missing}."


def _bound(bounds: Sequence[Promise]) -> str:
    """A bound that holds, where one does: that of which most is proved, told by its name alone."""
    sound = [
        p for p in bounds if not (p.missing or p.conclusion.doubts or p.conclusion.verdict.fails)
    ]
    for wanted in (Status.PROVED, Status.CONSISTENT):
        for promise in sound:
            if promise.given is wanted:
                seen = listed([h.text for h, v in promise.needs if v.status is Status.CONSISTENT])
                given = f", given {seen}, as the runs suggest" if seen else ""
                return f"a bound holds{given}: {promise.words} ({promise.theorem.name})"
    return ""


def _descends(problem: Problem, method: Method, finding: Finding) -> bool:
    """Whether the error bound, of the form Lρₖ(a + r‖∇f(xᵏ)‖), leaves g = ∇f(xᵏ)."""
    if not finding.formulas or method.error is None or method.error.model == "exact":
        return False
    return is_zero(schedule_of(problem, finding.radius))


# ---- what theorems leave open


def _without_bound(promises: Sequence[Promise]) -> str:
    """Theorem 4.1 of K24 gives f(xᵏ) → −∞, or convergence: the first may be what runs show."""
    allowed = strongest(
        [
            p
            for p in promises
            if [(h, v.fails) for h, v in p.missing] == [(NOT_TO_MINUS_INFINITY, True)]
            and not any(c.errata for c in p.theorem.conclusions)
        ]
    )
    if allowed is None or any(p.open for p in promises):
        return ""
    others = [v.status for h, v in allowed.needs if h is not NOT_TO_MINUS_INFINITY]
    how = "proved" if set(others) <= {Status.PROVED} else "proved or consistent with the runs"
    ((_, seen),) = allowed.missing
    return (
        f"No theorem promises convergence: {cited(allowed.theorem)}, whose other hypotheses are "
        f"{how}, says that f(xᵏ) → −∞, or “{allowed.words}”, and the first is what the runs show "
        f"({seen.evidence})."
    )


def _ended(near: Promise, problem: Problem, finding: Finding) -> str:
    """Runs that meet ∇f = 0 leave nothing to converge, and nothing of schedules to mend."""
    gone = [(h, v) for h, v in near.missing if arrived(h, v)]
    if not gone or len(near.missing) > 1 or not finding.properties["gradient-limit"].holds:
        return ""
    what = "a minimizer" if holds(problem.facts.convex) else "a stationary point"
    return (
        f"No theorem covers this, as a run arrived at {what}, where ∇f = 0: the nearest, "
        f"{cited(near.theorem)}, would give “{near.words}”, and lacks only “{gone[0][0].text}”."
    )


# ---- what would mend it


def _mended(near: Promise, problem: Problem, method: Method, finding: Finding) -> str:
    """A change of the schedules, where only they are amiss."""
    if not finding.formulas or method.error is None:
        return ""
    if not all(hypothesis.schedules for hypothesis, _ in near.missing):
        return ""
    step, radius = (schedule_of(problem, formula) for formula in (finding.step, finding.radius))
    found = mend(
        near.theorem, step, radius, _constant(problem, method), lambda f: schedule_of(problem, f)
    )
    return "" if found is None else f"With {found.words}, all that it asks of tₖ and ρₖ is proved."


def _constant(problem: Problem, method: Method) -> Fraction | None:
    """An L with which (3), (4) and the error bound cLρₖ or cLρₖ‖∇f(xᵏ)‖ hold."""
    bound, error = problem.facts.lipschitz_bound, method.error
    if not bound or error is None:
        return None
    return Fraction(bound) * Fraction(max(1.0, error.absolute, error.relative))
