"""Each number of a true cycle, moved until it is false, is refused."""

from __future__ import annotations

from certificates.mutating import mutants
from certificates.true_cycles import TRUE
from certificates.verifying import accepted


def test_mutants_are_refused() -> None:
    found = [mutant for case in TRUE for _, mutant in mutants(case)]
    assert len(found) >= 350
    assert [mutant for mutant in found if accepted(mutant)] == []
