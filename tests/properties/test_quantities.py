"""What is told of any positive quantity: its tendency, and whether it stays bounded."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.quantities import (
    Deciding,
    bounded_above,
    decided_together,
    stays_below,
    tendency,
)
from sam_theory.runs.trace import window_edges

K = window_edges(20_000)[:-1].astype(float)


def test_nothing_and_zeros_tell_nothing() -> None:
    assert "nothing stands out" in tendency(K[:0], K[:0]).evidence
    y = np.ones(len(K))
    y[-3] = 0.0
    assert "not positive throughout" in tendency(K, y).evidence
    y[-3], y[3] = 1.0, 0.0  # before the tail
    assert tendency(K, y).limit is Limit.POSITIVE


@pytest.mark.parametrize(
    ("limit", "interval", "bounded"),
    [
        (Limit.POSITIVE, (np.inf, np.inf), False),
        (Limit.POSITIVE, (0.5, 0.7), True),
        (Limit.OPEN, (0.0, 0.7), True),
        (Limit.OPEN, (0.0, np.inf), None),
        (Limit.ZERO, (0.0, np.inf), True),
    ],
)
def test_bounds(limit: Limit, interval: tuple[float, float], bounded: bool | None) -> None:
    assert bounded_above(Tendency(limit, "by hand", interval=interval)) is bounded


OCTAVES = np.log2(K)


@pytest.mark.parametrize(
    ("y", "status"),
    [
        (1 / K, "consistent"),
        (2 - 1 / K, "consistent"),
        (1 + np.random.default_rng(1).random(len(K)), "consistent"),
        (K**0.5, "violated"),
        (np.log(K + 1), "violated"),
        (5 - 4 * K**-0.1, "undecided"),
        (5 - 12 * K**-0.2, "undecided"),
        (np.log(np.log(K + 2)), "undecided"),
        (4 ** np.floor(OCTAVES / 2), "undecided"),  # a leap every other octave
        # an end that tends to a limit tells nothing of what comes after
        (np.where(K < 600, 2 + OCTAVES % 0.7, 1 + 3 * K**-0.1), "consistent"),
    ],
)
def test_what_stays_below_a_bound(y: np.ndarray, status: str) -> None:
    assert stays_below(K, y).status == status


def test_what_may_be_zero_is_not_judged_by_its_range() -> None:
    y = np.where(np.arange(len(K)) % 2, 1.0, 0.0)
    assert stays_below(K, y).status == "undecided"
    assert stays_below(K[:0], K[:0]).status == "undecided"


def test_questions_together_are_answered_as_one_by_one() -> None:
    """Of different windows and numbers of questions; each answer goes to whom it is for."""

    def of(k: np.ndarray, *several: np.ndarray) -> Deciding:
        told = stays_below(k, several[0])
        for y in several:
            told = yield k, y
        return told

    asked = [
        (K, 1 / K),
        (K, np.log(K + 1), K**0.5),
        (K[:-20], 2 - 1 / K[:-20]),
        (K, 5 - 4 * K**-0.1),
    ]
    alone = [stays_below(k, of_it[-1]) for k, *of_it in asked]
    assert decided_together([of(*each) for each in asked]) == alone
    assert len({verdict.status for verdict in alone}) == 3
