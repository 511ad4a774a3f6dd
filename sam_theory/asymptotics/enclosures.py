"""Closed forms enclosed between numbers, in any precision."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sam_theory.asymptotics.closed_forms import shown
from sam_theory.asymptotics.outcome import Undecidable


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
