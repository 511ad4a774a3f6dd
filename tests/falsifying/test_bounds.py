"""Inequalities read off the formulas of conclusions."""

from __future__ import annotations

import pytest

pytest.importorskip("flint")

from sam_theory.certificates.forms import Claim
from sam_theory.falsifying.bounds import _said, inequalities
from sam_theory.library.catalogues import Library

LIBRARY = Library()


def claims(name: str, number: int) -> list[tuple[str, str, str, bool]]:
    conclusion = LIBRARY.get("theorems", name).conclusions[number]
    return [
        (i.claim.quantity, i.claim.relation, i.claim.bound, i.rate)
        for i in inequalities(conclusion)
    ]


def test_those_of_the_catalogue() -> None:
    assert claims("khanh-3.1", 0) == [
        ("distance", ">", "0", False),
        ("distance", "<", "t * rho * mu / (1 - t * mu)", False),
    ]
    assert claims("si-yun-3.4", 1) == [
        ("gradient-square-average", "<=", "c / k + L ** 2 * rho ** 2", True)
    ]
    assert claims("khanh-3.4", 2) == [("gradient", ">=", "2 * rho", False)]
    assert claims("khanh-3.4", 3) == [("coordinate", ">", "rho", False)]
    assert claims("khanh-3.2", 0) == []


@pytest.mark.parametrize(
    "formula",
    [
        "always(k, f(x[k]) <= f(x[k + 1]))",  # the other side is none of numbers
        "eventually(k, f(x[k]) <= 1)",
        "not always(k, f(x[k]) <= 1)",
        "always(k, f(x[k]) <= 1 or f(x[k]) >= 2)",
        "exists(b, always(k, f(x[k]) <= b))",
        "forall(y, f(y) <= 1)",
        "not a formula",
    ],
)
def test_what_says_nothing_of_every_k_is_left_alone(formula: str) -> None:
    assert _said(formula) == ()


def test_a_strict_claim_stays_strict() -> None:
    (found,) = _said("always(k, f(x[k]) - fstar < (f(x[1]) - fstar)/k)")
    assert found.claim == Claim(quantity="gap", relation="<", bound="Delta / k")
