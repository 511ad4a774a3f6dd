"""The command that shows a finding alone."""

from __future__ import annotations

from dataclasses import replace

from findings import finding

from sam_theory.library.catalogues import Library
from sam_theory.report.document import reproduce
from sam_theory.study.defaults import study_of
from sam_theory.verdict import Status


def test_a_command_says_only_what_is_not_usual() -> None:
    found = replace(finding(Status.VIOLATED, promised=True), radius="0.1/(L*k)")
    study = study_of(Library(), problems=["quadratic"], methods=["sam"])
    usual = "sam-theory check --problem quadratic --method sam --step 1/k --radius '0.1/(L*k)'"
    assert " ".join(reproduce(study, found)) == usual
    other = replace(study, iterations=100, starts=1, seed=7)
    assert " ".join(reproduce(other, found)) == f"{usual} --iterations 100 --starts 1 --seed 7"
    assert "--theorem khanh-3.5" in " ".join(reproduce(study, found, "khanh-3.5"))
