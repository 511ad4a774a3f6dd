"""Studies: which settings are run, how verdicts are joined, what is counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from findings import finding
from holding import DISPLACED, flat

from sam_theory.library.catalogues import Library
from sam_theory.runs.batch import Plan
from sam_theory.runs.reference import run
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.problem import starting_points
from sam_theory.study.defaults import study_of
from sam_theory.study.examining import examine
from sam_theory.study.findings import hold_all
from sam_theory.study.joining import once_a_schedule
from sam_theory.study.outlooks import outlook_of
from sam_theory.study.running import generator, identity
from sam_theory.study.settings import setting_of, settings_of
from sam_theory.study.study import Pair
from sam_theory.verdict import Status

LIBRARY = Library()


def test_each_constant_is_put_into_the_formulas() -> None:
    problem = LIBRARY.get("problems", "lopsided-wells")
    usam = LIBRARY.get("methods", "usam")
    setting = setting_of(problem, usam, Pair("0.5/D", "0.5/L"))
    assert setting.step.values(np.array([1]))[0] == 0.5
    assert setting.radius.values(np.array([1]))[0] == 0.5 / float(problem.step_constant)
    assert problem.step_constant > 49


def test_settings_that_need_an_unknown_constant_are_skipped() -> None:
    problem, sam = LIBRARY.get("problems", "rosenbrock"), LIBRARY.get("methods", "sam")
    settings, skipped = settings_of(problem, [(sam, Pair("0.1", "0.1")), (sam, Pair("1/L", "0"))])
    assert [s.step.formula for s in settings] == ["0.1"]
    (item,) = skipped
    assert "needs L, and no L of rosenbrock is known" in item.reason
    assert settings_of(problem, [(sam, Pair("1/L", "0"))], "a reason")[1][0].reason == "a reason"


@pytest.mark.parametrize(
    ("step", "radius", "reason"),
    [
        ("0.5/D", "0.1", "the step 0.5/D needs D, and no D of rosenbrock is known"),
        ("0.5", "0.1/D", "the radius 0.1/D needs D, and no D of rosenbrock is known"),
        ("n/(D*L)", "0", "the step n/(D*L) needs L and D, and no L or D of rosenbrock is known"),
    ],
)
def test_what_is_skipped_names_its_constants(step: str, radius: str, reason: str) -> None:
    problem, sam = LIBRARY.get("problems", "rosenbrock"), LIBRARY.get("methods", "sam")
    settings, skipped = settings_of(problem, [(sam, Pair(step, radius))])
    assert settings == []
    assert [item.reason for item in skipped] == [reason]


def test_starts_are_the_chosen_ones_then_draws() -> None:
    problem = LIBRARY.get("problems", "quadratic")
    points = starting_points(problem, 6, generator(0, problem.name))
    again = starting_points(problem, 6, generator(0, problem.name))
    assert np.array_equal(points, again)
    chosen = np.array(problem.starts)
    assert np.array_equal(points[: len(chosen)], chosen[:6])
    low, high = map(np.array, problem.region)
    assert ((points[len(chosen) :] >= low) & (points[len(chosen) :] <= high)).all()
    other = starting_points(problem, 6, generator(1, problem.name))
    assert not np.array_equal(points, other)


def test_the_outlook_knows_the_schedules() -> None:
    problem = LIBRARY.get("problems", "quadratic")
    sam = LIBRARY.get("methods", "sam")
    outlook = outlook_of(setting_of(problem, sam, Pair("1/(L*k)", "0.1")), 400)
    assert outlook.step_diverges is Status.PROVED
    assert outlook.step_vanishes is Status.PROVED
    assert outlook.radius_vanishes is Status.REFUTED
    assert outlook.product_summable is Status.REFUTED
    assert (outlook.constant_error, outlook.relative_error) == (1, 0)
    summable = outlook_of(setting_of(problem, sam, Pair("1/(L*k**1.5)", "0")), 400)
    assert summable.step_diverges is Status.REFUTED
    assert summable.radius_zero


@pytest.mark.parametrize(
    ("problem", "method", "step", "radius", "status"),
    [
        ("msam-trap", "m-sam", "0.001", "0.01/k", Status.UNDECIDED),  # on its way to its noise
        ("ridge-logistic", "sgd", "0.01", "0", Status.UNDECIDED),
        ("noisy-quadratic[noise=0.0]", "sgd", "0.1", "0", Status.CONSISTENT),  # σ² = 0
    ],
)
def test_draws_with_a_constant_step_keep_the_gradient_off_0(
    problem: str, method: str, step: str, radius: str, status: Status
) -> None:
    study = study_of(LIBRARY, problems=[problem], methods=[method], theorems=[], starts=1)
    ((found,), _) = examine(replace(study, pairs=(Pair(step, radius),)), problem)
    held = {name: verdict.status for name, verdict in found.properties.items()}
    assert set(held.values()) == {status}


def test_draws_that_vanish_where_a_run_ends_keep_it_there() -> None:
    """Of which no σ² is stated: every component is seen to have its minimum there."""
    quiet = LIBRARY.get("problems", "noisy-quadratic[noise=0.0]")
    bare = replace(quiet, components=replace(quiet.components, variance=None))
    sgd = setting_of(bare, LIBRARY.get("methods", "sgd"), Pair("0.2", "0"))
    for iterations, status in ((100, Status.UNDECIDED), (3000, Status.CONSISTENT)):
        (found,) = hold_all([sgd], [], iterations=iterations, starts=1, seed=0)
        assert found.properties["gradient-limit"].status is status


def test_findings_do_not_depend_on_what_else_is_run() -> None:
    """One method alone gives the findings that it has beside the others."""
    many = study_of(LIBRARY, problems=["ripple"], methods=["sam", "rsam", "usam"], iterations=400)
    one = replace(many, methods=("rsam",))
    together = [f for f in examine(many, "ripple")[0] if f.method == "rsam"]
    for left, right in zip(together, examine(one, "ripple")[0], strict=True):
        assert {n: v.status for n, v in left.properties.items()} == {
            n: v.status for n, v in right.properties.items()
        }


def test_contradictions_about_schedules_alone_stand_once() -> None:
    one = finding(Status.VIOLATED, promised=True, kind="schedule")
    kept = once_a_schedule([one, replace(one, problem="ripple"), replace(one, step="2/k")])
    assert [len(finding.theorems) for finding in kept] == [1, 0, 1]
    other = finding(Status.VIOLATED, promised=True)
    assert once_a_schedule([other, replace(other, problem="ripple")])[1].theorems


@pytest.mark.parametrize("name", DISPLACED)
def test_without_a_radius_every_method_is_gradient_descent(name: str) -> None:
    problem = LIBRARY.get("problems", "ripple")
    step, none = Schedule("0.5/L", problem.step_constant), Schedule("0")
    methods = (LIBRARY.get("methods", name), LIBRARY.get("methods", "gradient-descent"))
    start = np.array([1.0, -2.0])
    plans = [Plan(method=m, step=step, radius=none, start=start) for m in methods]
    own, descent = run(problem, plans, iterations=200)
    ours, theirs = flat(own), flat(descent)
    assert ours.keys() == theirs.keys()
    for what in ours:
        assert np.array_equal(ours[what], theirs[what]), what


def test_settings_of_the_same_runs_are_run_once() -> None:
    problem = LIBRARY.get("problems", "ripple")
    settings = [
        setting_of(problem, LIBRARY.get("methods", name), Pair("0.5/L", radius))
        for name in ("sam", "usam", "gradient-descent")
        for radius in ("0", "0.1/L")
    ]
    assert len({identity(setting) for setting in settings}) == 4
    found = hold_all(settings, (), iterations=300, starts=2, seed=0)
    assert [f.method for f in found] == [s.method.name for s in settings]
    assert found[0].properties == found[2].properties == found[4].properties
    assert found[0].properties != found[1].properties
