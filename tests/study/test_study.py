"""Studies: what the default one covers, how verdicts are joined, what is counted and printed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from holding import DISPLACED, flat
from rich.cells import cell_len
from rich.console import Console

from sam_theory.api import check, problem_of
from sam_theory.errors import UsageError
from sam_theory.library import Library
from sam_theory.report.printing import print_check
from sam_theory.report.summary import ROWS, tallies, undecided_share
from sam_theory.runs.batch import Plan
from sam_theory.runs.reference import run
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.problem import starting_points
from sam_theory.statements.finding import (
    ConclusionFinding,
    Finding,
    TheoremFinding,
    statements,
    worst_start,
)
from sam_theory.study.defaults import PAIRS, study_of
from sam_theory.study.study import (
    Pair,
    all_findings,
    examine,
    generator,
    hold_all,
    identity,
    once_a_schedule,
    outlook_of,
    pairs_of,
    setting_of,
    settings_of,
)
from sam_theory.verdict import Status, Verdict, consistent, proved, undecided, violated

LIBRARY = Library()
PROPERTIES = (
    "liminf-gradient",
    "stationary-accumulation",
    "gradient-limit",
    "value-limit",
    "iterate-limit",
)


def test_the_default_study_covers_the_catalogues() -> None:
    study = study_of(LIBRARY)
    families = {name.partition("[")[0] for name in study.problems}
    assert families == set(LIBRARY.entries("problems"))
    assert set(study.methods) == {*DISPLACED, "sam-momentum"}
    everything = study_of(LIBRARY, methods=["all"])
    assert set(everything.methods) == set(LIBRARY.entries("methods"))
    assert len(everything.methods) >= 21
    assert set(study.theorems) == set(LIBRARY.entries("theorems"))
    assert len(study.problems) >= 40
    assert study.iterations >= 5000
    assert study.starts >= 2


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("L", [Fraction(1, 1000), Fraction(1), Fraction(2500)])
def test_every_default_formula_is_defined(pair: Pair, L: Fraction) -> None:
    assert Schedule(pair.step, L, descent=L / 2).first_invalid(5000) is None
    assert Schedule(pair.radius, L, descent=L / 2).first_invalid(5000) is None


def default_pairs(problem: str, method: str) -> list[Pair]:
    return pairs_of(
        study_of(LIBRARY), LIBRARY.get("problems", problem), LIBRARY.get("methods", method)
    )


IN_D = [pair for pair in PAIRS if "D" in pair.step]


def test_gradient_descent_is_run_once_a_step() -> None:
    pairs = default_pairs("lopsided-wells", "gradient-descent")
    assert len(pairs) == len({pair.step for pair in PAIRS})
    assert {pair.radius for pair in pairs} == {"0"}


@pytest.mark.parametrize(
    ("problem", "method", "run"),
    [
        ("lopsided-wells", "usam", True),
        ("lopsided-wells", "extragradient", True),
        ("log-drift", "usam", True),
        ("lopsided-wells", "sam", False),  # no theorem on (4) is about it
        ("lopsided-wells", "unified-sam", False),
        ("quadratic", "usam", False),  # D is L
        ("quartic-hill", "usam", True),  # L is that of a box
        ("linear", "usam", False),  # there is neither
        ("rosenbrock", "usam", False),
    ],
)
def test_pairs_in_d_are_run_where_they_say_more(problem: str, method: str, run: bool) -> None:
    assert len(IN_D) == 3
    others = [pair for pair in PAIRS if pair not in IN_D]
    assert default_pairs(problem, method) == (list(PAIRS) if run else others)


@pytest.mark.parametrize("pair", IN_D)
@pytest.mark.parametrize("problem", ["quadratic", "lopsided-wells"])
def test_a_pair_that_is_asked_for_is_never_left_out(pair: Pair, problem: str) -> None:
    study = study_of(LIBRARY, step=pair.step, radius=pair.radius)
    for method in study.methods:
        radius = "0" if method == "gradient-descent" else pair.radius
        asked = pairs_of(study, LIBRARY.get("problems", problem), LIBRARY.get("methods", method))
        assert asked == [Pair(pair.step, radius)]


def test_each_constant_is_put_into_the_formulas() -> None:
    problem = LIBRARY.get("problems", "lopsided-wells")
    usam = LIBRARY.get("methods", "usam")
    setting = setting_of(problem, usam, Pair("0.5/D", "0.5/L"))
    assert setting.step.values(np.array([1]))[0] == 0.5
    assert setting.radius.values(np.array([1]))[0] == 0.5 / float(problem.step_constant)
    assert problem.step_constant > 49


def test_theorem_4_2_fails_on_lopsided_wells_in_the_default_study() -> None:
    study = study_of(LIBRARY, problems=["lopsided-wells"], methods=["usam"], theorems=["khanh-4.2"])
    findings, skipped = examine(study, "lopsided-wells")
    broken = [(f.step, f.radius) for f in findings if f.contradiction]
    assert ("0.5/D", "0.1/D") in broken
    assert skipped == ()


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


def test_the_worst_start_is_named() -> None:
    joined = worst_start([consistent("a"), violated("b"), undecided("c")])
    assert (joined.status, joined.evidence) == (Status.VIOLATED, "start 2: b")
    alone = proved("one for all")
    assert worst_start([alone, alone]) is alone


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


def test_findings_do_not_depend_on_what_else_is_run() -> None:
    """One method alone gives the findings that it has beside the others."""
    many = study_of(LIBRARY, problems=["ripple"], methods=["sam", "rsam", "usam"], iterations=400)
    one = replace(many, methods=("rsam",))
    together = [f for f in examine(many, "ripple")[0] if f.method == "rsam"]
    for left, right in zip(together, examine(one, "ripple")[0], strict=True):
        assert {n: v.status for n, v in left.properties.items()} == {
            n: v.status for n, v in right.properties.items()
        }


def _finding(
    status: Status, promised: bool, text: str = "c", kind: str = "gradient-limit"
) -> Finding:
    conclusion = ConclusionFinding(
        property=kind,
        text=text,
        verdict=Verdict(status, "shown"),
        promised=promised,
        contradiction=promised and status is Status.VIOLATED,
    )
    return Finding(
        problem="quadratic",
        method="sam",
        step="1/k",
        radius="0.1",
        iterations=5000,
        starts=3,
        properties=dict.fromkeys(PROPERTIES, Verdict(status, "shown")),
        theorems=(
            TheoremFinding(
                name="khanh-3.5", applies=Status.PROVED, hypotheses=(), conclusions=(conclusion,)
            ),
        ),
    )


def test_tallies_count_settings_by_what_was_promised() -> None:
    findings = [
        _finding(Status.CONSISTENT, promised=True),
        _finding(Status.VIOLATED, promised=True),
        _finding(Status.UNDECIDED, promised=True),
        _finding(Status.CONSISTENT, promised=False),
        _finding(Status.VIOLATED, promised=False),
    ]
    tally = next(
        t
        for t in tallies(findings, LIBRARY)
        if t.property == "gradient-limit" and t.row.family == "normalized"
    )
    assert tally.promised == {
        Status.CONSISTENT: 1,
        Status.VIOLATED: 1,
        Status.UNDECIDED: 1,
    }
    assert (tally.unpromised, tally.others) == (1, 2)
    assert undecided_share(findings) == (1, 3)


def test_contradictions_about_schedules_alone_stand_once() -> None:
    one = _finding(Status.VIOLATED, promised=True, kind="schedule")
    kept = once_a_schedule([one, replace(one, problem="ripple"), replace(one, step="2/k")])
    assert [len(finding.theorems) for finding in kept] == [1, 0, 1]
    other = _finding(Status.VIOLATED, promised=True)
    assert once_a_schedule([other, replace(other, problem="ripple")])[1].theorems


def test_a_statement_is_told_once_for_each_reason() -> None:
    other = _finding(Status.VIOLATED, promised=True)
    (found,) = statements([other, replace(other, problem="ripple")])
    assert (found.settings, found.example, found.erratum) == (2, other, "")
    known = _explained(other, "a slip")
    told = statements([known, other])
    assert [statement.erratum for statement in told] == ["", "a slip"]
    assert statements([_finding(Status.VIOLATED, promised=False)]) == ()


def _explained(finding: Finding, erratum: str) -> Finding:
    (theorem,) = finding.theorems
    conclusions = tuple(replace(c, erratum=erratum) for c in theorem.conclusions)
    return replace(finding, theorems=(replace(theorem, conclusions=conclusions),))


def test_the_report_fits_into_eighty_columns() -> None:
    study = study_of(
        LIBRARY, problems=["quadratic", "power[exponent=1.5]"], methods=["sam"], iterations=300
    )
    findings, skipped = all_findings([examine(study, name) for name in study.problems])
    screen = Console(width=80)
    with screen.capture() as captured:
        print_check(screen, study, findings, skipped, complete=True)
    lines = captured.get().splitlines()
    assert max(map(cell_len, lines)) <= 80
    text = "\n".join(lines)
    assert all(row.functions in text for row in ROWS if row.family in ("SAM", "normalized"))
    assert "unnormalized" not in text
    assert "Held although nothing promised it" in text
    assert "Undecided:" in text
    assert f"Skipped: {len(PAIRS) - len(IN_D)} settings" in text


def test_the_python_interface_takes_your_own_function() -> None:
    problem = problem_of(
        lambda x: (x**2).sum(-1), lambda x: 2 * x, starts=[(1.0, 0.5)], lipschitz=2, infimum=0
    )
    finding = check(problem, "gradient-descent", step="0.5/L", radius="0", iterations=500)
    assert finding.properties["iterate-limit"].holds
    with pytest.raises(UsageError, match="no L of"):
        check(
            problem_of(lambda x: (x**2).sum(-1), lambda x: 2 * x, starts=[(1.0,)]),
            "sam",
            step="1/(L*k)",
            radius="0.1",
        )
    with pytest.raises(UsageError, match="starts"):
        problem_of(lambda x: x, lambda x: x, starts=[])


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
