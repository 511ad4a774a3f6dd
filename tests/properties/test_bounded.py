"""Whether x, f and series stay bounded: each ground for and against, the others left open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from holding import altered

from sam_theory.properties.analysis import Analysis, analyses
from sam_theory.properties.bounded import bounded
from sam_theory.properties.bounded_below import bounded_below
from sam_theory.properties.convergence import convergence
from sam_theory.properties.gradient_limit import gradient_limit
from sam_theory.properties.liminf_gradient import liminf_gradient
from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.pace import Course
from sam_theory.properties.shared import Shared
from sam_theory.properties.summable import errors_summable, step_squares_summable, summable
from sam_theory.properties.sums import SERIES
from sam_theory.properties.value_convergence import value_convergence
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Ending, Measured
from sam_theory.verdict import Status, Verdict, consistent, undecided, violated

K = np.arange(1, 2001.0)
OPEN = undecided("by hand")
Check = Callable[[Analysis], Verdict]
OTHERS: Mapping[Check, Verdict] = dict.fromkeys(
    (convergence, value_convergence, gradient_limit, liminf_gradient, bounded), OPEN
)
OVERFLOW = Ending(reason="overflow", iteration=2000, evidence="f is ∞ next")
STOPPED = Ending(reason="stationary", iteration=2000, evidence="∇f = 0")


@lru_cache
def run(kind: str) -> Analysis:
    """x and f that fall for ever as the logarithm, rise as it, or swing more and more widely."""
    swing = (-1.0) ** K
    value = {"falls": -np.log(K), "rises": np.log(K), "swings": swing * K}[kind]
    trace = trace_of_record(
        gradient_norm=1 + 0.5 * np.sin(np.log(K)),
        value=value,
        iterate=value[:, None],
        step=0.1 + 0 * K,
        radius=0 * K,
    )
    return analyses([trace], [Outlook(step_diverges=Status.PROVED)])[0]


def told(
    check: Check, kind: str = "swings", others: Mapping[Check, Verdict] = {}, **changes: object
) -> str:
    """The verdict, if the others were these, and pace__step were that."""
    named = {name.replace("__", "."): new for name, new in changes.items()}
    given = {name: verdict for name, verdict in (OTHERS | others).items() if name is not check}
    return str(check(replace(of_parts(run(kind), named), told=given)).status)


SHARED = {"pace": "paces", "ends": "ends", "trends": "trends", "motion": "motions"} | {
    "rounding": "roundings",
    "heights": "heights",
}


def of_parts(seen: Analysis, changes: Mapping[str, object]) -> Analysis:
    """The analysis of one run, where these parts of its parts are others, and the rest is not."""
    parts = {name: getattr(seen, name) for name in ("trace", "outlook", "sums", *SHARED)}
    for name, new in changes.items():
        first, _, rest = name.partition(".")
        parts[first] = altered(parts[first], {rest: new})
    trace, outlook = parts["trace"], parts["outlook"]
    shared = Shared(replace(seen.shared.stack, traces=(trace,), outlooks=(outlook,)))
    vars(shared).update({name: [parts[one]] for one, name in SHARED.items()}, sums=parts["sums"])
    return Analysis(shared, 0)


HOLDS, FAILS = consistent("by hand"), violated("by hand")
LEVELS = {"outlook__level_sets_bounded": True}


@pytest.mark.parametrize("kind", ["falls", "rises", "swings"])
def test_nothing_is_told_of_bounds_without_grounds(kind: str) -> None:
    assert told(bounded, kind) == "undecided"


def test_a_run_that_ended_at_a_stationary_point_is_bounded() -> None:
    assert told(bounded, trace__ending=STOPPED) == "consistent"


def test_what_explodes_is_not_bounded() -> None:
    assert told(bounded, ends__explodes=True) == "violated"


@pytest.mark.parametrize(("times", "status"), [(1e11, "violated"), (1e9, "undecided")])
def test_what_left_the_range_of_floats_is_not_bounded(times: float, status: str) -> None:
    size = np.ones((len(run("swings").windows), 1))
    size[-1] = times
    motion = {"motion__low": -size, "motion__high": size}
    assert told(bounded, **motion, trace__ending=OVERFLOW) == status
    assert told(bounded, **motion) == "undecided"
    back = {"motion__low": -size[::-1] - 1e-9, "motion__high": size[::-1]}
    assert told(bounded, **back, trace__ending=OVERFLOW) == "undecided"
    middle = size.copy()
    middle[3] = 10 * times  # it was larger before
    assert told(bounded, motion__low=-middle, motion__high=middle, trace__ending=OVERFLOW) == (
        "undecided"
    )


def test_what_moves_straight_on_for_ever_is_not_bounded() -> None:
    """x = log k while ‖∇f‖ = 1/k."""
    trace = trace_of_record(gradient_norm=1 / K, value=1 / K, iterate=np.log(K)[:, None])
    (seen,) = analyses([trace], [Outlook()])
    assert seen.verdict(bounded).status is Status.VIOLATED


def test_what_converges_is_bounded() -> None:
    assert told(bounded, others={convergence: HOLDS}) == "consistent"


def test_level_sets_bound_what_rises_no_further() -> None:
    assert told(bounded, "falls", **LEVELS) == "consistent"
    assert told(bounded, "rises", **LEVELS) == "undecided"
    assert told(bounded, "falls") == "undecided"


def test_level_sets_bound_what_only_falls_in_a_short_record() -> None:
    few = K[:100]
    trace = trace_of_record(
        gradient_norm=1 + 0.5 * np.sin(few), value=-few, iterate=np.log(few)[:, None]
    )
    (seen,) = analyses([trace], [Outlook(level_sets_bounded=True)])
    assert seen.verdict(bounded).status is Status.CONSISTENT


def test_level_sets_bound_what_swings_below_a_height() -> None:
    """f rises again and again, no higher than it was, while x is not known to be confined."""
    value = (-1.0) ** K
    trace = trace_of_record(gradient_norm=1 + 0 * K, value=value, iterate=np.log(K)[:, None])
    for levels, status in ((True, "consistent"), (False, "undecided")):
        (seen,) = analyses([trace], [Outlook(level_sets_bounded=levels)])
        assert not seen.heights.monotone
        assert seen.verdict(bounded).status == status


def test_level_sets_bound_what_has_a_value() -> None:
    converges = {value_convergence: HOLDS}
    assert told(bounded, "rises", others=converges, **LEVELS) == "consistent"
    assert told(bounded, "rises", others=converges) == "undecided"


def test_a_run_that_ended_or_grows_later_shows_no_bound() -> None:
    assert told(bounded, "falls", **LEVELS, trace__ending=OVERFLOW) == "undecided"
    assert told(bounded, "falls", **LEVELS, outlook__grows_later="tₖ grows") == "undecided"


def test_coordinates_that_win_no_new_ground_are_bounded() -> None:
    assert told(bounded, motion__confined=True) == "consistent"
    assert told(bounded, motion__confined=False) == "undecided"


# ---- from below


def test_what_is_known_of_f_bounds_it() -> None:
    assert told(bounded_below, "falls", outlook__bounded_below=True) == "consistent"


@pytest.mark.parametrize("other", [value_convergence, bounded])
def test_what_converges_or_stays_is_bounded_below(other: Check) -> None:
    assert told(bounded_below, "falls", others={other: HOLDS}) == "consistent"
    assert told(bounded_below, "swings", others={other: HOLDS}) == "consistent"


def test_what_falls_as_much_in_every_octave_is_not() -> None:
    assert told(bounded_below, "falls", outlook__unbounded_below=True) == "violated"
    assert told(bounded_below, "falls") == "undecided"
    assert told(bounded_below, "rises") == "undecided"
    assert told(bounded_below, "swings") == "undecided"


@pytest.mark.parametrize("course", [Course.UNCERTAIN, Course.FINITE, Course.UNKNOWN])
def test_only_endless_steps_bring_f_down_without_end(course: Course) -> None:
    assert told(bounded_below, "falls", pace__course=course) == "undecided"
    assert told(bounded_below, "falls", trace__ending=OVERFLOW) == "undecided"


@pytest.mark.parametrize(
    ("limit", "known", "status"),
    [
        (Limit.POSITIVE, True, "violated"),
        (Limit.POSITIVE, False, "undecided"),
        (Limit.OPEN, True, "undecided"),
        (Limit.ZERO, True, "undecided"),
    ],
)
def test_where_f_has_no_infimum_a_range_that_stays_is_enough(
    limit: Limit, known: bool, status: str
) -> None:
    """It need not follow one law exactly, as it must otherwise."""
    rough = Tendency(limit, "by hand", residual=0.1)
    changes = {"heights__span": rough, "outlook__unbounded_below": known}
    assert told(bounded_below, "falls", **changes) == status


# ---- series


SQUARES = summable("step-squares")


def sums(tendency: Tendency) -> dict[str, object]:
    """What the sums over octaves tend to."""
    return {"sums__told": {name: {run("swings").row: tendency} for name in SERIES}}


CONVERGES = sums(Tendency(Limit.ZERO, "by hand", summable=True))
STAYS = sums(Tendency(Limit.POSITIVE, "by hand"))
GROUNDED = {gradient_limit: HOLDS}


@pytest.mark.parametrize(
    ("others", "status"),
    [
        ({gradient_limit: HOLDS}, "consistent"),
        ({convergence: HOLDS}, "consistent"),
        ({}, "undecided"),
        ({gradient_limit: FAILS}, "undecided"),
    ],
)
def test_sums_are_believed_where_something_comes_to_rest(
    others: Mapping[Check, Verdict], status: str
) -> None:
    for check in (SQUARES, step_squares_summable, summable("work")):
        assert told(check, others=others, **CONVERGES) == status
        assert told(check, others=others, **STAYS) == "undecided"


def test_sums_of_what_rests_or_has_stopped() -> None:
    resting = {"trends__at_floor": True}
    assert told(SQUARES, others=GROUNDED, **STAYS, **resting) == "consistent"
    assert told(SQUARES, **STAYS, **resting) == "undecided"
    assert told(SQUARES, **STAYS, trace__ending=STOPPED) == "consistent"
    unrecorded = {"sums__told": {name: {} for name in SERIES}}
    assert told(SQUARES, others=GROUNDED, **unrecorded) == "undecided"


@pytest.mark.parametrize("known", [Status.PROVED, Status.UNDECIDED])
def test_steps_that_go_on_where_the_gradient_stays_sum_to_infinity(known: Status) -> None:
    status = "violated" if known is Status.PROVED else "undecided"
    away = {liminf_gradient: FAILS}
    assert told(step_squares_summable, others=away, outlook__step_diverges=known) == status
    assert told(step_squares_summable, outlook__step_diverges=known) == "undecided"


def test_steps_that_end_sum_to_something_where_x_stays_bounded() -> None:
    stays, ends = {bounded: HOLDS}, {"pace__course": Course.FINITE}
    assert told(step_squares_summable, others=stays, **ends) == "consistent"
    assert told(step_squares_summable, others=stays) == "undecided"
    assert told(step_squares_summable, **ends) == "undecided"


def test_measured_errors_are_summed_as_they_are() -> None:
    assert told(errors_summable, **CONVERGES) == "consistent"
    assert told(errors_summable, **STAYS) == "undecided"
    assert told(errors_summable, **CONVERGES, trace__ending=OVERFLOW) == "undecided"
    assert told(errors_summable, **CONVERGES, outlook__grows_later="tₖ grows") == "undecided"


def measured(terms: np.ndarray) -> Analysis:
    """A run that does not settle, its errors measured, with these sums over windows."""
    trace = run("swings").trace
    zeros = np.zeros(len(trace.edges) - 1)
    errors = Measured(zeros, zeros, share=zeros, elapsed=terms)
    recorded = altered(trace, {"measured": errors, "elapsed.squares": terms})
    return analyses([recorded], [Outlook()])[0]


def test_series_of_the_gradient_are_not_judged_where_nothing_settles() -> None:
    edges = run("swings").trace.edges
    terms = np.diff(-1.0 / edges)
    seen = measured(terms)
    assert seen.sums.of("step-squares", seen.row) is None
    assert seen.sums.of("work", seen.row) is None
    errors = seen.sums.of("errors", seen.row)
    assert errors is not None
    assert errors.converges
    assert seen.sums.of("estimated-work", seen.row) is None


def test_terms_that_vanish_leave_nothing() -> None:
    """All of the last octave: one that is 0 among others says nothing."""
    edges = run("swings").trace.edges
    terms = 1.0 + 0 * edges[1:]
    some, none = terms.copy(), terms.copy()
    some[-5], none[-40:] = 0.0, 0.0
    assert not measured(some).sums.of("step-squares", 0)
    nothing = measured(none).sums.of("step-squares", 0)
    assert nothing is not None
    assert nothing.converges


def test_a_short_record_of_zeros_says_nothing() -> None:
    few = np.zeros(10)
    trace = trace_of_record(gradient_norm=few + 1, iterate=few[:, None], step=few)
    (seen,) = analyses([trace], [Outlook()])
    assert seen.sums.of("step-squares", 0) is None or not seen.sums.of("step-squares", 0).converges  # type: ignore[union-attr]  # as just seen
