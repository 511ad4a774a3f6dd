"""Formulas evaluated in floating point, at many k at once."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from sam_theory.asymptotics.formula import CONSTANTS, Algebra, Node, Read, affine_in_k, fold

LOGARITHMS = 4  # units in the last place by which a quotient of two logarithms may be off


def evaluate(node: Node, k: np.ndarray, constants: Mapping[str, float]) -> np.ndarray:
    """The formula at every k, (len(k),), in float64; k holds integers. NaN or ∞ where undefined.

    floor, Mod and is_square of arguments affine in k are evaluated in integer arithmetic, and
    log a/log b in them is whole where a is a power of b.
    """
    return np.array(np.broadcast_to(fold(node, floats(k, constants)), k.shape), dtype=np.float64)


def floats(k: np.ndarray, constants: Mapping[str, float]) -> Algebra[Any]:
    """Numbers and arrays, (len(k),), of float64."""
    return Algebra(
        {
            **_OF_VALUES,
            **{name: partial(np.float64, constants.get(name, math.nan)) for name in CONSTANTS},
            "k": lambda: k.astype(np.float64),
        },
        {"number": _number, **dict.fromkeys(_WHOLE, partial(_whole, k))},
    )


def _number(node: Node, read: Read[Any]) -> Any:
    assert node.value is not None
    return np.float64(float(node.value))


def _joined(reduce: Callable[..., Any], *values: Any) -> Any:
    return np.asarray(reduce(np.broadcast_arrays(*values)), dtype=np.float64)


def _elementwise(function: Callable[..., Any], *values: Any) -> Any:
    return np.asarray(function(*values), dtype=np.float64)


_ELEMENTWISE: Mapping[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": np.true_divide,
    "**": np.power,
    "neg": operator.neg,
    "log": np.log,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "not": np.logical_not,
}
_JOINED: Mapping[str, Callable[..., Any]] = {
    "and": np.logical_and.reduce,
    "or": np.logical_or.reduce,
    "Min": np.minimum.reduce,
    "Max": np.maximum.reduce,
}
_OF_VALUES: Mapping[str, Callable[..., Any]] = {
    "pi": lambda: np.float64(math.pi),
    "where": lambda test, yes, no: np.where(np.asarray(test) != 0, yes, no),
    **{name: partial(_elementwise, function) for name, function in _ELEMENTWISE.items()},
    **{name: partial(_joined, reduce) for name, reduce in _JOINED.items()},
}


def _is_square(value: Any) -> Any:
    root = np.sqrt(value)
    return np.asarray(root == np.floor(root), dtype=np.float64)


_WHOLE: Mapping[str, Callable[..., Any]] = {
    "floor": np.floor,
    "Mod": np.mod,
    "is_square": _is_square,
}


def _whole(k: np.ndarray, node: Node, read: Read[Any]) -> Any:
    """floor, Mod and is_square, in integers where the argument is affine in k."""
    affine = affine_in_k(node.operands[0])
    modulus = (
        affine_in_k(node.operands[1]) if node.operation == "Mod" else (Fraction(0), Fraction(1))
    )
    if affine is not None and modulus is not None and modulus[0] == 0 and modulus[1] > 0:
        slope, offset = affine[0] / modulus[1], affine[1] / modulus[1]
        scale = math.lcm(slope.denominator, offset.denominator)
        a, b = int(slope * scale), int(offset * scale)
        if (abs(a) * int(k.max(initial=1)) + abs(b)) < 2**62:
            numerator = a * k.astype(np.int64) + b
            return _exact(node.operation, numerator, scale, modulus[1])
    first, *others = map(read, node.operands)
    return _WHOLE[node.operation](_settled(node.operands[0], first), *others)


def _settled(node: Node, value: Any) -> Any:
    """log a/log b, whole where it is up to rounding: at a = bⁿ it may come out below n."""
    if node.operation != "/" or any(part.operation != "log" for part in node.operands):
        return value
    whole = np.rint(value)
    near = np.abs(value - whole) <= LOGARITHMS * np.finfo(np.float64).eps * np.abs(value)
    return np.where(near, whole, value)


def _exact(operation: str, numerator: np.ndarray, scale: int, modulus: Fraction) -> np.ndarray:
    if operation == "floor":
        return (numerator // scale).astype(np.float64)
    if operation == "Mod":
        return (numerator % scale) * (float(modulus) / scale)
    whole = numerator // scale
    root = np.floor(np.sqrt(np.maximum(whole, 0).astype(np.float64))).astype(np.int64)
    square = (root * root == whole) | ((root + 1) ** 2 == whole) | ((root - 1) ** 2 == whole)
    return np.asarray((numerator % scale == 0) & (whole >= 0) & square, dtype=np.float64)
