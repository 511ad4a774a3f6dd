"""What the short report of `check` and the full one print alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding

from sam_theory.report.contradictions import readings
from sam_theory.report.phrases import counted
from sam_theory.report.tables import print_row
from sam_theory.statements.finding import Finding, Skipped, where
from sam_theory.study.study import Study

MOST_INCONSISTENCIES = 20  # that are told


def about_methods(study: Study, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Of which methods theorems speak by measured errors alone, and of which they do not at all."""
    spoken = sorted({f.method for f in findings if f.theorems})
    silent = sorted({f.method for f in findings} - set(spoken))
    measured = [m for m in spoken if study.library.get("methods", m).error is None]
    found = []
    if measured:
        which = ", ".join(measured)
        found.append(f"{which}: no error bound is stated, and theorems go by what runs measured.")
    if silent:
        found.append(f"{', '.join(silent)}: no theorem chosen speaks of it; its runs are judged.")
    return tuple(found)


def runs_of(study: Study) -> str:
    """How each setting was run."""
    return (
        f"{counted(study.starts, 'start')} each, up to {study.iterations:,} iterations a run, seed "
        f"{study.seed}."
    )


def reasons_of(skipped: Sequence[Skipped]) -> Counter[tuple[str, str]]:
    """How many settings were left out of each problem, for each reason."""
    return Counter((item.problem, item.reason.rpartition(", and ")[2]) for item in skipped)


def print_inconsistencies(screen: Console, findings: Sequence[Finding]) -> None:
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


def print_readings(screen: Console, findings: Sequence[Finding]) -> None:
    """What fails in one reading of a text, and is not contradicted as another saves it."""
    for (theorem, text), settings in readings(findings).items():
        if len(findings) == 1:
            screen.print(f"{theorem}, “{text}”, fails; another reading saves the text.")
        else:
            where_ = counted(settings, "setting")
            print_row(screen, f"fails in one reading, {where_}, {theorem}: {text}")


def print_command(screen: Console, words: Sequence[str]) -> None:
    """A command over several lines that a shell takes as they stand."""
    lines = [""]
    for word in words:
        if lines[-1] and cell_len(f"   {lines[-1]} {word} \\") > screen.width:
            lines.append("   ")
        lines[-1] += f" {word}" if lines[-1] else word
    for line in lines[:-1]:
        screen.print(f"   {line} \\", style="dim", soft_wrap=True)
    screen.print(f"   {lines[-1]}", style="dim", soft_wrap=True)


def print_skipped(screen: Console, skipped: Sequence[Skipped], most: int | None = None) -> None:
    """The settings that were left out, by reason, of which at most so many are told."""
    if not skipped:
        screen.print("Skipped: none.")
        return
    reasons = reasons_of(skipped)
    screen.print(f"Skipped: {counted(len(skipped), 'setting')}.")
    for (problem, reason), count in list(reasons.items())[:most]:
        screen.print(Padding(f"{problem}: {counted(count, 'setting')}, {reason}", (0, 0, 0, 3)))
    if most is not None and len(reasons) > most:
        screen.print(f"   and {len(reasons) - most} more reasons")
