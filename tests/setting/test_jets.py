"""Balls with derivatives, against floating point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

flint = pytest.importorskip("flint")
from sam_theory.setting.choices import Undecided  # noqa: E402
from sam_theory.setting.jet_arrays import jacobian, variables  # noqa: E402
from sam_theory.setting.jets import Jet, ball  # noqa: E402

FUNCTIONS: tuple[Callable[[Any], Any], ...] = (
    lambda x: x * x - 3 / x,
    lambda x: x**2 + x**1.5,
    lambda x: np.sqrt(x) + np.exp(-x),
    lambda x: np.log(x) * np.log1p(x),
    lambda x: np.tanh(x) / (2 - np.sin(x)) + np.cos(x),
    lambda x: np.expm1(x) - np.hypot(x, 2.0),
    lambda x: np.floor(x + 2.5) * x - np.floor(x) / x,
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
        np.floor(np.array([x]))
    with pytest.raises(Undecided):
        abs(x)
    assert (x * x).value.is_finite()
    assert (x**2).value.is_finite()


@pytest.mark.parametrize("exponent", [2, 3, 4])
def test_small_powers_hold_around_zero(exponent: int) -> None:
    (x,) = variables([flint.arb(0.1, 0.5)])
    power = x**exponent
    for at in (-0.4, 0.0, 0.25, 0.6):
        assert power.value.contains(flint.arb(at) ** exponent)
        assert power.slopes[0].contains(exponent * flint.arb(at) ** (exponent - 1))
    if exponent % 2 == 0:
        assert power.value.lower() > -1e-9
