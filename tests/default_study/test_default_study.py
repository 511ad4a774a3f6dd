"""The default study, as a user runs it: nothing new is contradicted, and nothing of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sam_theory.library.catalogues import Library
from sam_theory.statements.consistency import of_document
from sam_theory.statements.theorem import Theorem

LIBRARY = Library()
THEOREMS: list[Theorem] = [LIBRARY.get("theorems", name) for name in LIBRARY.entries("theorems")]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Any:
    out = tmp_path_factory.mktemp("study") / "check.json"
    command = [sys.executable, "-m", "sam_theory", "check", "--json", str(out)]
    folder = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    return json.loads(out.read_text(encoding="utf-8"))


def test_no_verdicts_exclude_each_other(document: Any) -> None:
    assert len(document["findings"]) > 8000
    assert of_document(document, THEOREMS) == []


def test_every_contradiction_is_a_known_erratum(document: Any) -> None:
    new = [s for s in document["statements"] if not s["known"]]
    assert new == []
    known = {s["theorem"] for s in document["statements"]}
    with_errata = {t.name for t in THEOREMS for c in t.conclusions if c.errata and not c.reading}
    assert known == with_errata, "an erratum that no default setting shows"


def test_both_slips_of_a_quoted_bound_are_shown_apart(document: Any) -> None:
    """tL ≤ 1 shows the units, tL > 1 the missing condition."""
    errata = {s["erratum"] for s in document["statements"] if s["theorem"] == "dai-1"}
    assert any("units" in erratum for erratum in errata)
    assert any("t ≤ 1/L" in erratum for erratum in errata)


def test_theorem_4_2_fails_with_f_bounded_below(document: Any) -> None:
    failing = {
        finding["problem"]
        for finding in document["findings"]
        for theorem in finding["theorems"]
        if theorem["name"] == "khanh-4.2" and theorem["contradiction"]
    }
    assert "lopsided-wells" in failing
