"""Closed forms in π, e, logarithms and roots, as SymPy has them: which are proved to be 0."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from sam_theory.asymptotics.monomials import Monomial

SMALL = 20  # operations in an algebraic number of which the minimal polynomial is sought
HIGHEST = 36  # degree of a number field in which a zero test is tried
LARGEST_FACTORED = 10**15  # integer that is taken apart into primes
MOST_TERMS = 2000  # of an expression that is multiplied out
LARGEST_SHOWN = 200  # bits of an integer that is written out
LONGEST_SHOWN = 80  # characters of a constant in words
DEEPEST = 60  # operations in a closed form of which a zero test is tried


def shown(value: Any) -> str:
    """A value in words, cut short; large integers are not written out."""
    if isinstance(value, Fraction):
        return str(value)
    integers = value.integers if isinstance(value, Monomial) else _integers(value)
    if any(n.bit_length() > LARGEST_SHOWN for n in integers):
        return "a closed form of large integers"
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


@lru_cache(maxsize=65536)
def expands_to_zero(value: Any) -> bool:
    """Whether nothing is left of the expression once it is multiplied out."""
    return bool(expand(value) == 0)


def is_zero(value: Any) -> bool:
    """Whether the closed form is proved to be 0."""
    import sympy

    if sympy.count_ops(value) > DEEPEST or any(abs(r) > LARGEST_FACTORED for r in _integers(value)):
        return False
    expanded = sympy.expand_log(expand(value), force=True, factor=True)
    if expand(expanded) == 0:
        return True
    if _degree(value) > HIGHEST:
        return False
    if sympy.together(expand(sympy.radsimp(expanded))) == 0:
        return True
    product = _exponential_of_logs(value)
    if product is not None:
        return is_zero(product - 1)
    numerator = sympy.fraction(sympy.together(value))[0]
    if numerator != value and _exponential_of_logs(expand(numerator)) is not None:
        return is_zero(expand(numerator))
    if value.has(sympy.sin, sympy.cos):
        return _waves_cancel(value)
    if sympy.count_ops(value) > SMALL:
        return False
    return bool(value.is_algebraic and sympy.minimal_polynomial(value, polys=True).TC() == 0)


def _waves_cancel(value: Any) -> bool:
    """Whether a polynomial in sines and cosines is 0 once its products are written as sums."""
    import sympy

    if _terms(value) > SMALL:
        return False
    return bool(expand(value.rewrite(sympy.exp)) == 0)


def _integers(value: Any) -> list[int]:
    import sympy

    return [n for r in value.atoms(sympy.Rational) for n in (int(r.p), int(r.q))]


def _degree(value: Any) -> int:
    """A bound of the degree of the field that the roots in the expression generate."""
    import sympy

    degree = 1
    for power_ in value.atoms(sympy.Pow):
        if power_.exp.is_Rational:
            degree *= int(power_.exp.q)
    return degree


def expand(value: Any) -> Any:
    """The expression multiplied out; as it is where that would take too many terms."""
    return value.expand() if _terms(value) <= MOST_TERMS else value


def _terms(value: Any) -> int:
    """How many terms the expression has when multiplied out, at most."""
    if value.is_Add:
        return sum(_terms(part) for part in value.args)
    if value.is_Mul:
        product = 1
        for part in value.args:
            product *= _terms(part)
        return product
    if value.is_Pow and value.exp.is_Integer and value.base.is_Add:
        return int(min(_terms(value.base), MOST_TERMS) ** min(abs(int(value.exp)), 10))
    return 1


def _exponential_of_logs(value: Any) -> Any | None:
    """exp of a sum of rational multiples of logarithms; None for any other form."""
    import sympy

    product = sympy.Integer(1)
    for term in sympy.Add.make_args(value):
        factor, log = term.as_coeff_Mul()
        if not (factor.is_Rational and isinstance(log, sympy.log)):
            return None
        product *= log.args[0] ** factor
    return product
