"""Training configurations as schedules, and what the theorems make of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from configured import run_of, written
from holding import LIBRARY, theorem

from sam_theory.errors import UsageError
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
    path = written(tmp_path, {"name": "LambdaLR", "lr_lambda": "1/(epoch+1)"}, rho="0.05/k**0.001")
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


def test_a_scheduler_may_be_left_out(tmp_path: Path) -> None:
    assert read(written(tmp_path, None)).step == Schedule("0.1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "mapping"),
        ("[1, 2]", "mapping"),
        ("lr: 0.1", "rho"),
        ("lr: [", "YAML or JSON"),
        ("{lr: -1, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "lr must be a number"),
        ("{lr: true, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "lr must be a number"),
        ("{lr: .nan, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "lr must be a number"),
        ("{lr: 0.1, rho: j, epochs: 1, steps_per_epoch: 1}", "formula"),
        ("{lr: 0.1, rho: 0.1, epochs: 1.5, steps_per_epoch: 1}", "whole number"),
        ("{lr: 0.1, rho: 0.1, epochs: 1, steps_per_epoch: 0}", "whole number"),
        ("{lr: 0.1, rate: 0.1, rho: 0.1, epochs: 1, steps_per_epoch: 1}", "mean the same"),
        ("!!python/object/apply:os.getcwd []", "YAML or JSON"),
    ],
)
def test_bad_configurations(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text)
    with pytest.raises(UsageError, match=said):
        read(str(path))


def test_missing_and_large_files(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="could not be read"):
        read(str(tmp_path / "none.yaml"))
    with pytest.raises(UsageError, match="could not be read"):
        read(str(tmp_path))
    path = tmp_path / "large.yaml"
    path.write_text("a: " + "x" * 1_000_001)
    with pytest.raises(UsageError, match="bytes"):
        read(str(path))


def test_stairs_are_not_constant(tmp_path: Path) -> None:
    run = run_of(tmp_path, "MultiStepLR", milestones=[60, 120])
    found = {a.theorem.name: a for a in applicable(ITEMS, run.step, run.radius)}
    assert found["dai-1"].status is Status.REFUTED
