"""What `check` prints."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console

from sam_theory.library import Library
from sam_theory.report.printing import print_check
from sam_theory.report.summary import ROWS
from sam_theory.study.defaults import PAIRS, study_of
from sam_theory.study.study import (
    all_findings,
    examine,
)

LIBRARY = Library()


IN_D = [pair for pair in PAIRS if "D" in pair.step]


def test_the_report_fits_into_eighty_columns() -> None:
    study = study_of(
        LIBRARY, problems=["quadratic", "power[exponent=1.5]"], methods=["sam"], iterations=300
    )
    findings, skipped = all_findings([examine(study, name) for name in study.problems])
    screen = Console(width=80)
    with screen.capture() as captured:
        print_check(screen, study, findings, skipped, complete=True)
    lines = captured.get().splitlines()
    assert max(map(cell_len, lines)) <= 80
    text = "\n".join(lines)
    assert all(row.functions in text for row in ROWS if row.family in ("SAM", "normalized"))
    assert "unnormalized" not in text
    assert "Held although nothing promised it" in text
    assert "Undecided:" in text
    assert f"Skipped: {len(PAIRS) - len(IN_D)} settings" in text
