"""Lemmas attacked: their hypotheses have the numbers that `show` prints, and `--drop` takes."""

from __future__ import annotations

import pytest
from holding import LIBRARY

from sam_theory.falsifying.sequences.attack import attack


@pytest.mark.parametrize(
    ("number", "says"),
    [(1, "αₖ₊₁ − αₖ ≤ βₖαₖ + γₖ for large k"), (3, "Σ βₖ = ∞"), (5, "Σ βₖαₖ² < ∞")],
)
def test_what_is_dropped_has_its_number(number: int, says: str) -> None:
    theorem = LIBRARY.get("theorems", "khanh-b.1")
    statement = LIBRARY.get("proofs", "khanh-b.1").statement
    target = next(attack(theorem, statement, lambda name: None, number=number)).target
    dropped = target.dropped
    assert dropped is not None
    assert dropped.text == says
    assert target.theorem.conditions.index(dropped) + 1 == number
