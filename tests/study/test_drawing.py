"""Ensembles are drawn from the starts of the runs, of methods that draw."""

from __future__ import annotations

import numpy as np
import pytest
from holding import LIBRARY, observed, setting

from sam_theory.errors import UsageError
from sam_theory.study.defaults import study_of
from sam_theory.study.drawing import Draws
from sam_theory.study.examining import examine


def test_each_start_has_its_ensemble() -> None:
    s = setting("least-squares", "m-sam", "0.01", "0.1")
    starts = ((0.0, 0.0, 0.0), (1.0, 2.0, 3.0))
    traces = [observed(s, start, 20).trace for start in starts]
    found = Draws(iterations=20, seeds=5, seed=1).of(s, traces)
    assert [tuple(e.start) for e in found] == list(starts)
    assert [e.seeds for e in found] == [5, 5]
    assert found[0].k[-1] == 20
    other = Draws(iterations=20, seeds=5, seed=2).of(s, traces)
    assert not np.array_equal(found[0].value[-1], other[0].value[-1])


def test_nothing_is_drawn_of_a_method_that_draws_nothing() -> None:
    s = setting("least-squares", "sam", "0.01", "0.1")
    assert Draws(iterations=20).of(s, [observed(s, iterations=20).trace]) == ()


def verdicts(seeds: int) -> dict[str, str]:
    study = study_of(
        LIBRARY,
        problems=["msam-trap"],
        methods=["m-sam", "n-sam"],
        theorems=["si-yun-4.2-nonconvex"],
        step="0.25",
        radius="0.125",
        iterations=200,
        seeds=seeds,
    )
    findings, skipped = examine(study, "msam-trap")
    assert not skipped
    return {
        finding.method: conclusion.verdict.evidence
        for finding in findings
        for theorem in finding.theorems
        for conclusion in theorem.conclusions
        if conclusion.promised and conclusion.mean
    }


def test_a_study_draws_as_many_seeds_as_it_says() -> None:
    found = verdicts(321)
    assert set(found) == {"m-sam", "n-sam"}
    assert all("over 321 seeds" in text for text in found.values())


@pytest.mark.parametrize("seeds", [1, 10**6])
def test_too_few_and_too_many_are_refused(seeds: int) -> None:
    with pytest.raises(UsageError, match="--seeds must be"):
        study_of(LIBRARY, seeds=seeds)
