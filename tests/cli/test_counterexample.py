"""The command `counterexample`: its document and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sam_theory.cli.app import run_command

flint = pytest.importorskip("flint")


def document(arguments: list[str], capture: pytest.CaptureFixture[str]) -> Any:
    assert run_command(["counterexample", *arguments, "--json", "-"]) == 0
    return json.loads(capture.readouterr().out)


def test_the_command_writes_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    found = document([], capsys)
    assert found["parameters"]["t"] == 0.01
    assert found["certificate"]["status"] == "proved"
    low, high = found["cycle"]["enclosure"]
    assert low <= found["cycle"]["radius"] <= high
    assert low == pytest.approx(0.1 * 0.02 / 1.98)
    assert all({"start", "reaches_cycle_at", "distance"} <= set(run) for run in found["runs"])


def test_the_command_without_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sam_theory.certificates.certify.find_spec", lambda name: None)
    found = document(["--step", "1/4"], capsys)
    assert found["certificate"]["status"] == "undecided"
    assert "pip install" in found["certificate"]["evidence"]
    assert found["cycle"]["radius"] == pytest.approx(0.1 / 3)
    assert found["cycle"]["enclosure"] is None


def test_the_command_outside_the_region(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(["--step", "1.5"], capsys)
    assert found["certificate"]["status"] == "undecided"
    assert found["cycle"]["radius"] is None


@pytest.mark.parametrize(
    "arguments", [["--step", "1/k"], ["--step", "-1"], ["--radius", "0"], ["--map", "map.txt"]]
)
def test_wrong_calls(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["counterexample", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
