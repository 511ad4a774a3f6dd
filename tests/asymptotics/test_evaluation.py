"""Formulas in floating point against Python's own."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sam_theory.schedules.schedule import Schedule

K = np.arange(1, 5001)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1/k", lambda k: 1 / k),
        ("0.1/(k+1)**0.6", lambda k: 0.1 / (k + 1) ** 0.6),
        ("1/(k*log(k+1)**2)", lambda k: 1 / (k * math.log(k + 1) ** 2)),
        ("0.1*2**(-floor(k/30))", lambda k: 0.1 * 2.0 ** -(k // 30)),
        ("2+(-1)**k", lambda k: 2 + (-1) ** k),
        ("Mod(k, 10) < 5", lambda k: float(k % 10 < 5)),
        ("Min(1/k, 0.2) + Max(0, 3-k)", lambda k: min(1 / k, 0.2) + max(0, 3 - k)),
        ("where(is_square(k), 1, 1/k)", lambda k: 1 if math.isqrt(k) ** 2 == k else 1 / k),
        ("1 < k <= 4 or not k < 10", lambda k: float(1 < k <= 4 or not k < 10)),
        ("1 - cos(pi/k) + sin(1/k) + sqrt(k) + exp(-k)", None),
        ("-k**2 + --k", lambda k: -(k**2) + k),
    ],
)
def test_evaluates_like_python(formula: str, expected: object) -> None:
    values = Schedule(formula).values(K)
    if expected is None:
        expected = lambda k: (  # noqa: E731
            1 - math.cos(math.pi / k) + math.sin(1 / k) + math.sqrt(k) + math.exp(-k)
        )
    reference = [float(expected(int(k))) for k in K]  # type: ignore[operator]
    np.testing.assert_allclose(values, reference, rtol=1e-13, atol=0)


@pytest.mark.parametrize("base", [2, 3, 5, 6, 7, 10])
def test_the_logarithm_of_a_power_is_whole(base: int) -> None:
    powers = np.array([base**n for n in range(1, 60) if base**n < 2**53])
    found = Schedule(f"floor(log(k)/log({base}))+100*Mod(log(k)/log({base}),1)")
    np.testing.assert_array_equal(found.values(powers), np.arange(1, len(powers) + 1))
    before = powers[(powers > base) & (powers < 2**40)]
    below = Schedule(f"floor(log(k)/log({base}))").values(before - 1)
    np.testing.assert_array_equal(below, np.arange(1, len(before) + 1))
