"""Formulas about sequences, evaluated in floats where their symbols are given.

A rough judge, for examples whose limits are plain, at a few indices and numbers; vectors are
arrays (n,), or numbers in dimension one. What is not defined, as 1/0, has a value of no meaning.
"""

from __future__ import annotations

import ast
import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
from floats import UNKNOWN, binary, related, size

from sam_theory.proofs.terms import INDEX, SUBSEQUENCE, called, free_names, read

EARLY = (*range(1, 60), 97, 100, 256)
GROUPS = tuple(
    (*range(far, far + 9), (math.isqrt(far) + 1) ** 2) for far in (1000, 2000)
)  # for infinitely many k: some in each
LATE = tuple(itertools.chain(*GROUPS))
END = 5000  # where sums that never end are cut off
MANY = 3100  # so many indices are tried where all are meant
NUMBERS = (-1e6, -20.0, *(n / 2 for n in range(-8, 9)), 0.05, 0.25, 0.75, 20.0, 1e6)
POINTS = (*NUMBERS, -0.25, -0.01, -1e-4, 1e-4, 0.01, 0.9, 1.01)  # where all vectors are meant
MAPS: tuple[Callable[[int], int], ...] = (
    lambda j: j,
    lambda j: 2 * j,
    lambda j: 2 * j + 1,
    lambda j: j * j,
    lambda j: j * j + 1,
)
CLOSE = 0.02
FUNCTIONS: Mapping[str, Callable[[Any], float]] = {
    "log": lambda a: math.log(a) if a > 0 else UNKNOWN,
    "square": lambda k: float(math.isqrt(k) ** 2 == k),  # 1 where k is a square
}


@dataclass(frozen=True)
class Model:
    """What the names stand for: numbers, functions, predicates and sequences.

    A limit is met within `close`.
    """

    names: Mapping[str, Any] = field(default_factory=dict)
    close: float = CLOSE

    def with_(self, name: str, value: Any) -> Model:
        return replace(self, names={**self.names, name: value})

    # ---- numbers

    def number(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=int() | float() as value):
                return value
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

    def _call(self, node: ast.Call) -> Any:
        name, args = called(node)
        match name, args:
            case "abs" | "norm", [a]:
                return size(self.number(a))
            case "sq", [a]:
                return size(self.number(a)) ** 2
            case "dot", [a, b]:
                return float(np.sum(np.multiply(self.number(a), self.number(b))))
            case "max" | "min", [a, b]:
                return {"max": max, "min": min}[name](self.number(a), self.number(b))
            case "sqrt", [a]:
                return binary(ast.Pow(), self.number(a), 0.5)
            case ("total", [i, a, b, e]):
                sums = self._sums(i, e)
                return sums(round(self.number(b))) - sums(round(self.number(a)))
            case ("tail", [i, a, e]):
                sums = self._sums(i, e)
                return sums(END) - sums(round(self.number(a))) if summable(sums) else UNKNOWN
            case ("mean", [i, e]):
                assert isinstance(i, ast.Name)
                return sum(self.with_(i.id, draw).number(e) for draw in (0.0, 1.0)) / 2
        return self.names.get(name, FUNCTIONS.get(name))(*map(self.number, args))

    def _sums(self, index: ast.expr, term: ast.expr) -> Callable[[int], float]:
        """n ↦ Σ of the term over the index from 1 to n − 1."""
        assert isinstance(index, ast.Name)
        named = (free_names(term) - {index.id}) & set(self.names)
        return partial_sums(
            ast.unparse(term), index.id, tuple((n, self.names[n]) for n in sorted(named))
        )

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
                return all(any(self._at(k, v, body) for v in group) for group in GROUPS)
            case "forall", [*bound, body]:
                return all(self._each(bound, body, POINTS))
            case "exists", [*bound, body]:
                return any(self._each(bound, body, NUMBERS))
            case "gradient", [f, grad]:
                return self._differentiable(f, grad)
            case "increasing", [ast.Name(id=s)]:
                return all(self.names[s](j + 1) > self.names[s](j) >= 1 for j in EARLY)
            case "summable", [k, e]:
                return summable(self._sums(k, e))
            case "diverges", [k, e]:
                return diverges(self._sums(k, e))
        return (
            self.names[name](*map(self.number, args))
            if name in self.names
            else self._of_sequence(node)
        )

    def _at(self, variable: ast.expr, value: Any, body: ast.expr) -> bool:
        assert isinstance(variable, ast.Name)
        return self.with_(variable.id, value).holds(body)

    def _each(
        self, bound: list[ast.expr], body: ast.expr, numbers: Sequence[float]
    ) -> Iterator[bool]:
        names = [v.id for v in bound if isinstance(v, ast.Name)]
        tried = (self._tried(name, body, numbers) for name in names)
        for values in itertools.product(*tried):
            named = {**self.names, **dict(zip(names, values, strict=True))}
            yield replace(self, names=named).holds(body)

    def _tried(self, name: str, body: ast.expr, numbers: Sequence[float]) -> list[Any]:
        """The values that a bound variable is tried at, and late terms of what tends to it."""
        if INDEX.match(name):
            return [*range(1, MANY)]
        if SUBSEQUENCE.match(name):
            return [*MAPS]
        if name not in ("y", "z", "w"):
            numbers = (*NUMBERS, 0.001) if name == "e" else NUMBERS
        late = [
            self.with_(call.args[0].id, k).number(call.args[1])
            for call in ast.walk(body)
            if isinstance(call, ast.Call) and call.func.id in ("tends", "accumulates")  # type: ignore[attr-defined]
            if isinstance(call.args[2], ast.Name) and call.args[2].id == name
            for k in LATE
            if isinstance(call.args[0], ast.Name)
        ]
        if late:
            numbers = NUMBERS
        plain = not late or np.ndim(late[0]) == 0
        return [*(numbers if plain else ()), *late]

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

        def term(value: int) -> Any:
            return self.with_(k.id, value).number(args[1])

        values = [*map(term, LATE)]
        if name == "bounded":
            return max(map(size, values)) < 500
        limit = self.number(args[2])
        near = self.close * max(1.0, size(limit))
        if name == "tends":
            return all(size(v - limit) < near for v in values)
        if name == "liminf":
            return bool(abs(min(values) - limit) < near)
        assert name == "accumulates"
        return all(any(size(term(k) - limit) < near for k in group) for group in GROUPS)


@cache
def partial_sums(
    term: str, index: str, names: tuple[tuple[str, Any], ...]
) -> Callable[[int], float]:
    """n ↦ Σ of the term over the index from 1 to n − 1."""
    model, tree, sums = Model(dict(names)), read(term), [0.0]

    def at(n: int) -> float:
        while len(sums) < n:
            sums.append(sums[-1] + model.with_(index, len(sums)).number(tree))
        return sums[n - 1]

    return at


def summable(sums: Callable[[int], float]) -> bool:
    """Whether partial sums move less and less from n to 2n."""
    moves = [max(s) - min(s) for s in (dyadic(sums, 256), dyadic(sums, 1024))]
    return moves[1] < max(0.8 * moves[0], 1e-9)


def diverges(sums: Callable[[int], float]) -> bool:
    """Whether partial sums grow beyond what they were, and do not settle."""
    return not summable(sums) and min(dyadic(sums, 1024)) > max(dyadic(sums, 256)) + 0.05


@cache
def dyadic(sums: Callable[[int], float], n: int) -> list[float]:
    return [sums(m) for m in range(n, 2 * n + 1)]


@cache
def function(text: str, *arguments: str) -> Callable[..., Any]:
    """A function of its arguments, or a predicate, from its formula."""
    tree = read(text)
    formula = isinstance(tree, ast.Compare)

    @cache
    def at(*values: Any) -> Any:
        model = Model(dict(zip(arguments, values, strict=True)))
        return model.holds(tree) if formula else model.number(tree)

    return at
