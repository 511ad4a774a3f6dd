"""Symbols against floats, and what they do not decide."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

pytest.importorskip("flint")
from sam_theory.asymptotics import trees
from sam_theory.asymptotics.evaluation import evaluate
from sam_theory.asymptotics.parsing import parse
from sam_theory.certificates.verifier.quotients import PARAMETER, Span
from sam_theory.certificates.verifier.signs import Region
from sam_theory.certificates.verifier.symbols import Symbol, index
from sam_theory.setting.choices import Undecided
from sam_theory.setting.norms import norm, unit
from sam_theory.setting.number_arrays import array_of

FUNCTIONS: tuple[Callable[[Any], Any], ...] = (
    lambda x: x * x - 3 / x,
    lambda x: x**2 + x**1.5 - x ** (-1),
    lambda x: np.sqrt(x) + np.exp(-x),
    lambda x: np.log(x) * np.log1p(x),
    lambda x: np.tanh(x) / (2 - np.sin(x)) + np.cos(x),
    lambda x: np.expm1(x) - np.hypot(x, 2.0),
    lambda x: np.abs(x - 5) + np.maximum(x, 0.1) + np.where(x > 7, x, -x),
    lambda x: np.logaddexp(x, np.zeros_like(x)) + np.sign(x),
)


def symbol(low: str | None, high: str | None, start: int = 1) -> Symbol:
    region = Region(start)
    ends = (None if end is None else region.field.formula(parse(end)) for end in (low, high))
    return Symbol(region.parameter(Span(*ends)), region)


def value_at(found: Symbol, x: float) -> float:
    node = found.region.field.node(found.value)
    at = {leaf: trees.num(Fraction(x)) for leaf in leaves(node)}
    return float(evaluate(trees.substitute(node, at), np.array([7]), {})[0])


def leaves(node: Any) -> set[Any]:
    if node.operation == PARAMETER:
        return {node}
    return {leaf for operand in node.operands for leaf in leaves(operand)}


@pytest.mark.parametrize("f", FUNCTIONS)
def test_symbols_are_what_floats_are(f: Callable[[Any], Any]) -> None:
    x = symbol("1/2", "1/2 + 1/k")
    (found,) = np.atleast_1d(f(array_of([x])))
    assert value_at(found, 0.7) == pytest.approx(float(f(np.array([0.7]))[0]), rel=1e-13)


def test_comparisons_are_decided_for_all_k_or_not_at_all() -> None:
    x = symbol("1/4", "3/4 + 1/(2*k)")
    assert x > 0.2
    assert x >= 0.25
    assert x <= 1.25
    assert not x > 1.25
    assert x != 2
    assert (x - x) == 0
    for undecided in (lambda: x > 0.25, lambda: x < 1, lambda: x == 1, lambda: abs(x - 1)):
        with pytest.raises(Undecided):
            undecided()


@pytest.mark.parametrize(
    "operation",
    [
        lambda x: 1 / x,
        lambda x: x**0.5,
        lambda x: x ** (-1),
        lambda x: x.log(),
        lambda x: x.sqrt(),
        lambda x: x**x,
        lambda x: x + "1",
        lambda x: x / (x - x),
    ],
)
def test_what_need_not_be_defined_is_undecided(operation: Callable[[Any], Any]) -> None:
    with pytest.raises(Undecided):
        operation(symbol("-1/k", "1"))


def test_shares_of_a_norm_have_its_signs_and_are_at_most_1() -> None:
    region = Region(1)
    field = region.field
    spans = (Span(field.number(1), None), Span(None, field.number(0)), Span(None, None))
    row = array_of([Symbol(region.parameter(span), region) for span in spans])[None, :]
    first, second, third = unit(row)[0]
    assert first >= 0
    assert first <= 1
    assert second <= 0
    assert second >= -1
    assert third <= 1
    assert third >= -1
    for undecided in (lambda: third >= 0, lambda: first >= 0.1):
        with pytest.raises(Undecided):
            undecided()


def test_a_norm_that_may_be_0_is_no_divisor() -> None:
    row = array_of([symbol("0", "1"), symbol("0", "1")])
    same = array_of([row[0], Symbol(row[0].region.unit(), row[0].region)])[None, :]
    assert norm(same)[0, 0] >= 0
    with pytest.raises(Undecided):
        unit(same)
    with pytest.raises(Undecided, match="a norm"):
        same[0, 0] / norm(same)[0, 0]


def test_in_one_dimension_the_unit_vector_is_a_sign() -> None:
    (found,) = unit(array_of([symbol(None, "-1/k")])[None, :])[0]
    assert found.value.number == -1


def test_k_is_a_symbol() -> None:
    k = index(Region(3))
    assert k >= 3
    with pytest.raises(Undecided):
        k >= 4  # noqa: B015


def test_floats_are_read_exactly() -> None:
    x = symbol("1", "2")
    assert (x - x + 0.1).value.number == Fraction(0.1)
    assert (x - x + np.float64(0.1)).value.number == Fraction(0.1)
