"""What the page tells before the matrix: the statements that are contradicted, new ones first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sam_theory.report.contradictions import extent, smallest, why
from sam_theory.report.document import reproduce
from sam_theory.report.lines import MOST_INCONSISTENCIES
from sam_theory.report.phrases import counted
from sam_theory.report.summary import contradicted
from sam_theory.statements.finding import Finding, Statement, told, where
from sam_theory.study.study import Study

Document = dict[str, Any]
OPEN = 2  # new statements that are not folded: more would push the matrix from the first screen


def statements_document(study: Study, findings: Sequence[Finding]) -> Document:
    """What the template shows: how many there are, those that stand open, those that are folded.

    A statement links to the sheet of its smallest case, by the place of the finding.
    """
    against = contradicted(study, findings)
    numbers = {id(finding): number for number, finding in enumerate(findings)}
    rows = [_row(study, statement, numbers) for statement in against]
    new, known = [r for r in rows if r["new"]], [r for r in rows if not r["new"]]
    folds = [
        (f"{counted(len(new[OPEN:]), 'more new statement')}", new[OPEN:]),
        (f"{counted(len(known), 'statement')} that known errata account for", known),
    ]
    return {
        "extent": extent(against, findings),
        "open": new[:OPEN],
        "folds": [fold for fold in folds if fold[1]],
        "inconsistencies": _inconsistencies(findings),
    }


def _row(study: Study, statement: Statement, numbers: Mapping[int, int]) -> Document:
    return {
        "new": not statement.erratum,
        "theorem": statement.theorem,
        "text": told(statement.conclusion),
        "why": why(statement),
        "settings": counted(statement.settings, "setting"),
        "smallest": smallest(statement),
        "number": numbers[id(statement.example)],
        "command": " ".join(reproduce(study, statement.example, statement.theorem)),
    }


def _inconsistencies(findings: Sequence[Finding]) -> list[str]:
    """Where verdicts of ours contradict each other, as many as the terminal tells."""
    found = [
        f"{where(finding)}: {text}" for finding in findings for text in finding.inconsistencies
    ]
    more = len(found) - MOST_INCONSISTENCIES
    return found[:MOST_INCONSISTENCIES] + ([f"… and {more:,} more"] if more > 0 else [])
