"""Chains that have no formula that is known."""

from __future__ import annotations

from typing import Any

import pytest

from sam_theory.errors import UsageError
from sam_theory.schedules.composing import law_of
from sam_theory.schedules.laws import Index, Start
from sam_theory.schedules.scheduler_entry import entry_of

STEP = {"name": "StepLR", "step_size": 3}
COSINE = {"name": "CosineAnnealingLR", "T_max": 9}
CYCLIC = {"name": "CyclicLR", "base_lr": 0.1, "max_lr": 0.2}
FACTOR = {"name": "MultiplicativeLR", "lr_lambda": "0.9"}
FALLING = {"name": "PolynomialLR"}  # its factor is 0 in the end
FIXED = {"name": "LambdaLR", "lr_lambda": "1/(epoch+1)"}
LATER = {"name": "SequentialLR", "schedulers": [STEP, FACTOR], "milestones": [5]}
SETTING = {"name": "SequentialLR", "schedulers": [STEP, FIXED], "milestones": [5]}
TURNED = {"name": "SequentialLR", "schedulers": [STEP, COSINE, STEP], "milestones": [5, 16]}
ENDED = {"name": "SequentialLR", "schedulers": [STEP, STEP], "milestones": [5]}


@pytest.mark.parametrize(
    "parts",
    [
        [COSINE, COSINE],
        [{**COSINE, "eta_min": 0.01}, STEP],
        [{**COSINE, "eta_min": 0.01}, {"name": "LinearLR", "total_iters": 9}],
        [STEP, CYCLIC],
        [FALLING, COSINE],
        [FIXED, FALLING],
        [FALLING, ENDED],
        [ENDED, ENDED],
        [TURNED, STEP],
        [LATER, STEP],
        [SETTING, STEP],
    ],
)
def test_what_has_no_formula(parts: list[Any]) -> None:
    entry = entry_of({"name": "ChainedScheduler", "schedulers": parts})
    with pytest.raises(UsageError, match="no formula that is known; give the rate"):
        law_of(entry, Start(rate="0.1", length=50)).value(Index())
