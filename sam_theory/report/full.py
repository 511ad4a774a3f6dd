"""What `check --verbose` prints: all evidence, the tables of K24, contradictions, surprises."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console

from sam_theory.report.contradictions import extent, smallest, why
from sam_theory.report.document import reproduce
from sam_theory.report.lines import (
    about_methods,
    inconsistencies_said,
    readings_said,
    skipped_said,
)
from sam_theory.report.phrases import counted
from sam_theory.report.saying import Command, Line, show
from sam_theory.report.summary import (
    PROPERTY_WORDS,
    Tally,
    contradicted,
    tallies,
    undecided_share,
)
from sam_theory.report.tables import tallied, verdict_table
from sam_theory.statements.finding import Finding, Skipped, Statement, told, where
from sam_theory.study.study import Study

FEW = 2  # settings that are told in full


def print_all(
    screen: Console, study: Study, findings: Sequence[Finding], skipped: Sequence[Skipped]
) -> None:
    """Everything that is known of the findings of a study."""
    counted = [t for t in tallies(findings, study.library) if t.settings()]
    if len(findings) <= FEW:
        for finding in findings:
            _print_finding(screen, finding)
    if counted:
        show(screen, [tallied(counted), Line()])
    show(screen, map(Line, about_methods(study, findings)))
    show(screen, inconsistencies_said(findings))
    _print_contradictions(screen, study, findings)
    show(screen, readings_said(findings))
    _print_unpromised(screen, counted)
    undecided, promised = undecided_share(findings)
    share = f" ({100 * undecided / promised:.1f} %)" if promised else ""
    screen.print(f"Undecided: {undecided} of {promised} promised conclusions{share}.")
    show(screen, skipped_said(skipped))


def _print_finding(screen: Console, finding: Finding) -> None:
    """One finding in full: what the runs show, then every theorem about the setting."""
    screen.print(where(finding), style="bold")
    screen.print(verdict_table(("property", "status", "evidence"), finding.properties.items()))
    screen.print()
    for theorem in finding.theorems:
        screen.print(f"{theorem.name}: its hypotheses are {theorem.applies.value}", style="bold")
        screen.print(verdict_table(("hypothesis", "status", "evidence"), theorem.hypotheses))
        conclusions = [
            (f"{told(c)} ({'promised' if c.promised else 'not promised'})", c.verdict)
            for c in theorem.conclusions
        ]
        screen.print(verdict_table(("conclusion", "status", "evidence"), conclusions))
        screen.print()


def _print_contradictions(screen: Console, study: Study, findings: Sequence[Finding]) -> None:
    """Every contradicted statement once, with one setting that shows it."""
    against = contradicted(study, findings)
    screen.print(f"Contradictions: {extent(against, findings)}.")
    for number, statement in enumerate(against, 1):
        _print_statement(screen, study, number, statement)


def _print_statement(screen: Console, study: Study, number: int, statement: Statement) -> None:
    finding, conclusion = statement.example, statement.conclusion
    screen.print(f"{number}. {statement.theorem}: {told(conclusion)}", style="bold")
    lines = (
        why(statement),
        f"{counted(statement.settings, 'setting')}, such as {smallest(statement)}",
        conclusion.verdict.evidence,
    )
    show(screen, (Line(line, indent=3) for line in lines))
    show(screen, [Command(tuple(reproduce(study, finding, statement.theorem)))])


def _print_unpromised(screen: Console, counted: Sequence[Tally]) -> None:
    if any(tally.others for tally in counted):
        screen.print("Held although nothing promised it:")
    for _, row in groupby(counted, key=lambda tally: id(tally.row)):
        tallied = list(row)
        held = ", ".join(
            f"{PROPERTY_WORDS[t.property]} in {t.unpromised} of {t.others}"
            for t in tallied
            if t.others
        )
        if not held:
            continue
        first = tallied[0].row
        show(screen, [Line(f"{first.functions}; {first.family}: {held}", indent=3)])
