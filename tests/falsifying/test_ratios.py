"""The L/D from which on Theorem 4.2 fails for USAM, and what is said where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from holding import LIBRARY
from proving import find

pytest.importorskip("flint")
pytest.importorskip("z3")

from sam_theory.falsifying.attacking import targets_of
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.ratios import candidate, ratio_of_constants
from sam_theory.falsifying.thresholds import OutOfTime
from sam_theory.proofs.reporting import Report, report_all


@cache
def checked(name: str) -> Report:
    return report_all([find(name)], find)[name]


TARGETS = [t for t in targets_of(LIBRARY.get("theorems", "khanh-4.2")) if t.dropped is None]
USAM = LIBRARY.get("methods", "usam")


def test_usam_fails_from_twice_on() -> None:
    """With ρ = 1/(2D), where Lρ = 1: below that Theorem 4.1 applies."""
    found = ratio_of_constants(TARGETS[0], USAM, checked, LIBRARY)
    assert found is not None
    assert found.value == 2
    assert "fails above" in found.kind
    assert "(khanh-4.1: (i)" in found.kind


def test_no_number_depends_on_how_far_it_came() -> None:
    with pytest.raises(OutOfTime):
        ratio_of_constants(TARGETS[0], USAM, checked, LIBRARY, lambda: True)
    unasked = replace(TARGETS[0], dropped=TARGETS[0].asked[0])  # of which no threshold is sought
    assert ratio_of_constants(unasked, USAM, checked, LIBRARY, lambda: True) is None


@pytest.mark.parametrize("place", [2, 3, 6])
def test_of_others_nothing_is_said(place: int) -> None:
    """They are not killed on this f, or not as stated."""
    assert ratio_of_constants(TARGETS[place], USAM, checked, LIBRARY) is None


def test_without_a_proof_nothing_is_said() -> None:
    assert ratio_of_constants(TARGETS[0], USAM, lambda name: None, LIBRARY) is None
    extragradient = LIBRARY.get("methods", "extragradient")
    assert ratio_of_constants(TARGETS[0], extragradient, checked, LIBRARY) is None


def test_a_statement_that_does_not_rest_on_the_descent_condition() -> None:
    other = next(iter(targets_of(LIBRARY.get("theorems", "khanh-3.4"))))
    assert isinstance(other, Target)
    assert ratio_of_constants(other, USAM, checked, LIBRARY) is None


def test_the_constants_are_those() -> None:
    facts = candidate(Fraction(3), USAM).function.problem("f", [(Fraction(1),)]).facts
    assert facts.lipschitz_bound == 3
    assert facts.descent_bound == 1
    assert facts.lower_bound is not None
