"""Each number of a true trap, moved until it is false, is refused."""

from __future__ import annotations

import pytest
from certificates.mutating import mutants
from certificates.true_traps import TRUE
from certificates.verifying import accepted

COSTLY = ("sgd", "m-sam", "n-sam", "full-ascent-sam")  # a refusal there takes up to minutes
CASES = tuple(
    case for case in TRUE[1::2] if case.method not in COSTLY and case.problem != "si-yun-sine"
)
EACH = [[mutant for _, mutant in mutants(case)] for case in CASES]


@pytest.mark.parametrize("index", range(len(CASES)))
def test_mutants_are_refused(index: int) -> None:
    assert [mutant for mutant in EACH[index] if accepted(mutant)] == []


def test_there_are_enough_of_them() -> None:
    assert sum(map(len, EACH)) >= 170
