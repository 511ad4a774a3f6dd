"""How high runs end, in units of β²ρ² and βρ²."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from holding import drawn, observed, setting

from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.statements.conclusions.settled import HELD
from sam_theory.statements.heights import height_of, radius_of
from sam_theory.statements.theorem import alone

SQUARE = "quadratic[eigenvalues=(2.0,)]"


@pytest.mark.parametrize(
    ("method", "radius", "kind"),
    [
        ("sam", "0.1", "constant"),
        ("sam", "0", "0"),
        ("gradient-descent", "0.1", "0"),
        ("sam", "0.1/k", "→ 0"),
        ("sam", "0.1*(2+cos(k))", "other"),
    ],
)
def test_what_the_radius_does(method: str, radius: str, kind: str) -> None:
    s = setting(SQUARE, method, "0.1", radius)
    assert radius_of(s) == kind
    height = height_of(alone(observed(s, (1.0,), 50)))
    assert height.radius == kind
    assert (height.slope is None) == (kind != "constant")


def test_of_sam_on_the_sine() -> None:
    found = height_of(alone(observed(setting("si-yun-sine", "sam", "0.5", "0.1"), None, 2000)))
    assert found.slope == pytest.approx(HELD**2)
    assert found.gap == pytest.approx(9 / (25 * np.pi**2) * (1 - 0.5))  # where the sine is −½


def test_of_the_two_cycle() -> None:
    """On βx²/2, |x| = ηβρ/(2 − ηβ), so ‖∇f‖² = (ηβ/(2 − ηβ))² β²ρ²."""
    found = height_of(alone(observed(setting(SQUARE, "sam", "0.25", "0.1"), None, 2000)))
    assert found.slope == pytest.approx(1 / 9)
    assert found.gap == pytest.approx(1 / 18)


def test_of_seeds_where_they_are_drawn() -> None:
    run = observed(setting("msam-trap", "m-sam", "0.25", "0.125"), None, 200)
    one, many = alone(run), drawn(run, 50)
    assert height_of(many) == height_of(one)  # nobody has asked for them
    (e,) = many.ensembles
    since = int(np.searchsorted(e.k, 100))
    mean = (e.squares[-1] - e.squares[since]).mean() / (200 - e.k[since])
    found = height_of(many)
    assert found.slope == pytest.approx(mean / 0.125**2)
    assert found.gap == pytest.approx((e.value[-1].mean() + 0.0018463134765625) / 0.125**2)
    assert found != height_of(one)


def test_what_is_not_known_has_no_height() -> None:
    assert (
        height_of(alone(observed(setting("power", "sam", "0.01", "0.1"), None, 50))).slope is None
    )
    loose = {"infimum": Fact(Enclosure(-1.0, 0.0), "by hand")}
    found = height_of(alone(observed(setting(SQUARE, "sam", "0.25", "0.1", loose), None, 50)))
    assert found.gap is None
    assert found.slope is not None


def test_the_greatest_of_the_starts_counts() -> None:
    s = setting(SQUARE, "sam", "0.01", "0.1")
    low, high = observed(s, (0.001,), 40), observed(s, (1.0,), 40)
    both = replace(alone(low), runs=(low, high))
    assert height_of(both).slope == height_of(alone(high)).slope
