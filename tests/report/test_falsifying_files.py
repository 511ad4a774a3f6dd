"""Files of counterexamples: names that differ have files that differ."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sam_theory.falsifying.attacking import Attack, targets_of
from sam_theory.falsifying.claims import Attacked, Counterexample
from sam_theory.library.catalogues import Library
from sam_theory.report.falsifying_files import files_of
from sam_theory.verdict import refuted

LIBRARY = Library()
THEOREM = LIBRARY.get("theorems", "khanh-3.4")
TARGET = targets_of(THEOREM)[0]
EXAMPLE = Counterexample(
    target=TARGET,
    verdict=refuted("at k = 1"),
    kept=(),
    problem="problem = ...",
    name="",
    formula="f(x) = x²",
    method="sam",
    step="1/k",
    radius="1",
    start=(Fraction(-1, 2),),
    size=(1, 2),
)


def test_names_that_differ_have_files_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sam_theory.report.falsifying_files.picture_of", lambda *_: b"")
    paths: list[str] = []
    for name in ("against-a.b-1", "against-a-b-1", "against-a_b-1"):
        example = replace(EXAMPLE, name=name)
        cell = Attacked(target=TARGET, outcome="false-as-stated", counterexample=example)
        paths += [path for path, _ in files_of(Attack(theorem=THEOREM, results=(cell,)), LIBRARY)]
    assert len(set(paths)) == 6
    assert "problems/against_a__b_1.py" in paths
