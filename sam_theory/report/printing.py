"""What `check` prints: the tables of K24 with counts, contradictions, surprises, shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from sam_theory.report.document import reproduce
from sam_theory.report.summary import PROPERTY_WORDS, Tally, tallies, undecided_share
from sam_theory.report.tables import verdict_table
from sam_theory.statements.conclusions.numbers import OF_SCHEDULES
from sam_theory.statements.finding import Finding, Skipped, Statement, statements, told, where
from sam_theory.study.study import Study
from sam_theory.verdict import Status

FEW = 2  # settings that are told in full
MOST_INCONSISTENCIES = 20  # that are told


def print_check(
    screen: Console,
    study: Study,
    findings: Sequence[Finding],
    skipped: Sequence[Skipped],
    complete: bool,
) -> None:
    """The whole report."""
    screen.print(_headline(study, findings, skipped, complete))
    counted = [t for t in tallies(findings, study.library) if t.settings()]
    screen.print()
    if len(findings) <= FEW:
        for finding in findings:
            _print_finding(screen, finding)
    if counted:
        screen.print(_table(counted))
        screen.print()
    for line in about_methods(study, findings):
        screen.print(line)
    _print_inconsistencies(screen, findings)
    _print_contradictions(screen, study, findings)
    _print_unpromised(screen, counted)
    undecided, promised = undecided_share(findings)
    share = f" ({100 * undecided / promised:.1f} %)" if promised else ""
    screen.print(f"Undecided: {undecided} of {promised} promised conclusions{share}.")
    _print_skipped(screen, skipped)


def _headline(
    study: Study, findings: Sequence[Finding], skipped: Sequence[Skipped], complete: bool
) -> str:
    done = len({f.problem for f in findings} | {s.problem for s in skipped})
    lead = "" if complete else f"Interrupted after {done} of {len(study.problems)} problems. "
    return (
        f"{lead}{len(findings)} settings on {done} problems, {study.starts} starts each, up to "
        f"{study.iterations:,} iterations a run, seed {study.seed}."
    )


def about_methods(study: Study, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Of which methods theorems speak by measured errors alone, and of which they do not at all."""
    silent = sorted({f.method for f in findings if not f.theorems})
    spoken = sorted({f.method for f in findings if f.theorems})
    measured = [m for m in spoken if study.library.get("methods", m).error is None]
    found = []
    if measured:
        which = ", ".join(measured)
        found.append(f"{which}: no error bound is stated, and theorems go by what runs measured.")
    if silent:
        found.append(f"{', '.join(silent)}: no theorem chosen speaks of it; its runs are judged.")
    return tuple(found)


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


def _table(counted: Sequence[Tally]) -> Table:
    table = Table(
        title="Settings in which K24 (Tables 2 and 3) promises a property, by what the runs show",
        title_justify="left",
        box=None,
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )
    for heading in ("functions", "methods", "promised"):
        table.add_column(heading, no_wrap=True)
    for heading in ("consist.", "undec.", "violated"):
        table.add_column(heading, justify="right", no_wrap=True)
    previous: object = None
    for tally in counted:
        first = tally.row is not previous
        previous = tally.row
        table.add_row(
            tally.row.functions if first else "",
            tally.row.family if first else "",
            PROPERTY_WORDS[tally.property],
            *(
                str(tally.promised.get(status, 0))
                for status in (Status.CONSISTENT, Status.UNDECIDED, Status.VIOLATED)
            ),
        )
    return table


def _print_contradictions(screen: Console, study: Study, findings: Sequence[Finding]) -> None:
    """Every contradicted statement once, with one setting that shows it."""
    contradicted = statements(findings)
    if not contradicted:
        screen.print("Contradictions: none.")
        return
    settings = sum(finding.contradiction for finding in findings)
    known = sum(bool(statement.erratum) for statement in contradicted)
    screen.print(
        f"Contradictions: {len(contradicted)} statements, {len(contradicted) - known} new and "
        f"{known} by known errata, in {settings} of {len(findings)} settings (every hypothesis "
        "holds, the conclusion does not)."
    )
    for number, statement in enumerate(contradicted, 1):
        _print_statement(screen, study, number, statement)


def _print_statement(screen: Console, study: Study, number: int, statement: Statement) -> None:
    finding, conclusion = statement.example, statement.conclusion
    screen.print(f"{number}. {statement.theorem}: {told(conclusion)}", style="bold")
    place = where(finding)
    if conclusion.property == OF_SCHEDULES:
        place = f"t = {finding.step}, ρ = {finding.radius}; f enters only through L"
    lines = (
        f"known erratum: {statement.erratum}" if statement.erratum else "new: no erratum is known",
        f"{statement.settings} settings, such as {place}",
        conclusion.verdict.evidence,
    )
    for line in lines:
        screen.print(Padding(line, (0, 0, 0, 3)))
    _print_command(screen, reproduce(study, finding, statement.theorem))


def _print_inconsistencies(screen: Console, findings: Sequence[Finding]) -> None:
    """What is a bug of ours, or of a fact that is false; not of a theorem."""
    found = [(f, text) for f in findings for text in f.inconsistencies]
    if not found:
        return
    screen.print(
        f"Our verdicts contradict each other in {len({id(f) for f, _ in found})} settings: a bug "
        "of ours, or a fact of the problem or the method that is false (sam-theory audit).",
        style="bold",
    )
    for finding, text in found[:MOST_INCONSISTENCIES]:
        screen.print(Padding(f"{where(finding)}: {text}", (0, 0, 0, 3)))
    if len(found) > MOST_INCONSISTENCIES:
        screen.print(Padding(f"… and {len(found) - MOST_INCONSISTENCIES} more", (0, 0, 0, 3)))


def _print_command(screen: Console, words: Sequence[str]) -> None:
    """A command over several lines that a shell takes as they stand."""
    lines = [""]
    for word in words:
        if lines[-1] and cell_len(f"   {lines[-1]} {word} \\") > screen.width:
            lines.append("   ")
        lines[-1] += f" {word}" if lines[-1] else word
    for line in lines[:-1]:
        screen.print(f"   {line} \\", style="dim", soft_wrap=True)
    screen.print(f"   {lines[-1]}", style="dim", soft_wrap=True)


def _print_unpromised(screen: Console, counted: Sequence[Tally]) -> None:
    if counted:
        screen.print("Held although nothing promised it:")
    for _, row in groupby(counted, key=lambda tally: id(tally.row)):
        tallied = list(row)
        held = ", ".join(
            f"{PROPERTY_WORDS[t.property]} in {t.unpromised} of {t.others}" for t in tallied
        )
        first = tallied[0].row
        screen.print(Padding(f"{first.functions}; {first.family}: {held}", (0, 0, 0, 3)))


def _print_skipped(screen: Console, skipped: Sequence[Skipped]) -> None:
    if not skipped:
        screen.print("Skipped: none.")
        return
    reasons = Counter((item.problem, _short(item.reason)) for item in skipped)
    screen.print(f"Skipped: {len(skipped)} settings.")
    for (problem, reason), count in reasons.items():
        screen.print(Padding(f"{problem}: {count} settings, {reason}", (0, 0, 0, 3)))


def _short(reason: str) -> str:
    return reason.rpartition(", and ")[2] if ", and " in reason else reason
