"""Arithmetic in floats in which everything has a value: numbers, and vectors as arrays (n,)."""

from __future__ import annotations

import ast
import math
from typing import Any

import numpy as np

UNKNOWN = 3.7  # what is not defined, as 1/0


def size(value: Any) -> float:
    """The norm, or the absolute value."""
    return float(np.linalg.norm(np.atleast_1d(value)))


def binary(op: ast.operator, a: Any, b: Any) -> Any:
    match op:
        case ast.Add():
            return a + b
        case ast.Sub():
            return a - b
        case ast.Mult():
            return a * b
        case ast.Div():
            return a / b if b else UNKNOWN
        case ast.FloorDiv():
            return a // b
        case ast.Pow():
            whole = float(b).is_integer() and (a or b >= 0)
            if not (a > 0 or whole):
                return UNKNOWN
            try:
                return float(a) ** b
            except OverflowError:
                return math.inf if a > 0 or b % 2 == 0 else -math.inf
    raise NotImplementedError


def related(op: ast.cmpop, a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray):
        a, b = float(np.linalg.norm(a - b)), 0.0
    slack = 1e-9 * max(1.0, min(abs(a), abs(b)))
    match op:
        case ast.Lt():
            return bool(a < b)
        case ast.LtE():
            return bool(a <= b + slack)
        case ast.Gt():
            return bool(a > b)
        case ast.GtE():
            return bool(a >= b - slack)
        case ast.Eq():
            return bool(a == b or abs(a - b) <= slack)
    return bool(a != b and abs(a - b) > slack)
