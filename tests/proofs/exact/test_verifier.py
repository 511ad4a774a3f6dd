"""The verifier accepts what adds up to a contradiction, and nothing else."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import pytest

from sam_theory.proofs.exact import verifier
from sam_theory.proofs.exact.polynomial import Polynomial, parsed
from sam_theory.proofs.exact.verifier import Case, Cut, Fact, Leaf, Split, Term, refutes

ONE = Fraction(1)


def case(*facts: str) -> Case:
    """Facts such as "x-1 > 0"."""
    parts = (text.rsplit(" ", 2) for text in facts)
    return Case(tuple(Fact(parsed(p), relation) for p, relation, _ in parts))


def leaf(*terms: Term, **multipliers: str) -> Leaf:
    """e3="x" multiplies the equation 3 by x."""
    pairs = ((int(name[1:]), parsed(text)) for name, text in multipliers.items())
    return Leaf(terms, tuple(pairs))


def test_it_is_small_and_imports_no_solver() -> None:
    text = Path(verifier.__file__).read_text()
    assert len(text.splitlines()) < 150
    imported = {
        node.module
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert {m for m in imported if m.startswith("sam_theory")} == {
        "sam_theory.proofs.exact.polynomial"
    }
    assert not any(isinstance(node, ast.Import) for node in ast.walk(ast.parse(text)))


OPPOSITE = case("x-1 >= 0", "-x > 0")
SUM = leaf(Term(ONE, (0,)), Term(ONE, (1,)), Term(ONE))


def test_a_sum_that_is_a_contradiction() -> None:
    assert refutes(SUM, OPPOSITE)


@pytest.mark.parametrize(
    "wrong",
    [
        leaf(Term(ONE, (0,)), Term(ONE, (1,))),  # the sum is −1
        leaf(Term(ONE, (0,)), Term(ONE, (1,)), Term(Fraction(2))),
        leaf(Term(ONE, (0,)), Term(ONE, (0,)), Term(ONE)),
        leaf(Term(-ONE, (0,)), Term(-ONE, (1,)), Term(-ONE)),
        leaf(Term(Fraction(0))),
        leaf(),
        leaf(Term(ONE, (0,)), Term(ONE, (2,)), Term(ONE)),
        leaf(Term(ONE, (-2,)), Term(ONE, (-1,)), Term(ONE)),
        leaf(Term(ONE), e0="-1"),
        Split(0, (SUM,)),
        Cut(parsed("x"), (SUM,)),
    ],
)
def test_what_is_no_contradiction_is_refused(wrong: Leaf) -> None:
    assert not refutes(wrong, OPPOSITE)


def test_nonnegative_does_not_mean_positive() -> None:
    zero = leaf(Term(ONE, (0,)), Term(ONE, (1,)))
    assert refutes(zero, case("x >= 0", "-x > 0"))
    assert not refutes(zero, case("x >= 0", "-x >= 0"))
    assert not refutes(leaf(Term(ONE, (), parsed("x")), Term(ONE, (0,))), case("-x**2 >= 0"))


def test_a_square_is_not_positive_and_a_product_of_a_fact_that_may_vanish_neither() -> None:
    assert not refutes(leaf(Term(ONE, (), Polynomial.number(0))), Case())
    assert not refutes(leaf(Term(ONE, (0, 1))), case("0 >= 0", "x > 0"))
    assert refutes(leaf(Term(ONE, (0, 1))), case("0 > 0", "x > 0"))


def test_equations_take_any_multiplier_but_are_no_factors() -> None:
    both = case("x == 0", "x-1 == 0")
    assert refutes(leaf(Term(ONE), e0="-1", e1="1"), both)
    assert not refutes(leaf(Term(ONE), Term(ONE, (1,)), e0="-1"), both)


def test_squares_of_vectors() -> None:
    known = case("-<u|u>+2*<u|v>-<v|v> > 0")
    assert refutes(
        leaf(Term(ONE, (0,)), Term(ONE, (), {"u": parsed("1"), "v": parsed("-1")})), known
    )
    for wrong in ({"u": parsed("1"), "v": parsed("1")}, {"u": parsed("1")}, parsed("<u|v>")):
        assert not refutes(leaf(Term(ONE, (0,)), Term(ONE, (), wrong)), known)


def test_an_inner_product_is_no_square() -> None:
    """⟨u, v⟩ may be negative, ⟨u, u⟩ may not."""
    assert refutes(leaf(Term(ONE, (0,)), Term(ONE, (), {"u": parsed("1")})), case("-<u|u> > 0"))
    wrong = leaf(Term(ONE, (0,)), Term(ONE, (), {"u": parsed("1")}))
    assert not refutes(wrong, case("-<u|v> > 0"))


def test_every_option_must_be_refuted() -> None:
    options = Case((), ((case("x > 0", "-x > 0"), case("0 > 0")),))
    first, second = leaf(Term(ONE, (0,)), Term(ONE, (1,))), leaf(Term(ONE, (0,)))
    assert refutes(Split(0, (first, second)), options)
    assert not refutes(Split(0, (first,)), options)
    assert not refutes(Split(0, (second, first)), options)
    assert not refutes(Split(1, (first, second)), options)
    assert not refutes(Split(-1, (first, second)), options)
    assert refutes(Split(0, ()), Case((), ((),)))


def test_signs_are_told_apart() -> None:
    known = case("x**2-x >= 0", "x >= 0", "-x+1 > 0")
    zero = leaf(Term(ONE, (0, 0)))
    assert not refutes(Cut(parsed("x"), (zero, zero)), known)
    square = case("x**3 == 0", "x**2 > 0")
    up, down = leaf(Term(ONE, (1, 2)), e0="-1"), leaf(Term(ONE, (1, 2)), e0="1")
    at = leaf(Term(ONE, (1,)), e2="-x")
    assert refutes(Cut(parsed("x"), (up, at, down)), square)
    assert not refutes(Cut(parsed("x"), (up, down)), square)
    assert not refutes(Cut(parsed("x"), (up, up, down)), square)
