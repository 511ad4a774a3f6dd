"""One fold, and an algebra for each meaning: every algebra knows every operation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from condensing import numbers

from sam_theory.asymptotics.constants import number
from sam_theory.asymptotics.enclosing import intervals
from sam_theory.asymptotics.evaluation import floats
from sam_theory.asymptotics.formula import OPERATIONS, Algebra, Node, fold
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.intervals import Interval, exactly, multiply
from sam_theory.asymptotics.parsing import parse
from sam_theory.asymptotics.pointwise import exact_values
from sam_theory.asymptotics.rest import Rest
from sam_theory.asymptotics.trees import DERIVATIVES, K, mul
from sam_theory.asymptotics.view import View
from sam_theory.asymptotics.views import Reading

ALGEBRAS: dict[str, Algebra] = {
    "floats": floats(np.arange(1, 4), {}),
    "exact values": exact_values(3),
    "intervals": intervals(Interval(Fraction(2), Fraction(3))),
    "germs": Growth().reader.algebra,
    "ranges": Reading(Growth(), View()).algebra,
    "resolved formulas": Rest(Growth(), 1).algebra,
    "derivatives": DERIVATIVES,
    "numbers of mpmath": numbers(3),
}


@pytest.mark.parametrize("name", ALGEBRAS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_algebra_knows_every_operation(name: str, operation: str) -> None:
    algebra = ALGEBRAS[name]
    assert operation in algebra
    twice = operation in algebra.of_values and operation in algebra.of_operands
    assert not twice


@pytest.mark.parametrize(
    ("name", "double", "expected"),
    [
        ("floats", lambda a: 2 * a, np.array([4.0, 6.0, 8.0])),
        ("exact values", lambda a: a + a, number(8)),
        ("intervals", lambda a: multiply(exactly(2), a), Interval(Fraction(6), Fraction(8))),
        ("germs", lambda a: a + a, Growth().germ(parse("2*k+2"))),
        ("resolved formulas", lambda a: mul(parse("2"), a), parse("2*(k+1)")),
        ("numbers of mpmath", lambda a: 2 * a, 8),
    ],
)
def test_a_further_function_is_one_entry(name: str, double: object, expected: object) -> None:
    algebra = ALGEBRAS[name]
    extended = replace(algebra, of_values={**algebra.of_values, "double": double})
    found = fold(Node("double", (parse("k+1"),)), extended)
    assert np.all(np.equal(found, expected))


def test_what_is_given_operands_reads_only_what_it_asks_for() -> None:
    """The branch that is not taken has no value."""
    assert fold(parse("where(k>2,k,1/(k-3))"), exact_values(3)) == number(3)
    assert fold(K, exact_values(3)) == number(3)
