"""Certificates before solvers, and two solvers that must not contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("z3")
pytest.importorskip("cvc5")
from sam_theory.proofs import believing  # after the extras are known to be there
from sam_theory.proofs.believing import Disagreement, believed
from sam_theory.proofs.certificates import keep
from sam_theory.proofs.finding.search import certificate
from sam_theory.proofs.real_arithmetic import Claim
from sam_theory.proofs.terms import Refused
from sam_theory.verdict import Status

CLAIM = Claim(("x >= 1",), "x**2 >= x", ())


def test_two_solvers_where_there_is_no_certificate(tmp_path: Path) -> None:
    verdict, kind = believed(CLAIM, tmp_path)
    assert (verdict.status, kind) == (Status.PROVED, "solver")
    assert "z3 and cvc5" in verdict.evidence


def test_no_solver_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = certificate(CLAIM)
    assert tree
    keep(CLAIM, tree, tmp_path)
    monkeypatch.setattr(believing, "decide", None)
    verdict, kind = believed(CLAIM, tmp_path)
    assert (verdict.status, kind) == (Status.PROVED, "identity")


def test_what_is_false_is_refuted(tmp_path: Path) -> None:
    verdict, kind = believed(Claim((), "x**2 >= x", ()), tmp_path)
    assert (verdict.status, kind) == (Status.REFUTED, None)


def test_a_disagreement_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(believing, "second_opinion", lambda claim: "refuted")
    with pytest.raises(Disagreement, match="z3 proves"):
        believed(CLAIM, tmp_path)
    assert believed(CLAIM, tmp_path, quick=True)[0].status is Status.PROVED


def test_one_solver_alone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(claim: Claim) -> str:
        raise Refused("too long")

    for answer in (lambda claim: "unknown", refused):
        monkeypatch.setattr(believing, "second_opinion", answer)
        assert "z3 alone" in believed(CLAIM, tmp_path)[0].evidence
