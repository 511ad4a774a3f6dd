"""What the short report of `check` and the full one print alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sam_theory.report.contradictions import readings
from sam_theory.report.phrases import counted
from sam_theory.report.saying import Line, Row, Said
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


def inconsistencies_said(findings: Sequence[Finding]) -> Iterator[Said]:
    """What is a bug of ours, or of a fact that is false; not of a theorem."""
    found = [(f, text) for f in findings for text in f.inconsistencies]
    if not found:
        return
    yield Line(
        f"Our verdicts contradict each other in {len({id(f) for f, _ in found})} settings: a bug "
        "of ours, or a fact of the problem or the method that is false (sam-theory audit).",
        style="bold",
    )
    for finding, text in found[:MOST_INCONSISTENCIES]:
        yield Line(f"{where(finding)}: {text}", indent=3)
    if len(found) > MOST_INCONSISTENCIES:
        yield Line(f"… and {len(found) - MOST_INCONSISTENCIES} more", indent=3)


def readings_said(findings: Sequence[Finding]) -> Iterator[Said]:
    """What fails in one reading of a text, and is not contradicted as another saves it."""
    for (theorem, text), settings in readings(findings).items():
        if len(findings) == 1:
            yield Line(f"{theorem}, “{text}”, fails; another reading saves the text.")
        else:
            where_ = counted(settings, "setting")
            yield Row(f"fails in one reading, {where_}, {theorem}: {text}")


def skipped_said(skipped: Sequence[Skipped], most: int | None = None) -> Iterator[Said]:
    """The settings that were left out, by reason, of which at most so many are told."""
    if not skipped:
        yield Line("Skipped: none.")
        return
    reasons = reasons_of(skipped)
    yield Line(f"Skipped: {counted(len(skipped), 'setting')}.")
    for (problem, reason), count in list(reasons.items())[:most]:
        yield Line(f"{problem}: {counted(count, 'setting')}, {reason}", indent=3)
    if most is not None and len(reasons) > most:
        yield Line(f"   and {len(reasons) - most} more reasons")
