"""Findings of several problems joined: what is said of schedules alone is said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import is_

from sam_theory.statements.conclusions.numbers import OF_SCHEDULES
from sam_theory.statements.finding import (
    ConclusionFinding,
    Finding,
    TheoremFinding,
)
from sam_theory.study.study import Result


def all_findings(results: Sequence[Result]) -> Result:
    """Join the results of several problems; what is said of schedules alone is said once."""
    findings = once_a_schedule([f for found, _ in results for f in found])
    return findings, tuple(s for _, left in results for s in left)


def once_a_schedule(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, conclusions about tₖ and ρₖ alone only in the first that has these formulas.

    A theorem of which nothing else is left does not stand in the others.
    """
    said: set[tuple[object, ...]] = set()

    def kept(theorem: TheoremFinding, finding: Finding) -> TheoremFinding | None:
        if OF_SCHEDULES not in [c.property for c in theorem.conclusions]:
            return theorem
        conclusions = tuple(c for c in theorem.conclusions if first(theorem.name, c, finding))
        if len(conclusions) == len(theorem.conclusions):
            return theorem
        return replace(theorem, conclusions=conclusions) if conclusions else None

    def first(name: str, conclusion: ConclusionFinding, finding: Finding) -> bool:
        if conclusion.property != OF_SCHEDULES:
            return True
        status = conclusion.verdict.status
        key = (name, conclusion.text, conclusion.promised, status, finding.step, finding.radius)
        new = key not in said
        said.add(key)
        return new

    def told(finding: Finding) -> Finding:
        theorems = [kept(theorem, finding) for theorem in finding.theorems]
        if all(map(is_, theorems, finding.theorems)):
            return finding
        return replace(finding, theorems=tuple(t for t in theorems if t is not None))

    return tuple(map(told, findings))
