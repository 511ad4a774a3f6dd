"""What is dropped may follow from what is kept: by its words, or by arithmetic."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from holding import LIBRARY
from proving import find

pytest.importorskip("z3")

from sam_theory.falsifying.attacking import targets_of
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.entailed import entailed
from sam_theory.proofs.reporting import Report, report_all
from sam_theory.statements.hypotheses.facts import FINITE_INFIMUM
from sam_theory.statements.hypotheses.iterates import NOT_TO_MINUS_INFINITY


@cache
def checked(name: str) -> Report:
    return report_all([find(name)], find)[name]


def without(text: str, number: int) -> Target:
    """Conclusion c of Si and Yun's Theorem 3.3, that number, without the hypothesis."""
    theorem = LIBRARY.get("theorems", "si-yun-3.3")
    return next(
        t
        for t in targets_of(theorem)
        if t.dropped and t.dropped.text == text and t.conclusion is theorem.conclusions[number - 1]
    )


def test_a_step_chosen_for_a_horizon_is_at_most_1_over_l() -> None:
    assert "arithmetic" in entailed(without("t ≤ 1/L", 3), checked)
    assert "arithmetic" in entailed(without("t ≤ 1/L", 4), checked)
    assert entailed(without("t ≤ 1/L", 1), checked) == ""  # where none is chosen
    assert entailed(without("f is convex", 3), checked) == ""


def test_a_weaker_word_follows_from_the_stronger_one() -> None:
    plain = without("f is convex", 1)
    kept = (*plain.theorem.hypotheses, NOT_TO_MINUS_INFINITY)
    more = replace(plain, theorem=replace(plain.theorem, hypotheses=kept))
    assert entailed(replace(more, dropped=NOT_TO_MINUS_INFINITY), checked) == (
        f"“{FINITE_INFIMUM.text}” says more"
    )


def test_nothing_is_said_of_the_statement_itself() -> None:
    assert entailed(without("t ≤ 1/L", 3).stated, checked) == ""
