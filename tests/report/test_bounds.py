"""Bounds as they are shown: rounded to the side on which they stay true."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.answering import answered
from sam_theory.bounds.published import closed_form, published
from sam_theory.bounds.question import Start
from sam_theory.library.catalogues import Library
from sam_theory.report.bound_document import row_document
from sam_theory.report.bounds import Shown, above, below, bounds_answer, claim_text
from sam_theory.verdict import proved

ONE = Fraction(1)


@pytest.mark.parametrize(
    "value", ["1/3", "-1/3", "2/7000000", "-12345.6789012", "99999999/10", "0"]
)
def test_rounded_outwards(value: str) -> None:
    exact = Fraction(value)
    assert Fraction(below(exact)) <= exact <= Fraction(above(exact))
    assert float(above(exact)) == pytest.approx(float(exact), rel=1e-5)


def test_what_is_short_is_exact() -> None:
    assert above(Fraction(-39, 128)) == below(Fraction(-39, 128)) == "-0.3046875"


def shown(method: str, functions: str) -> Shown:
    question, library = asked(method, functions, "decrease", "anywhere"), Library()
    return Shown(
        row=answered(question, ONE),
        published=published(question, ONE, library),
        closed=closed_form(question, ONE, library),
    )


def test_a_loose_bound() -> None:
    text = bounds_answer([shown("sam", "smooth-convex")])
    assert "≤ -0.375, certified in every ℝⁿ, and a function of one variable attains it" in text
    assert "(25) of K24, Theorem 3.2 says -0.3671875, 0.979 of that decrease" in text


def test_a_false_bound() -> None:
    one = shown("usam", "descent")
    assert one.exceeded
    assert "(40) of K24, Theorems 4.1 and 4.2 says" in bounds_answer([one])
    assert "which the function exceeds: it is false here" in bounds_answer([one])
    assert not shown("usam", "smooth").exceeded


def test_half_of_a_small_answer_is_not_the_answer() -> None:
    small = Start("R", Fraction(1, 10**4))
    row = answered(asked("gradient-descent", "smooth-convex", "gap", small))
    assert row.attained is not None
    value = row.attained.value
    for share, words in ((1, "attains it"), (1 - 1e-8, "comes within 10⁻⁶ of it"), (0.5, "has ")):
        lower = replace(row.attained, value=Fraction(share) * value)
        text = bounds_answer([Shown(row=replace(row, upper=value, attained=lower), published=())])
        assert f"a function of one variable {words}" in text


def test_a_claim_is_about_one_s() -> None:
    one = shown("sam", "smooth-convex")
    assert claim_text(one, proved("so it is")) == "At s = 1 the claim is proved: so it is."
    anywhere = replace(one, row=replace(one.row, norm=None))
    assert claim_text(anywhere, proved("so it is")) == "The claim is proved: so it is."


def test_a_solver_is_not_believed_that_there_is_no_bound() -> None:
    one = shown("sam", "smooth")
    endless = replace(one, row=replace(one.row, value=math.inf, upper=None, certificates=()))
    text = bounds_answer([endless])
    assert "no bound on f(x²) − f(x¹) was found, and a function of one variable has " in text


def test_a_solver_is_not_believed_against_a_function() -> None:
    one = shown("sam", "smooth")
    below_it = replace(one.row, value=float(one.row.lower or 0) - 1, upper=None, certificates=())
    against = replace(one, row=below_it)
    assert "no bound on f(x²) − f(x¹) was found" in bounds_answer([against])
    assert row_document(against)["upper"] is None
    alone = replace(against, row=replace(below_it, attained=None, least=None))
    assert row_document(alone)["upper"] == below_it.value


def test_the_document() -> None:
    row = row_document(shown("sam", "smooth-convex"))
    assert row["upper"] == -0.375
    assert row["lower"] == -0.375
    assert row["certified"]
    assert row["kind"] == "exact"
    assert row["s"] == 1
    assert row["published"] == -0.3671875
    assert "prove one-step-worst" in row["closed_form"]
