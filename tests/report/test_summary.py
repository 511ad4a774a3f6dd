"""What is counted of a study."""

from __future__ import annotations

from findings import finding
from rich.console import Console

from sam_theory.library.catalogues import Library
from sam_theory.report.saying import show
from sam_theory.report.summary import tallies, undecided_share
from sam_theory.report.tables import tallied
from sam_theory.verdict import Status

LIBRARY = Library()


def test_tallies_count_settings_by_what_was_promised() -> None:
    findings = [
        finding(Status.CONSISTENT, promised=True),
        finding(Status.VIOLATED, promised=True),
        finding(Status.UNDECIDED, promised=True),
        finding(Status.CONSISTENT, promised=False),
        finding(Status.VIOLATED, promised=False),
    ]
    tally = next(
        t
        for t in tallies(findings, LIBRARY)
        if t.property == "gradient-limit" and t.row.family == "normalized"
    )
    assert tally.promised == {
        Status.CONSISTENT: 1,
        Status.VIOLATED: 1,
        Status.UNDECIDED: 1,
    }
    assert (tally.unpromised, tally.others) == (1, 2)
    assert undecided_share(findings) == (1, 3)


def test_what_is_refuted_counts_among_what_fails() -> None:
    statuses = (Status.VIOLATED, Status.REFUTED, Status.REFUTED, Status.UNDECIDED)
    findings = [finding(status, promised=True) for status in statuses]
    screen = Console(width=80)
    with screen.capture() as captured:
        show(screen, [tallied([t for t in tallies(findings, LIBRARY) if t.promised][:1])])
    *_, heading, row = captured.get().splitlines()
    assert heading.split()[-3:] == ["consist.", "undec.", "fails"]
    assert row.split()[-3:] == ["0", "1", "3"]
