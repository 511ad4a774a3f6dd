"""`--config` in the commands that take schedules."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from configured import written

from sam_theory.cli.app import run_command

Capture = pytest.CaptureFixture[str]
STEP = {"name": "StepLR", "step_size": 3, "gamma": 0.5}
SHORT = {"epochs": 4, "steps_per_epoch": 25}
SETTING = ["--problem", "quadratic", "--method", "sam"]


def checked(capsys: Capture, *arguments: str) -> tuple[int, dict[str, Any]]:
    """The status and the document of `check` on one setting."""
    status = run_command(["check", *arguments, "--jobs", "1", "--json", "-"])
    return status, json.loads(capsys.readouterr().out)


def test_check_runs_the_training(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path, STEP, radius={"follow": "lr", "factor": 0.1}, **SHORT)
    status, found = checked(capsys, *SETTING, "--config", path)
    assert status == 0
    assert found["training"]["scheduler"] == "StepLR"
    assert found["training"]["file"] == path
    (finding,) = found["findings"]
    assert finding["iterations"] == found["training"]["iterations"] == 100
    formulas = ("--step", finding["step"], "--radius", finding["radius"], "--iterations", "100")
    _, again = checked(capsys, *SETTING, *formulas)
    assert again["findings"] == found["findings"]
    assert "training" not in again
    _, shorter = checked(capsys, *SETTING, "--config", path, "--iterations", "60")
    assert shorter["findings"][0]["iterations"] == 60


def test_check_names_the_scheduler(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path, {**STEP, "interval": "step"}, **SHORT)
    assert run_command(["check", *SETTING, "--config", path, "--jobs", "1"]) in (0, 1)
    out = " ".join(capsys.readouterr().out.split())
    assert "StepLR, a step an iteration; 4 epochs of 25 iterations" in out
    assert "continued beyond that by its own formula" in out


def test_the_command_of_a_contradiction_shows_it_again(tmp_path: Path, capsys: Capture) -> None:
    warmed = {"name": "cosine", "num_warmup_steps": 10}
    path = written(tmp_path, warmed, radius="0.1/k", **SHORT)
    _, found = checked(capsys, *SETTING, "--config", path, "--theorem", "khanh-d.1")
    (statement,) = found["statements"]
    program, command, *arguments = shlex.split(statement["example"]["command"])
    assert (program, command) == ("sam-theory", "check")
    _, again = checked(capsys, *arguments)
    assert again["statements"] == found["statements"]


def test_run_records_the_rates_of_the_training(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path, STEP, **SHORT)
    out = tmp_path / "run.npz"
    arguments = ["run", *SETTING, "--config", path, "--out", str(out)]
    assert run_command(arguments) == 0
    assert "StepLR, a step an epoch" in capsys.readouterr().out
    expected = 0.1 * 0.5 ** (np.arange(100) // 25 // 3)
    np.testing.assert_allclose(np.load(out)["step"], expected)
    assert run_command([*arguments, "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["training"]["iterations"] == 100


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_radius_that_turns_negative_is_told_with_its_k(
    command: str, tmp_path: Path, capsys: Capture
) -> None:
    falling = {"initial": 0.1, "name": "LambdaLR", "lr_lambda": "1 - epoch/2"}
    path = written(tmp_path, STEP, radius=falling, **SHORT)
    out = ["--out", str(tmp_path / "run.npz")] if command == "run" else []
    assert run_command([command, *SETTING, "--config", path, *out]) == 2
    error = capsys.readouterr().err
    assert "is -0.05 at k = 76" in error
    assert error.count("\n") == 1
    assert run_command(["schedule", "--config", path, "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)["hypotheses"]["radius-positive"]
    assert found["status"] == "refuted"
    assert "k = 51" in found["evidence"]  # where it is 0


@pytest.mark.parametrize("command", ["check", "schedule"])
def test_the_answer_says_what_it_rests_on(command: str, tmp_path: Path, capsys: Capture) -> None:
    cosine = {"name": "CosineAnnealingLR", "T_max": 4}
    path = written(tmp_path, cosine, **SHORT)
    given = [*SETTING, "--jobs", "1"] if command == "check" else []
    run_command([command, *given, "--config", path, "--json", "-"])
    answer = json.loads(capsys.readouterr().out)["answer"]
    assert answer.endswith(
        " The training ends at k = 100; the cosine, which the training does not take beyond its "
        "end, is assumed to stay at eta_min = 0 after T_max = 4."
    )
    run_command([command, *given, "--config", path])
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith(answer)
    assert out.endswith(answer)


def test_what_is_assumed_after_the_end_is_told(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path, {"name": "OneCycleLR", "max_lr": 0.1}, **SHORT)
    assert run_command(["schedule", "--config", path, "--json", "-"]) == 0
    training = json.loads(capsys.readouterr().out)["training"]
    assert "no rate after its 100 steps" in training["note"]
    assert training["interval"] == "step"
    for scheduler, said in (
        (STEP, "beyond that by its own formula; they speak"),
        ("linear", "which is 0 from step 100 on"),
        ({"name": "CosineAnnealingLR", "T_max": 4}, "to stay at eta_min = 0 after T_max = 4"),
        ({"name": "CosineAnnealingLR", "T_max": 3}, "cosine rises again after T_max = 3"),
        ("cosine", "to stay at its value after num_training_steps = 100"),
        ({"name": "cosine", "num_training_steps": 99}, "goes on after num_training_steps = 99"),
    ):
        path = written(tmp_path, scheduler, **SHORT)
        assert run_command(["schedule", "--config", path, "--json", "-"]) == 0
        assert said in json.loads(capsys.readouterr().out)["training"]["note"]


@pytest.mark.parametrize("command", ["check", "run", "schedule"])
@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--step", "1/k"], "leave out --step and --radius"),
        (["--radius", "1/k"], "leave out --step and --radius"),
    ],
)
def test_a_configuration_beside_formulas(
    command: str, more: list[str], said: str, tmp_path: Path, capsys: Capture
) -> None:
    given = {"check": SETTING, "run": [*SETTING, "--out", str(tmp_path / "run.npz")]}
    path = written(tmp_path, STEP, **SHORT)
    assert run_command([command, *given.get(command, []), "--config", path, *more]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "run"])
def test_endless_trainings_need_a_number(command: str, tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path, STEP, epochs=10**6, steps_per_epoch=10**6)
    out = tmp_path / "run.npz"
    given = [*SETTING, *(["--out", str(out)] if command == "run" else []), "--config", path]
    assert run_command([command, *given]) == 2
    assert "--iterations must be given" in capsys.readouterr().err
    assert not out.exists()


def test_run_needs_schedules(tmp_path: Path, capsys: Capture) -> None:
    out = ["--out", str(tmp_path / "run.npz")]
    for given in ([], ["--step", "1/k"]):
        assert run_command(["run", *SETTING, *out, *given]) == 2
        assert "given together, or --config" in capsys.readouterr().err
