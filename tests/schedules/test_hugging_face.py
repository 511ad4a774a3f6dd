"""Hugging Face's schedulers: parameters that are refused, and what they are by default."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sam_theory.errors import UsageError
from sam_theory.schedules.composing import law_of
from sam_theory.schedules.hugging_face import LAWS
from sam_theory.schedules.laws import Index, Start
from sam_theory.schedules.schedule import Schedule
from sam_theory.schedules.scheduler_entry import entry_of


def rates(entry: Any) -> np.ndarray:
    """The rates of 50 steps and 50 more, from 1 on."""
    law = law_of(entry_of(entry), Start(rate="1", length=50))
    return Schedule(law.value(Index())).values(np.arange(1, 101))


@pytest.mark.parametrize("name", ["linear", "cosine", "polynomial", "cosine_with_restarts"])
def test_they_last_as_long_as_the_training(name: str) -> None:
    given = {"name": name, "num_training_steps": 50, "num_warmup_steps": 0}
    np.testing.assert_array_equal(rates(name), rates(given))


@pytest.mark.parametrize("name", ["linear", "cosine_with_restarts", "warmup_stable_decay"])
def test_some_are_zero_after_the_end(name: str) -> None:
    decay = {"num_decay_steps": 20} if name == "warmup_stable_decay" else {}
    found = rates({"name": name, **decay})
    assert (found[:50] > 0).all()
    assert (found[50:] == 0).all()


@pytest.mark.parametrize("name", sorted(set(LAWS) - {"cosine_with_min_lr", "warmup_stable_decay"}))
def test_the_first_step_of_a_warm_up_is_zero(name: str) -> None:
    found = rates({"name": name, "num_warmup_steps": 10})
    np.testing.assert_allclose(found[:10], np.arange(10) / 10)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"name": "cosin"}, "the nearest is cosine$"),
        ({"name": "reduce_lr_on_plateau"}, "no function of k; record the rate"),
        ({"name": "linear", "warmup": 3}, "a parameter of linear must be one of"),
        ({"name": "linear", "num_warmup_steps": -1}, "from 0 to"),
        ({"name": "polynomial", "lr_end": 2}, "lr_end must be below the rate 1"),
        ({"name": "polynomial", "power": 0}, "power must be positive"),
        ({"name": "polynomial", "num_warmup_steps": 50}, "below num_training_steps; got 50"),
        ({"name": "cosine_with_min_lr"}, "needs min_lr or min_lr_rate"),
        ({"name": "cosine_with_min_lr", "min_lr": 0, "min_lr_rate": 0}, "give one of them"),
        ({"name": "inverse_sqrt", "timescale": 0}, "timescale must be a whole number"),
        ({"name": "warmup_stable_decay"}, "num_decay_steps must be a whole number"),
        ({"name": "warmup_stable_decay", "num_decay_steps": 51}, "at least those of warm-up"),
        (
            {"name": "warmup_stable_decay", "num_decay_steps": 5, "decay_type": "sqrt"},
            "the nearest is 1-sqrt",
        ),
    ],
)
def test_what_is_refused(entry: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        rates(entry)
