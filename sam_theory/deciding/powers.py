"""Products of powers of k and log k: the schedules that papers write down."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sam_theory.formula import Node, affine_in_k


@dataclass(frozen=True)
class Power:
    """A positive sequence ~ c·kᵖ·(log k)^q, nonincreasing for all k if `falls`."""

    c: Fraction
    p: Fraction
    q: Fraction
    falls: bool


def power_of(node: Node) -> Power | None:
    """The sequence as a product of powers, positive for every k >= 1; None for any other shape."""
    match node.operation:
        case "*" | "/":
            left, right = (power_of(operand) for operand in node.operands)
            if left is None or right is None:
                return None
            return _product(left, right if node.operation == "*" else _power(right, Fraction(-1)))
        case "**":
            exponent = affine_in_k(node.operands[1])
            base = power_of(node.operands[0])
            if base is None or exponent is None or exponent[0] != 0:
                return None
            if base.c != 1 and exponent[1].denominator != 1:
                return None
            return _power(base, exponent[1])
        case "log":
            inner = affine_in_k(node.operands[0])
            if inner is None or inner[0] != 1 or inner[1] <= 0:
                return None
            return Power(Fraction(1), Fraction(0), Fraction(1), False)
    affine = affine_in_k(node)
    if affine is None or sum(affine) <= 0 or affine[0] < 0:
        return None
    if affine[0] == 0:
        return Power(affine[1], Fraction(0), Fraction(0), True)
    return Power(affine[0], Fraction(1), Fraction(0), False)


def _product(a: Power, b: Power) -> Power:
    return Power(a.c * b.c, a.p + b.p, a.q + b.q, a.falls and b.falls)


def _power(a: Power, exponent: Fraction) -> Power:
    c = a.c**exponent.numerator if exponent.denominator == 1 else Fraction(1)
    rises = a.p > 0 or (a.p == 0 and a.q > 0)
    return Power(c, a.p * exponent, a.q * exponent, rises == (exponent < 0) or exponent == 0)
