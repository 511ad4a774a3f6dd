"""What `check` prints: the tables of K24 with counts, contradictions, surprises, shares."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from sam_theory.study import ConclusionFinding, Finding, Skipped, Study
from sam_theory.summary import PROPERTY_WORDS, Tally, tallies, undecided_share
from sam_theory.verdict import Status

OF_SCHEDULES = "schedule"  # the `property` of conclusions that speak of tₖ and ρₖ alone
Contradiction = tuple[Finding, str, ConclusionFinding]  # the string is the theorem's name


def print_check(
    screen: Console,
    study: Study,
    findings: Sequence[Finding],
    skipped: Sequence[Skipped],
    complete: bool,
) -> None:
    """The whole report."""
    screen.print(_headline(study, findings, skipped, complete))
    counted = tallies(findings, study.library)
    screen.print()
    screen.print(_table(counted))
    screen.print()
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
            tally.row.methods if first else "",
            PROPERTY_WORDS[tally.property],
            *(
                str(tally.promised.get(status, 0))
                for status in (Status.CONSISTENT, Status.UNDECIDED, Status.VIOLATED)
            ),
        )
    return table


def _print_contradictions(screen: Console, study: Study, findings: Sequence[Finding]) -> None:
    groups = contradictions(findings)
    if not groups:
        screen.print("Contradictions: none.")
        return
    screen.print(
        f"Contradictions: {len(groups)} (every hypothesis holds, the conclusion does not)."
    )
    for number, group in enumerate(groups, 1):
        finding, theorem, conclusion = group[0]
        where = f"{finding.problem}, {finding.method}"
        if conclusion.property == OF_SCHEDULES:
            where = f"t = {finding.step}, ρ = {finding.radius}; it does not depend on f"
        screen.print(f"{number}. {theorem}: {conclusion.text}", style="bold")
        screen.print(Padding(where, (0, 0, 0, 3)))
        screen.print(Padding(conclusion.verdict.evidence, (0, 0, 0, 3)))
        screen.print(Padding(reproduce(study, finding, theorem), (0, 0, 0, 3)), style="dim")


def contradictions(findings: Sequence[Finding]) -> list[list[Contradiction]]:
    """Every contradiction, those about the same schedules alone in one group."""
    groups: dict[tuple[str, ...], list[Contradiction]] = {}
    key: tuple[str, ...]
    for finding in findings:
        for theorem in finding.theorems:
            for conclusion in theorem.conclusions:
                if conclusion.contradiction:
                    key = (theorem.name, conclusion.text, finding.step, finding.radius)
                    if conclusion.property != OF_SCHEDULES:
                        key = (*key, finding.problem, finding.method)
                    groups.setdefault(key, []).append((finding, theorem.name, conclusion))
    return list(groups.values())


def reproduce(study: Study, finding: Finding, theorem: str) -> str:
    """The command that shows one finding alone."""
    parts = ["sam-theory", "check", "--problem", finding.problem, "--method", finding.method]
    parts += ["--theorem", theorem, "--step", finding.step, "--radius", finding.radius]
    parts += ["--iterations", str(study.iterations), "--starts", str(study.starts)]
    parts += ["--seed", str(study.seed)]
    for folder in study.library.folders:
        parts += ["--library", folder]
    return shlex.join(parts)


def _print_unpromised(screen: Console, counted: Sequence[Tally]) -> None:
    screen.print("Held although nothing promised it:")
    for _, row in groupby(counted, key=lambda tally: id(tally.row)):
        tallied = list(row)
        held = ", ".join(
            f"{PROPERTY_WORDS[t.property]} in {t.unpromised} of {t.others}" for t in tallied
        )
        first = tallied[0].row
        screen.print(Padding(f"{first.functions}; {first.methods}: {held}", (0, 0, 0, 3)))


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
