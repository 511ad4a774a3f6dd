"""Files of counterexamples: names that differ have files that differ."""

from __future__ import annotations

import pytest
from kills import killed

from sam_theory.falsifying.attacking import Attack, targets_of
from sam_theory.library.catalogues import Library
from sam_theory.report.falsifying_files import files_of

LIBRARY = Library()
THEOREM = LIBRARY.get("theorems", "khanh-3.4")
TARGET = targets_of(THEOREM)[0]


def test_names_that_differ_have_files_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sam_theory.report.falsifying_files.picture_of", lambda *_: b"")
    paths: list[str] = []
    for name in ("against-a.b-1", "against-a-b-1", "against-a_b-1"):
        cell = killed(TARGET, name=name)
        paths += [path for path, _ in files_of(Attack(theorem=THEOREM, results=(cell,)), LIBRARY)]
    assert len(set(paths)) == 6
    assert "problems/against_a__b_1.py" in paths
