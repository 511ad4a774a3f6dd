"""The two-cycle of SAM with constants: closed form against runs, enclosures, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sam_theory.cli.app import run_command
from sam_theory.library import Library
from sam_theory.proofs.cycles.certify import Certificate, certify
from sam_theory.proofs.cycles.closed_form import (
    attracts,
    cycle_radius,
    example_conditions,
    excluded_starts,
    multipliers,
)
from sam_theory.proofs.cycles.following import follow, settled_at
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Status

flint = pytest.importorskip("flint")

from sam_theory.proofs.cycles import enclosure  # noqa: E402  # after the extra is known to be there
from sam_theory.proofs.cycles.attraction import attracted_ball  # noqa: E402
from sam_theory.proofs.cycles.mapping import compute, draw, rows  # noqa: E402
from sam_theory.setting.jets import Jet, Undecided, ball, jacobian, variables  # noqa: E402

LIBRARY = Library()
SAM = LIBRARY.get("methods", "sam")
TENTH = Fraction(1, 10)
CASES = (  # problem, t, a start that leads to the cycle; certified
    ("quadratic[eigenvalues=(2.0,)]", "1/100", (0.01,)),
    ("quadratic", "1/20", (1.0, 0.7)),
    ("shifted-quadratic", "1/20", None),
    ("random-quadratic", "1/200", None),
    ("log-cosh[dimension=1]", "1/2", (1.0,)),
    ("log-cosh", "1/2", (1.0, 0.3)),
    ("pseudo-huber[dimension=1]", "1/2", (1.0,)),
    ("logistic", "1", (1.0, 0.3)),
    ("nesterov", "1/2", None),
    ("random-quadratic[dimension=24]", "1/100", None),
)


def problem(name: str) -> Problem:
    found = LIBRARY.get("problems", name)
    assert isinstance(found, Problem)
    return found


def iterate(f: Problem, step: Fraction, x: np.ndarray, times: int) -> np.ndarray:
    """SAM in floating point, written down once more."""
    for _ in range(times):
        slope = f.gradient(x)
        x = x - float(step) * f.gradient(x + 0.1 * slope / np.linalg.norm(slope))
    return x


def certificate(name: str, step: str, start: tuple[float, ...] | None) -> Certificate:
    f, t = problem(name), Fraction(step)
    if f.facts.quadratic is not None or start is None:
        return certify(f, t, TENTH)
    return certify(f, t, TENTH, tuple(iterate(f, t, np.array(start), 3000)))


@pytest.mark.parametrize("step", ["1/50", "1/5", "1", "3/2"])
@pytest.mark.parametrize("eigenvalues", [(1.0,), (0.25, 1.0), (0.5, 0.9, 1.0)])
def test_runs_settle_on_the_closed_form(step: str, eigenvalues: tuple[float, ...]) -> None:
    f = problem(f"quadratic[eigenvalues={eigenvalues}]")
    (run,) = follow(
        f, SAM, Schedule(step), Schedule("0.1"), np.array([[0.03] * len(eigenvalues)]), 4000
    )
    exact = tuple(map(Fraction, eigenvalues))
    assert attracts(Fraction(step), exact)
    radius = cycle_radius(Fraction(step), TENTH, max(exact))
    assert run.reaches_cycle_at is not None
    assert run.radius == pytest.approx(float(radius), rel=1e-9)
    assert run.distance == pytest.approx(float(radius), rel=1e-9)


def test_multipliers_are_those_of_the_derivative() -> None:
    step, eigenvalues = Fraction(2, 3), (Fraction(1, 4), Fraction(1, 2), Fraction(1))
    f = problem(f"quadratic[eigenvalues={tuple(map(float, eigenvalues))}]")
    point = np.array([0, 0, float(cycle_radius(step, TENTH, Fraction(1)))])
    h = 1e-7
    columns = [
        (iterate(f, step, point + h * e, 1) - iterate(f, step, point - h * e, 1)) / (2 * h)
        for e in np.eye(3)
    ]
    found = np.sort(np.linalg.eigvals(np.array(columns)).real)
    assert found == pytest.approx(sorted(map(float, multipliers(step, eigenvalues))), abs=1e-6)


@pytest.mark.parametrize("step", [Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)])
def test_excluded_starts_hit_the_minimizer_and_no_neighbour_does(step: Fraction) -> None:
    for m, start in enumerate(excluded_starts(step, TENTH, Fraction(1), 5)):
        for shift in (0, Fraction(1, 10**6)):
            x = start + shift
            for _ in range(m):
                x = x - step * (x + (TENTH if x > 0 else -TENTH))
            assert (x == 0) == (shift == 0)


def test_excluded_starts_for_large_steps() -> None:
    assert excluded_starts(Fraction(3, 2), TENTH, Fraction(1), 5) == (Fraction(0),)


def test_the_closed_form_ends_at_tL_2() -> None:
    with pytest.raises(ValueError, match="tλ"):
        cycle_radius(Fraction(2), TENTH, Fraction(1))
    assert not attracts(Fraction(2), (Fraction(1),))
    assert not attracts(Fraction(1), (Fraction(1), Fraction(1)))


def test_conditions_of_the_example() -> None:
    assert example_conditions(Fraction(4, 5), (Fraction(1), Fraction(3)))
    assert not example_conditions(Fraction(3, 4), (Fraction(1), Fraction(3)))
    assert not example_conditions(Fraction(1), (Fraction(1), Fraction(3)))


@pytest.mark.parametrize(("name", "step", "start"), CASES)
def test_certificates(name: str, step: str, start: tuple[float, ...] | None) -> None:
    found = certificate(name, step, start)
    assert found.verdict.status is Status.PROVED, found.verdict.evidence
    assert found.enclosure is not None
    assert found.multiplier is not None
    assert found.point is not None
    assert found.ball is not None
    assert found.bound is not None
    low, high = found.enclosure
    assert low <= high <= low * (1 + 1e-9)
    assert 0 <= found.multiplier < 1
    f, t = problem(name), Fraction(step)
    if f.facts.quadratic is not None:
        eigenvalues = tuple(Fraction(float(v)) for v in f.facts.quadratic.value)
        radius = float(cycle_radius(t, TENTH, max(eigenvalues)))
        assert low == pytest.approx(radius, rel=1e-12)  # of the matrix as it is rounded
        greatest = max(m**2 for m in multipliers(t, eigenvalues))
        assert found.multiplier == pytest.approx(float(greatest), rel=1e-6)
    _starts_in_the_ball_converge(f, t, found)


def _starts_in_the_ball_converge(f: Problem, step: Fraction, found: Certificate) -> None:
    rng = np.random.default_rng(0)
    point, size = np.array(found.point), found.ball or 0.0
    for _ in range(3):
        direction = rng.standard_normal(f.dimension)
        x = point + 0.999 * size * direction / np.linalg.norm(direction)
        x = iterate(f, step, x, 4000)
        assert np.linalg.norm(x - point) <= 1e-6 * size + 1e-13
        assert f.facts.minimizers is not None
        for end in (x, iterate(f, step, x, 1)):
            assert float(f.facts.minimizers.value(end)) >= (found.bound or 0.0) - 1e-13


@pytest.mark.parametrize(
    ("name", "step", "reason"),
    [
        ("quadratic", "1/4", "outside the certified region: tλmax"),
        ("quadratic[eigenvalues=(1.0, 1.0)]", "1/2", "outside the certified region: λmax"),
        ("singular-quadratic", "1/10", "outside the certified region: A is singular"),
        ("pseudo-huber", "1/2", "not isolated"),
    ],
)
def test_what_cannot_be_certified_says_so(name: str, step: str, reason: str) -> None:
    found = certificate(name, step, (1.0, 0.3))
    assert found.verdict.status is Status.UNDECIDED
    assert reason in found.verdict.evidence
    assert not found.expected


def test_a_repelling_cycle_is_enclosed_but_not_certified() -> None:
    """The cycle along the smaller eigenvalue exists and repels."""
    f, t = problem("quadratic[eigenvalues=(0.5, 1.0)]"), Fraction(1, 2)
    radius = float(cycle_radius(t, TENTH, Fraction(1, 2)))
    found = certify(f, t, TENTH, near=(radius, 0.0))
    assert found.verdict.status is Status.UNDECIDED
    assert found.multiplier is not None
    assert found.multiplier > 1
    assert found.radius == pytest.approx(radius)
    assert "repels" in found.verdict.evidence
    assert not found.expected


def test_a_multiplier_close_to_1_is_shown_below_it() -> None:
    found = certify(problem("quadratic[eigenvalues=(2.0,)]"), Fraction(1, 10**9), TENTH)
    assert found.verdict.status is Status.PROVED
    assert "0.999999996" in found.verdict.evidence


def test_the_bound_names_the_stationary_point_that_it_is_about() -> None:
    found = certificate("bounded-saddle", "1/2", (0.0, 1.0))
    assert "the stationary point (0, 0)" in found.verdict.evidence
    assert "any stationary point" in certificate("smooth-power", "1/4", (0.9,)).verdict.evidence


def test_a_gradient_that_branches_at_the_cycle_cannot_be_enclosed() -> None:
    """Two of the three exponents of the log-sum-exp are equal at the cycle."""
    found = certificate("geometric-program", "1/2", (2.0, 0.5))
    assert "∇f cannot be enclosed" in found.verdict.evidence
    assert not found.expected


FUNCTIONS: tuple[Callable[[Any], Any], ...] = (
    lambda x: x * x - 3 / x,
    lambda x: x**2 + x**1.5,
    lambda x: np.sqrt(x) + np.exp(-x),
    lambda x: np.log(x) * np.log1p(x),
    lambda x: np.tanh(x) / (2 - np.sin(x)) + np.cos(x),
    lambda x: np.expm1(x) - np.hypot(x, 2.0),
    lambda x: np.abs(x - 5) + np.maximum(x, 0.1) + np.where(x > 7, x, -x),
)


@pytest.mark.parametrize("f", FUNCTIONS)
def test_jets_enclose_values_and_derivatives(f: Callable[[Any], Any]) -> None:
    x, h = 0.7, 1e-6
    (value,), slope = jacobian(np.atleast_1d(f(variables([ball(x)]))))
    at = np.array([x])
    assert float(value.mid()) == pytest.approx(float(f(at)[0]), rel=1e-14)
    difference = float((f(at + h) - f(at - h))[0]) / (2 * h)
    assert float(slope[0, 0].mid()) == pytest.approx(difference, rel=1e-6)


def test_balls_that_overlap_are_not_compared() -> None:
    x = Jet(flint.arb(0, 1), (ball(1),))
    with pytest.raises(Undecided):
        abs(x)
    assert (x * x).value.is_finite()
    assert (x**2).value.is_finite()


def square_minus(c: float | np.ndarray) -> enclosure.Map:
    return lambda box: jacobian(variables(box) * variables(box) - c)


def test_krawczyk_encloses_a_simple_zero_only() -> None:
    found = enclosure.attempt(square_minus(2.0), [ball(1.5)])
    assert found is not None
    assert found[0].contains(flint.arb(2).sqrt())
    assert enclosure.attempt(square_minus(0.0), [ball(0.1)]) is None
    assert enclosure.attempt(square_minus(-1.0), [ball(0.1)]) is None


@pytest.mark.parametrize(
    ("c", "start", "zero"),
    [
        ((2.0, 3.0), (1.5, 1.5), True),
        ((2.0, -1.0), (1.5, 0.7), False),  # y² + 1 has no zero
        ((-1.0, 2.0), (0.7, 1.5), False),
        ((2.0, 0.0), (1.5, 0.1), False),  # that of y² is double
        ((3.0, 2.0, -1.0), (1.5, 1.5, 0.7), False),
    ],
)
def test_krawczyk_asks_for_every_component(
    c: tuple[float, ...], start: tuple[float, ...], zero: bool
) -> None:
    """(x² − c₁, y² − c₂, …): each component alone passes exactly if its c > 0."""
    found = enclosure.krawczyk(square_minus(np.array(c)), list(map(ball, start)))
    assert (found is not None) is zero
    for enclosed, square in zip(found or (), c, strict=False):
        assert enclosed.contains(flint.arb(square).sqrt())


@pytest.mark.parametrize(("doubt", "zero"), [(0.5, True), (2.0, False)])
def test_krawczyk_asks_for_a_derivative_that_cannot_vanish(doubt: float, zero: bool) -> None:
    """H(x) = x, of whose derivative it is known to be 1 ± doubt: K(Z) − z = ±doubt(Z − z)."""

    def identity(box: enclosure.Box) -> tuple[enclosure.Box, Any]:
        return box, flint.arb_mat([[flint.arb(1, doubt)]])

    found = enclosure.krawczyk(identity, [ball(0.1)])
    assert (found is not None) is zero


def test_bounds_are_rounded_outwards() -> None:
    for exact in (Fraction(1, n) for n in (3, 5, 7, 11, 13, 17)):
        with flint.ctx.workprec(enclosure.PRECISION):
            low, high = enclosure.lower(ball(exact)), enclosure.upper(ball(exact))
        assert Fraction(low) < exact < Fraction(high)
    assert enclosure.upper(ball(0)) == 0


def test_the_ball_of_starts_lies_in_the_basin() -> None:
    """d = |x| − 1 becomes d/2 + 10d³ and x changes sign: |d| < √(1/20) leads to the cycle ±1."""

    def image(box: enclosure.Box) -> tuple[enclosure.Box, Any]:
        x = variables(box)
        side = 1 if x[0] > 0 else -1
        d = side * x - 1
        return jacobian(-side * (1 + d / 2 + 10 * d * d * d))

    cycle = enclosure.enclose(image, np.array([1.0]))
    assert cycle is not None
    radius, rate = attracted_ball(image, cycle)
    assert 0.1 < radius < 0.05**0.5
    assert 0.25 < rate < 1


def test_settling_is_told_from_standing_still_and_from_drifting() -> None:
    k = np.arange(50.0)[:, None]
    assert settled_at((-1.0) ** k + 0.1**k) == 10
    assert settled_at(np.ones((50, 1))) is None
    assert settled_at(k) is None
    assert settled_at(1 + 1e-16 * (-1.0) ** k + 2e-16 * (k % 2)) is None  # rounding around 1


def test_the_map_separates_the_regions(tmp_path: Path) -> None:
    entry = LIBRARY.entry("problems", "quadratic")
    found = compute(lambda a, b: entry.build({"eigenvalues": (a, b)}), columns=6, rows=3)
    below = found.steps < 2
    assert found.certified[1:, below].all()
    assert not found.certified[:, ~below].any()
    assert not found.certified[0].any()  # κ = 1
    assert (found.cycles == below).all()
    assert found.example.any()
    assert len(rows(found)) == 18
    draw(found).savefig(tmp_path / "map.png")


def document(arguments: list[str], capture: pytest.CaptureFixture[str]) -> Any:
    assert run_command(["counterexample", *arguments, "--json", "-"]) == 0
    return json.loads(capture.readouterr().out)


def test_the_command_writes_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    found = document([], capsys)
    assert found["parameters"]["t"] == 0.01
    assert found["certificate"]["status"] == "proved"
    low, high = found["cycle"]["enclosure"]
    assert low <= found["cycle"]["radius"] <= high
    assert low == pytest.approx(0.1 * 0.02 / 1.98)
    assert all({"start", "reaches_cycle_at", "distance"} <= set(run) for run in found["runs"])


def test_the_command_without_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sam_theory.proofs.cycles.certify.find_spec", lambda name: None)
    found = document(["--step", "1/4"], capsys)
    assert found["certificate"]["status"] == "undecided"
    assert "pip install" in found["certificate"]["evidence"]
    assert found["cycle"]["radius"] == pytest.approx(0.1 / 3)
    assert found["cycle"]["enclosure"] is None


def test_the_command_outside_the_region(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(["--step", "1.5"], capsys)
    assert found["certificate"]["status"] == "undecided"
    assert found["cycle"]["radius"] is None


@pytest.mark.parametrize(
    "arguments", [["--step", "1/k"], ["--step", "-1"], ["--radius", "0"], ["--map", "map.txt"]]
)
def test_wrong_calls(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["counterexample", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
