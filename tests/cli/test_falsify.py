"""The command `falsify`: its document, its files, its exit status, its sentences."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("flint")

from sam_theory.cli.app import run_command
from sam_theory.falsifying.attacking import attack
from sam_theory.falsifying.thresholds import OutOfTime
from sam_theory.library.catalogues import Library
from sam_theory.report.falsifying_answer import attack_answer
from sam_theory.report.falsifying_document import claims_of

OWN = '''
"""Gradient descent with any step: true with t → 0, false without."""

from sam_theory.statements.conclusions.properties import promise
from sam_theory.statements.hypotheses.facts import BOUNDED_LEVEL_SET, CONVEX, LIPSCHITZ_GRADIENT
from sam_theory.statements.hypotheses.schedules import STEP_DIVERGES, STEP_VANISHES
from sam_theory.statements.theorem import Theorem


def make(name, *more):
    return Theorem(
        name=name,
        summary="∇f → 0",
        about=lambda method: method.error_model == "exact",
        hypotheses=(CONVEX, LIPSCHITZ_GRADIENT, BOUNDED_LEVEL_SET, STEP_DIVERGES, *more),
        conclusions=(promise("∇f(xᵏ) → 0", "gradient-limit"),),
        source="an example",
    )


any_step = make("any-step")
short_steps = make("short-steps", STEP_VANISHES)
'''
LONG = ("--budget", "3600", "--seed", "3")  # what is found ends the search


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mine")
    (folder / "theorems").mkdir()
    (folder / "theorems" / "steps.py").write_text(OWN)
    return folder


def documented(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    status = run_command([*arguments, "--json", "-"])
    return status, json.loads(capsys.readouterr().out)


def test_a_false_statement_of_ones_own(
    mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["falsify", "any-step", "--library", str(mine), *LONG, "--out", str(tmp_path)]
    status, found = documented(arguments, capsys)
    assert status == 1
    assert found["schema"] == "sam-theory/1"
    assert found["command"] == "falsify"
    assert found["seed"] == 3
    assert found["answer"].startswith("any-step is false for gradient-descent as printed: ∇f(xᵏ)")
    stated, *without = found["claims"]
    assert (stated["dropped"], stated["weakened_to"], stated["outcome"]) == (
        None,
        None,
        "false-as-stated",
    )
    assert {claim["outcome"] for claim in without} == {"open"}  # it is false with all of them
    example = stated["counterexample"]
    keys = {"problem", "method", "step", "radius", "start", "violates", "command", "evidence"}
    assert keys <= set(example)
    assert example["status"] == "refuted"
    assert all(kept["status"] == "proved" for kept in example["hypotheses"])
    (file,) = (tmp_path / "problems").glob("*.py")
    assert file.read_text() == example["problem"]
    assert (tmp_path / f"{example['name']}.png").read_bytes().startswith(b"\x89PNG")
    assert run_command(["audit", example["name"], "--library", str(tmp_path)]) == 0
    assert f"--library {mine} --library {tmp_path} " in example["command"]


def test_a_hypothesis_by_its_number(
    mine: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mine.parent)  # the command works from anywhere
    arguments = ["falsify", "short-steps", "--library", mine.name, "--drop", "4", *LONG]
    assert run_command(arguments) == 0
    text = capsys.readouterr().out
    assert "The hypothesis “Σ tₖ = ∞” is necessary." in text
    assert "A. c1 without 4" in text
    folders = f"--library {mine} --library DIR"  # the statement is of the first
    pasted = " ".join(text.replace("\\\n", "").split())
    assert f"sam-theory check {folders} --problem against-short-steps-1" in pasted
    assert all(len(line) <= 80 for line in text.splitlines())


def test_the_same_seed_finds_the_same(mine: Path) -> None:
    library = Library((str(mine),))
    theorem = library.get("theorems", "short-steps")

    def found(seed: int) -> list[dict[str, Any]]:
        return claims_of([attack(theorem, library, seed=seed, rounds=1)])

    assert found(1) == found(1)


def test_what_cannot_be_attacked_is_not_open(capsys: pytest.CaptureFixture[str]) -> None:
    status, found = documented(["falsify", "si-yun-4.3-n-sam", "--budget", "1"], capsys)
    assert status == 0
    assert found["answer"].startswith("Cannot be attacked, as it speaks of a mean over draws: ")
    assert "open" not in found["answer"]
    assert {claim["outcome"] for claim in found["claims"]} == {"unattacked"}
    assert {claim["tested"] for claim in found["claims"]} == {0}
    assert found["claims"][0]["because"] == "it speaks of a mean over draws"


def test_a_threshold_for_which_there_is_no_time_is_said_to_be_unsought(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*_: object) -> None:
        raise OutOfTime

    monkeypatch.setattr("sam_theory.falsifying.attacking.threshold_of", late)
    library = Library((str(mine),))
    found = attack(library.get("theorems", "any-step"), library, seed=3, budget=3600)
    assert found.unsought
    assert attack_answer(found).endswith(
        "no time left to look for the number from which on it fails."
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["khanh-9.9"], "khanh-9.9"),
        (["khanh-3.2", "--drop", "10"], "from 1 to 9; got 10"),
        (["khanh-3.2", "--budget", "0"], "--budget must be seconds"),
        (["khanh-3.2", "--seed", "-1"], "--seed"),
    ],
)
def test_wrong_calls_end_in_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["falsify", *arguments]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert not captured.out


def test_a_number_that_a_statement_lacks_is_told_before_the_search(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("sam_theory.falsifying.attacking.searched")  # an error, where it is begun
    assert run_command(["falsify", "khanh-3.2", "khanh-3.4", "--drop", "9"]) == 2
    assert "from 1 to 4; got 9" in capsys.readouterr().err


def test_a_folder_that_cannot_be_is_told_before_the_search(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("sam_theory.falsifying.attacking.attack")  # an error, where it is begun
    (tmp_path / "file").touch()
    assert run_command(["falsify", "khanh-3.2", "--out", str(tmp_path / "file")]) == 2
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_an_interruption_keeps_what_was_found(
    mine: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sam_theory.falsifying.searching.attempt", interrupted)
    status, found = documented(["falsify", "any-step", "--library", str(mine), *LONG], capsys)
    assert status == 130
    assert found["answer"].endswith("The search was interrupted.")
    assert found["claims"][0]["tested"] > 0


@pytest.mark.parametrize(
    "place", ["falsifying.attacking.entailed", "report.falsifying_files.picture_of"]
)
def test_an_interruption_after_the_search_keeps_it_too(
    place: str,
    mine: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupting(*_: object) -> bytes:
        signal.raise_signal(signal.SIGINT)
        return b""

    monkeypatch.setattr(f"sam_theory.{place}", interrupting)
    monkeypatch.setattr("sam_theory.falsifying.attacking.ENOUGH", 0)
    arguments = ["falsify", "any-step", "--library", str(mine), *LONG, "--out", str(tmp_path)]
    status, found = documented(arguments, capsys)
    assert status == 130
    assert found["claims"][0]["outcome"] == "false-as-stated"
    name = found["claims"][0]["counterexample"]["name"]
    assert (tmp_path / f"{name}.png").exists()
    assert len(list((tmp_path / "problems").iterdir())) == 1
