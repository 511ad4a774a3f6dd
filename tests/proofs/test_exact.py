"""Claims at exact numbers."""

from __future__ import annotations

import pytest

from sam_theory.proofs.exact import Undefined, holds


def test_algebraic_numbers_are_told_from_zero_exactly() -> None:
    assert holds("sqrt(5 + 2*sqrt(6)) == sqrt(2) + sqrt(3)", {})
    assert not holds("sqrt(5 + 2*sqrt(6)) == sqrt(2) + sqrt(3) + 1/10**40", {})
    below = "14142135623730950488016887242096980785696718753769480731766797"  # of √2·10⁶¹
    assert holds(f"sqrt(2) > {below}/10**61", {})
    assert holds(f"sqrt(2) < ({below} + 1)/10**61", {})
    with pytest.raises(Undefined):
        holds("1/(sqrt(2)*sqrt(2) - 2) > 0", {})
