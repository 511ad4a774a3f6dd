"""What a check gives: its runs, and how they are shown, drawn and tabled."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sam_theory import CheckResult, UsageError, check, problem_of
from sam_theory.api import showing
from sam_theory.statements.finding import Finding

ITERATIONS = 200


@pytest.fixture(scope="module")
def found() -> CheckResult:
    """SAM on a quadratic from two starts."""
    return check("quadratic", "sam", step="0.5/k", radius="0.1/k", iterations=ITERATIONS, starts=2)


def test_trajectories_are_those_of_the_method(found: CheckResult) -> None:
    problem = found.setting.problem
    first, second = found.trajectories
    assert found.trajectory is first
    assert len(first) == ITERATIONS
    assert not np.array_equal(first.iterate[0], second.iterate[0])
    for run in (first, second):
        x, t, r = run.iterate, run.step[:, None], run.radius[:, None]
        np.testing.assert_array_equal(run.k, np.arange(1, ITERATIONS + 1))
        np.testing.assert_allclose(run.step, 0.5 / run.k)
        np.testing.assert_allclose(run.value, problem.value(x))
        g = problem.gradient(x)
        norms = np.linalg.norm(g, axis=1)
        np.testing.assert_allclose(run.gradient_norm, norms)
        after = x - t * problem.gradient(x + r * g / norms[:, None])
        np.testing.assert_allclose(x[1:], after[:-1])
    assert repr(first).startswith("Trajectory of 200 iterations in dimension 2: k, value")


def test_a_random_method_is_run_as_it_was_judged() -> None:
    one, other = (
        check("quadratic", "rsam", step="0.5/k", radius="0.1", iterations=50, seed=s)
        for s in (1, 2)
    )
    assert not np.array_equal(one.trajectory.iterate[1:], other.trajectory.iterate[1:])
    again = check("quadratic", "rsam", step="0.5/k", radius="0.1", iterations=50, seed=1)
    np.testing.assert_array_equal(one.trajectory.iterate, again.trajectory.iterate)
    assert len({tuple(t.iterate[-1]) for t in one.trajectories}) == 3


def test_a_run_that_ends_by_itself_is_as_long_as_it_was() -> None:
    problem = problem_of(
        lambda x: (x**2).sum(-1), lambda x: 2 * x, starts=[(1.0,), (0.0,)], lipschitz=2
    )
    found = check(problem, "sam", step="0.1", radius="0.1", iterations=30, starts=2)
    assert [len(t) for t in found.trajectories] == [30, 1]
    assert found.plot().axes


def test_what_is_shown_is_short(found: CheckResult) -> None:
    shown = repr(found)
    assert len(shown.splitlines()) <= 10
    assert max(map(len, shown.splitlines())) <= 80
    assert "gradient-limit" in shown
    assert found.answer.startswith("sam on quadratic")
    assert found.answer[:60] in shown.replace("\n", " ")
    endless = replace(found.finding, step="x" * 3000)
    long = repr(replace(found, finding=endless))
    assert len(long.splitlines()) <= 10
    assert max(map(len, long.splitlines())) <= 80


def test_nothing_in_the_table_is_read_as_markup(found: CheckResult) -> None:
    named = replace(found, finding=replace(found.finding, problem="<script>alert(1)</script>"))
    table = named._repr_html_()
    assert "<script>" not in table
    assert table.count("&lt;script&gt;") == 2  # in the answer and in the caption
    assert table.count("<tr>") - 1 >= 5
    assert "gradient-limit" in table
    assert "<b>" not in showing.table("", "", [("<b>", "<b>", "<b>")])


def test_it_says_what_its_finding_says(found: CheckResult) -> None:
    assert isinstance(found.finding, Finding)
    told = ("problem", "method", "step", "radius", "iterations", "starts", "properties")
    for name in (*told, "theorems", "inconsistencies", "constants", "contradiction"):
        assert getattr(found, name) == getattr(found.finding, name)


def test_the_picture_shows_the_runs_under_the_answer(found: CheckResult) -> None:
    figure = found.plot()
    gap, gradient = figure.axes
    assert (gap.get_yscale(), gap.get_xscale()) == ("log", "log")
    assert "inf" in gap.get_ylabel()
    for axes, name in ((gap, "value"), (gradient, "gradient_norm")):
        for line, run in zip(axes.get_lines(), found.trajectories, strict=True):
            np.testing.assert_array_equal(line.get_ydata(), getattr(run, name))
    assert figure._suptitle is not None  # type: ignore[attr-defined]  # it has no other name
    title = figure._suptitle.get_text()  # type: ignore[attr-defined]  # as above
    assert title.replace("\n", " ") == found.answer


def of_both_signs(**stated: float) -> CheckResult:
    """f = ‖x‖² − 1, from 3 down to −1."""
    problem = problem_of(
        lambda x: (x**2).sum(-1) - 1, lambda x: 2 * x, starts=[(2.0,)], lipschitz=2, **stated
    )
    return check(problem, "sam", step="0.1", radius="0.1", iterations=50, starts=1)


def test_the_gap_is_drawn_where_the_infimum_is_known_else_f() -> None:
    found = of_both_signs(infimum=-1.0)
    gap = found.plot().axes[0]
    assert gap.get_yscale() == "log"
    np.testing.assert_allclose(gap.get_lines()[0].get_ydata(), found.trajectory.value + 1)
    found = of_both_signs(lower_bound=-5.0)
    left, right = found.plot().axes
    assert "inf" not in left.get_ylabel()
    assert (left.get_yscale(), right.get_yscale()) == ("linear", "log")
    np.testing.assert_array_equal(left.get_lines()[0].get_ydata(), found.trajectory.value)


def test_a_frame_has_a_row_an_iteration(
    found: CheckResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=dict))
    frame: Any = found.to_frame()
    names = ["start", "k", "value", "gradient_norm", "step", "radius", "x1", "x2"]
    assert list(frame) == names
    assert {len(column) for column in frame.values()} == {2 * ITERATIONS}
    assert frame["start"].tolist() == [1] * ITERATIONS + [2] * ITERATIONS
    np.testing.assert_array_equal(frame["x2"][ITERATIONS:], found.trajectories[1].iterate[:, 1])


def test_without_pandas_the_remedy_is_told(
    found: CheckResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match="pip install pandas"):
        found.to_frame()
