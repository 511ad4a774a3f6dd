"""What an encoding lacks is spelled so that it can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from sam_theory.cli.spelling import plain

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("sam_theory", "problems", "proofs_checks", "figures")


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Σ tₖ²‖∇f(xᵏ)‖ ≤ L³ρ²/2", "sum  t_k^2||grad f(x^k)|| <= L^3rho^2/2"),
        ("xᵏ⁺¹ → x̄, p⁻¹", "x^k+1 -> x-bar, p^-1"),
        ("½ Δ ∈ ℝⁿ", "1/2 Delta in R^n"),
        ("Hölder, Łojasiewicz", "Holder, Lojasiewicz"),
        ("\udcff.csv", "\\xff.csv"),
        ("日", "[cjk unified ideograph-65e5]"),
    ],
)
def test_signs_have_spellings(text: str, spelled: str) -> None:
    assert plain(text) == spelled


def test_what_an_encoding_has_stays() -> None:
    assert plain("½ ∞", "cp1252") == "½ inf"
    assert plain("½ ∞ ≤", "utf-8") == "½ ∞ ≤"


def test_everything_that_is_written_here_has_a_spelling() -> None:
    """No sign of the sources is left with its name in brackets."""
    sources = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    signs = {c for path in sources for c in path.read_text("utf-8") if not c.isascii()}
    assert len(signs) > 100
    assert [c for c in signs if "[" in plain(c)] == []
