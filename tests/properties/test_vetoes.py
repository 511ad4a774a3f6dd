"""Every veto: what raises it and what does not, each bound from either side."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache

import numpy as np
import pytest
from holding import altered

from sam_theory.properties.analysis import analyses
from sam_theory.properties.judge import judge
from sam_theory.properties.outlook import Outlook
from sam_theory.properties.pace import Course
from sam_theory.properties.vetoes import Case, Claim, nearly_over, vetoed
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Estimates, Range, Trace
from sam_theory.verdict import Status

K = np.arange(1, 2001.0)
ENDLESS = Outlook(step_diverges=Status.PROVED, lipschitz=1.0)
FALLS, STAYS, RECURS, ENDS = Claim.FALLS, Claim.STAYS, Claim.RECURS, Claim.ENDS


def record(distance: np.ndarray, gradient: np.ndarray) -> Trace:
    """x = (r, 0) on a function of r, with constant steps, without a radius."""
    return trace_of_record(
        gradient_norm=gradient,
        value=distance**2 / 2,
        iterate=np.stack([distance, 0 * K], axis=1),
        step=0.3 + 0 * K,
        radius=0 * K,
    )


@lru_cache
def case(claim: Claim) -> Case:
    """A run of which the claim is true, with steps of 0.3, no radius and L = 1."""
    falls = K**-0.5
    traces = {
        FALLS: record(falls, falls),
        STAYS: record(np.exp(-0.05 * K), 0.2 + np.exp(-0.05 * K)),
        RECURS: record(0.9**K, np.where(np.log2(K) % 1 < 0.02, 1.0, 1 / K)),
        ENDS: record(np.exp(-0.05 * K), 0.2 + np.exp(-0.05 * K)),
    }
    (seen,) = analyses([traces[claim]], [ENDLESS])
    known = {f.name: getattr(seen, f.name) for f in fields(Case) if f.name != "level"}
    of_greatest = claim in (FALLS, RECURS)
    return Case(**known, level=seen.ends.last if of_greatest else seen.ends.level)


def why(claim: Claim, **changes: object) -> str | None:
    """What speaks against it if these parts of the run, pace__step for pace.step, were others."""
    named = {name.replace("__", "."): new for name, new in changes.items()}
    return vetoed(altered(case(claim), named), claim)


@pytest.mark.parametrize("claim", [FALLS, STAYS, RECURS, ENDS])
def test_nothing_speaks_against_what_is_true(claim: Claim) -> None:
    assert why(claim) is None


def raised(claim: Claim, words: str, **changes: object) -> None:
    """These changes raise the veto with these words."""
    assert words in (why(claim, **changes) or "")


# ---- what may end a fall


def test_a_gradient_lost_in_its_last_place() -> None:
    last = case(FALLS).ends.final
    raised(FALLS, "last place", trace__written__gradient=1.1 * last)
    assert why(FALLS, trace__written__gradient=0.9 * last) is None
    assert why(STAYS, trace__written__gradient=1e-9) is None


@pytest.mark.parametrize("claim", [FALLS, STAYS, RECURS])
def test_steps_lost_in_rounding(claim: Claim) -> None:
    raised(claim, "lost in the rounding of x", rounding__stalled=True)
    assert why(claim, rounding__stalled=True, trends__at_floor=True) is None


@pytest.mark.parametrize("course", Course)
def test_steps_that_may_end(course: Course) -> None:
    ends = course in (Course.FINITE, Course.UNCERTAIN)
    assert why(FALLS, pace__course=course) == (course.value if ends else None)
    at_floor = why(FALLS, pace__course=course, trends__at_floor=True)
    assert at_floor == (course.value if course is Course.FINITE else None)


@pytest.mark.parametrize(("growth", "ends"), [(6.0, True), (4.0, False)])
def test_a_small_coordinate_that_takes_off(growth: float, ends: bool) -> None:
    """It grows by a factor in each of two octaves; in one alone it is no take-off."""
    high = case(FALLS).motion.high
    assert high is not None
    for octaves in (1, 2):
        small = high.copy()
        last = len(small) - 16 * octaves
        small[:, 1] = 1e-9 * growth ** np.maximum(
            np.ceil((np.arange(len(small)) - last + 1) / 16), 0
        )
        assert (why(FALLS, motion__high=small) is not None) is (ends and octaves == 2)


ERROR = {"pace__radius": 0.1, "pace__radius_vanishes": False, "rounding__lipschitz": 2.0}


@pytest.mark.parametrize(
    ("changes", "bound"),
    [
        ({"pace__step_vanishes": False, "pace__step": 0.3}, 1e-4 * 0.2 * 0.6),
        ({"pace__step_vanishes": False, "pace__step": 30.0}, 1e-4 * 0.2),
        ({"pace__step_vanishes": True}, 0.1 * 0.2),
    ],
)
def test_an_error_that_lasts(changes: dict[str, object], bound: float) -> None:
    """‖∇f‖ counts as 0 well below the cycle tL²ρ, or where steps vanish below the error Lρ."""
    assert why(FALLS, **ERROR, **changes, level=0.9 * bound) is None
    assert why(FALLS, **ERROR, **changes, level=1.5 * bound) is not None


def test_an_error_of_which_nothing_is_known_lasts() -> None:
    raised(FALLS, "L is not known", **(ERROR | {"rounding__lipschitz": None}))
    for harmless in (
        {"pace__radius": 0.0},
        {"pace__radius_vanishes": True},
        {"trace__radii": None},
    ):
        assert why(FALLS, **(ERROR | harmless)) is None


def test_draws_that_last_under_steps_that_do() -> None:
    raised(FALLS, "what is drawn", outlook__draws_last=True)
    assert why(FALLS, outlook__draws_last=True, pace__step_vanishes=True) is None
    assert why(STAYS, outlook__draws_last=True) is None
    for draws, status in ((False, Status.CONSISTENT), (True, Status.UNDECIDED)):
        settled = judge(case(STAYS).trace, replace(ENDLESS, draws_last=draws), ["convergence"])
        assert settled["convergence"].status is status


@pytest.mark.parametrize(
    ("top", "times", "left"), [(2e3, 3, True), (2e3, 2, False), (500, 3, False)]
)
def test_a_floor_that_was_left_again_and_again(top: float, times: int, left: bool) -> None:
    """Only what rose far above it, twice after it was there, came back."""
    here = case(FALLS)
    low, high = here.trace.gradients.low.copy(), here.trace.gradients.high.copy()
    low[:], high[:] = 0.5, 0.5
    high[[30 * i for i in range(1, times + 1)]] = top
    changes = {"trace__gradients__low": low, "trace__gradients__high": high}
    found = why(FALLS, **changes, rounding__gradient=1.0, trends__at_floor=True)
    assert (found is not None) is left
    assert why(FALLS, **changes, rounding__gradient=1.0) is None


# ---- what may bring it down yet


def test_what_grows_does_not_stay() -> None:
    for claim in (STAYS, ENDS):
        raised(claim, "still grows", ends__grows=True)
    assert why(RECURS, ends__grows=True) is None


@pytest.mark.parametrize("claim", [STAYS, RECURS, ENDS])
def test_a_level_near_its_rounding(claim: Claim) -> None:
    level = case(claim).level
    for floor in ("rounding__gradient", "rounding__unsure"):
        raised(claim, "rounding", **{floor: level / 90})
        assert why(claim, **{floor: level / 150}) is None
    raised(claim, "so few digits", rounding__printed=1.1 * level)
    assert why(claim, rounding__printed=0.9 * level) is None
    raised(claim, "repeated", trace__sampling__repeated=True)


def test_a_small_level_without_iterates() -> None:
    greatest = case(RECURS).trace.gradients.high.max()
    raised(RECURS, "were not recorded", motion__low=None, level=0.9e-7 * greatest)
    assert why(RECURS, motion__low=None, level=1.5e-7 * greatest) is None
    assert why(RECURS, level=0.9e-7 * greatest) is None


@pytest.mark.parametrize("claim", [STAYS, RECURS])
def test_a_radius_that_moves(claim: Claim) -> None:
    moving = {"pace__radius_moves": True, "pace__radius": 0.01}
    level = case(claim).level
    raised(claim, "radius still moves", **moving, rounding__lipschitz=3 * level)
    raised(claim, "radius still moves", **moving, rounding__lipschitz=None)
    assert why(claim, **moving, rounding__lipschitz=1.5 * level) is None
    still = {"pace__radius_moves": False, "pace__radius": 0.01}
    assert why(claim, **still, rounding__lipschitz=3 * level) is None
    gone = {"pace__radius_moves": True, "pace__radius": 0.0}
    assert why(claim, **gone, rounding__lipschitz=None) is None


@pytest.mark.parametrize("claim", [STAYS, RECURS])
def test_swings_under_steps_that_change(claim: Claim) -> None:
    path = np.ones(len(case(claim).windows))
    raised(claim, "steps that still change", pace__step_moves=True, motion__path=path)
    raised(claim, "steps that are not known", pace__step_moves=None, motion__path=path)
    assert why(claim, pace__step_moves=False, motion__path=path) is None
    assert why(claim, pace__step_moves=True) is None


@pytest.mark.parametrize(("range_", "swings"), [(1.1, True), (1.02, False)])
def test_a_gradient_that_goes_up_and_down_swings_where_x_is_not_known(
    range_: float, swings: bool
) -> None:
    low = case(RECURS).trace.gradients.high / range_
    changes = {"pace__step_moves": True, "trace__gradients__low": low}
    assert (why(RECURS, **changes, motion__low=None) is not None) is swings
    assert why(RECURS, **changes) is None


@pytest.mark.parametrize(("share", "swings"), [(0.2, True), (0.05, False)])
def test_rows_apart_may_hide_swings_that_go_with_the_steps(share: float, swings: bool) -> None:
    """Only where ‖∇f‖ changes by a share of what tₖ does."""
    here = case(RECURS)
    k = here.windows.first
    ones = np.ones(len(here.trace.gradients.high))
    steps, high = ones.copy(), ones.copy()
    steps[: len(k)], high[: len(k)] = k**-0.5, k ** (-0.5 * share)
    changes = {
        "pace__step_moves": True,
        "trace__steps__high": steps,
        "trace__gradients__high": high,
    }
    assert (why(RECURS, **changes, trace__sampling__placed=2) is not None) is swings
    assert why(RECURS, **changes) is None
    settled = {"pace__course": Course.UNKNOWN}  # and x converges
    assert why(RECURS, **changes, **settled, trace__sampling__placed=2) is None


def test_short_records_show_no_up_and_down() -> None:
    here = case(RECURS)
    changes = {
        "windows__first": here.windows.first[:60],
        "pace__step_moves": True,
        "motion__low": None,
        "trace__gradients__low": here.trace.gradients.high / 1.1,
    }
    assert why(RECURS, **changes) is None


def test_a_rounding_of_the_gradient_is_no_change() -> None:
    high = 1 + 1e-7 * case(RECURS).trace.gradients.high
    changes = {"pace__step_moves": True, "trace__sampling__placed": 2}
    assert why(RECURS, **changes, trace__gradients__high=high) is None


def test_rows_apart_may_hide_swings_where_steps_are_not_known() -> None:
    changes = {"pace__step_moves": True, "trace__sampling__placed": 2}
    raised(RECURS, "may swing between its rows", **changes, trace__steps=None)


@pytest.mark.parametrize(("share", "descends"), [(0.15, True), (0.07, False)])
def test_f_that_falls_by_a_share_of_what_descent_would_bring(share: float, descends: bool) -> None:
    here = case(STAYS)
    assert here.trace.elapsed is not None
    pushed = np.cumsum(here.trace.elapsed.squares)
    falling = -share * np.concatenate([[0.0], pushed[:-1]])
    changes = {"trace__values__low": falling, "trace__values__high": falling}
    found = why(STAYS, **changes)
    assert (found is not None) is descends
    assert "f falls by a share" in found if found else True
    assert why(STAYS, **changes, rounding__value=1e9) is None


def test_a_sum_of_steps_too_short_for_the_least_curvature() -> None:
    elapsed = case(STAYS).pace.elapsed
    assert elapsed is not None
    raised(STAYS, "still on its way: μΣt = 0.9", outlook__strong_convexity=0.9 / elapsed)
    assert why(STAYS, outlook__strong_convexity=1.1 / elapsed) is None


# ---- whether anything has tried to move it


def moving(way: float) -> dict[str, object]:
    """x goes straight on by this share of Σt‖∇f‖ in the tail, in each of its windows."""
    here = case(STAYS)
    assert here.trace.elapsed is not None
    assert here.trace.iterates is not None
    push = here.trace.elapsed.time * here.trace.gradients.low
    gone = way * np.cumsum(push)
    low, high = here.trace.iterates.low.copy(), here.trace.iterates.high.copy()
    low[:, 0], high[:, 0] = gone - way * push, gone
    return {"trace__iterates__low": low, "trace__iterates__high": high, "trace__values": None}


@pytest.mark.parametrize(("share", "tested"), [(1 / 3, False), (1 / 5, True)])
def test_a_push_has_to_exceed_the_way(share: float, tested: bool) -> None:
    found = why(STAYS, **moving(share))
    assert (found is None) is tested
    assert "does not exceed the way" in found if found else True


@pytest.mark.parametrize(("share", "tested"), [(1 / 8, False), (1 / 13, True)])
def test_without_iterates_it_has_to_exceed_the_fall_of_f(share: float, tested: bool) -> None:
    """f fell before the last octave, and by this share of Σt‖∇f‖² in its second half."""
    here = case(STAYS)
    assert here.trace.elapsed is not None
    push, count = here.trace.elapsed.squares, len(here.windows)
    shares = np.full(len(push), 0.3)
    shares[count - 17 : count - 8], shares[count - 8 :] = 0.0, share
    fallen = -np.cumsum(shares * push)
    values = {"trace__values__low": fallen, "trace__values__high": fallen + shares * push}
    found = why(STAYS, **values, trace__iterates=None)
    assert (found is None) is tested
    assert "does not exceed the way" in found if found else True


def test_either_the_tail_or_its_end_tells() -> None:
    """x came a long way early in the tail, or has only begun to go on at its end."""
    here = case(STAYS)
    early = moving(1 / 5)
    low, high = (np.asarray(early[f"trace__iterates__{side}"]).copy() for side in ("low", "high"))
    low[here.windows.tail, 0] -= 1e3
    assert why(STAYS, **(early | {"trace__iterates__low": low})) is None
    late = moving(0.0)
    high = np.asarray(late["trace__iterates__high"]).copy()
    last = slice(len(here.windows) - 8, len(here.windows))
    assert here.trace.elapsed is not None
    push = float((here.trace.elapsed.time[last] * here.trace.gradients.low[last]).sum())
    high[len(here.windows) - 1, 0] += push / 3
    assert why(STAYS, **(late | {"trace__iterates__high": high})) is None


def test_what_rests_or_swings_needs_no_test() -> None:
    untested = moving(1.0)
    assert why(STAYS, **untested) is not None
    assert why(STAYS, **untested, pace__course=Course.UNKNOWN) is None  # x converges
    path = np.ones(len(case(STAYS).windows))
    assert why(STAYS, **untested, motion__path=path) is None


def test_without_iterates_a_gradient_that_goes_up_and_down_needs_none() -> None:
    unknown = {"motion__low": None, "trace__iterates": None, "trace__values": None}
    raised(STAYS, "does not exceed", **unknown)
    low = case(STAYS).trace.gradients.high / 1.1
    assert why(STAYS, **unknown, trace__gradients__low=low) is None
    raised(STAYS, "neither iterates nor steps", **unknown, trace__elapsed=None, pace__elapsed=None)


def test_where_x_goes_on_it_goes_along_the_estimates() -> None:
    """g may be shorter than ∇f all the time: then its push tells, unless x is at rest."""
    here = case(STAYS)
    short = np.full(len(here.trace.gradients.low), 0.2 * 3 / 4)
    estimates = Estimates(short, short, share=Range(short, short), work=short)
    converges = here.motion.moves
    drifts = converges.opened("x drifts")
    assert why(STAYS, **moving(1 / 5), trace__estimates=estimates) is None
    found = why(STAYS, **moving(1 / 5), trace__estimates=estimates, motion__moves=drifts)
    assert found is not None
    assert why(STAYS, **moving(1 / 5), motion__moves=drifts) is None


# ---- whether what is left of Σt matters


@pytest.mark.parametrize(
    ("rest", "radius", "over"),
    [(0.4, 0.0, True), (0.6, 0.0, False), (0.4, 0.1, False), (0.2, 0.1, True)],
)
def test_what_is_left_of_the_steps(rest: float, radius: float, over: bool) -> None:
    """L·Σt·(‖∇f‖ + Lρ) is less than half of ‖∇f‖, with L = 1 and ‖∇f‖ = 0.2."""
    changes = {"pace.course": Course.FINITE, "pace.rest": rest, "pace.radius": radius}
    ending = altered(case(ENDS), changes)
    assert nearly_over(ending) is over
    assert not nearly_over(altered(ending, {"rounding.lipschitz": None}))
    assert not nearly_over(altered(ending, {"pace.course": Course.UNCERTAIN}))
