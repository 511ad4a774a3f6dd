"""A loss without ‖∇f‖: what grows is told, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.judge import PROPERTIES, judge
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.outside import trace_of_record
from sam_theory.study.losses import judged_alone
from sam_theory.verdict import Status

K = np.arange(1.0, 3001)
NOISE = np.random.default_rng(0).standard_normal(len(K))

GROWS = {
    "log k": np.log(K),
    "√k": np.sqrt(K),
    "k": 5 + K,
    "exp": np.exp(K / 100),
    "k with noise": K * (1 + 0.02 * NOISE),
    "exp with noise": np.exp(K / 300) * (1 + 0.02 * NOISE),
}
ELSE = {
    "constant": 0 * K + 1,
    "zero": 0 * K,
    "a decay": 0.3 + 1 / K,
    "a decay with noise": 0.3 + K**-0.3 * (1 + 0.2 * NOISE),
    "noise": 2 + NOISE,
    "down without end": -np.log(K),
    "a wave": np.sin(K),
    "a slow wave": np.sin(np.log(K)),
    "up to a plateau": 2 - K**-0.1,
    "slowly up to one": 2 - 1 / np.log(K + 1),
    "up and down again": np.where(K < 1500, K, 3000 - K),
    "one step up": np.where(K < 1500, 1.0, 2.0),
    "up to a plateau with noise": 2 - K**-0.1 + 0.005 * NOISE,
    "noise that grows": K * NOISE,
    "growth under noise": np.log(K) + NOISE,
}


@pytest.mark.parametrize("name", GROWS)
def test_growth_is_told(name: str) -> None:
    verdicts, needs = judged_alone(trace_of_record(value=GROWS[name]))
    assert {of: verdict.status for of, verdict in verdicts.items()} == {
        "value-limit": Status.VIOLATED
    }
    assert needs == {}


@pytest.mark.parametrize("power", [0.02, 0.05, 0.1, 0.2, 0.5, 1.0])
@pytest.mark.parametrize("count", [300, 3000, 30_000])
def test_what_rises_to_a_limit_does_not_grow(power: float, count: int) -> None:
    f = 2 - np.arange(1.0, count + 1) ** -power
    verdicts, _ = judged_alone(trace_of_record(value=f))
    assert verdicts["value-limit"].status is Status.UNDECIDED


@pytest.mark.parametrize("name", ELSE)
def test_all_else_is_open_and_says_what_would_decide(name: str) -> None:
    verdicts, needs = judged_alone(trace_of_record(value=ELSE[name]))
    assert list(verdicts) == list(needs) == ["value-limit"]
    assert verdicts["value-limit"].status is Status.UNDECIDED
    assert "gradient_norm" in needs["value-limit"]


SETTLES = ("constant", "zero", "a decay")
WANDERS = ("noise", "a wave", "a slow wave", "growth under noise", "noise that grows")


@pytest.mark.parametrize("name", [*SETTLES, *WANDERS])
def test_only_of_what_settles_it_is_said_that_it_does(name: str) -> None:
    """What goes up and down, or rises under noise, is decided by no column beside it."""
    verdicts, needs = judged_alone(trace_of_record(value=ELSE[name]))
    settles = name in SETTLES
    assert ("where it settles" in verdicts["value-limit"].evidence) is settles
    assert needs["value-limit"].startswith("the column gradient_norm: ") is settles
    assert needs["value-limit"].startswith("a longer record of f and gradient_norm") is not settles


def test_growth_is_seen_through_gaps_and_not_in_a_few_rows() -> None:
    every = slice(None, None, 7)
    verdicts, _ = judged_alone(trace_of_record(value=K[every], k=K[every].astype(int)))
    assert verdicts["value-limit"].status is Status.VIOLATED
    verdicts, _ = judged_alone(trace_of_record(value=K[:20]))
    assert verdicts["value-limit"].status is Status.UNDECIDED


@pytest.mark.parametrize("name", [*GROWS, *ELSE])
def test_the_judge_of_gradients_tells_nothing_of_it(name: str) -> None:
    f = (GROWS | ELSE)[name]
    verdicts = judge(trace_of_record(value=f), Outlook())
    assert {of: verdicts[of].status for of in PROPERTIES} == dict.fromkeys(
        PROPERTIES, Status.UNDECIDED
    )
