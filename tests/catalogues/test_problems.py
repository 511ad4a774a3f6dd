"""What every problem of the catalogue must satisfy."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.auditing.audit import audit
from sam_theory.library.catalogues import Library
from sam_theory.setting.facts import Fact
from sam_theory.setting.problem import Problem, starting_points

LIBRARY = Library()
ITEMS = LIBRARY.items("problems")


@pytest.fixture(scope="module", params=ITEMS)
def problem(request: pytest.FixtureRequest) -> Problem:
    item: Problem = LIBRARY.get("problems", request.param)
    assert item.name == request.param, "the canonical name must be accepted back"
    return item


def test_items_are_named_once() -> None:
    assert len(set(ITEMS)) == len(ITEMS) >= 90
    assert len({LIBRARY.entry("problems", name.partition("[")[0]).path for name in ITEMS}) >= 75


def test_the_audit_contradicts_no_fact(problem: Problem) -> None:
    found = audit(problem, np.random.default_rng(20240811))
    failed = {f.fact: f.verdict.evidence for f in found if f.verdict.fails}
    assert not failed
    assert {f.verdict.status.value for f in found} <= {"consistent", "undecided"}


def test_everything_has_a_source(problem: Problem) -> None:
    stated = [fact for fact in vars(problem.facts).values() if fact is not None]
    assert all(isinstance(fact, Fact) and fact.source.strip() for fact in stated)
    assert problem.source.strip()
    assert problem.formula.strip()


def test_oracles_keep_shapes_and_raise_no_warning(problem: Problem) -> None:
    starts = starting_points(problem, 7, np.random.default_rng(0))
    batch = np.stack([starts, starts[::-1]])
    assert problem.value(batch).shape == (2, 7)
    assert problem.gradient(batch).shape == (2, 7, problem.dimension)
    assert problem.value(starts[0]).shape == ()
    assert problem.gradient(starts[0]).dtype == np.float64
    before = batch.copy()
    problem.gradient(batch)
    assert np.array_equal(batch, before), "the argument must not be written to"
