"""Powers: where f is least, where f′ = 0, which constants there are."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from sam_theory.setting.facts import NO_CONSTANT
from sam_theory.setting.powers import Power, powers

A = tuple(map(Fraction, ("-1", "0", "1/2", "1", "2")))
C = tuple(map(Fraction, ("-2", "-1", "-1/2", "1/2", "1")))
P = tuple(map(Fraction, ("5/4", "3/2", "3", "4")))


def made() -> list[Power]:
    found = []
    for row in ((a, c, p) for a in A for c in C for p in P):
        try:
            found.append(Power(*row))
        except ValueError:
            assert row[2] in (4, Fraction(5, 4))  # whose stationary points are roots
    cut = [Power(Fraction(0), c, p, Fraction(2)) for c in C[3:] for p in P[2:]]
    return [*found, *cut, Power(Fraction(1), Fraction(1), Fraction(4), Fraction(1, 2))]


@pytest.mark.parametrize("power", made(), ids=str)
def test_everything_on_a_grid(power: Power) -> None:
    x = np.linspace(-40, 40, 160_001)
    f, g = power.value(x), power.gradient(x)
    middle = (x[1:] + x[:-1]) / 2
    np.testing.assert_allclose(
        np.diff(f), np.diff(x) * power.gradient(middle), atol=1e-3, rtol=1e-3
    )
    bends = np.diff(g) / np.diff(x)
    low, high = map(float, power.bends)
    assert np.all((low - 1e-9 <= bends) & (bends <= high + 1e-9))
    if power.far(1) > 0:
        assert f.min() == pytest.approx(float(power.infimum), abs=1e-6)
        least = [float(low) for low, _ in power.minimizers if low is not None]
        np.testing.assert_allclose(power.value(np.array(least)), float(power.infimum), atol=1e-12)
        assert power.gradient(np.array(least)) == pytest.approx(0, abs=1e-12)
    else:
        assert power.infimum == -math.inf
        assert f[0] < 0


def test_which_constants_there_are() -> None:
    flat = powers(
        squares=[0.0], factors=[2.0], exponents=[4.0], cuts=[0.5], name="f", formula=""
    ).facts
    assert flat.lipschitz is not None
    assert flat.lipschitz.value.upper == 1.5
    assert flat.kl_exponent is not None
    assert flat.kl_exponent.value == 0.75
    falling = powers(squares=[1.0], factors=[-1.0], exponents=[1.5], name="f", formula="").facts
    assert falling.lipschitz is not None
    assert falling.descent is not None
    assert falling.infimum is not None
    assert falling.lipschitz.value == NO_CONSTANT
    assert falling.descent.value.upper == 1
    assert falling.infimum.value.upper == pytest.approx(-1 / 6)  # as of descent-only
    quartic = powers(squares=[0.0], factors=[1.0], exponents=[4.0], name="f", formula="").facts
    assert quartic.kl_exponent is not None
    assert quartic.kl_exponent.value == 0.75
    assert quartic.descent is not None
    assert quartic.descent.value == NO_CONSTANT


@pytest.mark.parametrize(
    ("row", "match"),
    [
        ((1, 1, 2), "among"),
        ((1, 0, 3), "must not be 0"),
        ((2, -1, 4), "rational"),
        ((1, 1, 4, 0), "positive"),
        ((-1, 1, 4, 1), "rises"),
    ],
)
def test_what_is_refused(row: tuple[int, ...], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        Power(*map(Fraction, row))
