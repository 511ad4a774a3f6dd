"""All points where a method rests, against what is derived by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from stepping import dynamics, stepping

flint = pytest.importorskip("flint")
from sam_theory.certificates.dynamics import Dynamics  # noqa: E402  # after the extra is known to be there
from sam_theory.certificates.established import Established  # noqa: E402
from sam_theory.certificates.finding.stalls import (  # noqa: E402
    Stalls,
    _overlaps,
    region_of,
    searched,
    stalls,
)
from sam_theory.certificates.forms import Cycle, Sides  # noqa: E402
from sam_theory.certificates.verifier.accepting import accept  # noqa: E402
from sam_theory.errors import UsageError  # noqa: E402


def found(setting: Dynamics, region: Sides | None = None, effort: int = 4000) -> Stalls:
    return stalls(setting, region or region_of(setting), effort)


def points(result: Stalls) -> list[tuple[float, ...]]:
    return [tuple(map(float, stall.points[0])) for stall in result.found]


def interval(low: float, high: float) -> Sides:
    return ((Fraction(low), Fraction(high)),)


def test_the_sine_has_ten_and_they_attract() -> None:
    """x ± 0.1 is a minimizer −0.03 + 0.12j: x is one of −0.01 + 0.12j, −0.05 + 0.12j.

    f′ = (3ρ/5π) cos(5πx/3ρ) is ±(3ρ/5π) sin(π/3) there.
    """
    setting = dynamics("si-yun-sine", "0.5/L")
    result = found(setting)
    assert result.complete
    expected = sorted(a + 0.12 * j for a in (-0.01, -0.05) for j in range(-3, 4))
    expected = [x for x in expected if -0.3 <= x <= 0.3]
    assert [x for (x,) in points(result)] == pytest.approx(expected, abs=1e-15)
    exact = 3 * 0.1 / (5 * math.pi) * math.sin(math.pi / 3)
    for stall in result.found:
        assert stall.basis
        assert float(stall.slope) == pytest.approx(exact, rel=1e-10)
        assert float(stall.slope) <= exact


def test_a_maximizer_has_one_on_each_side_and_they_repel() -> None:
    """f = ¼(x² − 1)²: f′ < 0 on (0, 1), and 0.1 − ρ = 0; near ±1 there is none."""
    result = found(dynamics("double-well", "1/10"))
    assert result.complete
    assert [x for (x,) in points(result)] == pytest.approx([-0.1, 0.1], abs=1e-15)
    for stall in result.found:
        shown = accept(dynamics("double-well", "1/10"), stall)
        assert isinstance(shown, Established)
        assert shown.repels


@pytest.mark.parametrize("method", ["sam", "usam", "unified-sam", "gradient-descent"])
@pytest.mark.parametrize("eigenvalues", [(2.0,), (1.0, 3.0)])
def test_a_convex_quadratic_has_none(method: str, eigenvalues: tuple[float, ...]) -> None:
    result = found(dynamics(f"quadratic[eigenvalues={eigenvalues}]", "1/10", method=method))
    assert result.complete
    assert not result.found


def test_descent_of_the_probe_has_some_on_a_convex_quadratic() -> None:
    """x − ρ∇f/‖∇f‖ = 0 where |x| = ρ, on the eigenvectors: two times two points."""
    setting = dynamics("quadratic[eigenvalues=(1.0, 3.0)]", "1/10", method="igd-constant-error")
    result = found(setting, interval(-0.3, 0.3) * 2)
    assert result.complete
    rounded = sorted((round(x, 12) + 0.0, round(y, 12) + 0.0) for x, y in points(result))
    assert rounded == [(-0.1, 0.0), (0.0, -0.1), (0.0, 0.1), (0.1, 0.0)]


def test_a_saddle_has_two_along_the_falling_eigenvector() -> None:
    result = found(dynamics("saddle", "1/10"))
    assert result.complete
    assert points(result) == [pytest.approx((0, -0.1)), pytest.approx((0, 0.1))]


def test_unnormalized_ones_are_told_from_stationary_points() -> None:
    """−1 + νf′(−1) = 1 and f′(1) = 0: −1 is a false fixed point, 1 is a true one."""
    result = found(dynamics("lopsided-wells", "1/2", method="usam"))
    assert result.complete
    xs = [x for (x,) in points(result)]
    assert any(x == pytest.approx(-1, abs=1e-12) for x in xs)
    assert not any(x == pytest.approx(1, abs=1e-9) for x in xs)
    assert len(xs) == 4


def test_every_sign_change_of_the_estimate_is_one() -> None:
    """Against a fine grid: 1-D, four methods, and the estimates in floats."""
    for name, method in (
        ("ripple[dimension=1]", "sam"),
        ("double-well", "usam"),
        ("wavy-bowl[dimension=1]", "sam"),
    ):
        setting = dynamics(name, "1/10", "1/5", method)
        result = found(setting)
        assert result.complete
        ((low, high),) = region_of(setting)
        x = np.linspace(float(low), float(high), 200_001)[:, None]
        g = estimates(setting, x)[:, 0]
        slope = setting.problem.gradient(x)[:, 0]
        jump = np.sign(slope[1:]) != np.sign(slope[:-1])
        crossing = (np.sign(g[1:]) != np.sign(g[:-1])) & ~jump
        seen = x[:-1, 0][crossing]
        xs = np.array([p for (p,) in points(result)])
        far = [c for c in seen if abs(float(setting.problem.gradient(np.array([c]))[0])) > 1e-3]
        assert all(np.abs(xs - c).min(initial=1) < 1e-3 for c in far)
        assert len(xs) == len(far)


def estimates(setting: Dynamics, x: np.ndarray) -> np.ndarray:
    f, rho = setting.problem, 0.2
    slope = f.gradient(x)
    v = np.sign(slope) if setting.method.name == "sam" else slope
    return np.asarray(f.gradient(x + rho * v))


def test_what_is_not_decided_is_told() -> None:
    """With 10 boxes, or on a circle of them, where none is alone."""
    few = found(dynamics("si-yun-sine", "0.5/L"), effort=10)
    assert not few.complete
    assert few.boxes == 10
    assert 0 < few.share <= 1
    total = sum(float(high - low) for ((low, high),) in few.left)
    assert few.share == pytest.approx(total / 0.6)
    circle = found(dynamics("ring-well", "1/10"), effort=500)
    assert not circle.complete
    assert 0 < circle.share < 1


def test_where_nothing_can_be_enclosed_everything_is_left() -> None:
    """Balls have no arctangent."""
    result = found(stepping(lambda x: x - np.arctan(x), 1), interval(-1, 1), effort=20)
    assert result.share == pytest.approx(1)
    assert not result.found


def test_a_fixed_point_on_the_edge_of_the_region_is_found_and_one_outside_is_not() -> None:
    setting = dynamics("double-well", "1/10")
    at_edge = found(setting, interval(0.1, 0.5))
    assert at_edge.complete
    assert len(at_edge.found) <= 1
    for low in (0.1000001, 0.101, 0.2):
        outside = found(setting, interval(low, 0.5))
        assert outside.complete
        assert not outside.found
    assert len(found(setting, interval(0.05, 0.5)).found) == 1


@pytest.mark.parametrize(
    ("name", "step", "method", "expected"),
    [
        ("double-well", "1/10", "sam", True),
        ("double-well", "1/k", "sam", False),
        ("double-well", "1/10", "heavy-ball", False),
        ("double-well", "1/10", "rsam", False),
        ("double-well[dimension=3]", "1/10", "sam", False),
    ],
)
def test_when_all_of_them_are_looked_for(name: str, step: str, method: str, expected: bool) -> None:
    assert searched(dynamics(name, step, method=method)) is expected


def test_a_region_without_numbers_is_refused() -> None:
    setting = dynamics("double-well", "1/10")
    for end in (math.nan, math.inf):
        broken = replace(setting.problem, region=((-1.0,), (end,)))
        with pytest.raises(UsageError, match="region of double-well must be finite"):
            region_of(replace(setting, problem=broken))


def test_what_is_in_a_region() -> None:
    """As far as the width of its box allows it to be."""
    stall = Cycle(points=((Fraction(1),),), width=Fraction(1, 100), slope=Fraction(1))
    assert _overlaps(stall, interval(0.5, 2))
    assert _overlaps(stall, interval(1.005, 2))
    assert not _overlaps(stall, interval(1.02, 2))
    assert not _overlaps(stall, interval(0.5, 0.98))


def test_a_point_outside_the_region_to_which_newton_leads_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "sam_theory.certificates.finding.stalls.Probes.vanish", lambda probes, box: True
    )
    result = found(dynamics("double-well", "1/10"), interval(0.1001, 0.5))
    assert result.complete
    assert not result.found
