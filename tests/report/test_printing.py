"""What `check` prints."""

from __future__ import annotations

from dataclasses import replace

import pytest
from findings import finding
from rich.cells import cell_len
from rich.console import Console

from sam_theory.library.catalogues import Library
from sam_theory.report.answer import named
from sam_theory.report.lines import about_methods
from sam_theory.report.printing import print_check
from sam_theory.report.study_answer import study_answer
from sam_theory.report.summary import ROWS
from sam_theory.schedules.laws import STAYS
from sam_theory.statements.finding import Finding
from sam_theory.study.defaults import PAIRS, study_of
from sam_theory.study.examining import examine
from sam_theory.study.joining import all_findings
from sam_theory.verdict import Status

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


def test_a_method_of_some_settings_of_a_theorem_is_spoken_of() -> None:
    """dai-1 is about constant steps and radii alone."""
    study = study_of(
        LIBRARY,
        problems=["quadratic"],
        methods=["sam", "usam"],
        theorems=["dai-1"],
        iterations=20,
    )
    (silent,) = about_methods(study, examine(study, "quadratic")[0])
    assert silent.startswith("usam: no theorem chosen")


def test_a_long_formula_stands_whole_below_the_answer() -> None:
    step = "0.1*where(k < 100, 1, 0.2)*where(k < 200, 1, 0.2)*where(k < 300, 1, 0.2)"
    study = study_of(
        LIBRARY, problems=["quadratic"], methods=["sam"], step=step, radius="0.1", iterations=100
    )
    findings, skipped = examine(study, "quadratic")
    answer = study_answer(study, findings, skipped, complete=True)
    assert f"tₖ = {step[:23]}…, ρₖ = 0.1:" in answer
    screen = Console(width=80)
    with screen.capture() as captured:
        print_check(screen, study, findings, skipped, answer)
    assert f"\ntₖ = {step}\n" in captured.get()
    assert "\nρₖ = " not in captured.get()


SEQUENTIAL = (
    "where(floor((k-1)/391)<5,0.1*(0.1+0.18*Min(floor((k-1)/391),5)),(0.0001+(0.1-0.0001)*"
    "(1+cos(pi*Min((floor((k-1)/391)-5),195)/195))/2))"
)
WARMED = "0.1*where((k-1)<500,(k-1)/500,(1+cos(pi*Min((k-501),4500)/4500))/2)"


def lines_of(text: str, width: int = 80) -> int:
    """How many lines of a terminal it takes."""
    return sum(max(1, -(-cell_len(line) // width)) for line in text.splitlines())


@pytest.mark.parametrize(
    ("problem", "method", "step", "radius"),
    [
        ("quartic-hill", "sam", SEQUENTIAL, f"0.5*({SEQUENTIAL})"),
        ("rosenbrock", "usam", SEQUENTIAL, f"0.5*({SEQUENTIAL})"),
        ("ripple", "sam", WARMED, "0.05"),
        ("quadratic", "sam", f"{WARMED}*{'*'.join(['1.000000000000'] * 40)}", f"0.1*{SEQUENTIAL}"),
        ("quadratic", "sam", SEQUENTIAL, "0.05"),
        ("quadratic[eigenvalues=(1.0, 2.5)]", "sam", "1.9/L", "0.1/L"),
    ],
)
def test_one_setting_takes_forty_lines_and_its_mend_five(
    problem: str, method: str, step: str, radius: str
) -> None:
    study = study_of(
        LIBRARY, problems=[problem], methods=[method], step=step, radius=radius, iterations=500
    )
    findings, skipped = examine(study, problem)
    answer = study_answer(study, findings, skipped, complete=True)
    answer += f" The training ends at k = 78,200; {STAYS} eta_min = 0.0001 after T_max = 195."
    screen = Console(width=80)
    with screen.capture() as captured:
        print_check(screen, study, findings, skipped, answer, note="a note " * 15)
    text = captured.get()
    assert lines_of(text) <= 40
    mended = [i for i, line in enumerate(text.splitlines()) if "is proved." in line]
    assert bool(mended) is (problem in ("ripple",) or problem.startswith("quadratic"))
    assert min(mended, default=0) < 5


def test_a_radius_names_the_step_that_it_follows() -> None:
    radius = f"0.5*({SEQUENTIAL})"
    study = study_of(
        LIBRARY,
        problems=["quadratic"],
        methods=["sam"],
        step=SEQUENTIAL,
        radius=radius,
        iterations=100,
    )
    findings, skipped = examine(study, "quadratic")
    assert "…, ρₖ = 0.5*tₖ: " in study_answer(study, findings, skipped, complete=True)
    assert named(SEQUENTIAL, f"sqrt({SEQUENTIAL})") == f"sqrt({SEQUENTIAL})"


def printed(*findings: Finding) -> str:
    """What is printed of findings on the quadratic, in a line."""
    study = study_of(LIBRARY, problems=["quadratic"], methods=["sam"])
    screen = Console(width=400)
    with screen.capture() as captured:
        print_check(screen, study, findings, [], "the answer")
    return captured.get()


def test_a_text_that_another_reading_saves_is_told() -> None:
    found = finding(Status.VIOLATED, promised=True, text="the rate")
    (theorem,) = found.theorems
    read = replace(theorem.conclusions[0], reading="for every t", contradiction=False)
    saved = replace(found, theorems=(replace(theorem, conclusions=(read,)),))
    text = printed(saved)
    assert "khanh-3.5, “the rate, read for every t”, fails; another reading saves" in text
    assert "promises 1: 1 violated as read" in text
    assert "Contradicted statements: none." in text
    row = "fails in one reading, 2 settings, khanh-3.5: the rate, read for every t"
    assert row in printed(saved, saved)
    assert "reading" not in printed(found)


def test_what_is_promised_from_some_starts_is_told_so() -> None:
    found = finding(Status.CONSISTENT, promised=True)
    assert "proved      promises 1: 1 consistent" in printed(found)
    (theorem,) = found.theorems
    some = replace(found, theorems=(replace(theorem, applies=Status.VIOLATED),))
    assert "violated    from some starts promises 1: 1 consistent" in printed(some)


def test_of_nothing_only_the_answer_is_printed() -> None:
    screen = Console(width=80)
    with screen.capture() as captured:
        print_check(screen, study_of(LIBRARY), [], [], "the answer")
    assert captured.get() == "the answer\n"
