"""Formulas about sequences of numbers, evaluated in floats where their symbols are given.

A rough judge, for examples whose limits are plain, at a few indices and numbers; vectors are
arrays (n,), or numbers in dimension one.
"""

from __future__ import annotations

import ast
import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sam_theory.proofs.terms import INDEX, SUBSEQUENCE, called, read

EARLY = (*range(1, 60), 97, 100, 256, 1000, 1001)
LATE = tuple(
    k for far in (10**5, 10**6) for k in (*range(far, far + 9), (math.isqrt(far) + 1) ** 2)
)
NUMBERS = (-1e6, -20.0, -2.0, -1.0, -0.5, 0.0, 0.05, 0.5, 1.0, 2.0, 20.0, 1e6)
MAPS: tuple[Callable[[int], int], ...] = (
    lambda j: j,
    lambda j: 2 * j,
    lambda j: 2 * j + 1,
    lambda j: j * j,
)
CLOSE = 0.02
TERMS = 4000


@dataclass(frozen=True)
class Model:
    """What the names stand for: numbers, functions of one argument, and sequences."""

    names: Mapping[str, Any] = field(default_factory=dict)

    def with_(self, name: str, value: Any) -> Model:
        return Model({**self.names, name: value})

    # ---- numbers

    def number(self, node: ast.expr) -> float:
        match node:
            case ast.Constant(value=int() | float() as value):
                return float(value) if isinstance(value, float) else value
            case ast.Name(id="pi"):
                return math.pi
            case ast.Name(id=name):
                return self.names[name]
            case ast.Subscript(value=ast.Name(id=name), slice=index):
                return self.names[name](round(self.number(index)))
            case ast.UnaryOp(op=ast.USub(), operand=a):
                return -self.number(a)
            case ast.BinOp(left=a, op=op, right=b):
                return binary(op, self.number(a), self.number(b))
            case ast.Call():
                return self._call(node)
        raise NotImplementedError(ast.unparse(node))

    def _call(self, node: ast.Call) -> float:
        name, args = called(node)
        match name, args:
            case "abs", [a]:
                return abs(self.number(a))
            case "norm", [a]:
                return float(np.linalg.norm(np.atleast_1d(self.number(a))))
            case "sq", [a]:
                return float(np.sum(np.square(self.number(a))))
            case "dot", [a, b]:
                return float(np.sum(np.multiply(self.number(a), self.number(b))))
            case "max" | "min", [a, b]:
                return {"max": max, "min": min}[name](self.number(a), self.number(b))
            case "sqrt", [a]:
                return math.sqrt(self.number(a))
            case ("total", [i, a, b, e]):
                return self._sum(i, round(self.number(a)), round(self.number(b)), e)
            case ("tail", [i, a, e]):
                start = round(self.number(a))
                return self._sum(i, start, start + TERMS, e)
            case ("mean", [i, e]):
                assert isinstance(i, ast.Name)
                return sum(self.with_(i.id, draw).number(e) for draw in (0.0, 1.0)) / 2
        return self.names[name](*(self.number(a) for a in args))

    def _sum(self, index: ast.expr, start: int, end: int, term: ast.expr) -> float:
        assert isinstance(index, ast.Name)
        if end < start:
            return -self._sum(index, end, start, term)
        return sum(self.with_(index.id, i).number(term) for i in range(start, end))

    # ---- formulas

    def holds(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant(value=bool() as value):
                return value
            case ast.Compare(left=first, ops=ops, comparators=others):
                sides = [self.number(s) for s in (first, *others)]
                return all(
                    related(op, a, b)
                    for op, (a, b) in zip(ops, itertools.pairwise(sides), strict=True)
                )
            case ast.BoolOp(op=ast.And(), values=values):
                return all(map(self.holds, values))
            case ast.BoolOp(values=values):
                return any(map(self.holds, values))
            case ast.UnaryOp(op=ast.Not(), operand=a):
                return not self.holds(a)
            case ast.Call():
                return self._fact(node)
        raise NotImplementedError(ast.unparse(node))

    def _fact(self, node: ast.Call) -> bool:
        name, args = called(node)
        match name, args:
            case "implies", [a, b]:
                return not self.holds(a) or self.holds(b)
            case "always", [k, body]:
                return all(self._at(k, value, body) for value in (*EARLY, *LATE))
            case "since", [start, k, body]:
                least = self.number(start)
                return all(self._at(k, v, body) for v in (*EARLY, *LATE) if v >= least)
            case "eventually", [k, body]:
                return all(self._at(k, value, body) for value in LATE)
            case "frequently", [k, body]:
                return any(self._at(k, value, body) for value in LATE)
            case "forall", [*bound, body]:
                return all(self._all(bound, body))
            case "exists", [*bound, body]:
                return any(self._all(bound, body))
            case "gradient", [f, grad]:
                return self._differentiable(f, grad)
            case "increasing", [ast.Name(id=s)]:
                return all(self.names[s](j + 1) > self.names[s](j) >= 1 for j in EARLY)
        return self._of_sequence(node)

    def _at(self, variable: ast.expr, value: Any, body: ast.expr) -> bool:
        assert isinstance(variable, ast.Name)
        return self.with_(variable.id, value).holds(body)

    def _all(self, bound: list[ast.expr], body: ast.expr) -> list[bool]:
        names = [v.id for v in bound if isinstance(v, ast.Name)]
        found = []
        for values in itertools.product(*(values_of(n) for n in names)):
            model = Model({**self.names, **dict(zip(names, values, strict=True))})
            found.append(model.holds(body))
        return found

    def _differentiable(self, f: ast.expr, grad: ast.expr) -> bool:
        assert isinstance(f, ast.Name)
        assert isinstance(grad, ast.Name)
        h = 1e-6
        value, slope = self.names[f.id], self.names[grad.id]
        points = [y / 7 for y in range(-20, 21)]
        return all(abs((value(y + h) - value(y - h)) / (2 * h) - slope(y)) < 1e-3 for y in points)

    def _of_sequence(self, node: ast.Call) -> bool:
        """A fact about the terms of a sequence, by how they look far out."""
        name, args = called(node)
        k = args[0]
        assert isinstance(k, ast.Name)

        def term(value: int) -> float:
            return self.with_(k.id, value).number(args[1])

        if name in ("summable", "diverges"):
            blocks = [sum(term(k) for k in range(n, 2 * n)) for n in (100, 400, 1600)]
            small = abs(blocks[2]) < 0.9 * abs(blocks[1]) or abs(blocks[2]) < 1e-9
            return small if name == "summable" else not small and blocks[2] > 0
        values = [term(value) for value in LATE]
        if name == "bounded":
            return max(map(abs, values)) < 1e3
        limit = self.number(args[2])
        if name == "tends":
            return all(abs(v - limit) < CLOSE for v in values)
        if name == "liminf":
            return abs(min(values) - limit) < CLOSE
        return any(abs(v - limit) < CLOSE for v in values)  # accumulates


def values_of(name: str) -> tuple[Any, ...]:
    """The values that a bound variable is tried at."""
    if INDEX.match(name):
        return (*range(1, 60), 100, 1000)
    return MAPS if SUBSEQUENCE.match(name) else NUMBERS


def binary(op: ast.operator, a: float, b: float) -> float:
    match op:
        case ast.Add():
            return a + b
        case ast.Sub():
            return a - b
        case ast.Mult():
            return a * b
        case ast.Div():
            return a / b if b else 0.0
        case ast.Pow():
            return a**b if a > 0 or (float(b).is_integer() and (a or b > 0)) else 0.0
    raise NotImplementedError


def related(op: ast.cmpop, a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray):
        a, b = float(np.linalg.norm(a - b)), 0.0
    slack = 1e-9 * max(1.0, abs(a), abs(b))
    match op:
        case ast.Lt():
            return a < b
        case ast.LtE():
            return a <= b + slack
        case ast.Gt():
            return a > b
        case ast.GtE():
            return a >= b - slack
        case ast.Eq():
            return abs(a - b) <= slack
    return abs(a - b) > slack


def function(text: str, argument: str) -> Callable[[float], float]:
    """A function of one argument, from its formula."""
    tree = read(text)
    return lambda value: Model({argument: value}).number(tree)
