"""The solver's word, and what is said where there is no solver."""

from __future__ import annotations

import sys
from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.building import Norm, program
from sam_theory.bounds.solving import Arrays, solve
from sam_theory.errors import UsageError

QUESTION = asked("sam", "smooth", "decrease", "anywhere")
PROGRAM = program(QUESTION, (Norm(Fraction(1), Fraction(1)),))


def test_primal_and_dual_agree_with_the_program() -> None:
    """The primal meets the constraints, the dual the identity, and both have one value."""
    found, arrays = solve(PROGRAM), Arrays(PROGRAM)
    slacks = (arrays.matrices * found.gram).sum(axis=(1, 2)) + arrays.linear @ found.values
    slacks += arrays.constants
    equal = [c.equality for c in PROGRAM.constraints]
    assert slacks[:-1].min() > -1e-7
    assert abs(slacks[:-1][equal]).max() < 1e-7
    assert slacks[-1] == pytest.approx(found.value, abs=1e-7)
    weighted = found.multipliers @ arrays.matrices.reshape(len(slacks), -1)[:-1]
    rest = -(weighted.reshape(found.rest.shape) + arrays.matrices[-1])
    assert abs(rest - found.rest).max() < 1e-7
    bound = found.multipliers @ arrays.constants[:-1] + arrays.constants[-1]
    assert bound == pytest.approx(found.value, abs=1e-7)


def test_a_missing_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "clarabel", None)
    with pytest.raises(UsageError, match=r'pip install "sam-theory\[bounds\]"'):
        solve(PROGRAM)
