"""Lines of problems read, and what follows of them, against what is known by hand."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from sam_theory.falsifying.recomputed.lines import Line
from sam_theory.falsifying.recomputed.notation import Unreadable
from sam_theory.falsifying.recomputed.shown import read


def line(formula: str) -> Line:
    (found,) = read(formula, 1).lines
    return found


@pytest.mark.parametrize(
    ("formula", "bends", "infimum", "best"),
    [
        ("f(x) = (1/4)x² + (3/4)x − 1", (0.5, 0.5), -25 / 16, [(-1.5, -1.5)]),
        ("f(x) = −x", (0, 0), -math.inf, []),
        ("f′(x) = x³", (0, math.inf), 0, [(0, 0)]),
        ("f′(x) = x − 2 for x ≤ 1, −1/x² for x ≥ 1", (0, 2), -2.5, []),
        ("f′(x) = 0 for x ≤ 0, 2x on [0, 1], 2 for x ≥ 1", (0, 2), 0, [(None, 0)]),
        ("f′(x) = x + 1 for x ≤ −1, 0 on [−1, 0], x for x ≥ 0", (0, 1), 0, [(-1, 0)]),
        ("f′(x) = 1/(x − 1)² for x ≤ 0, 1/(x + 1)² for x ≥ 0", (-2, 2), -1, []),
        ("f(x) = (1/2)x² − (1/3)|x|³", (-math.inf, 1), -math.inf, []),
        ("f(x) = −x² + (1/4)x⁴", (-2, math.inf), None, None),  # √2 is irrational
        ("f(x) = −(1/2)x² + (1/4)x⁴", (-1, math.inf), -0.25, [(-1, -1), (1, 1)]),
        ("f(x) = −(1/2)|x|³ + 1 for |x| ≤ 2, f″ = 3 beyond", (-6, 3), -9, [(-4, -4), (4, 4)]),
        ("f(x) = (2/3)|x|^(3/2)", (0, math.inf), 0, [(0, 0)]),
    ],
)
def test_what_follows(
    formula: str, bends: tuple[float, float], infimum: float, best: list[object]
) -> None:
    found = line(formula)
    assert found.bends == bends
    if infimum is None:
        with pytest.raises(Unreadable):
            _ = found.infimum
        return
    assert found.infimum == infimum
    assert list(found.minimizers) == best


@pytest.mark.parametrize(
    ("formula", "order"),
    [("f′(x) = x³", 3), ("f(x) = x²", 1), ("f(x) = (4/5)|x|^(5/4)", Fraction(1, 4))],
)
def test_orders_of_zeros(formula: str, order: Fraction) -> None:
    assert set(line(formula).orders) == {order}


def test_turned_and_radial_functions() -> None:
    inner = "f₁(x₁) + f₂(x₂); f₁(u) = u²; f₂′(u) = u for u ≤ 1, 1 for u ≥ 1"
    turned = read(f"f(x) = g((3x₁ + 4x₂)/5, (3x₂ − 4x₁)/5); g(x) = {inner}", 2)
    assert turned.turn == ((Fraction(3, 5), Fraction(4, 5)), (Fraction(-4, 5), Fraction(3, 5)))
    assert turned.lines[1].far(-1) == math.inf
    assert turned.lines[1].infimum == 0
    radial = read("f(x) = φ(‖x‖); φ(0) = 0, φ′(r) = r for r ≤ 1, 2 − r on [1, 2], 0 for r ≥ 2", 2)
    (found,) = radial.lines
    assert [found.value(Fraction(u)) for u in (0, -3)] == [0, 1]
    assert found.bends == (-1, 1)


@pytest.mark.parametrize(
    "formula",
    [
        "f′(x) = x for x ≤ 1, 2x for x ≥ 1",  # jumps
        "f′(x) = x for x ≤ 1, 1 for x ≥ 2",  # a gap
        "f′(x) = x for x ≤ 1, 1",
        "f′(x) = 1/x² for x ≤ 1, x for x ≥ 1",  # a pole
        "f(x) = log x",
        "f(x) = g((3x₁ + 4x₂)/6, (3x₂ − 4x₁)/6); g(x) = f₁(x₁) + f₂(x₂); f₁(u) = u; f₂(u) = u",
        "f(x) = f₁(x₁) + f₂(x₂); f₁(u) = u²",
        "f(x) = φ(‖x‖); φ(0) = 0, φ′(r) = 1",  # no f has such a gradient at 0
    ],
)
def test_what_is_no_function_that_is_understood(formula: str) -> None:
    with pytest.raises(Unreadable):
        read(formula, 1 if "g(" not in formula and "₂" not in formula else 2)
