"""Hypotheses about single steps: descent, sums, exact zeros."""

from __future__ import annotations

import numpy as np
import pytest
from holding import INDEX, SQUARE, by_hand, evidence, shown, tracing, unrun

from sam_theory.runs.trace import Ending
from sam_theory.statements.hypotheses.iterates import (
    directions_nonzero,
    gradients_nonzero,
)
from sam_theory.statements.hypotheses.steps import (
    share_bounds,
    sufficient_descent,
    weighted_squares_summable,
    work_summable,
)
from sam_theory.verdict import Status, Verdict


def test_an_exact_zero_far_above_rounding_is_one() -> None:
    stop = evidence(SQUARE, "gradient-descent", "0.5/k", "0")
    assert gradients_nonzero(stop).status is Status.VIOLATED


def test_underflow_is_no_zero() -> None:
    """x shrinks until it underflows: in exact arithmetic ∇f(xᵏ) ≠ 0 for every k."""
    run = evidence(SQUARE, "gradient-descent", "0.4", "0")
    assert run.trace.stopped
    assert gradients_nonzero(run).status is Status.CONSISTENT


def test_rounding_at_a_distant_minimizer_is_no_zero() -> None:
    run = evidence("shifted-quadratic", "gradient-descent", "0.5/L", "0")
    assert gradients_nonzero(run).status is Status.CONSISTENT


def test_zero_directions() -> None:
    run = evidence(SQUARE, "sam", "0.25/k", "k**(-2)")
    assert directions_nonzero(run).status is Status.VIOLATED
    ended = Ending(reason="zero direction", iteration=5, evidence="by hand")
    made = unrun("vasso", "1/k", "0.1")
    assert directions_nonzero(by_hand(made.setting, made.trace, ending=ended)).fails


def test_sufficient_descent_on_runs() -> None:
    assert sufficient_descent(evidence("quadratic", "usam", "0.5/L", "0.1/L")).holds
    assert sufficient_descent(evidence("quadratic", "gradient-descent", "1/(L*k)", "0")).holds
    cycle = evidence("quadratic", "sam", "0.5/L", "0.5/L")  # f is constant on the two-cycle
    assert sufficient_descent(cycle).status is Status.UNDECIDED


def test_sufficient_descent_by_hand() -> None:
    made = tracing(1 / INDEX)
    windows = len(made.trace.edges) - 1

    def verdict(ratios: np.ndarray) -> Verdict:
        return sufficient_descent(by_hand(made.setting, made.trace, **{"moves.descent": ratios}))

    assert verdict(np.full(windows, 0.3)).status is Status.CONSISTENT
    assert verdict(np.full(windows, -0.3)).status is Status.VIOLATED
    assert verdict(np.geomspace(1, 1e-4, windows)).status is Status.UNDECIDED
    lost = np.full(windows, np.inf)
    lost[:20] = 0.3
    assert verdict(lost).status is Status.UNDECIDED


def test_share_bounds() -> None:
    assert share_bounds(evidence("quadratic", "usam", "0.5/L", "0.1/L")).status is Status.PROVED
    assert share_bounds(evidence("quadratic", "sam", "0.5/L", "0.1/L")).holds
    gone = share_bounds(evidence(SQUARE, "igd-constant-error", "0.4/k", "0.2"))
    assert not gone.holds  # gₖ → 0 while ∇f(xᵏ) → 2ρ


@pytest.mark.parametrize(
    ("squares", "status"),
    [
        (INDEX**-2.0, "consistent"),
        (1 / INDEX, "undecided"),
        (1 / (INDEX * np.log(INDEX + 1)), "undecided"),
        (INDEX**-0.5, "undecided"),
        (np.exp(-INDEX), "consistent"),
    ],
)
def test_summability(squares: np.ndarray, status: str) -> None:
    made = tracing(1 / INDEX)
    sums = np.add.reduceat(squares, made.trace.edges[:-1] - 1)
    seen = by_hand(made.setting, made.trace, **{"elapsed.squares": sums, "moves.work": sums})
    assert weighted_squares_summable(seen).status == status
    assert work_summable(seen).status == status


def test_gradients_that_stay_away_are_not_summable() -> None:
    made = tracing(1 / INDEX)
    seen = by_hand(made.setting, made.trace, shown(liminf_gradient="violated"))
    assert weighted_squares_summable(seen).status is Status.VIOLATED
