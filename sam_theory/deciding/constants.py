"""Exact real constants: rationals, and closed forms in π, e, logarithms, roots, L and n."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Any

from sam_theory.deciding.outcome import Undecidable

PRECISIONS = (64, 256, 1024)  # bits tried for the sign of a closed form
LARGEST = 100_000  # bits of an exact power
SMALL = 20  # operations in an algebraic number of which the minimal polynomial is sought
HIGHEST = 36  # degree of a number field in which a zero test is tried
LARGEST_FACTORED = 10**15  # integer that is taken apart into primes
MOST_TERMS = 2000  # of an expression that is multiplied out
LARGEST_SHOWN = 200  # bits of an integer that is written out
LONGEST_SHOWN = 80  # characters of a constant in words
DEEPEST = 60  # operations in a closed form of which a zero test is tried


@dataclass(frozen=True)
class Constant:
    """A real number: `value` is a Fraction, or a SymPy expression where it is not known rational.

    L and n are SymPy symbols, positive and otherwise unknown.
    """

    value: Any

    def __hash__(self) -> int:
        value = self.value
        if isinstance(value, Fraction):  # much faster than the hash of a Fraction
            return hash((value.numerator, value.denominator))
        return hash(value)

    @property
    def rational(self) -> Fraction | None:
        """The value, where it is known to be rational."""
        return self.value if isinstance(self.value, Fraction) else None

    def __add__(self, other: Constant) -> Constant:
        if isinstance(self.value, Fraction) and isinstance(other.value, Fraction):
            return Constant(self.value + other.value)
        return of_sympy(to_sympy(self) + to_sympy(other))

    def __mul__(self, other: Constant) -> Constant:
        if isinstance(self.value, Fraction) and isinstance(other.value, Fraction):
            return Constant(self.value * other.value)
        return of_sympy(to_sympy(self) * to_sympy(other))

    def __neg__(self) -> Constant:
        return Constant(-self.value)

    def __sub__(self, other: Constant) -> Constant:
        return self + -other

    def __truediv__(self, other: Constant) -> Constant:
        if isinstance(self.value, Fraction) and isinstance(other.value, Fraction):
            return Constant(self.value / other.value)
        return of_sympy(to_sympy(self) / to_sympy(other))

    def __str__(self) -> str:
        return shown(self.value).replace("**", "^").replace("*", "·")

    def __float__(self) -> float:
        return float(bracket(self, PRECISIONS[0])[0])


def shown(value: Any) -> str:
    """A value in words, cut short; large integers are not written out."""
    if isinstance(value, Fraction):
        return str(value)
    if any(n.bit_length() > LARGEST_SHOWN for n in _integers(value)):
        return "a closed form of large integers"
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


ZERO, ONE, HALF = (Constant(x) for x in (Fraction(0), Fraction(1), Fraction(1, 2)))


def number(value: int | Fraction) -> Constant:
    """The rational number as a Constant."""
    return Constant(Fraction(value))


def of_sympy(expression: Any) -> Constant:
    """The value of a SymPy expression without k."""
    if expression.is_Rational:
        return Constant(Fraction(int(expression.p), int(expression.q)))
    return Constant(expression)


def to_sympy(constant: Constant) -> Any:
    """The constant as a SymPy expression."""
    import sympy

    value = constant.value
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    return value


def symbol(name: str) -> Constant:
    """L or n, a positive unknown; or π."""
    import sympy

    return Constant(sympy.pi if name == "pi" else sympy.Symbol(name, positive=True))


def power(base: Constant, exponent: Constant) -> Constant:
    """baseᵉ for base > 0, or for an integer e and base ≠ 0."""
    b, e = base.rational, exponent.rational
    if b == 1 or e == 0:
        return ONE
    if b is not None and e is not None:
        if abs(e) * (b.numerator.bit_length() + b.denominator.bit_length()) > LARGEST:
            raise Undecidable("a power is too large to be written out")
        if e.denominator == 1:
            return Constant(b ** int(e))
    return of_sympy(to_sympy(base) ** to_sympy(exponent))


def exponential(exponent: Constant) -> Constant:
    """e to the power of the constant."""
    import sympy

    return ONE if exponent == ZERO else of_sympy(sympy.exp(to_sympy(exponent)))


def logarithm(argument: Constant) -> Constant:
    """The natural logarithm of a positive constant."""
    import sympy

    return ZERO if argument == ONE else of_sympy(sympy.log(to_sympy(argument)))


def sine(angle: Constant) -> Constant:
    """The sine of a constant."""
    import sympy

    return ZERO if angle == ZERO else of_sympy(sympy.sin(to_sympy(angle)))


def cosine(angle: Constant) -> Constant:
    """The cosine of a constant."""
    import sympy

    return ONE if angle == ZERO else of_sympy(sympy.cos(to_sympy(angle)))


def sign(constant: Constant) -> int:
    """−1, 0 or 1; raises Undecidable where it cannot be established (for every L and n)."""
    value = constant.value
    if isinstance(value, Fraction):
        return (value > 0) - (value < 0)
    return _sign(value)


def vanishes(constant: Constant) -> bool:
    """Whether the constant is visibly 0, for every L and n; False promises nothing."""
    value = constant.value
    return not value if isinstance(value, Fraction) else _expands_to_zero(value)


@lru_cache(maxsize=65536)
def _expands_to_zero(value: Any) -> bool:
    return bool(expand(value) == 0)


def null(constant: Constant) -> bool:
    """Whether the constant is 0, as an expression in L and n where it contains them.

    False for one that vanishes for some of their values only: its sign is not known then.
    """
    if constant.rational is None and constant.value.free_symbols:
        return vanishes(constant)
    return sign(constant) == 0


def compare(a: Constant, b: Constant) -> int:
    """The sign of a − b."""
    return 0 if a == b else sign(a - b)


@lru_cache(maxsize=65536)
def _sign(value: Any) -> int:
    if value.free_symbols:
        return _sign_for_all(value)
    for precision in PRECISIONS:
        low, high = enclosure(value, precision)
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
        if precision == PRECISIONS[1] and _is_zero(value):
            return 0
    raise Undecidable(f"the sign of the constant {shown(value)} could not be decided")


def _is_zero(value: Any) -> bool:
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
        return _is_zero(product - 1)
    numerator = sympy.fraction(sympy.together(value))[0]
    if numerator != value and _exponential_of_logs(expand(numerator)) is not None:
        return _is_zero(expand(numerator))
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


def _sign_for_all(value: Any) -> int:
    """The sign common to all positive values of the symbols."""
    import sympy

    numerator, denominator = sympy.fraction(sympy.together(sympy.expand_log(value)))
    signs = {_sign_of_sum(expand(part)) for part in (numerator, denominator)}
    if 0 in signs:
        return 0
    if None not in signs:
        return -1 if len(signs) == 2 else 1
    names = ", ".join(sorted(str(s) for s in value.free_symbols))
    raise Undecidable(f"the sign of {shown(value)} depends on {names}")


def _sign_of_sum(value: Any) -> int | None:
    import sympy

    if value == 0:
        return 0
    signs = {_sign_of_product(term) for term in sympy.Add.make_args(value)}
    return signs.pop() if len(signs) == 1 else None


def _sign_of_product(term: Any) -> int | None:
    import sympy

    found = 1
    for factor in sympy.Mul.make_args(term):
        if factor.free_symbols:
            found *= 1 if factor.is_positive else -1 if factor.is_negative else 0
        else:
            found *= sign(of_sympy(factor))
    return found or None


def floor_of(constant: Constant) -> int:
    """The floor of a constant; raises Undecidable where it cannot be established."""
    value = constant.value
    if isinstance(value, Fraction):
        return floor(value)
    if value.free_symbols:
        raise Undecidable("the floor of an unknown constant")
    for precision in PRECISIONS:
        low, high = (floor(end) for end in bracket(constant, precision))
        if low == high:
            return low
        if low + 1 == high:
            return high if compare(constant, number(high)) >= 0 else low
    raise Undecidable("the floor of a constant could not be decided")


def bracket(constant: Constant, precision: int) -> tuple[Fraction, Fraction]:
    """Rationals below and above a constant, equal to it where it is known to be rational."""
    value = constant.value
    if isinstance(value, Fraction):
        return value, value
    if value.free_symbols:
        raise Undecidable(f"the value of {constant} is not known")
    low, high = enclosure(value, precision)
    return exactly(low), exactly(high)


def exactly(binary: Any) -> Fraction:
    """A number of mpmath as a rational."""
    sign_, mantissa, exponent, _ = binary._mpi_[0] if hasattr(binary, "_mpi_") else binary._mpf_
    if not mantissa and exponent:
        raise Undecidable("a constant is too large to be computed")
    size = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return -size if sign_ else size


def enclosure(value: Any, precision: int) -> tuple[Any, Any]:
    """Numbers low <= value <= high (mpmath), for a SymPy expression without symbols."""
    from mpmath import iv

    before, iv.prec = iv.prec, precision
    try:
        interval = _enclose(value)
        return interval.a.mid, interval.b.mid
    finally:
        iv.prec = before


def _enclose(value: Any) -> Any:
    import sympy
    from mpmath import iv

    if value.is_Rational:
        return iv.mpf(int(value.p)) / iv.mpf(int(value.q))
    if value is sympy.pi:
        return iv.pi
    if value is sympy.E:
        return iv.exp(iv.mpf(1))
    parts = [_enclose(part) for part in value.args]
    if value.is_Add:
        return sum(parts[1:], parts[0])
    if value.is_Mul:
        product = parts[0]
        for part in parts[1:]:
            product = product * part
        return product
    if value.is_Pow:
        return _enclose_power(value, parts)
    functions = {sympy.exp: iv.exp, sympy.log: iv.log, sympy.sin: iv.sin, sympy.cos: iv.cos}
    if value.func not in functions:
        raise Undecidable(f"the sign of the constant {shown(value)} could not be decided")
    return functions[value.func](parts[0])


def _enclose_power(value: Any, parts: list[Any]) -> Any:
    from mpmath import iv

    exponent = value.args[1]
    if exponent.is_Integer:
        return parts[0] ** int(exponent)
    if not parts[0].a > 0:
        raise Undecidable(f"the sign of the constant {shown(value)} could not be decided")
    return iv.exp(parts[1] * iv.log(parts[0]))
