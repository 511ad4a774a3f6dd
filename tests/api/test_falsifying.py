"""Statements built in Python, attacked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("flint")

from sam_theory import UsageError, falsify
from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.hypotheses.facts import BOUNDED_LEVEL_SET, CONVEX
from sam_theory.statements.hypotheses.schedules import STEP_DIVERGES, STEP_VANISHES
from sam_theory.statements.theorem import Hypothesis, Theorem
from sam_theory.verdict import Verdict

OWN = Theorem(
    name="own",
    summary="gradient descent with short steps",
    about=lambda method: method.error_model == "exact",
    hypotheses=(CONVEX, BOUNDED_LEVEL_SET, STEP_DIVERGES, STEP_VANISHES),
    conclusions=(promise("∇f(xᵏ) → 0", "gradient-limit"),),
    source="an example",
)

EMPTY: dict[str, Verdict] = {}
RAISING = Hypothesis("bad", lambda run: EMPTY["x"])
SILENT = Hypothesis("odd", lambda run: None)  # type: ignore[arg-type,return-value]


def test_a_hypothesis_of_ones_own_statement() -> None:
    found = falsify(OWN, drop=4, budget=3600, seed=1)
    (result,) = found.results
    assert result.outcome == "necessary"
    assert found.answer == "The hypothesis “tₖ → 0” is necessary."
    (claim,) = found.claims
    assert claim["dropped"] == STEP_VANISHES.text
    assert "A. c1 without 4" in repr(found)


def test_a_name_of_the_catalogue_does_not_make_a_statement_that_of_the_catalogue() -> None:
    statement = replace(OWN, name="khanh-b.1")  # there a lemma about sequences, which is proved
    found = falsify(statement, drop=1, budget=1e-3)
    assert [result.target.theorem for result in found.results] == [statement]
    assert found.answer == "The hypothesis “f is convex” is open."


@pytest.mark.parametrize(
    ("theorem", "options", "match"),
    [
        (3, {}, "theorem must be a name of the catalogue or a Theorem; got 3"),
        ("khanh-9.9", {}, "khanh-9.9"),
        (OWN, {"budget": 0}, "budget must be a positive number of seconds; got 0"),
        (OWN, {"drop": 5}, "from 1 to 4; got 5"),
        (OWN, {"seed": -1}, "seed"),
        (OWN, {"drop": 1.5}, "drop must be an integer of at least 1; got 1.5"),
        (replace(OWN, conclusions=()), {}, "own must have a conclusion; got none"),
        (replace(OWN, hypotheses=(RAISING,)), {}, "“bad” must be decided by a Verdict; it raises"),
        (replace(OWN, hypotheses=(SILENT,)), {}, "“odd” must be decided by a Verdict; got None"),
        (replace(OWN, about=lambda m: 1 / 0), {}, "`about` of own must say .* it raises ZeroDiv"),
    ],
)
def test_wrong_values(theorem: Any, options: dict[str, Any], match: str) -> None:
    with pytest.raises(UsageError, match=match):
        falsify(theorem, **options)
