"""Bounds in words."""

from __future__ import annotations

import pytest

from sam_theory.certificates.wording import formula_text


@pytest.mark.parametrize(
    ("bound", "text"),
    [
        ("2*rho", "2·ρ"),
        ("Delta/k", "Δ/k"),
        ("c/k + L**2*rho**2", "c/k + L²·ρ²"),
        ("(1 - t*mu*(2 - L*t))**(k - 1)*Delta", "(1 − t·μ·(2 − L·t))^(k − 1)·Δ"),
    ],
)
def test_a_bound_as_it_is_written(bound: str, text: str) -> None:
    assert formula_text(bound) == text
