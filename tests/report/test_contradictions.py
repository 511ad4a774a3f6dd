"""What reports say alike of contradicted statements."""

from __future__ import annotations

from dataclasses import replace

from findings import finding

from sam_theory.report.contradictions import extent, fails_as_read, readings, smallest, why
from sam_theory.statements.conclusions.numbers import OF_SCHEDULES
from sam_theory.statements.finding import statements
from sam_theory.verdict import Status


def test_statements_and_settings_are_counted_apart() -> None:
    new = finding(Status.VIOLATED, promised=True)
    agrees = finding(Status.CONSISTENT, promised=True)
    against = statements([new, replace(new, problem="ripple"), agrees])
    assert extent(against, [new, replace(new, problem="ripple"), agrees]) == (
        "1 statement, 1 new and 0 by known errata, in 2 of 3 settings (every hypothesis holds, the "
        "conclusion does not)"
    )
    assert extent((), [agrees]) == "none"


def test_known_errors_are_told_from_new_ones() -> None:
    (new,) = statements([finding(Status.VIOLATED, promised=True)])
    assert why(new) == "new: no erratum is known"
    assert why(replace(new, erratum="a slip")) == "known erratum: a slip"


def test_of_a_statement_about_schedules_only_these_are_told() -> None:
    (statement,) = statements([finding(Status.VIOLATED, promised=True)])
    assert smallest(statement) == "quadratic, sam, t = 1/k, ρ = 0.1"
    (about,) = statements([finding(Status.VIOLATED, promised=True, kind=OF_SCHEDULES)])
    assert smallest(about) == "t = 1/k, ρ = 0.1; f enters only through L"


def test_what_another_reading_saves_is_told_apart() -> None:
    found = finding(Status.VIOLATED, promised=True, text="the rate")
    (theorem,) = found.theorems
    (against,) = theorem.conclusions
    read = replace(against, reading="for every t", contradiction=False)
    saved = replace(found, theorems=(replace(theorem, conclusions=(read,)),))
    assert readings([saved, saved, found]) == {("khanh-3.5", "the rate, read for every t"): 2}
    assert statements([saved]) == ()
    assert not readings([replace(saved, inconsistencies=("a and b",))])
    assert not fails_as_read(replace(read, contradiction=True))
    assert not fails_as_read(replace(read, promised=False))
