"""The command `prove`: its document, its exit status, its sentences."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest
from proving import find, forgetful

from sam_theory.cli.app import run_command
from sam_theory.library.catalogues import Library


def test_prove_writes_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["prove", "khanh-b.1", "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["command"] == "prove"
    assert found["answer"].startswith("The conclusions of khanh-b.1 are proved")
    (entry,) = found["proofs"]
    assert {"name", "source", "conclusion", "hypotheses_unused", "steps"} <= set(entry)
    assert entry["conclusion"] == "proved"
    ways = {"identity", "real-arithmetic", "series", "number", "lemma", "cited"}
    for step in entry["steps"]:
        assert {"name", "claim", "by", "ours", "status", "evidence", "slack"} <= set(step)
        assert step["by"] in ways


def test_prove_exits_with_1_for_a_refuted_step_that_is_not_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten = forgetful(find("khanh-b.1"))
    monkeypatch.setattr(Library, "get", lambda *_: forgotten)
    assert run_command(["prove", "khanh-b.1"]) == 1
    assert "shifted sum" in capsys.readouterr().out


def test_prove_without_a_refuted_step_exits_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["prove", "khanh-b.2"]) == 0
    shown = capsys.readouterr().out
    assert "crossing" in shown
    answer = "The conclusions of khanh-b.2 are proved; no published step is refuted."
    assert (shown.splitlines()[0], shown.splitlines()[-1]) == (answer, answer)


@pytest.mark.parametrize("command", ["prove", "falsify"])
def test_the_extra_that_is_missing_is_named(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sam_theory.errors.find_spec", lambda name: None)
    assert run_command([command, "khanh-b.2"]) == 2
    assert 'pip install "sam-theory[proofs]"' in capsys.readouterr().err


def test_prove_asks_for_a_known_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["prove", "khanh-3.22"]) == 2
    assert "khanh-3.2" in capsys.readouterr().err


def test_certificates_are_verified_without_a_solver(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sam_theory.proofs import deciding

    deciding.decided.cache_clear()
    for name in ("z3", "cvc5"):
        monkeypatch.setitem(sys.modules, name, None)
    there = importlib.util.find_spec
    hidden = ("z3", "cvc5")
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in hidden else there(name)
    )
    monkeypatch.setattr(deciding, "find_spec", importlib.util.find_spec)
    assert run_command(["prove", "khanh-b.2", "--json", "-"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["proofs"]
    assert entry["conclusion"] == "proved"
    kinds = {s["certificate"] for s in entry["steps"] if s["by"] == "real-arithmetic"}
    assert kinds == {"identity"}
    deciding.decided.cache_clear()
