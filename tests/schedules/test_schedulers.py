"""PyTorch's schedulers as formulas."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from configured import STEPS, run_of, written

from sam_theory.errors import UsageError
from sam_theory.schedules.deciding import decide_all
from sam_theory.schedules.training import read
from sam_theory.verdict import Status


def restarts(epoch: int, first: int, factor: int) -> float:
    """The share of a cycle that has passed, by walking through the cycles."""
    length, start = first, 0
    while epoch >= start + length:
        start, length = start + length, length * factor
    return (epoch - start) / length


# As PyTorch computes them: the rate at an epoch, counted from 0, for a base rate of 0.1.
RATES: list[tuple[str, dict[str, Any], Callable[[int], float]]] = [
    ("StepLR", {"step_size": 30, "gamma": 0.2}, lambda e: 0.1 * 0.2 ** (e // 30)),
    ("StepLR", {"step_size": 60}, lambda e: 0.1 * 0.1 ** (e // 60)),
    (
        "MultiStepLR",
        {"milestones": [60, 120, 160], "gamma": 0.2},
        lambda e: 0.1 * 0.2 ** sum(e >= m for m in (60, 120, 160)),
    ),
    ("MultiStepLR", {"milestones": []}, lambda e: 0.1),
    ("ExponentialLR", {"gamma": 0.97}, lambda e: 0.1 * 0.97**e),
    (
        "CosineAnnealingLR",
        {"T_max": 50, "eta_min": 0.001},
        lambda e: 0.001 + 0.099 * (1 + math.cos(math.pi * e / 50)) / 2,
    ),
    (
        "CosineAnnealingWarmRestarts",
        {"T_0": 10},
        lambda e: 0.1 * (1 + math.cos(math.pi * (e % 10) / 10)) / 2,
    ),
    (
        "CosineAnnealingWarmRestarts",
        {"T_0": 10, "T_mult": 2, "eta_min": 0.01},
        lambda e: 0.01 + 0.09 * (1 + math.cos(math.pi * restarts(e, 10, 2))) / 2,
    ),
    (
        "CosineAnnealingWarmRestarts",
        {"T_0": 5, "T_mult": 3},
        lambda e: 0.1 * (1 + math.cos(math.pi * restarts(e, 5, 3))) / 2,
    ),
    (
        "PolynomialLR",
        {"total_iters": 100, "power": 0.9},
        lambda e: 0.1 * (1 - min(e, 100) / 100) ** 0.9,
    ),
    ("PolynomialLR", {}, lambda e: 0.1 * (1 - min(e, 5) / 5)),
    ("LambdaLR", {"lr_lambda": "lambda n: 1/(n+1)"}, lambda e: 0.1 / (e + 1)),
    ("LambdaLR", {"lr_lambda": "0.95**epoch"}, lambda e: 0.1 * 0.95**e),
    ("constant", {}, lambda e: 0.1),
]


@pytest.mark.parametrize(("name", "parameters", "rate"), RATES)
def test_formulas_are_pytorchs(
    tmp_path: Path, name: str, parameters: dict[str, Any], rate: Callable[[int], float]
) -> None:
    run = run_of(tmp_path, name, **parameters)
    k = np.arange(1, 300 * STEPS + 1)
    expected = np.array([rate((i - 1) // STEPS) for i in k])
    found = run.step.values(k)
    jumps = np.abs(found - expected) > 1e-9  # log₂ rounds the first step of a cycle down, at times
    assert np.all(np.abs(found - expected)[~jumps] < 1e-12)
    assert jumps.mean() < 0.01
    assert run.iterations == 200 * STEPS


ANSWERS = {  # which of positive, Σt = ∞, Σt² < ∞, t → 0, nonincreasing, bounded below holds
    "StepLR": "+-+++-",
    "MultiStepLR": "++--++",
    "ExponentialLR": "+-+++-",
    "CosineAnnealingLR": "++---+",
    "PolynomialLR": "--+++-",
    "constant": "++--++",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_schedulers_are_decided(tmp_path: Path, name: str) -> None:
    parameters = next(p for n, p, _ in RATES if n == name)
    run = run_of(tmp_path, name, **parameters)
    found = list(decide_all(run.step, run.radius).values())[:6]
    signs = {Status.PROVED: "+", Status.REFUTED: "-", Status.UNDECIDED: "?"}
    assert "".join(signs[verdict.status] for verdict in found) == ANSWERS[name]


@pytest.mark.parametrize(("factor", "least"), [(1, "++---+"), (2, "++----"), (3, "++----")])
def test_warm_restarts(tmp_path: Path, factor: int, least: str) -> None:
    run = run_of(tmp_path, "CosineAnnealingWarmRestarts", T_0=10, T_mult=factor)
    found = list(decide_all(run.step, run.radius).values())[:6]
    signs = {Status.PROVED: "+", Status.REFUTED: "-", Status.UNDECIDED: "?"}
    assert "".join(signs[verdict.status] for verdict in found) == least


@pytest.mark.parametrize(
    ("scheduler", "said"),
    [
        ("CyclicLR", "must be one of"),
        ({"name": "StepLR"}, "needs step_size"),
        ({"name": "StepLR", "step_size": 0}, "whole number"),
        ({"name": "StepLR", "step_size": 3, "factor": 2}, "takes step_size, gamma"),
        ({"name": "MultiStepLR", "milestones": 3}, "list"),
        ({"name": "LambdaLR", "lr_lambda": "__import__('os')"}, "formula"),
        ({"name": "LambdaLR", "lr_lambda": "lambda a, b: a"}, "one variable"),
        ({"name": "LambdaLR", "lr_lambda": 3}, "formula in epoch"),
        ({"step_size": 3}, "name"),
        ([1], "mapping"),
    ],
)
def test_bad_schedulers(tmp_path: Path, scheduler: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read(written(tmp_path, scheduler))


def test_too_many_milestones_are_refused_in_their_own_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="milestones must be at most"):
        run_of(tmp_path, "MultiStepLR", milestones=list(range(1, 100)))
    assert run_of(tmp_path, "MultiStepLR", milestones=list(range(1, 26))).step.formula
