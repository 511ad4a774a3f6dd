"""Terms of germs expanded in one element of the scale, as products of Taylor's series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from sam_theory.asymptotics.constants import ONE, ZERO, Constant, sign
from sam_theory.asymptotics.expansions import Expansion, Judge, merged, multiplied, single
from sam_theory.asymptotics.factors import derivatives
from sam_theory.asymptotics.germs import NOTHING, Factor, Germ, Key, constant
from sam_theory.asymptotics.outcome import Budget, Undecidable


class Expander(Judge, Protocol):
    """What the terms of an expansion ask of the scale that it is made over."""

    budget: Budget

    def expansion(self, germ: Germ, element: int) -> Expansion:
        """The expansion of a germ in one element."""


def of_term(scale: Expander, key: Key, c: Constant, element: int) -> Expansion:
    """The expansion of one term of a germ; every smaller element stays in the coefficients."""
    powers, factors = key
    exponent = dict(powers).get(element, ZERO)
    inner = frozenset(p for p in factors if element not in p[0].small.elements)
    outer = Germ({(tuple(p for p in powers if p[0] != element), inner): c})
    result = single(exponent, outer)
    for factor, power_ in factors - inner:
        for expansion in _factor(scale, factor, power_, element):
            result = Expansion(multiplied(result, expansion, scale.budget))
    return result


def _factor(scale: Expander, factor: Factor, power_: Constant, element: int) -> list[Expansion]:
    """φ(δ)ᵉ as expansions to be multiplied: one, or e equal ones for log, sin and cos."""
    if factor.kind in ("unit", "exp"):
        return [Expansion(_composed(scale, factor, power_, element))]
    times = power_.rational
    if times is None or times.denominator != 1 or times < 0:
        raise Undecidable(f"a power of {factor.kind}(δ) that is not natural")
    return [Expansion(_composed(scale, factor, ONE, element)) for _ in range(int(times))]


def _composed(
    scale: Expander, factor: Factor, power_: Constant, element: int
) -> Iterator[tuple[Constant, Germ]]:
    """Taylor's series of φ(δ) about the coefficient δ₀ of element⁰ in δ."""
    small, centre = scale.expansion(factor.small, element), NOTHING
    for index, (exponent, coefficient) in enumerate(small.terms()):
        side = sign(exponent)
        if side < 0:
            rows = _taylor(scale, factor, power_, centre, small.tail(index), exponent)
            return merged(rows, scale.budget)
        if side == 0:
            centre = coefficient
        elif not scale.is_zero(coefficient):
            raise Undecidable("a part of the formula that must vanish was not seen to")
    value = next(derivatives(factor.kind, power_, centre))
    return iter([(ZERO, value)] if value.terms else [])


def _taylor(
    scale: Expander,
    factor: Factor,
    power_: Constant,
    centre: Germ,
    rest: Expansion,
    first: Constant,
) -> Iterator[tuple[Constant, Expansion]]:
    power_of_rest, bound = single(ZERO, constant(ONE)), ZERO
    for coefficient in derivatives(factor.kind, power_, centre):
        scale.budget.spend()
        yield bound, power_of_rest.shifted(None, coefficient)
        power_of_rest = Expansion(multiplied(power_of_rest, rest, scale.budget))
        bound = bound + first
