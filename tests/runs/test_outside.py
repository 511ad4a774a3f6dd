"""Records made by hand: rows that are missing, and those that repeat."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from holding import flat

from sam_theory.properties.judge import ALL, judge
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Sampling, Trace
from sam_theory.verdict import Status

SINGLE, DOUBLE = (float(np.finfo(kind).eps) for kind in (np.float32, np.float64))
RNG = np.random.default_rng(1)
K = np.arange(1, 3001)
WALK = np.array([(0.0, 0.0), (3.0, 4.0), (3.0, 4.0), (0.0, 0.0), (6.0, 8.0)])
CLOCK = np.array([0.5, 0.25, 1.0, 0.125, 2.0])


def test_a_trace_has_the_precision_of_its_record() -> None:
    norms = RNG.uniform(1, 2, 40).astype(np.float32)
    assert trace_of_record(gradient_norm=norms, value=norms).precision == SINGLE
    mixed = trace_of_record(gradient_norm=norms, value=norms.astype(float) / 3)
    assert (mixed.precision, mixed.written.coarsest) == (DOUBLE, SINGLE)


@pytest.mark.parametrize(
    "k", [(1, 2, 4, 5, 6), (1, 2, 3, 4, 6), (1, 3, 5, 7, 9), (2, 3, 4, 5, 6), (7, 8, 9, 10, 11)]
)
def test_the_path_leads_from_row_to_row(k: tuple[int, ...]) -> None:
    trace = trace_of_record(gradient_norm=np.ones(5), iterate=WALK, step=CLOCK, k=np.array(k))
    assert trace.moves is not None
    np.testing.assert_array_equal(trace.moves.path, [5, 0, 5, 10, 0])
    np.testing.assert_array_equal(trace.edges, [*k, k[-1] + 1])
    assert trace.sampling.gapless is (k[-1] - k[0] == 4)
    assert trace.iterations == k[-1]


def test_time_is_interpolated_between_rows() -> None:
    """t = 10 − k at k = 1, 2, 5, 9 of which the sum over 1 … 9 is 45."""
    k = np.array([1, 2, 5, 9])
    trace = trace_of_record(gradient_norm=np.full(4, 2.0), step=10.0 - k, k=k)
    assert trace.elapsed is not None
    assert trace.elapsed.time.tolist() == [9, 8 + 7 + 6, 5 + 4 + 3 + 2, 1]
    assert trace.elapsed.squares.tolist() == [4 * t for t in trace.elapsed.time]
    assert trace.elapsed.before == 0


def test_time_before_the_first_row_is_told_apart() -> None:
    trace = trace_of_record(gradient_norm=np.ones(3), step=np.full(3, 0.5), k=np.array([7, 8, 9]))
    assert trace.elapsed is not None
    assert trace.elapsed.time.sum() == 1.5
    assert trace.elapsed.before == 3.0


@pytest.mark.parametrize("every", [2, 7, 100])
def test_sums_of_a_thinned_record_are_those_of_the_whole(every: int) -> None:
    """t = 1/√k and x along a line: sums from each row to the next, in the window of the first."""
    rows = K[every - 1 :: every]
    trace = record(rows)
    assert trace.elapsed is not None
    late = np.arange(rows[0], rows[-1] + 1) ** -0.5
    assert trace.elapsed.time.sum() == pytest.approx(late.sum(), rel=0.01)
    assert trace.moves is not None
    assert trace.moves.path.sum() == pytest.approx(1 / rows[0] - 1 / rows[-1])
    assert np.isin(trace.edges[:-1], rows).all()
    assert (trace.sampling.placed, trace.sampling.evaluated) == (every, every)


def record(k: np.ndarray) -> Trace:
    """‖∇f‖ = x = 1/k and f = x²/2 at these k."""
    x = 1.0 / k
    return trace_of_record(
        gradient_norm=x, value=x**2 / 2, iterate=x[:, None], step=k**-0.5, radius=0 * x, k=k
    )


def test_a_window_begins_with_a_row() -> None:
    """Extremes of a falling sequence are those of its first and last rows, at known k."""
    trace = record(K[9::10])
    np.testing.assert_allclose(trace.gradients.high, 1 / trace.edges[:-1])


def test_rows_without_gaps_have_the_windows_of_a_run() -> None:
    trace = record(K)
    assert trace.sampling == Sampling()
    explicit = trace_of_record(gradient_norm=1 / K, k=K)
    np.testing.assert_array_equal(explicit.edges, trace.edges)


def test_where_one_row_is_missing_no_cycle_is_hidden() -> None:
    sampling = record(np.delete(K, 1500)).sampling
    assert (sampling.gapless, sampling.placed) == (False, 1)


def test_a_gap_long_ago_shows_nothing_of_the_end() -> None:
    assert record(np.append([1, 2, 3], K[4::2])).sampling.placed == 2


def test_values_carried_forward_begin_no_window() -> None:
    at = np.arange(3000) // 20 * 20
    x = (1.0 / K)[:, None]
    norm, value = x[at, 0], x[at, 0] ** 2 / 2
    trace = trace_of_record(gradient_norm=norm, value=value, iterate=x, step=K**-0.5)
    assert set((trace.edges[:-1] - 1) % 20) == {0}
    assert trace.sampling == Sampling(evaluated=20)
    assert trace.moves is not None
    assert trace.moves.path.sum() == pytest.approx(1 - 1 / 3000)  # x was seen in every row
    assert trace.elapsed is not None
    assert trace.elapsed.time.sum() == pytest.approx((K**-0.5).sum())
    assert trace.steps is not None
    assert trace.steps.low[-1] == 3000**-0.5  # the schedule is read to its end
    fall = (value[980] - value[1000]) / (norm[980:1000] @ -np.diff(x[980:1001, 0]))
    (window,) = np.flatnonzero((trace.edges[:-1] <= 1001) & (trace.edges[1:] > 1001))
    assert trace.moves.descent[window] <= fall


def test_where_all_is_carried_forward_the_path_is_a_bound() -> None:
    at = np.arange(3000) // 2 * 2
    x = (0.6 ** np.minimum(K, 10))[at, None]  # it rests before a rhythm of its own would show
    sampling = trace_of_record(gradient_norm=(1.0 / K)[at], iterate=x).sampling
    assert (sampling.gapless, sampling.placed, sampling.evaluated) == (False, 2, 2)


def test_one_change_amid_moves_of_x_is_one_evaluation() -> None:
    x = (1.0 / K)[:, None]
    trace = trace_of_record(gradient_norm=x[K // 2000 * 1999, 0], iterate=x)
    assert trace.edges.tolist() == [1, 2000, 3001]


def test_padding_is_said() -> None:
    x = np.append(0.4 ** np.arange(20.0), np.full(300, 0.4**19))
    trace = trace_of_record(gradient_norm=x, value=x**2, iterate=3 + x[:, None])
    assert trace.sampling.repeated


def two_cycle(step: float = 0.5, radius: float = 0.2) -> dict[str, np.ndarray]:
    """SAM on ½x² at ± tρ/(2 − t), approached at a linear rate."""
    x = np.empty(3000)
    x[0] = 1.0
    for i in range(2999):
        x[i + 1] = x[i] - step * (x[i] + radius * np.sign(x[i]))
    return {
        "gradient_norm": np.abs(x),
        "value": x**2 / 2,
        "iterate": x[:, None],
        "step": np.full(3000, step),
        "radius": np.full(3000, radius),
    }


def test_a_cycle_of_which_one_point_was_recorded_is_not_taken_for_a_limit() -> None:
    columns = two_cycle()
    whole = judge(trace_of_record(**columns), Outlook(), ALL)
    assert whole["convergence"].status is Status.VIOLATED
    thinned = {name: column[1::2] for name, column in columns.items()}
    told = judge(trace_of_record(**thinned, k=K[1::2]), Outlook(), ALL)
    assert told["gradient-limit"].status is Status.VIOLATED
    assert told["convergence"].status is told["value-convergence"].status is Status.UNDECIDED
    odd = {name: column[2::3] for name, column in columns.items()}
    told = judge(trace_of_record(**odd, k=K[2::3]), Outlook(), ALL)
    assert told["convergence"].status is Status.VIOLATED


def test_steps_that_die_hide_no_cycle() -> None:
    """x stops where Σt ends, which every other row shows as well."""
    t = 0.5 / K**1.5
    x = np.cumprod(np.append(1.0, 1 - t[:-1]))
    rows = slice(1, None, 2)
    trace = trace_of_record(
        gradient_norm=x[rows], value=x[rows] ** 2, iterate=x[rows, None], step=t[rows], k=K[rows]
    )
    assert judge(trace, Outlook(), ALL)["convergence"].status is Status.CONSISTENT


def test_the_trace_of_a_prefix_keeps_what_is_known_of_the_rows() -> None:
    trace = record(K[9::10])
    cut = trace.until(5)
    assert (cut.sampling, cut.written) == (trace.sampling, trace.written)
    assert flat(replace(trace, sampling=Sampling()))["sampling.placed"] == 1
