"""The answer of one setting: what converges, by which theorem, or what it lacks for that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sam_theory.report.missing import missed
from sam_theory.report.phrases import cited, erratum, listed, shown
from sam_theory.report.promises import STRENGTH, Promise, bounds_of, promises_of, strongest
from sam_theory.setting.facts import holds
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem
from sam_theory.statements.finding import Finding, statements
from sam_theory.statements.theorem import Theorem
from sam_theory.verdict import Status

MOST = 24  # characters of a formula that a sentence repeats


def finding_answer(
    finding: Finding, *, problem: Problem, method: Method, theorems: Sequence[Theorem]
) -> str:
    """The answer for one setting, of the problem and the method that the finding names.

    `theorems` are those that were held against it; others may be among them.
    """
    step, radius = finding.step, named(finding.step, finding.radius)
    if finding.formulas:  # numbers are counted, in few words
        step, radius = abridged(step), abridged(radius)
    setting = f"{finding.method} on {finding.problem}, tₖ = {step}, ρₖ = {radius}"
    if finding.inconsistencies:
        return (
            f"{setting}: nothing is concluded, as verdicts of ours contradict each other: "
            f"{finding.inconsistencies[0]}."
        )
    promises = promises_of(finding, theorems)
    covered = _covered(promises, problem) or missed(
        promises, bounds_of(finding, theorems), problem, method, finding
    )
    errata = [text for text in _known_errata(finding) if text not in covered]
    told_of = (*_new_contradictions(finding), covered, _of_runs(finding), *errata)
    return f"{setting}: {' '.join(told_of)}"


# ---- what a theorem gives


def _covered(promises: Sequence[Promise], problem: Problem) -> str:
    """The strongest conclusion that a theorem gives, and a stronger one that rests on the runs."""
    sound = [
        p for p in promises if not (p.missing or p.conclusion.doubts or p.conclusion.verdict.fails)
    ]
    certain = strongest([p for p in sound if p.given is Status.PROVED])
    seen = strongest([p for p in sound if p.given is Status.CONSISTENT])
    parts = []
    if certain is not None:
        parts.append(
            f"{certain.words} by {cited(certain.theorem)}, whose hypotheses are all proved"
            + _of_minimizer(certain, problem)
        )
    if seen is not None and (certain is None or _says_more(seen, certain, problem)):
        open_ = listed([h.text for h, v in seen.needs if v.status is Status.CONSISTENT])
        parts.append(
            f"{seen.words} by {cited(seen.theorem)}, whose hypotheses are proved but for {open_}, "
            "consistent with the runs"
        )
    return f"{'; '.join(parts)}." if parts else ""


def _says_more(seen: Promise, certain: Promise, problem: Problem) -> bool:
    return seen.strength < certain.strength and not _of_minimizer(certain, problem)


def _of_minimizer(certain: Promise, problem: Problem) -> str:
    """μ‖x − x*‖ ≤ ‖∇f(x)‖ for μ-strongly convex f (Nesterov 2018, section 2.1.3)."""
    if certain.conclusion.property != "gradient-limit" or not holds(problem.facts.strongly_convex):
        return ""
    return ", and xᵏ tends to the minimizer, f being strongly convex"


# ---- what the runs show


def _of_runs(finding: Finding) -> str:
    runs = f"{finding.starts} run{'s' if finding.starts > 1 else ''}"
    who = f"{runs} of up to {finding.iterations:,} iterations"
    return shown(finding.properties, who, plural=finding.starts > 1)


# ---- what is contradicted


def _new_contradictions(finding: Finding) -> Iterator[str]:
    for statement in statements([finding]):
        if not statement.erratum:
            yield (
                f"This contradicts {statement.theorem}, and no erratum is known: its hypotheses "
                f"hold, and “{statement.text}” is {statement.conclusion.verdict.status}."
            )


def _known_errata(finding: Finding) -> Iterator[str]:
    for statement in statements([finding]):
        if statement.erratum and statement.conclusion.property in STRENGTH:
            yield erratum(statement.theorem, statement.erratum)


def named(step: str, radius: str) -> str:
    """The radius, in which a long step that is a part of it is named."""
    return radius if len(step) <= MOST else radius.replace(f"*({step})", "*tₖ")


def abridged(formula: str) -> str:
    """As much of a formula as a sentence repeats."""
    return formula if len(formula) <= MOST else f"{formula[: MOST - 1]}…"
