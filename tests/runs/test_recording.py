"""The ledger of runs: chunks made by hand, whose trace is known number by number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from holding import flat

from sam_theory.library.catalogues import Library
from sam_theory.runs.recording import ROUNDING, UNDERFLOW, Chunk, Ledger
from sam_theory.runs.trace import Trace
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.problem import Problem

LIBRARY = Library()
ALL = np.array([0])


def line(lipschitz: float | None = 2.0) -> Problem:
    """A problem in one dimension, of which nothing but L matters here."""
    problem = LIBRARY.get("problems", "quadratic[eigenvalues=(2.0,)]")
    assert isinstance(problem, Problem)
    fact = None if lipschitz is None else Fact(Enclosure(lipschitz, lipschitz), "by hand")
    return replace(problem, facts=replace(problem.facts, lipschitz=fact))


def chunk(first: int, x: list[float], *, rests: bool = True, **changes: list[float]) -> Chunk:
    """Iterates x, one more than the rows; f(x) = x, ‖∇f‖ = 2, gₖ = 2, no displacement, t = 1.

    The method stays where ∇f = 0 if it `rests`.
    """
    count = len(x) - 1
    given = {
        "gradient": [2.0] * count,
        "estimate": [2.0] * count,
        "displaced": x[:-1],
        "value": x[:-1],
        "step": [1.0] * count,
        "radius": [0.5] * count,
        "error_bound": [1.0] * count,
    } | changes
    vectors = {"gradient", "estimate", "displaced"}
    arrays = {
        name: np.array(values, dtype=float).reshape(count, 1, *([1] if name in vectors else []))
        for name, values in given.items()
    }
    norms = np.abs(arrays["gradient"][:, :, 0])
    return Chunk(
        first=first,
        x=np.array(x).reshape(-1, 1, 1),
        gradient_norm=norms,
        evaluations=np.full(1, 2.0),
        rests=norms == (0 if rests else -1),
        **arrays,
    )


def recorded(*chunks: Chunk, lipschitz: float | None = 2.0) -> Trace:
    """The trace of one run that makes these chunks."""
    count = sum(map(len, chunks))
    ledger = Ledger.of(line(lipschitz), [np.array([0.0])], count)
    for each in chunks:
        with np.errstate(all="ignore"):  # as the engines have it
            ledger.record(each, ALL)
    (trace,) = ledger.traces()
    return trace


WALK = [5.0, 3.0, 4.0, 4.0, 1.0, 0.0, 0.0, -2.0, 6.0]


@pytest.mark.parametrize("cut", range(1, 8))
def test_a_run_in_two_chunks_is_one_run(cut: int) -> None:
    whole = recorded(chunk(1, WALK))
    parts = recorded(chunk(1, WALK[: cut + 1]), chunk(1 + cut, WALK[cut:]))
    ours, theirs = flat(whole), flat(parts)
    assert ours.keys() == theirs.keys()
    for name, value in ours.items():
        assert np.array_equal(value, theirs[name]), name


def test_what_is_kept_of_a_walk() -> None:
    trace = recorded(chunk(1, WALK))
    assert trace.edges.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert trace.values.low.tolist() == WALK[:-1]
    assert trace.values.rise[0] == -np.inf
    assert trace.values.rise[1:].tolist() == [-2, 1, 0, -3, -1, 0, -2]
    assert trace.moves.descent is not None  # by ‖∇f‖ = 2 and the step of that length
    assert trace.moves.descent.tolist() == [np.inf, 0.5, -0.5, np.inf, 0.5, 0.5, np.inf, 0.5]
    assert trace.moves.path.tolist() == [2, 1, 0, 3, 1, 0, 2, 8]
    assert trace.moves.work.tolist() == [4, 2, 0, 6, 2, 0, 4, 16]
    assert trace.gradients.squares.tolist() == [4.0] * 8
    assert (trace.estimates.share.low == 1).all()
    assert (trace.values.first, trace.values.last, trace.gradients.last) == (5.0, -2.0, 2.0)
    assert trace.iterates.last.tolist() == [-2.0]
    assert (trace.ending.reason, trace.ending.iteration) == ("horizon", 8)


def test_the_share_of_the_gradient_in_the_estimate() -> None:
    changes = {"gradient": [0.5, 0.0], "estimate": [-2.0, 4.0], "step": [0.25, 0.5]}
    trace = recorded(chunk(1, [1.0, 4.0, 6.0], **changes))
    assert trace.estimates.share.low.tolist() == [0.25, 1.0]  # where ∇f = 0 nothing is compared
    assert trace.estimates.high.tolist() == [2, 4]
    assert trace.estimates.work.tolist() == [6, 8]
    assert trace.moves.work.tolist() == [1.5, 0]
    assert trace.elapsed.squares.tolist() == [0.0625, 0]
    assert trace.elapsed.time.tolist() == [0.25, 0.5]


@pytest.mark.parametrize(
    ("drop", "seen"), [(0.0, False), (0.5, False), (1.5, True), (-0.5, False), (-1.5, True)]
)
def test_changes_within_rounding_are_no_descent(drop: float, seen: bool) -> None:
    """Changes of f = 1024 in units of the rounding that is allowed for."""
    values = [1024.0, 1024.0 - 1024 * drop * ROUNDING]
    trace = recorded(chunk(1, [3.0, 1.0, 0.0], value=values))
    assert np.isfinite(trace.moves.descent[1]) == seen


def test_where_f_stays_0_nothing_is_measured() -> None:
    trace = recorded(chunk(1, [3.0, 1.0, 0.0], value=[0.0, 0.0]))
    assert trace.moves.descent.tolist() == [np.inf, np.inf]


def test_errors_that_nothing_bounds_are_measured() -> None:
    """‖gₖ − ∇f‖ = ½, 0, 0 and nothing, where gₖ is not defined; ∇f = 0 at k = 3."""
    changes = {
        "gradient": [2.0, 2.0, 0.0, 4.0],
        "estimate": [2.5, 2.0, 0.0, np.nan],
        "step": [0.5, 0.25, 1.0, 1.0],
    }
    ledger = Ledger.of(line(), [np.array([0.0])], 4, measuring=[True])
    with np.errstate(all="ignore"):
        ledger.record(chunk(1, [4.0, 3.0, 2.0, 1.0, 0.0], rests=False, **changes), ALL)
    (trace,) = ledger.traces()
    assert trace.measured is not None
    assert trace.measured.low.tolist() == trace.measured.high.tolist() == [0.5, 0, 0, 0]
    assert trace.measured.share.tolist() == [0.25, 0, 0, 0]
    assert trace.measured.elapsed.tolist() == [0.25, 0, 0, 0]
    assert recorded(chunk(1, WALK)).measured is None


# ---- endings

ENDINGS = {  # changed columns of three iterations: the reason, its k in words, the last k
    "stationary": ({"gradient": [2.0, 0.0, 2.0], "estimate": [2.0, 0.0, 2.0]}, 2, 2),
    "stationary, gₖ undefined": ({"gradient": [2, 0, 2], "estimate": [2, np.nan, 2]}, 2, 2),
    "overflow of f": ({"value": [1.0, np.inf, 1.0]}, 2, 1),
    "overflow of the gradient": ({"gradient": [1.0, 1.0, np.inf]}, 3, 2),
    "outside the domain": ({"value": [np.nan, 1.0, 1.0]}, 1, 1),
    "zero direction": ({"displaced": [1.0, np.nan, 1.0]}, 2, 2),
    "overflow at the displaced point": ({"estimate": [1.0, np.nan, 1.0]}, 2, 2),
}


@pytest.mark.parametrize("name", ENDINGS)
@pytest.mark.parametrize("first", [1, 5])
def test_endings(name: str, first: int) -> None:
    changes, at, last = ENDINGS[name]
    if first > 1 and name == "outside the domain":
        return
    before = [chunk(1, [9.0, 8.0, 7.0, 6.0, 5.0])] if first > 1 else []
    trace = recorded(*before, chunk(first, [4.0, 3.0, 2.0, 1.0], **changes))
    assert name.startswith(trace.ending.reason)
    assert trace.ending.iteration == last + first - 1
    assert f"at k = {at + first - 1}" in trace.ending.evidence
    assert trace.iterations == last + first - 1
    assert len(trace.gradients.low) == last + first - 1
    if name != "outside the domain":
        assert trace.iterates.last.tolist() == [[4.0, 3.0, 2.0][last - 1]]


def test_a_step_that_is_not_taken_has_no_length() -> None:
    trace = recorded(chunk(1, [4.0, 3.0, np.nan, np.nan], displaced=[4.0, np.nan, np.nan]))
    assert trace.ending.reason == "zero direction"
    assert trace.moves.path.tolist() == [1.0, 0.0]


def test_a_run_lost_at_the_start_of_a_chunk_keeps_what_was_before() -> None:
    before = chunk(1, [9.0, 8.0, 7.0])
    trace = recorded(before, chunk(3, [7.0, 6.0], value=[np.inf]))
    assert trace.ending.iteration == 2
    assert trace.iterates.last.tolist() == [8.0]
    assert trace.values.last == 8.0


def test_an_estimate_that_does_not_vanish_carries_on() -> None:
    changes = {"gradient": [2.0, 0.0, 2.0], "estimate": [2.0, 1.0, 2.0]}
    goes_on = chunk(1, [4.0, 3.0, 2.0, 1.0], rests=False, **changes)
    assert recorded(goes_on).ending.reason == "horizon"


def test_what_comes_after_the_end_does_not_count() -> None:
    changes = {"gradient": [2.0, 0.0, 9.0], "estimate": [2.0, 0.0, 0.0]}
    ledger = Ledger.of(line(), [np.array([0.0])], 6)
    with np.errstate(all="ignore"):
        lengths = ledger.record(chunk(1, [4.0, 3.0, 2.0, 1.0], **changes), ALL)
    assert lengths.tolist() == [2]
    assert ledger.going(np.array([0])).tolist() == [False]
    assert Ledger.of(line(), [np.array([0.0])] * 2, 6).going(np.array([1])).tolist() == [True]
    (trace,) = ledger.traces()
    assert trace.errors.slack > 0
    assert trace.gradients.high.tolist() == [2.0, 0.0]
    assert trace.gradients.last == 0.0


# ---- the error model


def slack_of(error: float, bound: float, lipschitz: float = 2.0, far: float = 0.0) -> Trace:
    """‖gₖ − ∇f‖ = error at k = 2, where L·bound is allowed; none at k = 1 and 3."""
    return recorded(
        chunk(
            1,
            [1.0, 1.0, 1.0, 1.0],
            estimate=[2.0, 2.0 + error, 2.0],
            error_bound=[10.0, bound, 10.0],
            displaced=[far] * 3,
        ),
        lipschitz=lipschitz,
    )


@pytest.mark.parametrize(("error", "slack"), [(0.0, 1.0), (1.0, 0.5), (2.0, 0.0), (6.0, -2.0)])
def test_the_slack_is_relative_to_what_is_allowed(error: float, slack: float) -> None:
    trace = slack_of(error, 1.0)
    assert trace.errors.slack == pytest.approx(slack, abs=1e-12)
    assert trace.errors.at == (2 if error else 1)


@pytest.mark.parametrize(("units", "holds"), [(0.9, True), (1.1, False)])
@pytest.mark.parametrize("far", [0.0, 100.0])
def test_rounding_in_both_gradients_is_allowed_for(far: float, units: float, holds: bool) -> None:
    """64 eps times ‖∇f‖ + ‖gₖ‖ + L‖xᵏ + vₖ‖ = 2 + 2 + 2·far."""
    trace = slack_of(units * ROUNDING * (4 + 2 * far), 0.0, far=far)
    assert (trace.errors.slack >= 0) is holds


def test_of_gradients_that_vanish_nothing_is_measured() -> None:
    still = {"gradient": [0.0], "estimate": [0.5 * UNDERFLOW], "error_bound": [0.0]}
    trace = recorded(chunk(1, [0.0, 0.0], **still))
    assert trace.errors.slack == pytest.approx(0.5)


def test_the_worst_slack_is_kept_with_its_first_k() -> None:
    ledger = Ledger.of(line(), [np.array([0.0])] * 2, 10)
    ledger.keep_slack(np.array([0.5, 0.1]), np.array([3, 4]), np.array([0, 1]))
    ledger.keep_slack(np.array([0.5, 0.0]), np.array([6, 7]), np.array([0, 1]))
    ledger.keep_slack(np.array([0.2]), np.array([9]), np.array([1]))
    assert ledger.slack.tolist() == [0.5, 0.0]
    assert ledger.slack_at.tolist() == [3, 7]


def test_where_no_bound_is_stated_there_is_no_slack() -> None:
    assert recorded(chunk(1, [1.0, 1.0], error_bound=[np.nan])).errors is None
    assert recorded(chunk(1, [1.0, 1.0]), lipschitz=None).errors is None


def test_more_evaluations_of_the_gradient_round_more() -> None:
    """64 eps for two evaluations: 200 of them may be off by a hundred times as much."""
    off = {"estimate": [2.0 + 50 * ROUNDING * 4], "error_bound": [0.0], "displaced": [0.0]}
    few = chunk(1, [1.0, 1.0], **off)
    assert recorded(few).errors.slack < 0
    assert recorded(replace(few, evaluations=np.full(1, 200.0))).errors.slack > 0
