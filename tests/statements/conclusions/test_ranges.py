"""Ranges over all draws: against every sequence of draws, and where none is known."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from holding import LIBRARY, drawn, observed, setting

from sam_theory.setting.facts import NO_CONSTANT, Fact
from sam_theory.statements.conclusions.means import constants
from sam_theory.statements.conclusions.ranges import farthest
from sam_theory.statements.theorem import Run

PULL, START, STEP, STEPS = 0.5, 2.0, 0.25, 8


def line(method: str = "sgd", step: str = "0.25", radius: str = "0", **components: object) -> Run:
    found = LIBRARY.get("problems", f"noisy-quadratic[eigenvalues=(1.0,),noise={PULL}]")
    changed = replace(found, components=replace(found.components, **components))
    return observed(setting(changed, method, step, radius), (START,), STEPS)


def ranged(run: Run):  # type: ignore[no-untyped-def]
    c = constants(run)
    assert c is not None
    return farthest(run, drawn(run, 2).ensembles[0], c, 0.0)


def test_no_sequence_of_draws_leads_farther_and_one_as_far() -> None:
    """x⁺ = (1 − t)x ± ts from x¹ > s: all draws outwards reach Dₖ, in the limit s."""
    found = ranged(line())
    ends = []
    for signs in itertools.product((-1, 1), repeat=STEPS - 1):
        x, squares = [START], START**2
        for sign in signs:
            x.append((1 - STEP) * x[-1] + STEP * PULL * sign)
            squares += x[-1] ** 2
        ends.append((abs(x[-1]), squares))
    last, squares = np.array(ends).max(axis=0)
    np.testing.assert_allclose(found.slope[-1], last, rtol=1e-8)
    np.testing.assert_allclose(found.value[-1], last**2 / 2, rtol=1e-8)
    np.testing.assert_allclose(found.squares[-1], squares, rtol=1e-8)
    assert found.slope[-1] >= last
    assert found.squares[-1] >= squares


@pytest.mark.parametrize("method", ["m-sam", "n-sam", "full-ascent-sam", "sgd[minibatch=2]"])
def test_every_seed_is_within(method: str) -> None:
    run = observed(setting("msam-trap", method, "0.5", "0.125"), (0.3,), 60)
    found, e = ranged(run), drawn(run, 300).ensembles[0]
    for name in ("value", "slope", "squares"):
        assert np.all(getattr(e, name) <= getattr(found, name) * (1 + 1e-12) + 1e-12)
    assert found.slope[-1] < 50 * e.slope[-1].max()


def test_where_none_is_known() -> None:
    assert ranged(line()) is not None
    assert ranged(line(step="1.01")) is None  # t > 2/(L + μ)
    assert ranged(line(step="0.25/k")) is None
    assert ranged(line("m-sam", radius="0.1")) is not None
    assert ranged(line("m-sam", radius="0.1/k")) is None
    flat = observed(setting("squared-hinge", "sgd", "0.01", "0"), iterations=5)
    assert constants(flat) is None or ranged(flat) is None
    run, c = line(), constants(line())
    assert c is not None
    loose = line(variance=Fact(NO_CONSTANT, "by hand"))
    assert farthest(loose, drawn(run, 2).ensembles[0], c, 0.0) is None
