"""Every scheduler against the rates that PyTorch and Hugging Face give, stored beside this file.

`tests/benchmarks/schedulers.py` makes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sam_theory.schedules.composing import law_of
from sam_theory.schedules.laws import Index, Start
from sam_theory.schedules.schedule import Schedule
from sam_theory.schedules.scheduler_entry import NAMES, Entry, entry_of

STORED = np.load(Path(__file__).parent / "rates.npz")
CASES: list[dict[str, Any]] = [json.loads(str(case)) for case in STORED["cases"]]
RATES = STORED["rates"]  # (cases, steps)
RATE, STEPS = 0.1, RATES.shape[1]
CLOSE = 1e-12  # of the largest rate: PyTorch's recursions gather rounding


@pytest.mark.parametrize("case", range(len(CASES)))
@pytest.mark.parametrize("steps", [1, 7])
def test_formulas_are_those_of_the_packages(case: int, steps: int) -> None:
    law = law_of(entry_of(CASES[case]), Start(rate=repr(RATE), length=STEPS))
    k = np.arange(1, steps * STEPS + 1)
    found = Schedule(law.value(Index(steps))).values(k)
    expected = np.repeat(RATES[case], steps)
    np.testing.assert_allclose(found, expected, rtol=0, atol=CLOSE * expected.max())


def test_every_scheduler_is_among_them() -> None:
    def names(entry: Entry) -> set[str]:
        return {entry.name}.union(*(names(part) for part in entry.parts))

    assert set().union(*(names(entry_of(case)) for case in CASES)) == set(NAMES)


def test_another_rate_would_be_noticed() -> None:
    law = law_of(entry_of({"name": "StepLR", "step_size": 61}), Start(rate="0.1", length=STEPS))
    found = Schedule(law.value(Index())).values(np.arange(1, STEPS + 1))
    (case,) = (i for i, case in enumerate(CASES) if case == {"name": "StepLR", "step_size": 60})
    assert np.abs(found - RATES[case]).max() > CLOSE * RATE
