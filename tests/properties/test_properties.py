"""The five property checkers on runs made by hand, one for each thing that they have to know."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sam_theory.properties.judge import ALL, PROPERTIES, judge
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.windows import Windows, sliding_maximum
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Ending, Trace
from sam_theory.verdict import Status

C, U, V = Status.CONSISTENT, Status.UNDECIDED, Status.VIOLATED
K = np.arange(1, 5001.0)
GD = Outlook(step_diverges=Status.PROVED, radius_zero=True, constant_error=0.0, lipschitz=1.0)


def record(r: np.ndarray, *, step: np.ndarray | float | None = 0.3, **columns: np.ndarray) -> Trace:
    """The trace of x = r on f = x²/2; further columns are added, a step of None is left out."""
    made: dict[str, np.ndarray | None] = {
        "value": r**2 / 2,
        "iterate": r[:, None],
        "step": None if step is None else step + 0 * r,
    }
    return trace_of_record(gradient_norm=np.abs(r), **(made | columns))


def statuses(trace: Trace, outlook: Outlook | None = None) -> list[Status]:
    """The five statuses, in the order of Table 1."""
    verdicts = judge(trace, outlook or Outlook())
    return [verdicts[name].status for name in PROPERTIES]


@pytest.mark.parametrize(
    "r",
    [
        np.exp(-0.01 * K),
        np.exp(-0.3 * np.sqrt(K)),
        K**-0.5,
        (K + 20) ** -1.5,
        np.log(K + 1) ** -2,
    ],
    ids=["linear", "stretched", "power", "shifted power", "logarithmic"],
)
def test_convergence_is_consistent(r: np.ndarray) -> None:
    assert statuses(record(r, step=None)) == [C] * 5


def test_waves_leave_all_open_at_worst() -> None:
    wavy = K**-1 * (1 + 0.1 * np.sin(7 * np.log(K)))
    assert V not in statuses(record(wavy, step=None))


@pytest.mark.parametrize("size", [1.0, 1e-6, 1e-12])
def test_a_cycle_of_any_size_violates_all_five(size: float) -> None:
    r = 5 * np.exp(-0.05 * K) + size * (-1) ** K
    assert statuses(record(r, radius=6 * size + 0 * K)) == [V] * 5


def test_a_cycle_that_lies_ahead_leaves_all_open() -> None:
    r = np.exp(-0.002 * K)
    assert statuses(record(r, radius=0.01 + 0 * K)) == [U] * 5
    assert statuses(record(r, radius=0 * K)) == [C] * 5


def test_a_radius_that_has_hardly_moved_leaves_all_open() -> None:
    radius = 0.1 * K**-0.001
    assert statuses(record(0.4 * radius * (-1) ** K, radius=radius)) == [U] * 5


def test_a_run_on_its_way_is_no_plateau() -> None:
    x = 1e4 - 0.3 * K  # f = |x| far from its minimum, ‖∇f‖ = 1
    trace = trace_of_record(gradient_norm=1 + 0 * K, value=x, iterate=x[:, None], step=0.3 + 0 * K)
    verdicts = judge(trace, Outlook())
    assert {verdict.status for verdict in verdicts.values()} == {U}
    assert "on its way" in verdicts["gradient-limit"].evidence


def test_rest_where_the_gradient_is_not_zero_is_a_plateau() -> None:
    r = 0.2 + np.exp(-0.01 * K)  # K24, Example 3.4: x → ρ
    assert statuses(record(r)) == [V] * 5


def test_slow_modes_leave_all_open() -> None:
    assert statuses(record(np.exp(-4e-5 * K)), GD) == [U] * 5


def test_summable_steps_are_never_consistent() -> None:
    finite = replace(GD, step_diverges=Status.REFUTED, step_vanishes=Status.PROVED)
    step = 0.5 * K**-1.5
    x = np.concatenate([[1.0], np.cumprod(1 - step)[:-1]])
    assert statuses(record(x, step=step), finite) == [V] * 5
    fast = np.exp(-0.01 * K)
    assert C not in statuses(record(fast, step=step), finite)
    assert C not in statuses(record(fast, step=step))  # the steps alone tell it, too


def test_steps_at_the_border_of_summability_are_never_consistent() -> None:
    r = np.log(K + 2) ** -0.5
    for step in (0.5 / (K * np.log(K + 2)), 0.5 * K**-1.01):
        assert statuses(record(r, step=step)) == [U] * 5


def test_the_rounding_floor_is_no_plateau() -> None:
    far, jitter = 1e8, 1e-8 * np.random.default_rng(0).random(len(K))
    x = far + np.exp(-0.02 * K)
    trace = trace_of_record(
        gradient_norm=np.abs(x - far) + jitter,
        value=(x - far) ** 2 / 2,
        iterate=x[:, None],
        step=0.02 + 0 * K,
        radius=0 * K,
    )
    verdicts = judge(trace, Outlook())
    assert verdicts["gradient-limit"].status is C
    assert "rounding floor" in verdicts["gradient-limit"].evidence


def test_steps_lost_in_rounding_decide_nothing() -> None:
    x = 1e8 + 0 * K
    trace = trace_of_record(
        gradient_norm=1e-3 + 0 * K, value=x, iterate=x[:, None], step=1e-6 + 0 * K
    )
    assert statuses(trace) == [U] * 5


def test_circling_converges_in_f_and_in_the_gradient_alone() -> None:
    turn = 5 * np.log(K)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1) * (1 + 1 / K)[:, None]
    trace = trace_of_record(gradient_norm=1 / K, value=K**-2.0, iterate=circle)
    assert statuses(trace) == [C, C, C, C, V]


def test_drift_to_infinity_has_no_limit() -> None:
    trace = trace_of_record(gradient_norm=1 / K, value=1 / K, iterate=np.log(K)[:, None])
    assert statuses(trace) == [C, C, C, V, V]


def test_an_unbounded_value_denies_its_limit_without_iterates() -> None:
    trace = trace_of_record(gradient_norm=K**-0.5, value=-np.log(K))
    assert statuses(trace) == [C, C, C, V, V]


def test_spikes_that_recur_deny_the_limit_but_not_the_lower_one() -> None:
    spiky = 1 / K + np.isin(K, np.floor(1.5 ** np.arange(40)))
    low, _, high, _, iterate = statuses(record(spiky))
    assert (low, high, iterate) == (C, V, V)


def test_spikes_that_thin_out_leave_the_limit_open() -> None:
    spiky = 1 / K + np.isin(K, [2, 4, 16, 256])
    assert statuses(record(spiky, step=None))[2] is U


def test_noise_has_no_least_value() -> None:
    r = 0.1 * np.random.default_rng(1).standard_normal(len(K))
    low, _, high, _, _ = statuses(record(r, radius=0.3 + 0 * K))
    assert low is not V
    assert high is not C


def test_divergence() -> None:
    assert statuses(record(1.01**K * (-1) ** K)) == [V, C, V, V, V]


def test_overflow_is_judged_only_where_growth_lasts() -> None:
    ended = Ending(reason="overflow", iteration=5, evidence="f is ∞ next")
    cubic = 10.0 ** (3.0 ** np.arange(5)) * (-1) ** K[:5]
    assert statuses(replace(record(cubic), ending=ended)) == [V, C, V, V, V]
    returning = np.cumprod(np.abs(1 - 50 / K[:30]))  # steps 50/k: grows first, and comes back
    assert statuses(replace(record(returning), ending=ended)) == [U] * 5


def test_a_finite_stop_makes_all_consistent() -> None:
    trace = record(np.append(0.5 ** np.arange(20.0), 0.0))
    assert statuses(replace(trace, ending=replace(trace.ending, reason="stationary"))) == [C] * 5


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13, 20, 30])
def test_short_records_are_judged_with_care(count: int) -> None:
    assert V not in statuses(record(0.9 ** np.arange(float(count))))


def test_what_was_not_recorded_is_not_claimed() -> None:
    verdicts = judge(trace_of_record(gradient_norm=1 / K), Outlook())
    assert [verdicts[name].status for name in PROPERTIES] == [C, C, C, U, U]
    assert "not recorded" in verdicts["iterate-limit"].evidence
    assert "not recorded" in verdicts["value-limit"].evidence


def test_gaps_in_k_are_allowed() -> None:
    rows = np.arange(1, 50_000, 7)
    r = rows**-0.7
    trace = trace_of_record(gradient_norm=r, value=r**2 / 2, iterate=r[:, None], k=rows)
    assert statuses(trace) == [C] * 5


def test_evidence_names_its_numbers() -> None:
    evidence = judge(record(K**-0.5, step=None), Outlook())["gradient-limit"].evidence
    assert "k = 70 … 4870" in evidence
    assert "k^(−0.5)" in evidence


def test_leaving_a_saddle_is_not_divergence() -> None:
    x = 1e-6 * np.exp(0.002 * K)
    trace = trace_of_record(
        gradient_norm=x, value=-(x**2) / 2, iterate=x[:, None], step=0.002 + 0 * K
    )
    assert V not in statuses(trace, GD)


def test_windows_leave_out_the_last() -> None:
    trace = record(K**-0.5)
    windows = Windows.of(trace)
    assert windows.last[-1] == trace.edges[-2] - 1
    assert windows.first[windows.tail] >= 4870**0.5


def test_sliding_maximum_is_over_an_octave() -> None:
    values = np.arange(40.0)
    assert np.array_equal(sliding_maximum(values), values[15:])


# ---- what swings may hide, and schedules that end


@pytest.mark.parametrize("turn", [0.0, 0.4])
@pytest.mark.parametrize("iterations", [2000, 20_000, 100_000])
def test_a_drift_behind_a_swing_is_not_bounded(turn: float, iterations: int) -> None:
    """x ~ log k behind a zigzag, as SAM with constants goes on exp(−x) + y²/2; also turned."""
    k = np.arange(1.0, iterations + 1)
    x = np.stack([np.log(k + 3), np.where(np.arange(iterations) % 2, 0.3, -0.3)], axis=1)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    norms = np.hypot(1 / (k + 3), 0.3)
    trace = trace_of_record(
        gradient_norm=norms,
        value=1 / (k + 3) + 0.045,
        iterate=x @ rotation.T,
        step=np.full(iterations, 0.5),
        radius=np.full(iterations, 0.1),
    )
    told = judge(trace, Outlook())
    assert told["gradient-limit"].status is Status.VIOLATED
    assert told["stationary-accumulation"].status is Status.UNDECIDED


def test_a_swing_that_stays_is_bounded() -> None:
    k = np.arange(20_000)
    x = np.stack([0.9 ** np.minimum(k, 3000), np.where(k % 2, 0.3, -0.3)], axis=1)
    trace = trace_of_record(
        gradient_norm=np.hypot(x[:, 0], 0.3), value=x[:, 0] ** 2 + 0.045, iterate=x
    )
    assert judge(trace, Outlook())["stationary-accumulation"].status is Status.VIOLATED


END = 5000
ENDING = {
    "linear": lambda k: 0.1 * (1 - k / (END + 1)),
    "cosine": lambda k: 0.05 * (1 + np.cos(np.pi * k / (END + 1))),
    "one cycle": lambda k: np.where(
        k < 1500, k / 15000, 0.05 * (1 + np.cos(np.pi * (k - 1500) / 3500)) + 1e-6
    ),
    "to a tenth": lambda k: 0.1 * (1 - 0.9 * k / END),
}


@pytest.mark.parametrize("name", ENDING)
@pytest.mark.parametrize("curvature", [0.02, 0.1, 1.0])
def test_a_schedule_that_ends_shows_no_limit(name: str, curvature: float) -> None:
    """Gradient descent on λx²/2: whether the steps go on after the record, it does not show."""
    k = np.arange(1.0, END + 1)
    t = ENDING[name](k)
    x = 3 * np.cumprod(np.append(1.0, 1 - curvature * t[:-1]))
    trace = trace_of_record(
        gradient_norm=curvature * x, value=curvature * x**2 / 2, iterate=x[:, None], step=t
    )
    told = judge(trace, Outlook())
    assert {told[p].status for p in ("gradient-limit", "iterate-limit")} == {Status.UNDECIDED}


def test_the_floor_of_single_precision_is_no_plateau() -> None:
    """Gradient descent on ½‖x − c‖² in float32 comes to rest where x can no longer move."""
    centre = np.array([3.1, -1.7], dtype=np.float32)
    x = np.array([5.0, 2.0], dtype=np.float32)
    rows = []
    for _ in range(3000):
        rows.append(x)
        x = x - np.float32(0.05) * (x - centre)
    iterates = np.array(rows)
    norms = np.linalg.norm(iterates - centre, axis=1).astype(np.float32)
    assert norms[-1] == norms[-500] > 0
    trace = trace_of_record(gradient_norm=norms, value=norms**2 / 2, iterate=iterates)
    assert trace.precision == np.finfo(np.float32).eps
    told = judge(trace, Outlook())
    assert not any(verdict.fails for verdict in told.values())
    doubled = trace_of_record(
        gradient_norm=norms.astype(float) + 1e-9, value=norms**2 / 2, iterate=iterates
    )
    assert doubled.precision == np.finfo(np.float64).eps


@pytest.mark.parametrize("power", [0.1, 0.5])
def test_a_zigzag_hides_no_creeping_to_infinity(power: float) -> None:
    x, y = np.log(K + 1) ** power, 0.5 * K**-0.2 * (-1.0) ** K
    trace = trace_of_record(
        gradient_norm=np.abs(y), value=y**2 + 1 / x, iterate=np.stack([x, y], axis=1)
    )
    assert not judge(trace, Outlook(), ALL)["convergence"].holds
    assert not judge(trace, Outlook(), ALL)["iterate-limit"].holds


@pytest.mark.parametrize("seed", range(6))
def test_noise_that_fades_slowly_is_no_plateau(seed: int) -> None:
    x = np.random.default_rng(seed).normal(size=(5000, 3)) * K[:, None] ** -0.1
    norm = np.linalg.norm(x, axis=1)
    trace = trace_of_record(gradient_norm=norm, iterate=x, step=0.1 + 0 * K)
    assert V not in statuses(trace)


def test_rows_of_zeros_tell_nothing_of_infinity() -> None:
    for rows in range(8, 20):
        nothing = np.zeros(rows)
        trace = trace_of_record(gradient_norm=nothing, value=nothing, iterate=nothing[:, None])
        assert V not in statuses(trace)
