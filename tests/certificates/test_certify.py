"""Certificates of two-cycles: which are given, what they say, what is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR
from fractions import Fraction

import numpy as np
import pytest
from cycling import TENTH, iterate
from holding import problem

from sam_theory.certificates.certify import (
    NEUTRAL,
    TwoCycle,
    _shown,
    _start,
    stationary_between,
    usam_on_quadratic,
)
from sam_theory.certificates.certify import certify as certify_schedules
from sam_theory.certificates.closed_form import (
    cycle_radius,
    multipliers,
)
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Status

flint = pytest.importorskip("flint")


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


def certify(
    f: Problem, step: Fraction, radius: Fraction, near: Sequence[float] | None = None
) -> TwoCycle:
    """With these constants."""
    return certify_schedules(f, Schedule(str(step)), Schedule(str(radius)), near)


def certificate(name: str, step: str, start: tuple[float, ...] | None) -> TwoCycle:
    f, t = problem(name), Fraction(step)
    if f.facts.quadratic is not None or start is None:
        return certify(f, t, TENTH)
    return certify(f, t, TENTH, tuple(iterate(f, t, np.array(start), 3000)))


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
        assert found.radius == pytest.approx(radius, rel=1e-12)
        assert found.bound == pytest.approx(radius, rel=1e-9)  # the distance of the cycle from x*
        assert found.bound < low
    _starts_in_the_ball_converge(f, t, found)


def _starts_in_the_ball_converge(f: Problem, step: Fraction, found: TwoCycle) -> None:
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


@pytest.mark.parametrize(("smaller", "multiplier"), [("1/2", 6.5**2), ("19/20", 1.41551)])
def test_a_repelling_cycle_is_enclosed_but_not_certified(smaller: str, multiplier: float) -> None:
    """The cycle along the smaller eigenvalue μ exists and repels: (½ − (2 − μ/2)/μ²)²."""
    f = problem(f"quadratic[eigenvalues=({float(Fraction(smaller))}, 1.0)]")
    t = Fraction(1, 2)
    radius = float(cycle_radius(t, TENTH, Fraction(smaller)))
    found = certify(f, t, TENTH, near=(radius, 0.0))
    assert found.verdict.status is Status.UNDECIDED
    assert found.multiplier is not None
    assert found.multiplier == pytest.approx(multiplier, rel=1e-4)
    assert found.radius == pytest.approx(radius)
    assert "repels" in found.verdict.evidence
    assert not found.expected


def test_a_multiplier_close_to_1_is_shown_below_it() -> None:
    found = certify(problem("quadratic[eigenvalues=(2.0,)]"), Fraction(1, 10**9), TENTH)
    assert found.verdict.status is Status.PROVED
    (shown,) = re.findall(r"multiplier ≤ (\S+) < 1", found.verdict.evidence)
    assert shown.startswith("0.999999996")
    assert len(shown) == len("0.") + 17  # so many digits tell every float
    assert found.multiplier is not None
    assert 0 <= Fraction(shown) - Fraction(found.multiplier) < Fraction(1, 10**17)


@pytest.mark.parametrize(
    ("value", "rounding", "shown"),
    [
        (0.5000001, ROUND_CEILING, "0.500001"),
        (0.5000001, ROUND_FLOOR, "0.500000"),
        (0.99998, ROUND_CEILING, "0.999980"),
        (0.99999, ROUND_CEILING, "0.99999000000000005"),
        (1.0, ROUND_FLOOR, "1"),
        (1.0000001, ROUND_CEILING, "1.00001"),
    ],
)
def test_bounds_are_shown_with_more_digits_below_1(value: float, rounding: str, shown: str) -> None:
    assert _shown(value, rounding) == shown


def test_the_bound_names_the_stationary_point_that_it_is_about() -> None:
    found = certificate("bounded-saddle", "1/2", (0.0, 1.0))
    assert "the stationary point (0, 0)" in found.verdict.evidence
    assert "any stationary point" in certificate("smooth-power", "1/4", (0.9,)).verdict.evidence


def test_a_gradient_that_branches_at_the_cycle_cannot_be_enclosed() -> None:
    """Two of the three exponents of the log-sum-exp are equal at the cycle."""
    found = certificate("geometric-program", "1/2", (2.0, 0.5))
    assert "∇f cannot be enclosed" in found.verdict.evidence
    assert not found.expected


def test_bounds_are_shown_with_six_digits() -> None:
    """The multiplier is (1 − 1/3)² = 4/9, the radius 1/50; what is shown are still bounds."""
    found = certify(problem("quadratic[eigenvalues=(1.0,)]"), Fraction(1, 3), TENTH)
    assert "multiplier ≤ 0.444445 < 1" in found.verdict.evidence
    assert "‖xᵏ − x*‖ > 0.0199999 for all large k" in found.verdict.evidence
    ((radius, width),) = re.findall(r"of radius (\S+) up to (\S+);", found.verdict.evidence)
    assert float(radius) == 0.02
    assert 0 < float(width) < 1e-16


def test_without_a_ball_of_starts_there_is_no_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sam_theory.certificates.verifier.measures.ball_within_reach", lambda cycle, point: 0.0
    )
    found = certify(problem("quadratic[eigenvalues=(1.0,)]"), Fraction(1, 3), TENTH)
    assert found.verdict.status is Status.UNDECIDED
    assert found.expected


def test_without_the_extra_the_closed_form_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """t = 1/3 with λ = 1, μ = 1/2: multipliers of 4/9 and (5/12)², r = 1/50."""
    monkeypatch.setattr("sam_theory.certificates.certify.find_spec", lambda name: None)
    found = certify(problem("quadratic[eigenvalues=(0.5, 1.0)]"), Fraction(1, 3), TENTH)
    assert found.verdict.status is Status.UNDECIDED
    assert found.multiplier == pytest.approx(4 / 9)
    assert found.radius == pytest.approx(1 / 50)


@pytest.mark.parametrize("enclosed", [[], [1.0], [0.5, 1.0]])
def test_without_a_multiplier_below_1_there_is_no_certificate(
    enclosed: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is enclosed, or one may be 1."""
    monkeypatch.setattr(
        "sam_theory.certificates.verifier.cycle.multipliers",
        lambda image, cycle: [flint.arb(value) for value in enclosed],
    )
    found = certify(problem("quadratic[eigenvalues=(1.0,)]"), Fraction(1, 3), TENTH)
    assert found.verdict.status is Status.UNDECIDED
    assert found.ball == 0
    assert found.multiplier == max(enclosed, default=np.inf)


@pytest.mark.parametrize("center", [0.0, 3.0])
def test_a_quadratic_is_started_on_its_cycle(center: float) -> None:
    """f = (x − c)²/4 + (y − c)²/2: the cycle is (c, c ± r), r that of λ = 1, whatever the sign."""
    f = problem("quadratic[eigenvalues=(0.5, 1.0)]")
    f = replace(f, gradient=lambda x: (x - center) * np.array([0.5, 1.0]))
    eigenvalues = (Fraction(1, 2), Fraction(1))
    start = _start(f, Fraction(1, 3), TENTH, eigenvalues)
    assert np.abs(np.array(start) - center) == pytest.approx([0, 1 / 50])


@pytest.mark.parametrize("below", [0.25, 0.0])
def test_the_bound_is_strictly_below_the_distance(
    below: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sam_theory.certificates.verifier.measures.distance_from", lambda points, center: below
    )
    found = certify(problem("quadratic[eigenvalues=(1.0,)]"), Fraction(1, 3), TENTH)
    assert found.bound == np.nextafter(below, 0)
    assert found.verdict.status is (Status.PROVED if below else Status.UNDECIDED)


@pytest.mark.parametrize(
    ("multiplier", "expected"), [(0.5, True), (1 - NEUTRAL, True), (1.0, False), (1.5, False)]
)
def test_where_a_cycle_attracts_a_certificate_is_expected(
    multiplier: float, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is enclosed: that is to be expected where a multiplier is nearly 1, or more."""
    searches = "sam_theory.certificates.finding.cycles"
    monkeypatch.setattr(f"{searches}.cycle_near", lambda dynamics, rows: None)
    monkeypatch.setattr(
        f"{searches}.derivative_along", lambda dynamics, points, within: np.array([[multiplier]])
    )
    found = certify(problem("quadratic[eigenvalues=(1.0,)]"), Fraction(1, 3), TENTH)
    assert found.verdict.status is Status.UNDECIDED
    assert found.expected is expected
    assert ("although one attracts" in found.verdict.evidence) is expected


def test_the_stationary_point_is_sought_between_the_points() -> None:
    """f' = x(x − 2)(x − 6)(x − 20), and the points are 5.9 and 6.1."""
    f = problem("quadratic[eigenvalues=(1.0,)]")
    several = replace(f, gradient=lambda x: x * (x - 2) * (x - 6) * (x - 20))
    with flint.ctx.workprec(160):
        center = stationary_between(several, ((flint.arb(5.9),), (flint.arb(6.1),)))
    assert center is not None
    assert center[0].contains(6)
    double = replace(f, gradient=lambda x: (x - 6) ** 2)
    with flint.ctx.workprec(160):
        assert stationary_between(double, ((flint.arb(5.9),), (flint.arb(6.2),))) is None


@pytest.mark.parametrize("step", ["1/50", "1/5", "1", "3/2"])
@pytest.mark.parametrize("eigenvalues", [(1.0,), (0.25, 1.0), (0.5, 0.875, 1.0)])
def test_the_certificate_agrees_with_the_closed_form(
    step: str, eigenvalues: tuple[float, ...]
) -> None:
    """The radius to 1e-15 of itself, the multiplier, which is an upper bound, to 1e-15."""
    exact = tuple(map(Fraction, eigenvalues))
    radius = cycle_radius(Fraction(step), TENTH, max(exact))
    greatest = max(m**2 for m in multipliers(Fraction(step), exact))
    found = certify(problem(f"quadratic[eigenvalues={eigenvalues}]"), Fraction(step), TENTH)
    assert found.enclosure is not None
    assert found.multiplier is not None
    low, high = map(Fraction, found.enclosure)
    assert low <= radius <= high <= low * (1 + Fraction(1, 10**15))
    assert 0 <= Fraction(found.multiplier) - greatest <= Fraction(1, 10**15)


@pytest.mark.parametrize(
    ("step", "status", "words"),
    [
        ("1.66", Status.REFUTED, "0.992 in size, and runs converge"),
        ("5/3", Status.UNDECIDED, "±1"),
        ("1.67", Status.PROVED, "1.004 in size, and nearly all runs diverge"),
    ],
)
def test_usam_on_quadratics(step: str, status: Status, words: str) -> None:
    """λ = 1, ρ = 1/5: tλ(1 + ρλ) = 6t/5, which is 2 for t = 5/3."""
    f = problem("quadratic[eigenvalues=(1.0, 0.5)]")
    found = usam_on_quadratic(f, Schedule(step), Schedule("1/5"))
    assert found is not None
    assert found.status is status
    assert words in found.evidence
    for name in ("saddle", "singular-quadratic", "double-well"):
        assert usam_on_quadratic(problem(name), Schedule(step), Schedule("1/5")) is None
