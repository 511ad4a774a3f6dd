"""Conclusions that say less than the property by which they are judged."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import pytest

from sam_theory.certificates.established import Established
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import quadratic
from sam_theory.falsifying.running import runs_of
from sam_theory.library.catalogues import Library
from sam_theory.setting.facts import Fact
from sam_theory.statements.conclusions.absolute import value_met_or_converges
from sam_theory.statements.conclusions.properties import of_minimizers
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Status, refuted

REFUTED = refuted("certified")
SQUARE = Candidate(
    function=Sum((quadratic(Fraction(2)),)),
    method=Library().get("methods", "gradient-descent"),
    step="1/8",
    radius="0",
    start=(Fraction(1),),
)
(CONVERGING,) = runs_of(SQUARE.function.problem("square", [SQUARE.start]), [SQUARE], 256)


def certified(run: Run, shown: Established, **facts: bool) -> Run:
    """The run with all properties refuted by a certificate, on an f with these facts."""
    told = {name: Fact(value, "by hand") for name, value in facts.items()}
    problem = run.setting.problem
    problem = replace(problem, facts=replace(problem.facts, **cast(Any, told)))
    return replace(
        run,
        setting=replace(run.setting, problem=problem),
        properties={**dict.fromkeys(run.properties, REFUTED)},
        certified=cast(Any, SimpleNamespace(shown=shown)),
    )


@pytest.mark.parametrize(
    ("shown", "facts", "status"),
    [
        (Established(text="", escapes=True), {"attained": True}, Status.UNDECIDED),
        (Established(text="", escapes=True), {"attained": False}, Status.REFUTED),
        (Established(text="", gap=Fraction(1)), {"attained": True}, Status.REFUTED),
    ],
)
def test_far_out_f_may_still_tend_to_its_minimum(
    shown: Established, facts: dict[str, bool], status: Status
) -> None:
    run = certified(CONVERGING, shown, convex=True, level_sets_bounded=False, **facts)
    assert of_minimizers("value-limit")(run).status is status
    bounded = certified(run, shown, level_sets_bounded=True)
    assert of_minimizers("value-limit")(bounded).status is Status.REFUTED


def test_a_cycle_may_meet_the_value_of_its_accumulation_point() -> None:
    """Where x̄ is not known to be a global minimizer."""
    run = certified(CONVERGING, Established(text="", parts=True), convex=True)
    run = replace(run, trace=replace(run.trace, values=None))
    assert value_met_or_converges(run).status is Status.UNDECIDED
    falls = CONVERGING.properties["value-limit"]
    minimal = replace(run, properties={**run.properties, "value-limit": falls})
    assert falls.holds
    assert value_met_or_converges(minimal).status is Status.REFUTED
