"""How fast quantities decay: each rule of linear rates and of powers, from either side."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.rates import Decay, decay, linearly, of_order
from sam_theory.runs.trace import window_edges

EDGES = window_edges(2**14)
K = EDGES[:-1].astype(float)


def falling(y: np.ndarray, floor: float = 1e-300) -> Decay:
    """The decay of y, (W,)."""
    found = decay(EDGES, y, floor)
    assert found is not None
    return found


def by_octaves(exponents: list[float]) -> np.ndarray:
    """y with these local exponents over the octaves of k, the latest last."""
    bends = np.log(K[-1] / 2.0 ** np.arange(len(exponents), -1.0, -1.0))
    z = -np.append(0, np.cumsum(np.array(exponents) * np.log(2)))
    return np.exp(np.interp(np.log(K), bends, z))


@pytest.mark.parametrize(("over", "counts"), [(120, True), (80, False)])
def test_what_stands_out_from_rounding(over: float, counts: bool) -> None:
    assert (decay(EDGES, np.full(len(K), 1.0), 1 / over) is not None) is counts


def test_infinite_values_are_no_decay() -> None:
    y = 1 / K
    y[3] = np.inf
    assert decay(EDGES, y, 1e-300) is None


@pytest.mark.parametrize(("end", "floored"), [(0.5e-12, True), (1e-9, False)])
def test_where_it_ends_far_below_its_first_value_it_ends_at_its_floor(
    end: float, floored: bool
) -> None:
    assert falling(np.maximum(0.9**K, end)).floored is floored


@pytest.mark.parametrize(("windows", "linear"), [(14, True), (18, None)])
def test_a_fall_to_rounding_at_once(windows: int, linear: bool | None) -> None:
    """Within sixteen windows, however slow it looks in them."""
    y = np.where(np.arange(len(K)) < windows, 1 / K, 1e-30)
    assert falling(y, 1e-20).linear is linear
    few = window_edges(int(K[windows]))[: windows + 1]
    short = decay(few, 1 / K[:windows], 1e-300)
    assert short is not None
    assert short.linear is None  # it has not fallen to rounding


@pytest.mark.parametrize(
    ("last", "before", "linear"),
    [(10.0, 5.0, True), (9.0, 5.0, True), (8.0, 5.0, None), (3.5, 1.75, True), (3.2, 1.6, None)],
)
def test_a_linear_rate_lasts(last: float, before: float, linear: bool | None) -> None:
    """It keeps most of what it was an octave before, and makes ten times less in an octave."""
    assert falling(by_octaves([1.0, 0.3, 0.7, 1.2, before, last])).linear is linear


@pytest.mark.parametrize(
    ("exponents", "power"),
    [
        ([1.0] * 6, 1.0),
        ([1.0, 1.0, 1.0, 1.0, 1.0, 1.02], 1.0033),
        ([1.0, 1.0, 1.0, 1.0, 1.0, 1.05], None),
        ([1.3, 1.0, 1.0, 1.0, 1.0, 1.0], None),
        ([-1.0] + [0.0] * 5, None),
    ],
)
def test_a_power_lasts_for_six_octaves(exponents: list[float], power: float | None) -> None:
    y = by_octaves(exponents)
    assert falling(y).power == (None if power is None else pytest.approx(power, abs=1e-3))
    beyond = np.append(EDGES, 2 * EDGES[-1])
    fell = decay(beyond, np.append(y, 1e-200), 1e-100)
    assert fell is not None
    assert fell.power is None  # it fell to its floor thereafter
    assert linearly(falling(y), "y").status == ("undecided" if power is None else "violated")


@pytest.mark.parametrize(
    ("power", "status"),
    [(0.85, "violated"), (0.95, "undecided"), (1.0, "consistent"), (1.5, "consistent")],
)
def test_a_power_below_the_one_asked_for(power: float, status: str) -> None:
    assert of_order(falling(K**-power), 1.0, "y").status == status
