"""The command `counterexample`: its document and what it refuses."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from stepping import dynamics

from sam_theory.certificates import stall_map
from sam_theory.cli.app import run_command

flint = pytest.importorskip("flint")
from sam_theory.certificates.established import Established  # noqa: E402  # after the extra is there
from sam_theory.certificates.verifier.accepting import accept, accept_run  # noqa: E402
from sam_theory.certificates.writing import certificate_of, entry_of  # noqa: E402


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
    assert 0 <= Fraction(found["cycle"]["multiplier"]) - Fraction(98, 100) ** 2 < 1e-15
    assert all({"start", "reaches_cycle_at", "distance"} <= set(run) for run in found["runs"])
    assert [item["form"] for item in found["found"]] == ["cycle"]
    assert found["searched"]


@pytest.mark.parametrize(
    ("name", "method", "step"),
    [
        ("si-yun-sine", "sam", "0.5/L"),
        ("double-well", "sam", "0.5"),
        ("lopsided-wells", "usam", "0.5"),
    ],
)
def test_what_is_found_can_be_verified_again(
    name: str, method: str, step: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = document(["--problem", name, "--method", method, "--step", step], capsys)
    assert found["certificate"]["status"] == "proved"
    setting = dynamics(name, step, "0.1", method)
    assert found["found"]
    for item in found["found"]:
        certificate = certificate_of(item["certificate"])
        shown = accept(setting, certificate)
        assert isinstance(shown, Established)
        assert shown.text == item["verdict"]["evidence"]
        for entry in map(entry_of, item["entries"]):
            assert isinstance(accept_run(setting, certificate, entry), Established)


def test_a_formula_in_k_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(["--problem", "si-yun-sine", "--step", "1/2/k"], capsys)
    assert found["certificate"]["status"] == "proved"
    assert found["parameters"]["t"] is None
    assert {item["form"] for item in found["found"]} == {"trap"}


def test_the_command_without_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sam_theory.certificates.certify.find_spec", lambda name: None)
    found = document(["--step", "1/4"], capsys)
    assert found["certificate"]["status"] == "undecided"
    assert "pip install" in found["certificate"]["evidence"]
    assert found["cycle"]["radius"] == pytest.approx(0.1 / 3)
    assert found["cycle"]["enclosure"] is None
    assert found["found"] == []
    assert "pip install" in found["searched"][0]


@pytest.mark.parametrize(("step", "status"), [("1.66", "refuted"), ("1.67", "proved")])
def test_usam_on_a_quadratic_is_decided(
    step: str, status: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--problem", "quadratic[eigenvalues=(1.0,)]", "--method", "usam"]
    found = document([*arguments, "--step", step, "--radius", "0.2"], capsys)
    assert found["certificate"]["status"] == status


def test_the_command_outside_the_region(capsys: pytest.CaptureFixture[str]) -> None:
    """t > 2/L: there is no cycle, and runs leave for infinity."""
    found = document(["--step", "1.5"], capsys)
    assert found["certificate"]["status"] == "proved"
    assert {item["form"] for item in found["found"]} == {"moving"}
    assert found["cycle"]["radius"] is None


def test_a_cycle_that_should_have_been_certified(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1 where neither it nor anything else is."""
    monkeypatch.setattr(
        "sam_theory.certificates.finding.cycles.cycle_near", lambda dynamics, rows: None
    )
    monkeypatch.setattr(
        "sam_theory.certificates.finding.attempt.candidates", lambda *_, **__: iter(())
    )
    monkeypatch.setattr(
        "sam_theory.certificates.finding.survey.candidates", lambda *_, **__: iter(())
    )
    monkeypatch.setattr("sam_theory.certificates.finding.survey.of_schedules", lambda *_: None)
    assert run_command(["counterexample", "--step", "1/4"]) == 1
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--step", "-1"], "'-1' is -1 at k = 1"),
        (["--step", "0"], "--step must be positive"),
        (["--step", "k - 3"], "is -2 at k = 1"),
        (["--step", "1/(k - 3)"], "is -0.5 at k = 1"),
        (["--step", "1/L", "--problem", "double-well"], "no L of double-well is known"),
        (["--step", "nonsense"], "nonsense"),
        (["--radius", "0"], "--radius must be positive"),
        (["--radius", "1/(k-1)"], "at k = 1"),
        (["--map", "map.txt"], "--map must end in one of"),
        (["--problem", "nothing"], "nothing"),
        (["--method", "nothing"], "nothing"),
        (["--method", "rsam"], "--method must draw nothing; got rsam"),
        (["--method", "m-sam", "--problem", "least-squares"], "--method must draw nothing"),
        (["--problem", "double-well", "--step", "1/k", "--map", "map.png"], "needs constants"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_calls(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["counterexample", *arguments]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert words in told


def test_many_dimensions_are_answered(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--problem", "random-quadratic[dimension=50]", "--step", "0.5/L"]
    found = document(arguments, capsys)
    assert found["certificate"]["status"] == "undecided"
    assert "dimension 50 exceeds" in found["certificate"]["evidence"]


def test_the_map_of_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a coarse grid."""
    defaults = stall_map.compute.__kwdefaults__
    coarse = defaults | {"columns": 2, "rows": 2}
    monkeypatch.setattr(stall_map.compute, "__kwdefaults__", coarse)
    for name in ("map.csv", "map.png"):
        target = tmp_path / name
        arguments = ["--problem", "si-yun-sine", "--step", "0.5/L", "--map", str(target)]
        assert run_command(["counterexample", *arguments]) == 0
        assert target.stat().st_size > 0
    lines = (tmp_path / "map.csv").read_text().splitlines()
    assert lines[0] == "t,rho,kind,slope"
    assert len(lines) == 5
