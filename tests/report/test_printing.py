"""What `check` prints."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.console import Console

from sam_theory.library import Library
from sam_theory.report.printing import print_check
from sam_theory.report.study_answer import study_answer
from sam_theory.report.summary import ROWS
from sam_theory.study.defaults import PAIRS, study_of
from sam_theory.study.study import (
    all_findings,
    examine,
)

LIBRARY = Library()


IN_D = [pair for pair in PAIRS if "D" in pair.step]


@pytest.mark.parametrize("verbose", [False, True])
def test_the_report_fits_into_eighty_columns(verbose: bool) -> None:
    study = study_of(
        LIBRARY, problems=["quadratic", "power[exponent=1.5]"], methods=["sam"], iterations=300
    )
    findings, skipped = all_findings([examine(study, name) for name in study.problems])
    screen = Console(width=80)
    with screen.capture() as captured:
        print_check(screen, study, findings, skipped, "the answer", verbose=verbose, note="a note")
    lines = captured.get().splitlines()
    assert max(map(cell_len, lines)) <= 80
    text = "\n".join(lines)
    assert (lines[0], lines[1]) == ("the answer", "")
    assert lines[-3:] == ["a note", "", "the answer"]
    assert "unnormalized" not in text
    assert "0 of 0" not in text
    assert (len(lines) <= 60) is not verbose
    told = all(row.functions in text for row in ROWS if row.family in ("SAM", "normalized"))
    held = "Held although nothing promised it" in text
    left = f"Skipped: {len(PAIRS) - len(IN_D)} settings" in text
    assert (told, held, left) == (verbose, verbose, verbose)
    assert "convex, unique argmin" in text


def test_a_long_formula_stands_whole_below_the_answer() -> None:
    step = "0.1*where(k < 100, 1, 0.2)*where(k < 200, 1, 0.2)*where(k < 300, 1, 0.2)"
    study = study_of(
        LIBRARY, problems=["quadratic"], methods=["sam"], step=step, radius="0.1", iterations=100
    )
    findings, skipped = examine(study, "quadratic")
    answer = study_answer(study, findings, skipped, complete=True)
    assert f"tₖ = {step[:31]}…, ρₖ = 0.1:" in answer
    screen = Console(width=80)
    with screen.capture() as captured:
        print_check(screen, study, findings, skipped, answer)
    assert f"\ntₖ = {step}\n" in captured.get()
    assert "\nρₖ = " not in captured.get()


def test_of_nothing_only_the_answer_is_printed() -> None:
    screen = Console(width=80)
    with screen.capture() as captured:
        print_check(screen, study_of(LIBRARY), [], [], "the answer")
    assert captured.get() == "the answer\n"
