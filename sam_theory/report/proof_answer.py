"""The answer of `prove`: how many proofs stand, and which of their steps do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sam_theory.proofs.reporting import Report
from sam_theory.verdict import Status


def proofs_answer(reports: Sequence[Report]) -> str:
    """How the published conclusions of these proofs come out, and which steps are refuted."""
    new, known = _refuted(reports, known=False), _refuted(reports, known=True)
    if len(reports) == 1:
        lead = f"The conclusions of {reports[0].proof.name} are {reports[0].conclusion.status}"
    else:
        lead = _of_several(reports)
    if not new and not known:
        return f"{lead}; no published step is refuted."
    count = len(new) + len(known)
    are = "steps are" if count > 1 else "step is"
    why = f"new: {', '.join(new)}" if new else "by known errata"
    return f"{lead}; {count} published {are} refuted, {why}."


def _of_several(reports: Sequence[Report]) -> str:
    counts = Counter(report.conclusion.status for report in reports)
    rest = [f"those of {counts[s]} are {s}" for s in Status if s in counts and s != Status.PROVED]
    stand = f"Of {len(reports)} proofs {counts[Status.PROVED]} stand, their conclusions proved"
    return "; ".join((stand, *rest))


def refuted_steps(report: Report, *, known: bool) -> list[str]:
    """The published steps that are refuted, by a known erratum or not."""
    return [
        checked.step.name
        for checked in report.checked
        if checked.verdict.fails and not checked.step.ours and bool(checked.step.erratum) == known
    ]


def _refuted(reports: Sequence[Report], *, known: bool) -> list[str]:
    return [
        f"“{name}” of {r.proof.name}" for r in reports for name in refuted_steps(r, known=known)
    ]
