"""What every report says of the statements that are contradicted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sam_theory.report.phrases import counted
from sam_theory.statements.conclusions.numbers import OF_SCHEDULES
from sam_theory.statements.finding import ConclusionFinding, Finding, Statement, told, where


def extent(against: Sequence[Statement], findings: Sequence[Finding]) -> str:
    """How many statements of `contradicted` there are, new and known, and in how many settings."""
    if not against:
        return "none"
    settings = sum(finding.contradiction for finding in findings)
    known = sum(bool(statement.erratum) for statement in against)
    return (
        f"{counted(len(against), 'statement')}, {len(against) - known} new and {known} by known "
        f"errata, in {settings:,} of {counted(len(findings), 'setting')} (every hypothesis holds, "
        "the conclusion does not)"
    )


def why(statement: Statement) -> str:
    """The known error that accounts for it, or that there is none."""
    known = statement.erratum
    return f"known erratum: {known}" if known else "new: no erratum is known"


def smallest(statement: Statement) -> str:
    """The smallest case; of a statement about schedules no more than these."""
    example = statement.example
    if statement.conclusion.property == OF_SCHEDULES:
        return f"t = {example.step}, ρ = {example.radius}; f enters only through L"
    return where(example)


def fails_as_read(conclusion: ConclusionFinding) -> bool:
    """Whether it fails in the reading that it has, and another reading saves the text."""
    fails = conclusion.promised and conclusion.verdict.fails
    return bool(conclusion.reading) and fails and not conclusion.contradiction


def readings(findings: Sequence[Finding]) -> Counter[tuple[str, str]]:
    """The theorems and texts, with the reading, that fail as read, and in how many settings."""
    return Counter(
        (theorem.name, told(conclusion))
        for finding in findings
        if not finding.inconsistencies
        for theorem in finding.theorems
        for conclusion in theorem.conclusions
        if fails_as_read(conclusion)
    )
