"""PyTorch's schedulers as formulas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from configured import run_of, written

from sam_theory.errors import UsageError
from sam_theory.schedules.deciding import decide_all
from sam_theory.schedules.training import TrainingRun, read
from sam_theory.verdict import Status

SIGNS = {Status.PROVED: "+", Status.REFUTED: "-", Status.UNDECIDED: "?"}


def signs(run: TrainingRun) -> str:
    """Which of positive, Σt = ∞, Σt² < ∞, t → 0, nonincreasing, bounded below holds."""
    found = list(decide_all(run.step, run.radius).values())[:6]
    return "".join(SIGNS[verdict.status] for verdict in found)


WARM: dict[str, Any] = {"name": "LinearLR", "total_iters": 5}
COSINE: dict[str, Any] = {"name": "CosineAnnealingLR", "T_max": 195}
ANSWERS: list[tuple[dict[str, Any], str]] = [
    ({"name": "StepLR", "step_size": 30, "gamma": 0.2}, "+-+++-"),
    ({"name": "MultiStepLR", "milestones": [60, 120, 160]}, "++--++"),
    ({"name": "ConstantLR"}, "++--++"),
    ({"name": "LinearLR"}, "++--++"),
    ({"name": "LinearLR", "start_factor": 1, "end_factor": 0, "total_iters": 200}, "--+++-"),
    ({"name": "ExponentialLR", "gamma": 0.97}, "+-+++-"),
    ({"name": "PolynomialLR", "total_iters": 100, "power": 0.9}, "--+++-"),
    ({"name": "CosineAnnealingLR", "T_max": 199}, "-+----"),
    ({"name": "CosineAnnealingLR", "T_max": 200}, "--+++-"),
    ({"name": "CosineAnnealingLR", "T_max": 200, "eta_min": 0.001}, "++--++"),
    ({"name": "CosineAnnealingLR", "T_max": 50, "eta_min": 0.001}, "++---+"),
    ({"name": "CosineAnnealingWarmRestarts", "T_0": 10}, "++---+"),
    ({"name": "CosineAnnealingWarmRestarts", "T_0": 10, "T_mult": 2}, "++----"),
    ({"name": "CosineAnnealingWarmRestarts", "T_0": 5, "T_mult": 3}, "++----"),
    ({"name": "CyclicLR", "base_lr": 0.01, "max_lr": 0.1, "step_size_up": 20}, "++---+"),
    ({"name": "OneCycleLR", "max_lr": 0.1}, "++--++"),
    ({"name": "LambdaLR", "lr_lambda": "lambda n: 1/(n+1)"}, "+++++-"),
    ({"name": "MultiplicativeLR", "lr_lambda": "e/(e+1)".replace("e", "epoch")}, "+++++-"),
    ({"name": "SequentialLR", "schedulers": [WARM, COSINE], "milestones": [5]}, "--+++-"),
    (
        {"name": "ChainedScheduler", "schedulers": [WARM, {"name": "StepLR", "step_size": 9}]},
        "+-+++-",
    ),
    ({"name": "constant"}, "++--++"),
    ({"name": "linear"}, "--+++-"),
    ({"name": "cosine", "num_training_steps": 100}, "-+----"),
    ({"name": "cosine"}, "--+++-"),
    ({"name": "cosine_with_min_lr", "min_lr_rate": 0.1}, "++--++"),
    ({"name": "inverse_sqrt", "num_warmup_steps": 50}, "-+-++-"),
    ({"name": "polynomial"}, "++--++"),
    (
        {"name": "constant_with_warmup", "num_warmup_steps": 9, "num_training_steps": 99},
        "-+--++",
    ),
]


@pytest.mark.parametrize(("scheduler", "expected"), ANSWERS)
def test_schedulers_are_decided(tmp_path: Path, scheduler: dict[str, Any], expected: str) -> None:
    assert signs(read(written(tmp_path, scheduler))) == expected


@pytest.mark.parametrize(
    ("scheduler", "said"),
    [
        ("CyclicLR", "needs base_lr"),
        ("steplr", "nearest is StepLR"),
        ({"name": "ReduceLROnPlateau", "factor": 0.1}, "column step, and let assess"),
        ({"name": "StepLR"}, "needs step_size"),
        ({"name": "StepLR", "step_size": 3, "gamma": -1}, "gamma must be a number >= 0"),
        ({"name": "CosineAnnealingLR", "T_max": 0}, "T_max must be a whole number"),
        ({"name": "MultiStepLR", "milestones": [30, 20]}, "must increase"),
        ({"name": "LinearLR", "start_factor": 0}, "must be positive"),
        ({"name": "ConstantLR", "factor": 0}, "must be positive"),
        ({"name": "StepLR", "step_size": 3, "parameters": {"step_size": 4}}, "stands twice"),
        ({"name": "StepLR", "step_size": 3, "last_epoch": 5}, "got 'last_epoch'"),
        ({"name": "constant", "lr": 3}, "takes no parameters"),
        ({"name": "StepLR", "step_size": 0}, "whole number"),
        ({"name": "StepLR", "step_size": 3, "factor": 2}, "nearest|one of step_size, gamma"),
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


def test_what_pytorch_adds_by_default_may_be_there(tmp_path: Path) -> None:
    plain = run_of(tmp_path, "StepLR", step_size=3)
    assert run_of(tmp_path, "torch.optim.lr_scheduler.StepLR", step_size=3) == plain
    assert run_of(tmp_path, "StepLR", step_size=3, last_epoch=-1) == plain


def test_too_many_milestones_are_refused_in_their_own_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="milestones must be at most"):
        run_of(tmp_path, "MultiStepLR", milestones=list(range(1, 100)))
    assert run_of(tmp_path, "MultiStepLR", milestones=list(range(1, 26))).step.formula
