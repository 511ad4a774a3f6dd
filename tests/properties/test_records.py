"""Verdicts on records with few digits, with missing rows, with rows that only repeat."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.analysis import analyses
from sam_theory.properties.judge import ALL, judge
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Trace
from sam_theory.verdict import Status, Verdict

K = np.arange(1, 3001)


def printed(a: np.ndarray, style: str) -> np.ndarray:
    """The numbers as they read in print."""
    return np.array([float(format(number, style)) for number in a.ravel()]).reshape(a.shape)


def told(trace: Trace) -> dict[str, Verdict]:
    """All verdicts on it."""
    return judge(trace, Outlook(), ALL)


def descent(offset: float, rate: float = 0.1) -> dict[str, np.ndarray]:
    """Gradient descent on ½(x − offset)² + 2 with that t, from a distance of 1."""
    r = (1 - rate) ** (K - 1.0)
    return {
        "gradient_norm": r,
        "value": 2 + r**2 / 2,
        "iterate": offset + r[:, None],
        "step": np.full(len(K), rate),
    }


@pytest.mark.parametrize("style", [".17g", ".6g", ".4e"])
def test_digits_that_are_relative_end_at_no_floor(style: str) -> None:
    columns = {name: printed(column, style) for name, column in descent(3.0).items()}
    verdicts = told(trace_of_record(**columns))
    assert verdicts["iterate-limit"].status is Status.CONSISTENT
    assert verdicts["value-convergence"].status is Status.CONSISTENT


@pytest.mark.parametrize("column", ["value", "iterate"])
def test_the_last_digit_in_print_is_no_move(column: str) -> None:
    columns = {name: printed(a, ".6g") for name, a in descent(3.0).items()}
    flicker = 1e-5 * np.random.default_rng(1).integers(0, 2, columns[column].shape)
    columns[column] = printed(columns[column] + flicker, ".6g")
    verdicts = told(trace_of_record(**columns))
    assert verdicts["iterate-limit"].status is Status.CONSISTENT
    assert verdicts["value-convergence"].status is Status.CONSISTENT


@pytest.mark.parametrize(("style", "status"), [(".17g", "consistent"), (".4f", "undecided")])
def test_zero_in_print_is_no_limit(style: str, status: str) -> None:
    """With four places all below 5·10⁻⁵ reads as 0."""
    columns = {name: printed(column, style) for name, column in descent(3.0).items()}
    assert told(trace_of_record(**columns))["gradient-limit"].status.value == status


def cycle(offset: float) -> dict[str, np.ndarray]:
    """SAM's two-cycle of ± 10⁻⁵ about a point, where ‖∇f‖ is the same at both ends."""
    x = offset + 1e-5 * (-1.0) ** K + 0.8**K
    return {
        "gradient_norm": 1e-3 + 0.8**K,
        "value": 2 + 0.8**K,
        "iterate": x[:, None],
        "step": np.full(len(K), 0.02),
        "radius": np.full(len(K), 1e-3),
    }


def test_a_cycle_that_print_hides_is_no_limit() -> None:
    assert told(trace_of_record(**cycle(5.0)))["convergence"].status is Status.VIOLATED
    columns = {name: printed(column, ".4g") for name, column in cycle(5.0).items()}
    assert np.ptp(columns["iterate"][60:]) == 0
    assert told(trace_of_record(**columns))["convergence"].status is Status.UNDECIDED


def test_a_radius_that_rounding_moves_is_constant() -> None:
    columns = cycle(5.0)
    columns["radius"] = np.nextafter(columns["radius"], (K % 2).astype(float))
    assert told(trace_of_record(**columns))["convergence"].status is Status.VIOLATED


def stuck(level: float) -> dict[str, np.ndarray]:
    """x at a fixed point of a method, where ‖∇f‖ is `level`."""
    x = np.maximum(0.4**K, 0.4**12)
    return {
        "gradient_norm": level + x - x[-1],
        "value": 1 + x,
        "iterate": 0.3 + x[:, None],
        "step": np.full(len(K), 0.2),
    }


@pytest.mark.parametrize(("level", "status"), [(1e-2, "violated"), (1e-6, "undecided")])
def test_the_last_row_of_a_solver_may_be_padding(level: float, status: str) -> None:
    assert told(trace_of_record(**stuck(level)))["gradient-limit"].status.value == status


@pytest.mark.parametrize(("style", "status"), [(".17g", "violated"), (".6g", "undecided")])
def test_a_plateau_in_few_digits_may_be_that_of_single_precision(style: str, status: str) -> None:
    """At ‖x‖ = 1000 float32 leaves ‖∇f‖ of 10⁻⁴ and more, and six digits do not exclude it."""
    r = 0.9**K
    columns = {"gradient_norm": 0.01 + r, "value": 2 + r, "iterate": 1000 + r[:, None]}
    rounded = {name: printed(column, style) for name, column in columns.items()}
    trace = trace_of_record(**rounded, step=np.full(len(K), 0.5))
    assert told(trace)["gradient-limit"].status.value == status


def test_values_that_stay_while_x_goes_on_show_no_plateau() -> None:
    ones, t = np.ones(len(K)), np.full(len(K), 0.3)
    there, moving = np.full((len(K), 1), 0.7), 1 + K[:, None] ** -0.5
    for x, status in ((there, Status.VIOLATED), (moving, Status.UNDECIDED)):
        trace = trace_of_record(gradient_norm=ones / 3, value=ones / 7, iterate=x, step=t)
        assert told(trace)["gradient-limit"].status is status


def kicked(*times: int) -> Trace:
    """‖∇f‖ = |x| that is 0.1 at these k, falls by half after them, and is 0 after 60 more."""
    since = np.array([k - max(t for t in times if t <= k) for k in K])
    x = np.where(since > 60, 0.0, 0.1 * 0.5 ** np.minimum(since, 60.0))
    return trace_of_record(gradient_norm=x, value=x**2 / 2, iterate=x[:, None])


@pytest.mark.parametrize(
    ("times", "status"),
    [((1,), "consistent"), ((1, 400), "consistent"), ((1, 400, 900), "undecided")],
)
def test_a_floor_that_was_left_each_time_is_no_limit(times: tuple[int, ...], status: str) -> None:
    """A gradient that came back may come back; one that did so once met a saddle."""
    assert told(kicked(*times))["gradient-limit"].status.value == status


def swinging(every: int, level: float) -> Trace:
    """‖∇f‖ = level + |x|, x = ± k^(−0.3) in turn, as t is: each `every`th row."""
    rows = K[every - 1 :: every]
    size = rows**-0.3
    return trace_of_record(
        gradient_norm=level + 0.3 * size,
        value=size**2,
        iterate=(size * (-1.0) ** rows)[:, None],
        step=size,
        k=rows,
    )


@pytest.mark.parametrize("every", [1, 2])
def test_swings_that_go_with_the_steps_make_no_plateau(every: int) -> None:
    assert told(swinging(every, 0.2))["gradient-limit"].status is Status.UNDECIDED


def test_a_thinned_run_that_stops_short_is_seen() -> None:
    """‖∇f‖ settles at 1/3, faster than t = k^(−1/2) falls."""
    rows = K[1::2]
    x = 1 + 0.9**rows
    trace = trace_of_record(
        gradient_norm=x / 3, value=x, iterate=x[:, None], step=rows**-0.5, k=rows
    )
    assert told(trace)["gradient-limit"].status is Status.VIOLATED


def test_what_is_bounded_from_below_tells_no_straight_way_and_no_fall() -> None:
    columns = descent(3.0, rate=0.001)
    for every in (1, 2):
        rows = {name: column[every - 1 :: every] for name, column in columns.items()}
        seen = analyses([trace_of_record(**rows, k=K[every - 1 :: every])], [Outlook()])[0]
        assert seen.motion.straight is (every == 1)
        assert seen.heights.monotone is (every == 1)


def test_a_unit_of_f_in_print_is_no_difference() -> None:
    columns = {name: printed(column, ".6g") for name, column in descent(3.0).items()}
    assert analyses([trace_of_record(**columns)], [Outlook()])[0].rounding.value >= 2e-5


def test_a_point_that_rounding_moves_rests() -> None:
    x = np.nextafter(np.full((len(K), 1), 0.7), (K % 2)[:, None])
    trace = trace_of_record(gradient_norm=np.ones(len(K)), iterate=x)
    assert analyses([trace], [Outlook()])[0].motion.converges


@pytest.mark.parametrize(("first", "clocked"), [(2, True), (60, False)])
def test_a_clock_needs_its_beginning(first: int, clocked: bool) -> None:
    """‖∇f‖ falls with Σt by leaps of tₖ: rows that begin late leave too much of Σt unseen."""
    t = np.where(np.log2(K) % 2 < 1, 1.0, 0.1)
    norm = (1 + np.cumsum(t)) ** -0.8
    rows = K[first - 1 :]
    trace = trace_of_record(gradient_norm=norm[first - 1 :], step=t[first - 1 :], k=rows)
    outlook = Outlook(step_diverges=Status.PROVED)
    seen = analyses([trace], [outlook])[0].trends.high
    assert (seen.residual < 0.05) is clocked
