"""Small changes of a claim, one by one."""

from __future__ import annotations

import pytest

from sam_theory.proofs.mutation import changed, misled, mutants
from sam_theory.proofs.proof import (
    Apply,
    Check,
    Choose,
    Exists,
    Identity,
    Limit,
    Reals,
    Schedules,
    hypothesis,
    step,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a + 2 < b",
            {
                "a - 2 < b",
                "a + 3 < b",
                "a + 1 < b",
                "a + 2 > b",
                "a + 2 < 2*(b)",
                "a + 2 < 1/2*(b)",
            },
        ),
        ("x <= 0", {"x <= 1", "x > 0", "x <= 2*(0)", "x <= 1/2*(0)"}),
        ("x >= y", {"x < y", "x >= 2*(y)", "x >= 1/2*(y)"}),
        ("x != y", {"x == y", "x != 2*(y)", "x != 1/2*(y)"}),
        ("a < b > c", {"a > b > c", "a < b < c"}),
        ("x - y", {"x + y"}),
    ],
)
def test_every_place_of_a_formula_is_changed_once(text: str, expected: set[str]) -> None:
    found = list(changed(text))
    assert len(found) == len(expected)
    assert set(found) == expected


CHECKS: list[tuple[Check, set[str]]] = [
    (Schedules(key="k", step="1/k"), {"(1/k)*k", "(1/k)/k", "fails"}),
    (Schedules(key="k", step="1/k", holds=False), {"(1/k)*k", "(1/k)/k", "holds"}),
    (
        Limit(expression="1/x", variable="x", to="oo", value="0"),
        {"1/x to (0) + 1", "2*(1/x) + 1 to 0"},
    ),
]


def said(changed_: Check, check: Check) -> str:
    """What a changed check says in another way than the check."""
    if isinstance(changed_, Limit):
        return f"{changed_.expression} to {changed_.value}"
    assert isinstance(changed_, Schedules)
    assert isinstance(check, Schedules)
    same = changed_.holds is check.holds
    return changed_.step if same else "holds" if changed_.holds else "fails"


@pytest.mark.parametrize(("check", "expected"), CHECKS, ids=[str(c) for c, _ in CHECKS])
def test_what_is_said_of_series_is_changed(check: Check, expected: set[str]) -> None:
    found = [mutant.check for mutant in mutants(check)]
    assert {said(each, check) for each in found} == expected
    assert len(found) == len(expected)


def test_every_condition_is_changed() -> None:
    both = [mutant.check for mutant in mutants(Exists(such_that=("x > 0", "x < 1")))]
    assert Exists(such_that=("x < 0", "x < 1")) in both
    assert Exists(such_that=("x > 0", "x > 1")) in both


A, B = hypothesis("a"), step("b", k="m")
OF_PREMISES: list[tuple[Check, list[Check]]] = [
    (
        Reals(then="q > 0", given=(A, B)),
        [
            Reals(then="q > 0", given=(B,)),
            Reals(then="q > 0", given=(A,)),
            Reals(then="q > 0", given=(A, step("c", k="m"))),
        ],
    ),
    (Choose(names=("q",), given=B), [Choose(names=("q",), given=step("c", k="m"))]),
    (
        Apply(to=B, given=(A,)),
        [Apply(to=step("c", k="m"), given=(A,)), Apply(to=B, given=())],
    ),
    (Identity(equation="q == q"), []),
]


@pytest.mark.parametrize(("check", "expected"), OF_PREMISES, ids=[str(c) for c, _ in OF_PREMISES])
def test_every_premise_is_left_out_or_mistaken(check: Check, expected: list[Check]) -> None:
    assert [mutant.check for mutant in misled(check, ("c",))] == expected
