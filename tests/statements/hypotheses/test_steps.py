"""Hypotheses about single steps: descent, sums, exact zeros."""

from __future__ import annotations

import numpy as np
from holding import INDEX, SQUARE, by_hand, evidence, judged, shown, tracing, unrun

from sam_theory.runs.trace import Ending
from sam_theory.statements.hypotheses.iterates import (
    directions_nonzero,
    gradients_nonzero,
)
from sam_theory.statements.hypotheses.steps import (
    find_together,
    share_bounds,
    sufficient_descent,
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
        return sufficient_descent(judged(made, **{"moves.descent": ratios}))

    assert verdict(np.full(windows, 0.3)).status is Status.CONSISTENT
    assert verdict(np.full(windows, -0.3)).status is Status.UNDECIDED
    assert verdict(np.geomspace(1, 1e-4, windows)).status is Status.UNDECIDED
    lost = np.full(windows, np.inf)
    lost[:20] = 0.3
    assert verdict(lost).status is Status.UNDECIDED


def test_a_value_that_rises_in_every_octave_is_no_descent() -> None:
    made = tracing(1 / INDEX)
    ratios = np.full(len(made.trace.edges) - 1, -0.3)
    rising = shown(decrease="violated")
    seen = by_hand(made.setting, made.trace, rising, **{"moves.descent": ratios})
    assert sufficient_descent(seen).status is Status.VIOLATED


def test_share_bounds() -> None:
    assert share_bounds(evidence("quadratic", "usam", "0.5/L", "0.1/L")).status is Status.PROVED
    assert share_bounds(evidence("quadratic", "sam", "0.5/L", "0.1/L")).holds
    gone = share_bounds(evidence(SQUARE, "igd-constant-error", "0.4/k", "0.2"))
    assert not gone.holds  # gₖ → 0 while ∇f(xᵏ) → 2ρ


def test_many_runs_show_together_what_each_shows_alone() -> None:
    given = [("sam", "0.5/L", "0.1"), ("usam", "0.5/(L*k)", "0.1/L"), ("rsam", "0.5/L", "0.1/k")]
    alone, together = ([evidence("logistic", *of) for of in given] for _ in range(2))
    find_together(together)
    assert all(len(run.decided) >= 2 for run in together)
    for check in (sufficient_descent, share_bounds):
        assert [check(run) for run in together] == [check(run) for run in alone]
