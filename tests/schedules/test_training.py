"""Training configurations as schedules, and what the theorems make of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from configured import STEPS, run_of, written
from holding import LIBRARY, theorem

from sam_theory.errors import UsageError
from sam_theory.schedules.deciding import decide_all
from sam_theory.schedules.laws import GOES_ON
from sam_theory.schedules.schedule import Schedule
from sam_theory.schedules.training import read
from sam_theory.statements.applicability import applicable
from sam_theory.verdict import Status

ITEMS = [theorem(name) for name in LIBRARY.entries("theorems")]


def test_a_constant_radius_is_outside_the_nonconvex_theorem(tmp_path: Path) -> None:
    """Section 5 of K24: the stepsize by epoch η/n, ρ = 0.05."""
    run = run_of(tmp_path, "LambdaLR", lr_lambda="1/(epoch+1)")
    found = {a.theorem.name: a for a in applicable(ITEMS, run.step, run.radius)}
    assert found["khanh-3.2"].status is Status.PROVED
    assert found["khanh-3.5"].status is Status.REFUTED
    assert found["khanh-3.5"].failing(Status.REFUTED) == ("product-summable",)
    assert found["khanh-4.2"].status is Status.UNDECIDED  # it depends on L
    assert found["dai-1"].status is Status.REFUTED


def test_a_vanishing_radius_brings_it_back(tmp_path: Path) -> None:
    path = written(
        tmp_path, {"name": "LambdaLR", "lr_lambda": "1/(epoch+1)"}, radius="0.05/k**0.001"
    )
    run = read(path)
    found = {a.theorem.name: a.status for a in applicable(ITEMS, run.step, run.radius)}
    assert found["khanh-3.5"] is Status.PROVED


def test_yaml_with_other_names(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(
        "learning_rate: 1e-1\nradius: 5e-2\nmax_epochs: 90\nbatches_per_epoch: 391\n"
        "momentum: 0.9\nmodel: resnet18\n"
        "lr_scheduler:\n  name: StepLR\n  parameters: {step_size: 30}\n"
    )
    run = read(str(path))
    assert run.step == Schedule("0.1*0.1**floor(floor((k-1)/391)/30)")
    assert run.radius == Schedule("5e-2")
    assert run.iterations == 90 * 391
    assert run.unread == ("model", "momentum")


def test_the_configuration_of_the_manual(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "README.md").read_text()
    path = tmp_path / "config.yaml"
    path.write_text(manual.partition("```yaml\n")[2].partition("```")[0])
    run = read(str(path))
    k = np.array([1, 5 * 391 + 1, 200 * 391 + 1])  # the first, after the warm-up, after the end
    np.testing.assert_allclose(run.step.values(k), [0.01, 0.1, 0.0001])
    np.testing.assert_allclose(run.radius.values(k), [0.005, 0.05, 0.00005])


def test_a_scheduler_may_be_left_out(tmp_path: Path) -> None:
    assert read(written(tmp_path, None)).step == Schedule("0.1")


def test_a_misspelled_scheduler_is_no_constant(tmp_path: Path) -> None:
    for name in ("schedular", "lr_scheduler_type", "Scheduler"):
        with pytest.raises(UsageError, match=f"must be an entry scheduler; got '{name}'"):
            read(written(tmp_path, None, **{name: STEP}))
    assert read(written(tmp_path, None, schedule_free=True)).unread == ("schedule_free",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lr: 0.1", "epochs"),
        ("{lr: 0.1, epochs: 1, steps_per_epoch: 1}", "radius"),
        ("{lr: -1, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "lr must be a number"),
        ("{lr: true, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "lr must be a number"),
        ("{lr: .nan, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "lr must be a number"),
        ("{lr: 0.1, rho: j, epochs: 1, steps_per_epoch: 1}", "formula"),
        ("{lr: 0.1, rho: 0.1, epochs: 1.5, steps_per_epoch: 1}", "whole number"),
        ("{lr: 0.1, rho: 0.1, epochs: 1, steps_per_epoch: 0}", "whole number"),
        ("{lr: 0.1, rate: 0.1, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "mean the same"),
    ],
)
def test_bad_configurations(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text)
    with pytest.raises(UsageError, match=said):
        read(str(path))


STEP = {"name": "StepLR", "step_size": 3}


def test_radii_of_their_own(tmp_path: Path) -> None:
    k = np.arange(1, 200 * STEPS + 1)

    def radii(radius: Any, scheduler: Any = STEP) -> np.ndarray:
        run = read(written(tmp_path, scheduler, radius=radius))
        return run.radius.values(k) / run.step.values(k)

    def rates(rate: float, scheduler: Any) -> np.ndarray:
        return read(written(tmp_path, scheduler, lr=rate)).step.values(k)

    np.testing.assert_allclose(radii({"follow": "lr", "factor": 0.5}), 0.5)
    np.testing.assert_allclose(radii(0.3) * rates(0.1, STEP), 0.3)
    np.testing.assert_allclose(radii("0.3/k") * rates(0.1, STEP), 0.3 / k)
    exponential = {"name": "ExponentialLR", "gamma": 0.99}
    found = radii({"initial": 0.3, **exponential}) * rates(0.1, STEP)
    np.testing.assert_allclose(found, rates(0.3, exponential))


@pytest.mark.parametrize(
    ("radius", "said"),
    [
        ({"follow": "lr"}, "factor must be a number"),
        ({"follow": "rho", "factor": 1}, "follow must be one of lr"),
        ({"follow": "lr", "factor": 1, "name": "StepLR"}, "entry of radius must be"),
        (STEP, "radius needs initial"),
        ({"initial": 0.1}, "must have a name"),
        ({"initial": -1, **STEP}, "initial of radius must be a number >= 0"),
        ([0.1], "radius must be a number"),
        ("0.1*j", "may use only"),
    ],
)
def test_bad_radii(tmp_path: Path, radius: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read(written(tmp_path, STEP, radius=radius))


def test_a_radius_may_turn_negative(tmp_path: Path) -> None:
    rising = {"initial": 0.1, "name": "LambdaLR", "lr_lambda": "(epoch - 2)/10"}
    run = read(written(tmp_path, STEP, radius=rising))
    assert run.radius.first_invalid(run.iterations) == 1
    found = decide_all(run.step, run.radius)["radius-positive"]
    assert found.status is Status.REFUTED
    assert "k = 1" in found.evidence


def test_schedulers_step_by_epoch_or_by_iteration(tmp_path: Path) -> None:
    run = read(written(tmp_path, STEP))
    assert (run.interval, run.step.formula) == ("epoch", f"0.1*0.1**floor(floor((k-1)/{STEPS})/3)")
    run = read(written(tmp_path, {**STEP, "interval": "step"}))
    assert (run.interval, run.step.formula) == ("step", "0.1*0.1**floor((k-1)/3)")
    assert read(written(tmp_path, "linear")).interval == "step"
    assert read(written(tmp_path, {"name": "linear", "interval": "epoch"})).interval == "epoch"
    mixed = {"name": "ChainedScheduler", "schedulers": [STEP, "linear"]}
    with pytest.raises(UsageError, match="say which with interval"):
        read(written(tmp_path, mixed))
    assert read(written(tmp_path, {**mixed, "interval": "step"})).interval == "step"


def test_a_training_has_as_many_steps_as_its_scheduler(tmp_path: Path) -> None:
    assert read(written(tmp_path, "linear")).step == Schedule("0.1*Max(0,(1400-(k-1))/1400)")
    run = read(written(tmp_path, {"name": "OneCycleLR", "max_lr": 0.1}))
    assert run.beyond == (
        "OneCycleLR has no rate after its 1,400 steps, where PyTorch raises an error: its last "
        "one is assumed to stay"
    )
    run = read(written(tmp_path, STEP, radius={"initial": 0.1, "name": "linear"}))
    assert run.beyond == f"{GOES_ON}; for the radius, {GOES_ON}, which is 0 from step 1,400 on"
    with pytest.raises(UsageError, match="at least the 1,400 steps"):
        read(written(tmp_path, {"name": "OneCycleLR", "max_lr": 0.1, "total_steps": 1399}))


def test_formulas_that_are_too_long_are_refused(tmp_path: Path) -> None:
    parts = [{"name": "MultiStepLR", "milestones": list(range(100, 125))}] * 16
    with pytest.raises(UsageError, match="at most 1000 characters"):
        read(written(tmp_path, {"name": "ChainedScheduler", "schedulers": parts}))


def test_stairs_are_not_constant(tmp_path: Path) -> None:
    run = run_of(tmp_path, "MultiStepLR", milestones=[60, 120])
    found = {a.theorem.name: a for a in applicable(ITEMS, run.step, run.radius)}
    assert found["dai-1"].status is Status.REFUTED
