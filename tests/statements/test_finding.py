"""Findings over all starts, and statements over all settings."""

from __future__ import annotations

from dataclasses import replace

from findings import finding

from sam_theory.statements.finding import Finding, statements
from sam_theory.verdict import Status


def test_a_statement_is_told_once_for_each_reason() -> None:
    other = finding(Status.VIOLATED, promised=True)
    (found,) = statements([other, replace(other, problem="ripple")])
    assert (found.settings, found.example, found.erratum) == (2, other, "")
    known = _explained(other, "a slip")
    told = statements([known, other])
    assert [statement.erratum for statement in told] == ["", "a slip"]
    assert statements([finding(Status.VIOLATED, promised=False)]) == ()


def test_statements_come_by_how_often_and_with_the_smallest_example() -> None:
    first = finding(Status.VIOLATED, promised=True, text="a")
    second = finding(Status.VIOLATED, promised=True, text="b")
    small = replace(second, problem="ripple")
    told = statements([first, second, small], size=lambda f: float(len(f.problem)))
    assert [(statement.text, statement.settings) for statement in told] == [("b", 2), ("a", 1)]
    assert told[0].example == small


def test_a_setting_counts_once_whatever_the_readings_of_a_text() -> None:
    one = finding(Status.VIOLATED, promised=True)
    (theorem,) = one.theorems
    read = tuple(replace(c, reading=r) for c in theorem.conclusions for r in ("a", "b"))
    (told,) = statements([replace(one, theorems=(replace(theorem, conclusions=read),))])
    assert told.settings == 1


def _explained(finding: Finding, erratum: str) -> Finding:
    (theorem,) = finding.theorems
    conclusions = tuple(replace(c, erratum=erratum) for c in theorem.conclusions)
    return replace(finding, theorems=(replace(theorem, conclusions=conclusions),))
