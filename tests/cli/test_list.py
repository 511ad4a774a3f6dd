"""`list theorems --columns`: a table that fits, and all of it in JSON."""

from __future__ import annotations

import json

import pytest

from sam_theory.cli.app import run_command

Capture = pytest.CaptureFixture[str]


def test_the_columns_are_printed(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run_command(["list", "theorems", "--columns"]) == 0
    shown = capsys.readouterr().out
    for word in ("theorem", "method", "hypotheses", "measured", "bolte-1*", "usam-momentum"):
        assert word in shown


def test_json_has_all_of_them(capsys: Capture) -> None:
    assert run_command(["list", "theorems", "--columns", "--json", "-"]) == 0
    items = {item["name"]: item for item in json.loads(capsys.readouterr().out)["items"]}
    bolte = items["bolte-1"]
    assert bolte["kind"] == "theorems"
    assert bolte["methods"] == ["usam", "usam-momentum"]
    assert bolte["kinds"] == ["unnormalized"]
    assert bolte["radius"] == "constant"
    assert bolte["stochastic"] is False
    assert bolte["unconfirmed"]
    assert len(items["khanh-3.3"]["methods"]) > 3


@pytest.mark.parametrize("kind", [[], ["methods"]])
def test_only_theorems_have_them(kind: list[str], capsys: Capture) -> None:
    assert run_command(["list", *kind, "--columns"]) == 2
    assert "call list theorems --columns" in " ".join(capsys.readouterr().err.split())
