"""The answer of a study: what is contradicted, of how much it speaks, what was left out."""

from __future__ import annotations

from dataclasses import replace

from findings import finding

from sam_theory.library.catalogues import Library
from sam_theory.report.study_answer import study_answer
from sam_theory.statements.finding import Finding, Skipped
from sam_theory.study.defaults import study_of
from sam_theory.verdict import Status

STUDY = study_of(Library(), problems=["quadratic", "ripple", "saddle"], methods=["sam"])
LEFT = Skipped(problem="ripple", method="sam", step="1/L", radius="0", reason="no L is known")


def answered(*findings: Finding, skipped: int = 0, complete: bool = True) -> str:
    return study_answer(STUDY, findings, [LEFT] * skipped, complete=complete)


def test_several_settings_are_counted() -> None:
    agrees = finding(Status.CONSISTENT, promised=True)
    open_ = replace(finding(Status.UNDECIDED, promised=True), problem="ripple")
    assert answered(agrees, open_) == (
        "In 2 settings on 2 problems, no theorem is newly contradicted; of 2 conclusions promised "
        "the runs leave 1 undecided."
    )


def test_new_contradictions_come_before_known_errata() -> None:
    new = finding(Status.VIOLATED, promised=True)
    (theorem,) = new.theorems
    known = replace(theorem.conclusions[0], erratum="a slip", text="d")
    old = replace(new, theorems=(replace(theorem, name="khanh-3.1", conclusions=(known,)),))
    answer = answered(new, old)
    assert "1 statement is newly contradicted: khanh-3.5" in answer
    assert "1 statement is contradicted as known errata say: khanh-3.1" in answer
    assert answer.index("khanh-3.5") < answer.index("khanh-3.1")


def test_several_statements_of_a_theorem_are_counted() -> None:
    new = finding(Status.VIOLATED, promised=True)
    (theorem,) = new.theorems
    other = replace(theorem.conclusions[0], text="d")
    both = replace(new, theorems=(replace(theorem, conclusions=(*theorem.conclusions, other)),))
    assert "2 statements are newly contradicted: khanh-3.5 (2);" in answered(both, both)


def test_verdicts_that_contradict_each_other_leave_no_other_answer() -> None:
    faulty = replace(finding(Status.VIOLATED, promised=True), inconsistencies=("a and b",))
    answer = answered(faulty, faulty)
    assert "verdicts of ours contradict each other in 2 settings" in answer
    assert "khanh" not in answer


def test_what_was_left_out_is_told_with_a_reason() -> None:
    found = finding(Status.CONSISTENT, promised=True)
    assert "2 settings are left out (ripple: no L is known)." in answered(found, found, skipped=2)
    assert answered(skipped=1) == (
        "Nothing could be run: 1 setting is left out (ripple: no L is known)."
    )


def test_an_interrupted_study_says_of_how_much_it_speaks() -> None:
    found = finding(Status.CONSISTENT, promised=True)
    answer = answered(found, found, complete=False)
    assert answer.startswith("Interrupted: this speaks of 1 of 3 problems. In 2 settings")
    nothing = answered(complete=False)
    assert nothing.startswith("Interrupted: this speaks of 0 of 3 problems. Nothing was run")
    assert "contradict" not in nothing
