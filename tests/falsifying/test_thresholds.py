"""Thresholds: what is certified on either side, and that nothing is said where it is not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

pytest.importorskip("flint")
from holding import LIBRARY

from sam_theory.certificates.forms import Claim
from sam_theory.falsifying.bounds import inequalities
from sam_theory.falsifying.thresholds import (
    box_kept,
    bracket,
    breach_of,
    by_numbers,
    dynamics_of,
    simplest,
)
from sam_theory.proofs.terms import read
from sam_theory.setting.problem import Problem

ONE, TWO = Fraction(1), Fraction(2)


def below(limit: Fraction, text: str = "held") -> object:
    return lambda value: text if value <= limit else ""


def above(limit: Fraction) -> object:
    return lambda value: "killed" if value > limit else ""


@pytest.mark.parametrize("limit", [Fraction(7, 5), Fraction(2), Fraction(1), Fraction(355, 113)])
def test_the_simplest_number_between_what_is_certified(limit: Fraction) -> None:
    found = bracket(above(limit), below(limit), ONE, Fraction(4))  # type: ignore[arg-type]
    assert found is not None
    assert found.holds <= limit < found.fails
    told = found.threshold("κ")
    assert (told.name, told.value) == ("κ", limit)
    assert told.kind.startswith("fails above: certified to hold at ")
    assert "(held)" in told.kind
    assert "(killed)" in told.kind


def test_it_may_fail_below() -> None:
    found = bracket(
        lambda v: "killed" if v < ONE else "",
        lambda v: "held" if v >= ONE else "",
        TWO,
        Fraction(0),
    )
    assert found is not None
    assert found.threshold("t").value == ONE
    assert found.threshold("t").kind.startswith("fails below")


def test_what_is_certified_on_neither_side_stays_open() -> None:
    gap = bracket(above(Fraction(3)), below(TWO), ONE, Fraction(4))  # type: ignore[arg-type]
    assert gap is not None
    assert gap.holds <= TWO
    assert gap.fails > 3
    assert bracket(lambda v: "", lambda v: "held", ONE, TWO) is None
    assert bracket(lambda v: "killed", lambda v: "", ONE, TWO) is None


def test_simplest_fractions() -> None:
    assert simplest(Fraction(314, 100), Fraction(315, 100)) == Fraction(22, 7)
    assert simplest(Fraction(1, 3), Fraction(1, 2)) == Fraction(1, 2)
    assert simplest(TWO, TWO) == TWO


def quadratic(largest: float) -> Problem:
    found = LIBRARY.get("problems", f"quadratic[eigenvalues=(1.0, {largest})]")
    assert isinstance(found, Problem)
    return found


@pytest.mark.parametrize(("kappa", "leaves"), [(2.0, False), (2.001, True), (3.0, True)])
def test_the_ball_of_example_3_1_is_left_where_kappa_exceeds_2(kappa: float, leaves: bool) -> None:
    (_, bound) = inequalities(LIBRARY.get("theorems", "khanh-3.1").conclusions[0])
    exact = Fraction(kappa)
    step = (2 * exact + 1) / (2 * exact + 2)
    dynamics = dynamics_of(quadratic(kappa), LIBRARY.get("methods", "sam"), step, Fraction(1, 10))
    assert bool(breach_of(dynamics, replace(bound.claim, kept=True))) == leaves


@pytest.mark.parametrize(
    ("step", "leaves"), [(Fraction(49, 100), False), (Fraction(51, 100), True)]
)
def test_a_step_of_usam_that_is_too_long(step: Fraction, leaves: bool) -> None:
    """tλ(1 + ρλ) = 4t at λ = 2, ρ = ½, and it must be at most 2."""
    dynamics = dynamics_of(quadratic(2.0), LIBRARY.get("methods", "usam"), step, Fraction(1, 2))
    claim = Claim(quantity="distance", relation="<=", bound="R")
    assert bool(breach_of(dynamics, claim)) == leaves
    assert bool(box_kept(dynamics)) == (not leaves)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        *(("lmax <= 2*lmin", True), ("lmax < 2*lmin", False), ("lmax/lmin >= 2", True)),
        *(("lmax + 1 > 4 - lmin", False), ("t <= 1", False), ("lmax/(lmin - 1) > 0", False)),
        ("lmax <= 2 and lmin > 0", False),
    ],
)
def test_conditions_of_a_proof(condition: str, holds: bool) -> None:
    assert by_numbers(read(condition), {"lmin": ONE, "lmax": TWO}) == holds
