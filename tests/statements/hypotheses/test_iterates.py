"""Hypotheses about the iterates."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from holding import (
    INDEX,
    SQUARE,
    between,
    by_hand,
    evidence,
    judged,
    observed,
    setting,
    tracing,
)

from sam_theory.setting.facts import Fact
from sam_theory.statements.hypotheses.facts import (
    descent_constant,
    finite_infimum,
)
from sam_theory.statements.hypotheses.iterates import (
    ACCUMULATES,
    bounded_below,
    find_minimal,
    minimal,
    stays_above_limit,
)
from sam_theory.statements.hypotheses.measured import (
    descent_slack,
    infimum_slack,
    polyak_slack,
)
from sam_theory.statements.theorem import Run, decision
from sam_theory.verdict import Status, consistent


@pytest.mark.parametrize("step", ["1/k", "k**(-0.6)", "0.1"])
def test_falling_for_ever_is_seen(step: str) -> None:
    assert bounded_below(evidence("linear", "sam", step, "0.1")).status is Status.VIOLATED


def test_a_summable_step_falls_no_further() -> None:
    assert not bounded_below(evidence("linear", "sam", "k**(-1.5)", "0.1")).fails


def test_the_saddle_from_its_axis_is_bounded_below() -> None:
    run = evidence("saddle", "gradient-descent", "0.5/L", "0", (1.0, 0.0))
    assert bounded_below(run).status is Status.CONSISTENT


def test_blowing_up_downwards_is_seen_and_upwards_is_not() -> None:
    down = evidence("saddle", "gradient-descent", "0.5/L", "0", (1.3, 0.4), 3000)
    assert bounded_below(down).status is Status.VIOLATED
    s = setting(SQUARE, "gradient-descent", "3", "0", {"infimum": None})
    assert bounded_below(observed(s)).status is Status.UNDECIDED


@pytest.mark.parametrize(
    ("iterates", "status"),
    [
        (1 / INDEX, "consistent"),
        (np.cos(INDEX), "consistent"),
        (INDEX**-0.4, "consistent"),
        (np.log(INDEX), "undecided"),
        (np.sqrt(INDEX), "undecided"),
        (np.log(1 + np.log(INDEX)), "undecided"),
        (5 * np.exp(-INDEX / 10) - np.log(INDEX) / 20, "undecided"),  # drifts inside the first box
    ],
)
def test_bounded_iterates(iterates: np.ndarray, status: str) -> None:
    for scale, shift in ((1.0, 0.0), (1e-150, 0.0), (1e100, 0.0), (1.0, 1e3)):
        seen = judged(tracing(scale * iterates + shift))
        assert decision(ACCUMULATES, seen).status == status


def test_bounded_level_sets_keep_iterates() -> None:
    spiral = tracing(2 + np.sin(9 * np.log(INDEX)), level_sets_bounded=Fact(True, "by hand"))
    assert decision(ACCUMULATES, judged(spiral)).status is Status.CONSISTENT


def settled(iterates: np.ndarray, **facts: object) -> Run:
    made = tracing(iterates, **facts)
    told = judged(made).properties | {"value-limit": consistent("by hand")}
    return by_hand(made.setting, made.trace, told)


def test_above_limit() -> None:
    falling, rising = settled(1 / INDEX), settled(1 - 1 / INDEX, convex=None)
    assert stays_above_limit(falling).status is Status.CONSISTENT
    assert stays_above_limit(rising).status is Status.UNDECIDED
    ending = replace(falling.trace.ending, reason="stationary")
    underflow = by_hand(falling.setting, falling.trace, falling.properties, ending=ending)
    assert stays_above_limit(underflow).status is Status.UNDECIDED
    low = falling.trace.gradients.low.copy()
    low[-1] = 0.0
    stopped = by_hand(
        falling.setting,
        falling.trace,
        falling.properties,
        **{"ending": ending, "gradients.low": low},
    )
    assert stays_above_limit(stopped).status is Status.VIOLATED
    open_ = tracing(1 / INDEX)
    assert stays_above_limit(open_).status is Status.UNDECIDED


def test_minimal() -> None:
    unknown: dict[str, object] = {"convex": None}
    assert minimal(settled(INDEX**-4.0, **unknown)).status is Status.CONSISTENT
    assert minimal(settled(1 + INDEX**-4.0, **unknown)).status is Status.VIOLATED
    assert minimal(settled(0.01 + INDEX**-4.0, **unknown)).status is Status.VIOLATED
    assert minimal(settled(1 + INDEX**-4.0, infimum=None, **unknown)).status is Status.UNDECIDED
    assert minimal(tracing(INDEX**-4.0)).status is Status.UNDECIDED


def test_of_many_runs_minimal_says_what_it_says_of_each() -> None:
    unknown = {"convex": None, "strong_convexity": None}
    falling = [settled(c + INDEX**-p, **unknown) for c in (0.0, 0.01, 1.0) for p in (0.5, 4.0)]
    runs = [*falling, tracing(INDEX**-4.0), settled(INDEX**-4.0, infimum=None, **unknown)]
    find_minimal(runs)
    assert [run.decided[minimal] for run in runs] == [minimal(run) for run in runs]
    assert len({run.decided[minimal].status for run in runs}) == 3


@pytest.mark.parametrize(
    ("low", "high", "status"),
    [
        (-1e-12, 0.0, "consistent"),
        (0.0, math.inf, "consistent"),
        (-1.0, 0.0, "undecided"),  # f may fall further
        (-2.0, -1.0, "violated"),
        (-math.inf, -1.0, "violated"),
        (-math.inf, 0.0, "undecided"),
    ],
)
def test_minimal_by_an_enclosure_of_the_infimum(low: float, high: float, status: str) -> None:
    """f(xᵏ) → 0, and inf f is said to lie between two numbers."""
    made = settled(INDEX**-4.0, convex=None, infimum=between(low, high))
    assert minimal(made).status == status


@pytest.mark.parametrize(
    ("low", "high", "status"),
    [(-3.0, 1.0, "proved"), (-math.inf, 1.0, "consistent"), (-math.inf, -math.inf, "consistent")],
)
def test_bounded_below_by_what_is_known(low: float, high: float, status: str) -> None:
    made = settled(INDEX**-4.0, infimum=between(low, high))
    assert bounded_below(made).status == status
    finite = finite_infimum(made).status
    assert finite == {"proved": "proved"}.get(status, "refuted" if high < 0 else "undecided")


def test_slacks_by_an_enclosure_of_the_infimum() -> None:
    """f(xᵏ) = x² from 1 to 0.09: below a lower bound, and inside an enclosure."""

    def made(low: float, high: float) -> Run:
        return settled(np.linspace(1, 0.3, len(INDEX)), infimum=between(low, high))

    assert infimum_slack(made(0.2, 9.0)) < 0
    assert infimum_slack(made(0.05, 9.0)) >= 0
    assert infimum_slack(made(-math.inf, 9.0)) is None
    strong, smooth = {"strong_convexity": between(2, 2)}, {"descent": between(2, 2)}
    for gaps, facts, clashes in (
        (polyak_slack, strong, between(-1.0, -0.5)),  # 2μ(f − inf f) > ‖∇f‖² = 4f
        (descent_slack(descent_constant), smooth, between(0.05, 0.08)),
    ):
        assert gaps(tracing(np.linspace(1, 0.3, len(INDEX)), infimum=clashes, **facts)) < 0
        wide = between(-1.0, 0.05)
        assert gaps(tracing(np.linspace(1, 0.3, len(INDEX)), infimum=wide, **facts)) >= 0
