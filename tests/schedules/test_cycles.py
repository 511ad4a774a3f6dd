"""Schedulers that go round: parameters that are refused, and what is assumed after the end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sam_theory.errors import UsageError
from sam_theory.schedules.composing import law_of
from sam_theory.schedules.laws import Index, Law, Start
from sam_theory.schedules.schedule import Schedule
from sam_theory.schedules.scheduler_entry import entry_of

CYCLIC = {"name": "CyclicLR", "base_lr": 0.01, "max_lr": 0.1}
ONE = {"name": "OneCycleLR", "max_lr": 0.1}


def law(entry: Any) -> Law:
    """The law of a scheduler for 50 steps."""
    return law_of(entry_of(entry), Start(rate="0.1", length=50))


def test_one_cycle_stays_where_it_ends() -> None:
    found = law(ONE)
    values = Schedule(found.value(Index())).values(np.arange(1, 200))
    np.testing.assert_allclose(values[49:], 0.1 / 25 / 10_000, rtol=1e-9)
    assert found.beyond.startswith("OneCycleLR has no rate after its 50 steps")
    assert not law(CYCLIC).beyond


def test_momentum_is_not_read() -> None:
    assert law({**ONE, "cycle_momentum": False}).value(Index()) == law(ONE).value(Index())


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({**CYCLIC, "mode": "square"}, "mode must be one of triangular"),
        ({**CYCLIC, "step_size_up": 0}, "step_size_up must be a whole number"),
        ({**CYCLIC, "step_size_down": -1}, "step_size_down must be a whole number"),
        ({**CYCLIC, "scale_fn": 3}, "scale_fn must be a formula in x"),
        ({**CYCLIC, "scale_fn": "x", "scale_mode": "epoch"}, "scale_mode must be one of cycle"),
        ({**ONE, "max_lr": [0.1, 0.2]}, "max_lr must be a number"),
        ({**ONE, "total_steps": 49}, "at least the 50 steps"),
        ({**ONE, "epochs": 7, "steps_per_epoch": 7}, "got 49"),
        ({**ONE, "pct_start": 1.5}, "from 0 to 1"),
        ({**ONE, "pct_start": 0.02}, "must not be 1"),
        ({**ONE, "anneal_strategy": "cosine"}, "nearest is cos"),
        ({**ONE, "div_factor": 0}, "must be positive"),
        ({**ONE, "three_phase": "no"}, "true or false"),
        ({"name": "CosineAnnealingWarmRestarts", "T_0": 0}, "T_0 must be a whole number"),
        ({"name": "CosineAnnealingWarmRestarts", "T_0": 5, "T_mult": 1.5}, "T_mult must be"),
    ],
)
def test_what_is_refused(entry: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        law(entry)
