"""The command `schedule`: its document, its constants, its sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from configured import written
from rich.cells import cell_len

from sam_theory.cli.app import run_command

Capture = pytest.CaptureFixture[str]


def test_the_command_answers_for_a_training_run(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path, {"name": "StepLR", "step_size": 60, "gamma": 0.2})
    assert run_command(["schedule", "--config", path, "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "sam-theory/1"
    assert found["command"] == "schedule"
    assert found["hypotheses"]["step-diverges"]["status"] == "refuted"
    assert "beyond that by its own formula" in found["training"]["note"]
    theorems = {t["name"]: t for t in found["theorems"]}
    assert theorems["khanh-3.5"]["applies"] == "refuted"
    assert "step-diverges" in theorems["khanh-3.5"]["fails"]
    assert run_command(["schedule", "--config", path]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("refuted") and "khanh-3.5" in line for line in lines)
    first, last = lines[: lines.index("")], lines[-lines[::-1].index("") :]
    assert first == last
    assert " ".join(line.strip() for line in first) == found["answer"]
    assert found["answer"].startswith("No theorem covers these schedules; the nearest: SAM")
    assert "“Σ tₖ = ∞” is refuted" in "\n".join(first[:5])
    assert not any("step-diverges" in line for line in lines)


SEQUENTIAL = {
    "name": "SequentialLR",
    "milestones": [5],
    "schedulers": [
        {"name": "LinearLR", "start_factor": 0.1, "total_iters": 5},
        {"name": "CosineAnnealingLR", "T_max": 195, "eta_min": 0.0001},
    ],
}


@pytest.mark.parametrize(
    "scheduler",
    [
        SEQUENTIAL,
        {"name": "StepLR", "step_size": 60, "gamma": 0.2},
        {"name": "MultiStepLR", "milestones": list(range(10, 150, 10))},
        "cosine",
    ],
    ids=lambda scheduler: scheduler if isinstance(scheduler, str) else scheduler["name"],
)
def test_a_training_run_is_answered_in_forty_lines(
    scheduler: Any, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    path = written(tmp_path, scheduler, radius={"follow": "lr", "factor": 0.5}, steps_per_epoch=391)
    assert run_command(["schedule", "--config", path]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(max(1, -(-cell_len(line) // 80)) for line in lines) <= 40
    assert any("is proved." in line for line in lines[:5])
    assert "ρₖ = 0.5*tₖ" in lines or scheduler == "cosine"
    rows = [line for line in lines if "  refuted  " in line]
    assert rows
    assert run_command(["schedule", "--config", path, "--verbose"]) == 0
    whole = capsys.readouterr().out
    assert "the theorems speak of all k" in " ".join(whole.split())
    assert "…" not in whole
    assert len(whole.splitlines()) > len(lines)


def test_the_command_writes_the_contract(capsys: Capture) -> None:
    arguments = ["schedule", "--step", "1/k", "--radius", "0.1/k**0.001", "--json", "-"]
    keys = [
        "step-positive", "step-diverges", "step-square-summable", "step-vanishes",
        "step-decreases", "step-bounded-below", "radius-positive", "radius-bounded",
        "radius-vanishes", "product-summable",
    ]  # fmt: skip
    assert run_command(arguments) == 0
    assert list(json.loads(capsys.readouterr().out)["hypotheses"]) == keys
    assert run_command([*arguments, "--lipschitz", "1", "--kl", "0.5"]) == 0
    more = ["radius-limsup", "radius-relative", "step-bound", "kl-tail"]
    found = json.loads(capsys.readouterr().out)["hypotheses"]
    assert list(found) == [*keys, *more]
    assert all(set(verdict) == {"status", "evidence", "slack"} for verdict in found.values())


def test_constants_are_unknown_unless_given(capsys: Capture) -> None:
    arguments = ["schedule", "--step", "1/k**n", "--radius", "0.1/D", "--lipschitz", "3"]

    def found(*more: str) -> tuple[str, str, str]:
        assert run_command([*arguments, *more, "--json", "-"]) == 0
        document = json.loads(capsys.readouterr().out)
        keys = ("step-diverges", "radius-limsup")
        diverges, limsup = (document["hypotheses"][key]["status"] for key in keys)
        return diverges, limsup, document["answer"]

    *open_, answer = found()
    assert open_ == ["undecided", "undecided"]
    assert "D stands for any positive constant" in answer
    assert "n stands for any dimension" in answer
    assert "L stands" not in answer
    *decided, answer = found("--dimension", "1", "--descent", "0.2")
    assert decided == ["proved", "proved"]  # 3 · 0.5 < 2
    assert "stands" not in answer
    assert found("--dimension", "2", "--descent", "0.1")[:2] == ("refuted", "refuted")


def test_constants_of_a_training_run(tmp_path: Path, capsys: Capture) -> None:
    path = written(tmp_path, None, radius="0.1/D")
    arguments = ["schedule", "--config", path, "--lipschitz", "3", "--json", "-"]
    for more, expected in (([], "undecided"), (["--descent", "0.2"], "proved")):
        assert run_command([*arguments, *more]) == 0
        found = json.loads(capsys.readouterr().out)["hypotheses"]
        assert found["radius-limsup"]["status"] == expected


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--step", "1/k"],
        ["--step", "1/j", "--radius", "0.1"],
        ["--step", "", "--radius", "0.1"],
        ["--step", "1/k", "--radius", "0.1", "--lipschitz", "0"],
        ["--step", "1/k", "--radius", "0.1", "--lipschitz", "nan"],
        ["--step", "1/k", "--radius", "0.1", "--lipschitz", "1e999999999"],
        ["--step", "1/k", "--radius", "0.1", "--descent", "0"],
        ["--step", "1/k", "--radius", "0.1", "--descent", "x"],
        ["--step", "1/k", "--radius", "0.1", "--dimension", "0"],
        ["--step", "1/k", "--radius", "0.1", "--dimension", "1.5"],
        ["--step", "1/k", "--radius", "0.1", "--dimension", "9" * 400],
        ["--step", "1/k", "--radius", "0.1", "--kl", "1"],
        ["--step", "1/k", "--radius", "0.1", "--kl", "x"],
        ["--step", "1/k", "--radius", "0.1", "--json", "{missing}/file.json"],
        ["--step", "1/k", "--config", "x.yaml"],
    ],
)
def test_wrong_calls_end_in_one_sentence(
    arguments: list[str], tmp_path: Path, capsys: Capture
) -> None:
    missing = tmp_path / "missing"  # a folder that nobody has made
    given = [argument.replace("{missing}", str(missing)) for argument in arguments]
    assert run_command(["schedule", *given]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert not missing.exists()
