"""Lemmas of K24 without a hypothesis: sequences that are found, and none against what is true."""

from __future__ import annotations

from fractions import Fraction

import pytest
from holding import LIBRARY

from sam_theory.falsifying.sequences.example import Example
from sam_theory.falsifying.sequences.lemmas import SHAPES, Lemma, lemma
from sam_theory.falsifying.sequences.search import search, verified
from sam_theory.statements.theorem import Theorem


def of(name: str) -> Lemma:
    return lemma(name, LIBRARY.get("proofs", name).statement)


def sequences(**formulas: str) -> Example:
    return Example(sequences=formulas)


WITNESSES = {
    "signs": ("1 + (-1)**k/(2*sqrt(k))", "1/k - (-1)**k/sqrt(k)", "0"),
    "recursion": ("where(is_square(k), 1, 0)", "1/k", "0"),
    "bounded": ("where(is_square(k), 1/k, 1)", "where(is_square(k), k, 0)", "0"),
    "divergent": ("1", "1/k**2", "0"),
    "summable": ("where(is_square(k), 1, 0)", "1/k", "where(is_square(k + 1), 1, 0)"),
    "weighted": ("1", "1/k", "0"),
}


@pytest.mark.parametrize("dropped", WITNESSES)
def test_a_witness_is_one_against_its_own_hypothesis_only(dropped: str) -> None:
    example = sequences(**dict(zip(("alpha", "beta", "gamma"), WITNESSES[dropped], strict=True)))
    for demand in of("khanh-b.1").demands:
        kill = verified(of("khanh-b.1"), example, demand.key)
        assert (kill is not None) == (demand.key == dropped)
        if kill is not None:
            assert kill.broken.status == "refuted"
    assert verified(of("khanh-b.1"), example, "") is None


def test_it_is_no_witness_where_the_conclusion_holds() -> None:
    example = sequences(alpha="1/k", beta="1", gamma="0")
    assert verified(of("khanh-b.1"), example, "signs") is None
    assert verified(of("khanh-b.1"), sequences(alpha="k", beta="1/(k - 2)", gamma="0"), "") is None


@pytest.mark.parametrize(
    ("name", "dropped", "weakened"),
    [
        *(("khanh-b.1", key, "") for key in ("divergent", "weighted", "recursion")),
        ("khanh-b.1", "weighted", "weighted-vanishes"),
        *(("khanh-b.2", key, "") for key in ("summable", "accumulation", "zero")),
        *(("khanh-b.3", key, "") for key in ("H1", "H2", "accumulation")),
    ],
)
def test_hypotheses_that_are_needed(name: str, dropped: str, weakened: str) -> None:
    found = search(of(name), dropped, weakened)
    assert found.kill is not None
    assert found.tested < 200
    assert verified(of(name), found.kill.example, dropped, weakened) is not None


@pytest.mark.parametrize(("name", "dropped"), [("khanh-b.2", ""), ("khanh-b.3", "kl")])
def test_nothing_is_found_against_what_is_true(name: str, dropped: str) -> None:
    """Polynomials have the KL property, so that no example lacks it."""
    found = search(of(name), dropped, most=300)
    assert (found.kill, found.tested) == (None, 300)


def test_the_same_seed_finds_the_same() -> None:
    first, again = (search(of("khanh-b.1"), "divergent", seed=3).kill for _ in range(2))
    assert first is not None
    assert first == again


@pytest.mark.parametrize("name", SHAPES)
def test_numbers_are_those_of_the_theorem(name: str) -> None:
    theorem = LIBRARY.get("theorems", name)
    assert isinstance(theorem, Theorem)
    numbered = [n for demand in of(name).demands for n in demand.numbers]
    assert sorted(numbered) == list(range(1, len(theorem.conditions) + 1))


def test_functions_and_points_are_chosen_too() -> None:
    """f(x) = x along xᵏ = −k has no accumulation point."""
    example = Example(
        sequences={"x": "-k"},
        functions={"f": "k", "grad": "1"},
        numbers={"xbar": Fraction(0), "sigma": Fraction(1)},
    )
    assert verified(of("khanh-b.3"), example, "accumulation") is not None
    assert verified(of("khanh-b.3"), example, "H1") is None
