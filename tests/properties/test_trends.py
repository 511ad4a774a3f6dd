"""Where ‖∇f‖ goes: floors, plateaus, spikes, growth; each bound from either side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sam_theory.properties.analysis import analyses
from sam_theory.properties.limits import Limit
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.stack import stacks
from sam_theory.properties.trends import Ends, Trends, level, trends
from sam_theory.runs.outside import trace_of_record

ZERO, POSITIVE, OPEN = Limit.ZERO, Limit.POSITIVE, Limit.OPEN
K = np.arange(1, 5001.0)
OCTAVES = np.log2(K)


def under(norm: np.ndarray, **rounding: object) -> Trends:
    """The trends of ‖∇f‖ with these floors."""
    found = analyses([trace_of_record(gradient_norm=norm)], [Outlook()])[0]
    ((_, stack),) = stacks([found.trace], [Outlook()])
    return trends(stack, None, [replace(found.rounding, **rounding)], [found.ends])[0]  # type: ignore[arg-type]  # names by hand


# ---- what needs no fit


@pytest.mark.parametrize(
    ("last", "changes", "at_floor"),
    [
        (0.9e-9, {}, True),
        (1.2e-9, {}, False),
        (90e-9, {"stalled": True}, True),
        (120e-9, {"stalled": True}, False),
    ],
)
def test_a_floor(last: float, changes: dict[str, object], at_floor: bool) -> None:
    """Of 10⁻⁹; a hundred times that where steps are lost in rounding."""
    found = under(np.maximum(0.9**K, last), gradient=1e-9, nearby=1e-9, **changes)
    assert found.at_floor is at_floor
    assert found.high.limit is (ZERO if at_floor else POSITIVE)


@pytest.mark.parametrize(("greatest", "limit"), [(5e-7, OPEN), (2e-6, ZERO)])
def test_a_floor_has_to_be_come_down_to(greatest: float, limit: Limit) -> None:
    norm = np.maximum(greatest * 0.9**K, 1e-9)
    assert under(norm, gradient=2e-9, nearby=2e-9).high.limit is limit


@pytest.mark.parametrize(("nearby", "limit"), [(2e-12, ZERO), (5e-13, OPEN)])
def test_a_floor_by_what_was_steep_far_away_is_open(nearby: float, limit: Limit) -> None:
    """‖∇f‖ of 10⁻⁹ is rounding by the greatest L that was seen, not by the last one."""
    assert under(np.maximum(0.9**K, 1e-9), gradient=2e-9, nearby=nearby).high.limit is limit


def test_spikes_out_of_the_floor_come_back() -> None:
    norm = np.where((OCTAVES + 0.5) % 1 < 0.02, 1.0, 1e-12)
    found = under(norm, gradient=1e-9, nearby=1e-9)
    assert (found.at_floor, found.spiky) == (True, True)
    assert (found.low.limit, found.high.limit) == (ZERO, POSITIVE)


@pytest.mark.parametrize(("relative", "constant"), [(2e-6, True), (6e-6, False)])
def test_a_constant(relative: float, constant: bool) -> None:
    """Half an octave is a third of all rows."""
    assert (
        "to 1e-06 over its last half octave" in under(1 + relative * K / K[-1]).high.evidence
    ) is constant


# ---- spikes


def spiked(height: np.ndarray | float, base: np.ndarray | float, *, width: float = 0.02) -> Trends:
    """One spike an octave."""
    return under(np.where(width > OCTAVES % 1, height, base + 0 * K))


@pytest.mark.parametrize(("power", "limit"), [(0.0, POSITIVE), (0.005, POSITIVE), (0.1, OPEN)])
def test_spikes_that_sink(power: float, limit: Limit) -> None:
    found = spiked(K**-power, 1 / K, width=0.002)
    assert (found.spiky, found.high.limit) == (True, limit)


@pytest.mark.parametrize(("width", "spiky"), [(0.004, True), (0.01, False)])
def test_spikes_are_narrow(width: float, spiky: bool) -> None:
    """They stand out from the mean square of their windows, of a sixteenth of an octave."""
    assert spiked(K**-0.1, 1 / K, width=width).spiky is spiky


@pytest.mark.parametrize(("base", "recurs"), [(0.1, True), (0.4, False)])
def test_spikes_stand_apart(base: float, recurs: bool) -> None:
    """Five octaves of equal peaks, over three times the least and four times the mean."""
    assert spiked(1.0, base).spiky is recurs


@pytest.mark.parametrize(("width", "recurs"), [(0.05, True), (0.3, False)])
def test_spikes_are_rare(width: float, recurs: bool) -> None:
    """High for a third of an octave is no spike: such peaks are near the mean."""
    norm = np.where(width > OCTAVES % 1, 1.0, 0.02)
    assert ("octaves are equally high" in under(norm).high.evidence) is recurs


@pytest.mark.parametrize(("count", "limit"), [(3, OPEN), (4, POSITIVE)])
def test_few_spikes_have_not_recurred_for_long(count: int, limit: Limit) -> None:
    norm = np.where((OCTAVES % 1 < 0.002) & (12.5 - count < OCTAVES), 1.0, 1e-3)
    assert under(norm).high.limit is limit
    assert "have not recurred" in under(norm).high.evidence or limit is POSITIVE


@pytest.mark.parametrize(("count", "limit"), [(4, OPEN), (5, POSITIVE)])
def test_five_spikes_are_enough_that_are_broad(count: int, limit: Limit) -> None:
    norm = np.where((OCTAVES % 1 < 0.02) & (12.5 - count < OCTAVES), 1.0, 1e-3)
    assert under(norm).high.limit is limit


@pytest.mark.parametrize(("count", "limit"), [(3, OPEN), (4, POSITIVE)])
def test_four_spikes_are_enough_in_a_short_record(count: int, limit: Limit) -> None:
    norm = np.where((OCTAVES % 1 < 0.002) & (8.5 - count < OCTAVES), 1.0, 1 / K)[:400]
    assert under(norm).high.limit is limit


def test_what_further_octaves_may_reach_is_comparable() -> None:
    low, high = spiked(1.0, 1 / K).high.interval
    assert (low, high) == pytest.approx((0.7, 1 / 0.7))


@pytest.mark.parametrize(("height", "rises"), [(0.03, True), (0.02, False)])
def test_peaks_that_stand_out_more_and_more_leave_a_fall_open(height: float, rises: bool) -> None:
    """The mean square falls like 1/√k, and at the end some peaks stay at this height."""
    gusts = np.random.default_rng(0).random(len(K)) < 0.005
    found = under(np.where(gusts, np.maximum(height, K**-0.5), K**-0.5))
    assert not found.spiky
    assert ("stand out more and more" in found.high.evidence) is rises


@pytest.mark.parametrize(("at", "height", "limit"), [(500, 6.0, OPEN), (500, 3.0, ZERO)])
def test_an_isolated_spike_may_come_back(at: int, height: float, limit: Limit) -> None:
    r = K**-0.5
    r[at - 1] *= height
    assert under(r).high.limit is limit


@pytest.mark.parametrize(("times", "limit"), [(2.0, ZERO), (3.5, OPEN)])
def test_a_spike_is_isolated_by_the_time_since(times: float, limit: Limit) -> None:
    k = np.arange(1, 40_001.0)
    r = k**-0.5
    r[[int(k[-1] / times**power) for power in range(1, 6)]] *= 6.0
    assert under(r).high.limit is limit


# ---- heights


@pytest.mark.parametrize(
    ("slope", "steady"),
    [(0.0, True), (-0.008, True), (-0.012, False), (0.05, True), (-0.05, False)],
)
def test_heights_that_do_not_sink(slope: float, steady: bool) -> None:
    assert level(2.0 ** (slope * np.arange(8))) is steady


@pytest.mark.parametrize(("slope", "steady"), [(-0.02, True), (-0.035, False)])
def test_noise_may_make_heights_sink_a_little(slope: float, steady: bool) -> None:
    """The standard error of this slope is about as large as itself."""
    rough = 0.085 * np.array([1, -1, -1, 1, 1, -1, -1, 1])
    assert level(2.0 ** (slope * np.arange(8)) * np.exp(rough)) is steady


@pytest.mark.parametrize(("least", "steady"), [(0.75, True), (0.65, False)])
def test_heights_are_comparable(least: float, steady: bool) -> None:
    assert level(np.array([1, least, least, 1, 1, least, least, 1])) is steady


# ---- least values


def noise(low: float) -> np.ndarray:
    """From `low` to 1, drawn again each time."""
    return low + (1 - low) * np.random.default_rng(1).random(len(K))


@pytest.mark.parametrize(("least", "limit"), [(0.4, POSITIVE), (0.3, OPEN)])
def test_the_least_values_of_noise_may_sink(least: float, limit: Limit) -> None:
    assert under(noise(least)).low.limit is limit


@pytest.mark.parametrize(
    ("rough", "sinks", "limit"),
    [(0.3, 0.001, POSITIVE), (0.3, 0.015, OPEN), (0.02, 0.001, POSITIVE)],
)
def test_least_values_that_sink_under_noise_are_open(
    rough: float, sinks: float, limit: Limit
) -> None:
    """By this much from one octave to the next; a crest of a per cent is no noise."""
    above = 1 + rough * np.random.default_rng(1).random(len(K))
    norm = np.where(OCTAVES % 0.25 < 0.06, 1 - sinks * np.floor(OCTAVES), above)
    assert under(norm).low.limit is limit


# ---- growth


def ends(norm: np.ndarray, **ending: object) -> Ends:
    """The end of a record."""
    trace = trace_of_record(gradient_norm=norm)
    trace = replace(trace, ending=replace(trace.ending, **ending))  # type: ignore[arg-type]  # names by hand
    ((_, stack),) = stacks([trace], [Outlook()])
    return Ends.of(stack)[0]


@pytest.mark.parametrize(
    ("norm", "explodes"),
    [
        (np.exp(0.01 * K), True),
        (np.exp(2e-6 * K**2), True),
        (np.exp(0.004 * K), False),  # to e²⁰ = 10⁸·⁷ only
        (K**10.0, False),
        (np.exp(0.02 * K**0.98), True),
        (np.exp(0.02 * K**0.9), False),
        (np.exp(0.008 * K) * np.abs(np.cos(0.3 * K)), True),  # it swings
        (K**10.0 * np.abs(np.cos(0.3 * K)), False),
        (np.exp(0.01 * K) * np.where((OCTAVES + 0.6) % 1 < 0.3, 1e-6, 1), False),
    ],
)
def test_exponential_growth(norm: np.ndarray, explodes: bool) -> None:
    """As it does not slacken, and has no setbacks."""
    assert ends(norm).explodes is explodes


@pytest.mark.parametrize(
    ("norm", "explodes"),
    [
        (10.0 ** (3.0 ** np.arange(5)), True),
        (10.0 ** (1.5 ** np.arange(5)), False),  # to 10⁵ only
        (10.0 ** np.array([0, 40, 60, 70, 75]), False),  # slackens
        (np.array([1.0, 1e20]), False),  # two steps
    ],
)
def test_growth_out_of_the_range_of_floats(norm: np.ndarray, explodes: bool) -> None:
    assert bool(ends(norm, reason="overflow").explodes) is explodes
    assert not ends(norm).explodes


@pytest.mark.parametrize(("factor", "grows"), [(1.6, True), (1.4, False)])
def test_growth_over_the_last_octave(factor: float, grows: bool) -> None:
    assert ends(np.where(K > 3000, factor, 1.0)).grows is grows
