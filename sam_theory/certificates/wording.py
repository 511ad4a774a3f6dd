"""Numbers and boxes of certificates in words, rounded so that what is said stays true."""

from __future__ import annotations

import ast
import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from functools import reduce
from math import isqrt
from typing import TYPE_CHECKING

from sam_theory.certificates.forms import Side, Sides

if TYPE_CHECKING:
    from sam_theory.certificates.dynamics import Box

DIGITS = 6
QUANTITIES = {  # of claims: as they are written, those of `verifier/claims.py`
    "value": "f(xᵏ)",
    "coordinate": "xᵏ",
    "gap": "f(xᵏ) − inf f",
    "distance": "‖xᵏ − x*‖",
    "gradient": "‖∇f(xᵏ)‖",
    "gradient-square-average": "the mean of ‖∇f(xⁱ)‖² over i ≤ k",
    "least-gradient": "the least ‖∇f(xⁱ)‖ with i ≤ k",
}
SIGNS = {
    " ** ": "^",
    "^2": "²",
    "^3": "³",
    " * ": "·",
    " / ": "/",
    "rho": "ρ",
    "mu": "μ",
    "Delta": "Δ",
    "-": "−",
}


def formula_text(bound: str) -> str:
    """The formula of a bound as it is written."""
    plain = ast.unparse(ast.parse(bound, mode="eval"))
    return reduce(lambda text, sign: text.replace(sign, SIGNS[sign]), SIGNS, plain)


def number_text(value: Fraction, *, upwards: bool = False) -> str:
    """Six digits, rounded down unless told otherwise; all of them where there are no more."""
    context = Context(prec=DIGITS, rounding=ROUND_CEILING if upwards else ROUND_FLOOR)
    return f"{context.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize():g}"


def range_text(side: Side) -> str:
    """`= 0.1`, or `∈ [0.1, 0.5]`, shrunk to six digits."""
    low, high = side
    if low == high:
        return f"= {number_text(low)}"
    opening = "(" if low == 0 else "["
    return f"∈ {opening}{number_text(low, upwards=True)}, {number_text(high)}]"


def box_text(sides: Sides) -> str:
    """The box, each end to six digits."""
    return " × ".join(f"[{float(low):.6g}, {float(high):.6g}]" for low, high in sides)


def point_text(x: Box) -> str:
    """The midpoint of a box, each coordinate to six digits."""
    return "(" + ", ".join(f"{float(side.mid()) + 0.0:.6g}" for side in x) + ")"


def rounded(value: Fraction | float, *, upwards: bool = False) -> Fraction:
    """The number to six digits, rounded down unless told otherwise."""
    return Fraction(number_text(Fraction(value), upwards=upwards))


def root_below(value: Fraction) -> Fraction:
    """The square root of a positive number where it is rational, else six digits of it."""
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    if root * root == value:
        return root
    below = rounded(math.sqrt(value) * (1 - 1e-12))
    return below if below * below <= value else Fraction(0)
