"""The verifier takes a right certificate, and none that is altered."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from sam_theory.bounds.certificate import Certificate
from sam_theory.bounds.forms import generator, number, unknown
from sam_theory.bounds.program import Constraint, Program
from sam_theory.bounds.verifier import flaw, is_positive_semidefinite

A, B, V = generator("a"), generator("b"), unknown("v")
PROGRAM = Program(  # max v where v ≤ 2⟨a, b⟩, ‖a‖² = 1, ‖b‖² ≤ 4: 4
    generators=("a", "b"),
    values=("v",),
    constraints=(
        Constraint(name="below", form=2 * A.dot(B) - V, origin=""),
        Constraint(name="unit", form=A.squared - number(1), origin="", equality=True),
        Constraint(name="short", form=number(4) - B.squared, origin=""),
    ),
    objective=V,
)
RIGHT = Certificate(  # 4 − v = below − 2·unit + short/2 + ‖2a − b‖²/2
    program=PROGRAM,
    bound=Fraction(4),
    multipliers={"below": Fraction(1), "unit": Fraction(-2), "short": Fraction(1, 2)},
)


def altered(**multipliers: Fraction) -> Certificate:
    """With other multipliers."""
    return replace(RIGHT, multipliers={**RIGHT.multipliers, **multipliers})


def test_a_right_certificate() -> None:
    assert flaw(RIGHT) is None


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (replace(RIGHT, bound=Fraction(3)), "constant"),
        (replace(RIGHT, bound=Fraction(5)), "constant"),
        (altered(below=Fraction(2)), "values remain"),
        (altered(short=Fraction(-1, 2)), "negative"),
        (altered(other=Fraction(1)), "no constraint"),
        (
            replace(altered(unit=Fraction(-1), short=Fraction(1, 2)), bound=Fraction(3)),
            "no sum of squares",
        ),
        (replace(RIGHT, program=replace(PROGRAM, generators=("a",))), "no generator"),
        (
            replace(RIGHT, program=replace(PROGRAM, constraints=PROGRAM.constraints * 2)),
            "one name",
        ),
    ],
)
def test_what_is_altered_is_refused(wrong: Certificate, why: str) -> None:
    found = flaw(wrong)
    assert found is not None
    assert why in found


def test_semidefinite_matrices() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        root = rng.integers(-3, 4, size=(4, rng.integers(1, 5)))
        gram = [[Fraction(int(x)) for x in row] for row in root @ root.T]
        assert is_positive_semidefinite(gram)
        least = np.linalg.eigvalsh(np.array(gram, dtype=float))[0]
        lowered = [
            [x - (i == j) * Fraction(1, 2) for j, x in enumerate(r)] for i, r in enumerate(gram)
        ]
        assert is_positive_semidefinite(lowered) == (least >= 0.5)


def test_a_zero_pivot_needs_a_zero_row() -> None:
    zero, one = Fraction(0), Fraction(1)
    assert is_positive_semidefinite([[zero, zero], [zero, one]])
    assert not is_positive_semidefinite([[zero, one], [one, one]])
