"""The answer of `prove`: how many proofs stand, and what is refuted."""

from __future__ import annotations

from proving import find, forgetful

from sam_theory.proofs.reporting import Report, report_all
from sam_theory.report.proof_answer import proofs_answer, refuted_steps


def reported(*names: str) -> list[Report]:
    found = report_all([find(name) for name in names], find)
    return [found[name] for name in names]


def test_one_proof_is_told_by_its_conclusions() -> None:
    assert proofs_answer(reported("khanh-b.2")) == (
        "The conclusions of khanh-b.2 are proved; no published step is refuted."
    )
    assert proofs_answer(reported("khanh-b.1")) == (
        "The conclusions of khanh-b.1 are proved; 1 published step is refuted, by known errata."
    )


def test_several_are_counted() -> None:
    assert proofs_answer(reported("khanh-b.1", "khanh-b.2", "si-yun-3.1")) == (
        "Of 3 proofs 2 stand, their conclusions proved; those of 1 are undecided; "
        "1 published step is refuted, by known errata."
    )


def test_a_refuted_step_that_is_not_known_is_named() -> None:
    report = report_all([forgetful(find("khanh-b.1"))], find)["khanh-b.1"]
    assert refuted_steps(report, known=False) == ["shifted sum"]
    assert refuted_steps(report, known=True) == []
    assert "refuted, new: “shifted sum” of khanh-b.1." in proofs_answer([report])
