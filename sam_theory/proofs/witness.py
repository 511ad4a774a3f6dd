"""Models of z3 turned into simple exact numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy
import z3

from sam_theory.proofs.evaluating import Point
from sam_theory.proofs.solver import QUICK_EFFORT, Terms, ask, fraction, near

DENOMINATORS = (1, 2, 4, 10, 100, 10_000)
DIGITS = 12  # to which a value of a model is read before a simple number near it is tried


def simple_point(
    terms: Terms, scalars: Sequence[str], constraints: Sequence[Any], model: Any
) -> Point:
    """A point that satisfies the constraints, its numbers as simple as a short search finds."""
    variables = [z3.Real(name) for name in scalars]
    variables += [x for v in terms.vectors for x in terms.coordinates(v)]
    fixed: list[Any] = []
    for variable in variables:
        for candidate in _candidates(model, variable):
            pin = variable == z3.RealVal(str(candidate))
            answer, better = ask(*constraints, *fixed, pin, effort=QUICK_EFFORT)
            if answer == "sat":
                fixed.append(pin)
                model = better
                break
    return _point(terms, scalars, model)


def _candidates(model: Any, variable: Any) -> list[Fraction]:
    value = near(model.eval(variable, model_completion=True), DIGITS)
    simple = [Fraction(1), *(value.limit_denominator(d) for d in DENOMINATORS)]
    return list(dict.fromkeys(simple))


def _point(terms: Terms, scalars: Sequence[str], model: Any) -> Point:
    def number(variable: Any) -> Any:
        return _exact(model.eval(variable, model_completion=True))

    size = len(terms.vectors)
    point: dict[str, Any] = {name: number(z3.Real(name)) for name in scalars}
    for vector in terms.vectors:
        row = [number(x) for x in terms.coordinates(vector)]
        point[vector] = tuple(row + [sympy.Integer(0)] * (size - len(row)))
    return point


def _exact(value: Any) -> Any:
    rational = fraction(value)
    if rational is not None:
        return sympy.Rational(rational.numerator, rational.denominator)
    coefficients = [_exact(c) for c in reversed(value.poly())]
    polynomial = sympy.Poly(coefficients, sympy.Symbol("x"))
    return sympy.CRootOf(polynomial, value.index() - 1, radicals=True)
