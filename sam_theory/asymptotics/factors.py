"""The functions applied to infinitesimals: Taylor coefficients about a centre, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count
from math import factorial

from sam_theory.asymptotics.constants import ONE, Constant, number
from sam_theory.asymptotics.germs import Factor, Germ, constant, of_factor


def derivatives(kind: str, exponent: Constant, centre: Germ) -> Iterator[Germ]:
    """φ(δ₀), φ'(δ₀)/1!, φ''(δ₀)/2!, … for φ(δ) = (1 + δ)ᵉ, exp(eδ), log(1 + δ), sin δ or cos δ."""
    match kind:
        case "unit":
            return _unit(exponent, centre)
        case "exp":
            return _exp(exponent, centre)
        case "log":
            return _log(centre)
    return _circular(kind, centre)


def _unit(exponent: Constant, centre: Germ) -> Iterator[Germ]:
    binomial = ONE
    for m in count():
        if binomial.rational == 0:
            return
        order = exponent - number(m)
        term = of_factor(Factor("unit", centre), order) if order.rational != 0 else constant(ONE)
        yield term.scaled(binomial)
        binomial = binomial * order / number(m + 1)


def _exp(exponent: Constant, centre: Germ) -> Iterator[Germ]:
    value = of_factor(Factor("exp", centre.scaled(exponent)))
    coefficient = ONE
    for m in count(1):
        yield value.scaled(coefficient)
        coefficient = coefficient * exponent / number(m)


def _log(centre: Germ) -> Iterator[Germ]:
    yield of_factor(Factor("log", centre))
    for m in count(1):
        inverse = of_factor(Factor("unit", centre), number(-m))
        yield inverse.scaled(number(Fraction((-1) ** (m + 1), m)))


def _circular(kind: str, centre: Germ) -> Iterator[Germ]:
    sine = of_factor(Factor("sin", centre))
    cosine = of_factor(Factor("cos", centre))
    cycle = [sine, cosine, -sine, -cosine] if kind == "sin" else [cosine, -sine, -cosine, sine]
    for m in count():
        yield cycle[m % 4].scaled(number(Fraction(1, factorial(m))))


def slope_of(factor: Factor, exponent: Constant) -> Germ:
    """The derivative of φ(δ)ᵉ in δ."""
    small = factor.small
    lowered = of_factor(factor, exponent - ONE).scaled(exponent)
    match factor.kind:
        case "unit":
            return lowered if exponent != ONE else constant(ONE)
        case "exp":
            return of_factor(factor, exponent).scaled(exponent)
    outer = lowered if exponent != ONE else constant(ONE)
    match factor.kind:
        case "log":
            return outer * of_factor(Factor("unit", small), number(-1))
        case "sin":
            return outer * of_factor(Factor("cos", small))
    return -outer * of_factor(Factor("sin", small))
