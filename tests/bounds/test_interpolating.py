"""Points of programs: near the maximum, and looked at exactly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.building import Norm, program
from sam_theory.bounds.interpolating import interpolated
from sam_theory.bounds.program import Program
from sam_theory.bounds.question import Start
from sam_theory.bounds.solving import solve
from sam_theory.bounds.verifier import lack


def at(criterion: str, start: str, norm: str, functions: str = "smooth-convex") -> Program:
    """SAM at one norm."""
    s = Fraction(norm)
    return program(asked("sam", functions, criterion, start), (Norm(s, s),))


@pytest.mark.parametrize(
    "built",
    [
        at("decrease", "anywhere", "1"),
        at("distance", "R", "0.3"),  # in the plane, and not on the line
        at("gradient", "Delta", "1", "descent"),
    ],
)
def test_near_the_maximum(built: Program) -> None:
    found = interpolated(built)
    assert found is not None
    assert lack(built, found.products, found.values) is None
    assert 0 <= solve(built).value - float(found.value) < 1e-5


def test_what_is_no_point_is_seen() -> None:
    built = at("decrease", "anywhere", "1")
    found = interpolated(built)
    assert found is not None
    assert "missed" in str(lack(built, found.products, {**found.values, "f2": Fraction(1)}))
    flat = {pair: Fraction(0) for pair in found.products}
    assert "norm 1 is missed" in str(lack(built, flat, found.values))
    bare = replace(built, constraints=())
    crossed = {**found.products, ("g1", "g2"): Fraction(9)}
    assert lack(bare, crossed, found.values) == "the matrix is no Gram matrix"
    some = {pair: x for pair, x in found.products.items() if pair != ("g1", "g2")}
    assert "must be given" in str(lack(bare, some, found.values))


def test_what_overflows_is_no_warning() -> None:
    """Where ‖∇f‖ is 10⁻⁷ of ρ, the solver ends with multipliers of 10³⁰³."""
    start, small = Start("R", Fraction(1, 1000)), Fraction(1, 10**7)
    question = asked("sam", "smooth-convex", "gap", start, radius=Fraction(1, 2))
    interpolated(program(question, (Norm(small, small),)))
