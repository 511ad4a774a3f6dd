"""`bound`: what it prints, and how wrong calls end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sam_theory.cli.app import run_command
from sam_theory.library.catalogues import Library

SAM = ("--method", "sam", "--class", "smooth-convex", "--step", "0.5/L", "--radius", "0.5/L")


def test_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["bound", *SAM, "--criterion", "decrease", "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["command"] == "bound"
    assert document["answer"].startswith("One step of sam")
    assert [row["s"] for row in document["rows"]] == [0.1, 0.2, 0.5, 1, 2]
    assert all(row["certified"] for row in document["rows"])


def test_lines_are_short(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    call = ["bound", "--method", "usam", "--class", "descent", "--step", "0.5", "--radius", "0.25"]
    assert run_command([*call, "--criterion", "decrease", "--gradient", "1"]) == 0
    printed = capsys.readouterr().out
    assert max(map(len, printed.splitlines())) <= 80
    assert "f may rise" in printed


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("--criterion", "none"), "--criterion must be one of"),
        (("--criterion", "decrease", "--gradient", "0"), "--gradient must be from"),
        (("--criterion", "gap", "--gradient", "1"), "--gradient must be left out"),
        (("--criterion", "gap", "--start", "Q=1"), "--start must be R=1 or Delta=1"),
        (("--criterion", "decrease", "--iterations", "11"), "--iterations must be from 1 to 10"),
        (("--criterion", "decrease", "--step", "sqrt(2)"), "must be rational"),
        (("--criterion", "decrease", "--step", "1/k"), "a formula may use only"),
        (("--criterion", "decrease", "--method", "vasso"), "--method must take"),
        (("--criterion", "decrease", "--class", "convex"), "--class must be one of"),
    ],
)
def test_wrong_calls(
    changed: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["bound", *SAM, *changed]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


def test_the_radius_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    call = ["bound", "--method", "sam", "--class", "smooth", "--criterion", "gap", "--step", "1"]
    assert run_command(call) == 2
    assert "--radius must be given for sam" in capsys.readouterr().err


def test_a_claim_chooses_the_start_and_the_function_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["bound", "--method", "usam", "--class", "smooth", "--criterion", "gradient-average"]
    claim = ["--claim", "2*Delta/(N*t) + rho**2*L**2", "--out", str(tmp_path / "new")]
    sizes = ["--step", "0.5", "--radius", "0.25", "--iterations", "2"]
    assert run_command([*call, *sizes, *claim, "--json", str(tmp_path / "rows.json")]) == 0
    printed = capsys.readouterr().out
    (row,) = json.loads((tmp_path / "rows.json").read_text())["rows"]
    assert (row["start"], row["claim"]["status"]) == ("Delta = 1", "proved")
    name = "worst-usam-smooth-gradient-average-2"
    problem = Library((tmp_path / "new",)).get("problems", name)
    assert problem.facts.lipschitz.value.upper == 1
    assert f"--problem {name} --method usam" in printed
    assert run_command([*call, *sizes, "--out", str(tmp_path / "rows.json")]) == 2
    assert "--out must be a folder" in capsys.readouterr().err
