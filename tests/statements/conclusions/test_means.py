"""Bounds on means over draws, held against ensembles made by hand and against real ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from holding import LIBRARY, drawn, observed, setting, theorem

from sam_theory.runs.ensembles import Ensemble
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.problem import Problem
from sam_theory.statements.conclusions.means import (
    NO_VARIANCE,
    NOTHING_DRAWN,
    Constants,
    Lost,
    Quantity,
    average,
    average_distance,
    constants,
    gap,
    mean_of,
    square,
)
from sam_theory.statements.holding import hold
from sam_theory.statements.theorem import Evidence, Run, alone
from sam_theory.verdict import Status

TRAP = setting("msam-trap", "m-sam", "0.25", "0.125")


def seen(start: float = 0.03, iterations: int = 60) -> Run:
    return observed(TRAP, (start,), iterations)


def known(run: Run | None = None) -> Constants:
    found = constants(run or seen())
    assert found is not None
    return found


def by_hand(lost: bool = False) -> Ensemble:
    """Two seeds at k = 1 and 2, the second of which may be lost at k = 2."""
    value, slope = np.array([[1.0, 1.0], [0.25, 2.0]]), np.array([[2.0, 2.0], [1.0, 3.0]])
    gone = np.array([[False, False], [False, lost]])
    return Ensemble(
        start=np.array([0.0]),
        k=np.array([1, 2]),
        value=np.where(gone, np.inf, value),
        slope=np.where(gone, np.inf, slope),
        slopes=np.array([[2.0, 2.0], [3.0, 2.0 if lost else 5.0]]),
        squares=np.array([[4.0, 4.0], [5.0, 4.0 if lost else 13.0]]),
        lost=gone,
    )


INFIMUM = Enclosure(-0.5, 0.25)


@pytest.mark.parametrize(
    ("quantity", "low", "high"),
    [
        (gap, [[0.75, 0.75], [0.0, 1.75]], [[1.5, 1.5], [0.75, 2.5]]),
        (square, [[4, 4], [1, 9]], [[4, 4], [1, 9]]),
        (average, [[4, 4], [2.5, 6.5]], [[4, 4], [2.5, 6.5]]),
        (average_distance, [[2.25, 2.25], [1.25, 4.25]], [[2.25, 2.25], [1.25, 4.25]]),
    ],
)
def test_quantities(quantity: Quantity, low: list[list[float]], high: list[list[float]]) -> None:
    """βρ = ½, and f* in [−½, ¼]."""
    c = replace(known(), infimum=INFIMUM, components=2.0, radius=0.25)
    found = quantity(by_hand(), c)
    np.testing.assert_allclose(found.low, low)
    np.testing.assert_allclose(found.high, high)


@pytest.mark.parametrize(
    ("quantity", "least"), [(gap, 0.0), (square, 0.0), (average, 2.0), (average_distance, 0.0)]
)
def test_of_a_lost_seed_no_more_is_taken_than_is_known(quantity: Quantity, least: float) -> None:
    found = quantity(by_hand(lost=True), replace(known(), infimum=INFIMUM))
    assert found.low[1, 1] == pytest.approx(least)
    assert found.high[1, 1] == np.inf
    assert np.isfinite(found.high[:, 0]).all()


def far(center: float, offset: float = 0.0) -> Problem:
    """(x − c)²/2 + h, the mean of itself ∓ 10⁻³x."""
    line = LIBRARY.get("problems", "noisy-quadratic[eigenvalues=(1.0,),noise=0.001]")
    return replace(
        line,
        value=lambda x: line.value(x - center) + offset,
        gradient=lambda x: line.gradient(x - center),
        starts=((center,),),
        facts=replace(line.facts, infimum=Fact(Enclosure(offset, offset), "f(c)")),
        components=replace(
            line.components, gradient=lambda x, w: line.components.gradient(x - center, w)
        ),
    )


@pytest.mark.parametrize(
    ("quantity", "center", "offset"),
    [(gap, 1e13, 0.0), (square, 1e13, 0.0), (average, 1e13, 0.0), (gap, 0.0, 1e10)],
)
def test_what_rounding_hides_is_not_decided(
    quantity: Quantity, center: float, offset: float
) -> None:
    """x moves by its last place, or not at all; f by less than that of h. E f − f* ≤ 10⁻⁷."""
    run = observed(setting(far(center, offset), "sgd", "0.1", "0"), iterations=60)
    for bound in (1e-8, 1e-7):
        claim = mean_of(quantity, lambda c, k, bound=bound: bound + 0 * k)  # type: ignore[misc]
        verdict = claim(drawn(run))
        assert verdict.status is Status.UNDECIDED
        assert "rounding" in verdict.evidence
    if offset:
        assert mean_of(quantity, lambda c, k: 1e-3 + 0 * k)(drawn(run)).holds


def test_rounding_grows_with_the_steps_that_are_remembered() -> None:
    """e(k − 1) at most, and with μ = ½, t = ¼, no more than 16e; in the average 3e/t."""
    lost = Lost(value=0.0, slope=0.0, move=1e-3)
    c = replace(known(), lipschitz=2.0, convexity=0.5, infimum=Enclosure(0.0, 0.0), rounding=lost)
    e = replace(by_hand(), k=np.array([1, 101]))
    for steady, off in ((c, 16e-3), (replace(c, convexity=0.0), 0.1)):
        np.testing.assert_allclose(gap(e, steady).high[:, 1], [1.0, (2**0.5 + off) ** 2], rtol=1e-9)
        np.testing.assert_allclose(square(e, steady).low[1, 1], (3 - 2 * off) ** 2)
    np.testing.assert_allclose(average(e, c).low[0, 0], (2 - 12e-3) ** 2)


def test_where_only_a_lower_bound_of_f_is_known_no_gap_is_large() -> None:
    found = gap(by_hand(), replace(known(), infimum=Enclosure(-0.5, np.inf)))
    assert not found.low.any()
    assert found.high[0, 0] == pytest.approx(1.5)


def test_constants_are_of_components_and_of_a_minibatch() -> None:
    c = known()
    assert (c.step, c.radius, c.components) == (0.25, 0.125, 1.0)
    sigma = 59 / 64 * 0.125
    assert c.variance == pytest.approx(sigma**2)
    four = observed(setting("msam-trap", "m-sam[minibatch=4]", "0.25", "0.125"), iterations=3)
    assert known(four).variance == pytest.approx(sigma**2 / 4)
    assert constants(observed(setting("quadratic", "sam", "0.1", "0.1"), iterations=3)) is None


def test_a_single_trajectory_decides_no_mean() -> None:
    claim = mean_of(gap, lambda c, k: 1e9 + 0 * k)
    assert claim(alone(seen())) is NOTHING_DRAWN
    promised = [c for c in hold(theorem("si-yun-4.2-nonconvex"), seen()) if c.promised]
    assert len(promised) == 2
    assert all(checked.verdict is NOTHING_DRAWN for checked in promised)


def test_what_is_not_known_is_not_decided() -> None:
    problem = LIBRARY.get("problems", "msam-trap")
    bare = replace(problem, components=replace(problem.components, variance=None))
    run = observed(setting(bare, "m-sam", "0.25", "0.125"), iterations=9)
    assert mean_of(gap, lambda c, k: 1e9 + 0 * k)(drawn(run, 5)) is NO_VARIANCE
    told = Fact(Enclosure(-1.0, 0.0), "by hand")
    loose = observed(setting("msam-trap", "m-sam", "0.25", "0.125", {"infimum": told}), None, 9)
    verdict = mean_of(average, lambda c, k: 1e9 + 0 * k)(drawn(loose))
    assert verdict.status is Status.UNDECIDED
    assert "inf f is in [-1, 0]" in verdict.evidence


def test_bounds_below_the_mean_are_violated_and_those_above_are_met() -> None:
    evidence = drawn(seen())
    means = evidence.ensembles[0].average.mean(axis=1)
    for factor, status in ((0.5, Status.VIOLATED), (2.0, Status.CONSISTENT)):
        claim = mean_of(average, lambda c, k, factor=factor: factor * means)  # type: ignore[misc]
        assert claim(evidence).status is status


def test_the_worst_start_is_named() -> None:
    runs = (seen(0.03), seen(0.3))
    ensembles = tuple(drawn(run).ensembles[0] for run in runs)
    evidence = Evidence(setting=TRAP, runs=runs, drawing=lambda: ensembles)
    bound = 2 * ensembles[0].value.mean(axis=1) - 2 * known().infimum.lower
    verdict = mean_of(gap, lambda c, k: bound)(evidence)
    assert verdict.status is Status.VIOLATED
    assert verdict.evidence.startswith("start 2: ")


def test_what_no_draw_exceeds_is_named() -> None:
    """On the trap, with N = 2 and σ = (59/64)βρ, x stays within a few ρ of x*."""
    claim = mean_of(gap, lambda c, k: 3.0 + 0 * k)
    assert "no draw leads farther" in claim(drawn(seen())).evidence
    lean = mean_of(gap, lambda c, k: 0.01 + 0 * k)(drawn(seen()))
    assert lean.status is Status.CONSISTENT
    assert "as far as the sample goes" in lean.evidence


def test_a_component_that_is_hardly_drawn_is_not_taken_for_none() -> None:
    """1,999 components pull by −s/1999, one by s: 400 seeds may not have met it at k = 2."""
    line = LIBRARY.get("problems", "noisy-quadratic[eigenvalues=(1.0,),noise=0.0]")
    pull = np.append(np.full(1999, -1 / 1999), 1.0)

    def gradient(x: np.ndarray, w: np.ndarray) -> np.ndarray:
        return w.sum(axis=-1, keepdims=True) * x + (w @ pull)[..., None]

    variance = Fact(Enclosure.around(float(np.mean(pull**2))), "by hand")
    outlier = replace(
        line,
        starts=((0.0,),),
        components=replace(line.components, count=2000, gradient=gradient, variance=variance),
    )
    run = observed(setting(outlier, "sgd", "0.5", "0"), iterations=2)
    true = 0.125 * float(np.mean(pull**2))
    for factor, status in ((0.5, Status.UNDECIDED), (4e5, Status.CONSISTENT)):
        claim = mean_of(gap, lambda c, k, factor=factor: factor * true + 0 * k)  # type: ignore[misc]
        assert claim(drawn(run)).status is status


@pytest.mark.parametrize("method", ["m-sam", "n-sam"])
def test_the_averages_of_both_methods_are_as_promised(method: str) -> None:
    run = observed(setting("msam-trap", method, "0.25", "0.125"), iterations=300)
    promised = [c for c in hold(theorem("si-yun-4.2-nonconvex"), run, drawn(run)) if c.promised]
    assert promised
    assert all(checked.verdict.status is Status.CONSISTENT for checked in promised)
    assert all(checked.conclusion.text.startswith(method[0]) for checked in promised)
