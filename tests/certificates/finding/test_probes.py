"""Whether an estimate may vanish on a box, with stationary points in it or without."""

from __future__ import annotations

import numpy as np
import pytest
from stepping import dynamics

flint = pytest.importorskip("flint")
from sam_theory.certificates.finding.probes import ARCS, Probes, _units  # noqa: E402
from sam_theory.setting.jets import between  # noqa: E402


def vanish(method: str, low: tuple[float, ...], high: tuple[float, ...], name: str) -> bool:
    box = tuple(between(a, b) for a, b in zip(low, high, strict=True))
    return Probes(dynamics(name, "1/10", method=method)).vanish(box)


@pytest.mark.parametrize("half", [0.01, 0.05])
def test_around_a_minimizer_the_probes_of_sam_are_on_a_circle(half: float) -> None:
    """∇f vanishes at 0 alone, and ‖x + ρu‖ ≥ ρ − ‖x‖; a box that is ρ wide is too wide."""
    name = "quadratic[eigenvalues=(1.0, 3.0)]"
    for method in ("sam", "igd-constant-error"):
        assert not vanish(method, (-half,) * 2, (half,) * 2, name)
        assert vanish(method, (-0.11,) * 2, (0.11,) * 2, name)


def test_a_mixture_moves_the_circle_by_the_gradient() -> None:
    name = "quadratic[eigenvalues=(1.0, 3.0)]"
    half = (0.01, 0.01)
    assert not vanish("unified-sam", (-0.01, -0.01), half, name)


def test_unnormalized_probes_have_no_circle() -> None:
    assert vanish("usam", (-0.01, -0.01), (0.01, 0.01), "quadratic[eigenvalues=(1.0, 3.0)]")


def test_on_the_line_the_probes_are_two() -> None:
    """f = x²: g = 2(x ± 0.1) for |x| < 0.1, and it may vanish where the box holds 0.1 and 0."""
    name = "quadratic[eigenvalues=(2.0,)]"
    assert not vanish("sam", (-0.09,), (0.09,), name)
    assert vanish("sam", (-0.11,), (0.11,), name)
    assert not vanish("sam", (0.01,), (0.5,), name)


def test_the_arcs_are_the_circle() -> None:
    for angle in np.linspace(0, 2 * np.pi, 5 * ARCS + 1):
        at = (flint.arb(np.cos(angle)), flint.arb(np.sin(angle)))
        room = flint.arb(0, 1e-15)
        assert any(
            all((a + room).overlaps(b) for a, b in zip(arc, at, strict=True)) for arc in _units(2)
        )
    assert [float(u) for (u,) in _units(1)] == [1, -1]
    assert _units(3) == ()
