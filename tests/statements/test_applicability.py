"""Each theorem has schedules as it asks, and for each of its conditions some that break it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from holding import LIBRARY, theorem

from sam_theory.schedules.schedule import Schedule
from sam_theory.statements.applicability import Applicability, applicable, asked
from sam_theory.verdict import Status

ITEMS = [theorem(name) for name in LIBRARY.entries("theorems")]
APPLIES = {  # for L = 1
    "khanh-3.2": ("k**(-0.6)", "1"),
    "khanh-3.5": ("1/k", "k**(-0.001)"),
    "khanh-4.1": ("0.5", "0.1"),
    "khanh-4.2": ("0.5", "0.1"),
    "dai-1": ("0.5", "0.1"),
    "si-yun-3.1": ("0.5", "0.1"),
    "si-yun-3.3": ("0.5", "0.1"),
    "si-yun-3.4": ("0.5", "0.1"),
    "unified-sam-1": ("0.5", "0.1"),
}
BREAKS: tuple[tuple[str, tuple[str, ...], tuple[str, str]], ...] = (
    ("khanh-3.2", ("step-diverges",), ("k**(-2)", "1")),
    ("khanh-3.2", ("step-square-summable",), ("k**(-0.5)", "1")),
    ("khanh-3.2", ("radius-bounded",), ("1/k", "log(k+1)")),
    ("khanh-3.2", ("nonnegative",), ("1/k", "-k**2")),
    ("khanh-3.2", ("nonnegative",), ("1/k", "0.1*(1-k/100)")),
    ("khanh-3.2", ("nonnegative",), ("where(k < 9, -1/k, 1/k)", "0.1")),
    ("khanh-4.1", ("nonnegative",), ("0.1-0.2*Mod(k,2)+1/k", "0.1")),
    ("khanh-3.5", ("step-positive",), ("where(k < 3, 0, 1/k)", "k**(-0.5)")),
    ("khanh-3.5", ("radius-positive",), ("1/k", "where(k < 3, 0, k**(-0.5))")),
    ("khanh-3.5", ("step-diverges",), ("k**(-2)", "0.1")),
    ("khanh-3.5", ("step-vanishes",), ("0.5", "k**(-2)")),
    ("khanh-3.5", ("step-decreases",), ("(2+(-1)**k)/k", "k**(-0.5)")),
    ("khanh-3.5", ("product-summable",), ("1/k", "0.1")),
    ("khanh-3.5", ("radius-limsup",), ("1/k", "where(is_square(k), 3, 1/k)")),
    *(
        (theorem, keys, pair)
        for theorem in ("khanh-4.1", "khanh-4.2")
        for keys, pair in (
            (("step-diverges",), ("k**(-2)", "0.1")),
            (("step-bound",), ("3", "0.1")),
            # ν = L sup ρ = 1 leaves no step between 0 and (2 − 2ν)/(L(1 + ν)²)
            (("step-bound", "radius-relative"), ("1/k", "1")),
        )
    ),
    *(
        (theorem, ("constant",), pair)
        for theorem in ("dai-1", "si-yun-3.1", "si-yun-3.3", "si-yun-3.4", "unified-sam-1")
        for pair in (("1/k", "0.1"), ("0.5", "0.1/k"), ("0.1+1/k", "0.1"), ("0.5", "0.1+1/k"))
    ),
)


def held(theorem: str, step: str, radius: str) -> Applicability:
    """The theorem held against the pair, for L = 1."""
    found = applicable(ITEMS, Schedule(step), Schedule(radius), Fraction(1))
    (one,) = [a for a in found if a.theorem.name == theorem]
    return one


@pytest.mark.parametrize("theorem", APPLIES)
def test_a_theorem_may_apply_where_all_its_conditions_hold(theorem: str) -> None:
    found = held(theorem, *APPLIES[theorem])
    assert found.status is Status.PROVED
    broken = {key for t, keys, _ in BREAKS if t == theorem for key in keys}
    assert set(found.conditions) == broken | {"nonnegative"}


@pytest.mark.parametrize(("theorem", "keys", "pair"), BREAKS)
def test_a_theorem_cannot_apply_where_one_fails(
    theorem: str, keys: tuple[str, ...], pair: tuple[str, str]
) -> None:
    found = held(theorem, *pair)
    assert found.status is Status.REFUTED
    assert set(found.failing(Status.REFUTED)) == set(keys)
    assert sum(v.holds for v in found.conditions.values()) == len(found.conditions) - len(keys)


def test_no_theorem_lacks_a_case() -> None:
    assert {item.name for item in ITEMS if item.practice} == set(APPLIES)
    assert all(asked(item) for item in ITEMS if item.practice)
