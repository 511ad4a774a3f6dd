"""Sequences and chains of schedulers: what is refused, and how they are read.

Their rates are held against PyTorch's in test_schedulers_rates.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sam_theory.errors import UsageError
from sam_theory.schedules.composing import law_of
from sam_theory.schedules.laws import Index, Start
from sam_theory.schedules.schedule import Schedule
from sam_theory.schedules.scheduler_entry import entry_of, interval_of

STEP = {"name": "StepLR", "step_size": 3}
EXPONENTIAL = {"name": "ExponentialLR", "gamma": 0.9}
FACTOR = {"name": "MultiplicativeLR", "lr_lambda": "0.9"}
ONE_CYCLE = {"name": "OneCycleLR", "max_lr": 0.1, "total_steps": 50}


def sequence(milestones: Any, *parts: Any) -> dict[str, Any]:
    """As PyTorch spells it."""
    return {"name": "SequentialLR", "schedulers": list(parts), "milestones": milestones}


def chain(*parts: Any) -> dict[str, Any]:
    """As PyTorch spells it."""
    return {"name": "ChainedScheduler", "schedulers": list(parts)}


def rates(entry: Any, length: int = 50) -> np.ndarray:
    """The rates from 1 on."""
    law = law_of(entry_of(entry), Start(rate="1", length=length))
    return Schedule(law.value(Index())).values(np.arange(1, length + 1))


def test_a_part_of_a_sequence_starts_anew() -> None:
    found = rates(sequence([10], STEP, EXPONENTIAL))
    np.testing.assert_allclose(found[10:], 0.9 ** np.arange(40))


def test_a_factor_goes_on_from_the_rate_before_it() -> None:
    found = rates(sequence([10], STEP, FACTOR))
    np.testing.assert_allclose(found[10:], found[9] * 0.9 ** np.arange(1, 41))


def test_a_chain_multiplies_and_a_part_that_sets_wins() -> None:
    np.testing.assert_allclose(rates(chain(STEP, EXPONENTIAL)), rates(STEP) * rates(EXPONENTIAL))
    fixed = {"name": "LambdaLR", "lr_lambda": "1/(epoch+1)"}
    np.testing.assert_allclose(rates(chain(STEP, fixed)), rates(fixed))
    found = rates(chain(fixed, EXPONENTIAL))
    np.testing.assert_allclose(found[1:], 0.9 * rates(fixed)[1:])  # only the last of its factors


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (sequence([], STEP, STEP), "one milestone fewer than schedulers; got 0 for 2"),
        (sequence(None, STEP), "milestones must be a list"),
        (sequence([5, 3], STEP, STEP, STEP), "must increase"),
        (sequence([0], STEP, STEP), "from 1 to"),
        (sequence([]), "list of 1 to 16; got \\[\\]"),
        (chain(), "list of 1 to 16"),
        (chain(*[STEP] * 17), "list of 1 to 16"),
        (chain(chain(*[STEP] * 9), chain(*[STEP] * 9)), "at most 16 in all; got 18"),
        (chain(3), "mapping"),
        (chain({"name": "ReduceLROnPlateau"}), "let assess judge"),
        (
            {"name": "ChainedScheduler", "schedulers": [STEP], "milestones": [1]},
            "one of schedulers",
        ),
        (sequence([5], STEP, chain(STEP)), "as the first scheduler only"),
        (sequence([5], STEP, sequence([], STEP)), "as the first scheduler only"),
        (chain(ONE_CYCLE, ONE_CYCLE), "OneCycleLR may be there once"),
        (sequence([10], {"name": "CosineAnnealingLR", "T_max": 5}, ONE_CYCLE), "no formula"),
        (sequence([10], sequence([5], STEP, STEP), ONE_CYCLE), "no formula"),
        (sequence([10], STEP, {**ONE_CYCLE, "total_steps": 39}), "at least the 40 steps"),
    ],
)
def test_what_is_refused(entry: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        rates(entry)


def test_nesting_has_an_end() -> None:
    within: dict[str, Any] = {"name": "ChainedScheduler"}
    within["schedulers"] = [within]
    deep: Any = STEP
    for _ in range(100):
        deep = chain(deep)
    for entry in (within, deep):
        with pytest.raises(UsageError, match="nested at most"):
            entry_of(entry)


def test_the_interval_is_that_of_the_parts() -> None:
    assert interval_of(entry_of(chain(STEP, sequence([3], STEP, EXPONENTIAL)))) == "epoch"
    assert interval_of(entry_of(chain("cosine", ONE_CYCLE))) == "step"
    with pytest.raises(UsageError, match="interval: epoch, or interval: step"):
        interval_of(entry_of(sequence([3], STEP, ONE_CYCLE)))
