"""Formulas about sequences as syntax: reading, free names, and substitution without capture.

Python's grammar. `t[k]` is a sequence, `f(y)` a function. Bare i, j, k, m, K, N are natural numbers
from 1 on, `s[j]` is an index along a subsequence s; every other name is real, unless it is declared
to stand for vectors. Binders are the heads of `BINDERS`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sam_theory.proofs import language

KEPT = 16384  # formulas that are not read again
INDEX = re.compile(r"([ijkmKN]\d*|k_\d+)\Z")
OURS = re.compile(r"(k|s|real|vector)_\d+\Z")  # names of bound variables in normal forms
NORMAL = frozenset({"inverse", "pow", "vector"})  # heads that only normal forms have
SUBSEQUENCE = re.compile(r"(s\d*|s_\d+)\Z")


class Refused(Exception):
    """A proof, a premise or a formula that is not accepted; the message names the place."""


@dataclass(frozen=True)
class Binder:
    """Which arguments of a head are bound variables, and in which they are bound.

    `takes` is how many arguments there are, 0 for any number of variables and a scope.
    """

    bound: slice
    scope: slice
    takes: int = 0


FIRST_IN_LAST = Binder(slice(0, 1), slice(-1, None), 2)
FIRST_OF_THREE = Binder(slice(0, 1), slice(-1, None), 3)
FIRST_OF_FOUR = Binder(slice(0, 1), slice(-1, None), 4)
FIRST_IN_SECOND = Binder(slice(0, 1), slice(1, 2), 2)
WITH_LIMIT = Binder(slice(0, 1), slice(1, 2), 3)
ALL_IN_LAST = Binder(slice(0, -1), slice(-1, None))
BINDERS: Mapping[str, Binder] = {
    "forall": ALL_IN_LAST,
    "exists": ALL_IN_LAST,
    "always": FIRST_IN_LAST,  # for all k ≥ 1
    "eventually": FIRST_IN_LAST,  # for all k from some K on
    "frequently": FIRST_IN_LAST,  # for infinitely many k
    "since": Binder(slice(1, 2), slice(2, 3), 3),  # since(K, k, φ): for all k ≥ K
    "summable": FIRST_IN_SECOND,  # the partial sums of e converge
    "diverges": FIRST_IN_SECOND,  # the partial sums of e tend to ∞
    "tends": WITH_LIMIT,  # tends(k, e, c): e → c
    "liminf": WITH_LIMIT,
    "bounded": FIRST_IN_SECOND,
    "accumulates": WITH_LIMIT,  # accumulates(k, e, c): c is an accumulation point of e
    "total": FIRST_OF_FOUR,  # total(i, a, b, e): Σ of e over a ≤ i < b, −Σ over b ≤ i < a
    "partial": FIRST_OF_THREE,  # partial(i, b, e) = total(i, 1, b, e)
    "tail": FIRST_OF_THREE,  # tail(i, a, e): Σ of e over i ≥ a
    "mean": FIRST_IN_LAST,  # mean(xi, e): E e over a random draw ξ from finitely many
    "mean_of": FIRST_IN_LAST,  # the mean of a term that is no sum and no multiple
}


PREDICATES = frozenset({"gradient", "increasing"})  # of functions and of subsequences
FACTS = frozenset(BINDERS) - {"total", "partial", "tail", "mean", "mean_of"}
OF_FORMULAS = frozenset({"forall", "exists", "always", "eventually", "frequently", "since"})


def head(node: ast.AST) -> str:
    """The name of the function that is called, empty where none is."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def stands_for_vector(name: str, vectors: frozenset[str]) -> bool:
    """Whether a name is one of a vector: y1 is of the kind of y."""
    return name in vectors or name.rstrip("0123456789") in vectors


@lru_cache(maxsize=KEPT)
def read(text: str) -> ast.expr:
    """The formula as a tree, which must not be changed; raises Refused for what is no formula."""
    try:
        return language.read(text)
    except SyntaxError as reason:
        raise Refused(f"a formula must be a Python expression; got {text!r}") from reason
    except language.Unsupported as reason:
        raise Refused(str(reason)) from reason


def is_name(text: str) -> bool:
    """Whether the text is a name as Python reads it, which takes some letters for others."""
    try:
        tree = language.read(text)
    except (SyntaxError, language.Unsupported):
        return False
    return isinstance(tree, ast.Name) and tree.id == text


def called(node: ast.Call) -> tuple[str, list[ast.expr]]:
    """The head of a call and its arguments; raises Refused for any other kind of call."""
    if not isinstance(node.func, ast.Name) or node.keywords:
        raise Refused(f"a function must be called by its name; got {ast.unparse(node)}")
    if node.func.id in NORMAL:
        raise Refused(f"a function must not be called {node.func.id}, which is reserved")
    return node.func.id, node.args


def bound_names(node: ast.Call) -> tuple[str, ...]:
    """The variables that a call binds; raises Refused where one is no name, or occurs twice.

    So it does where a variable is called as those of normal forms are, and where `since` begins at
    what depends on the index that it binds.
    """
    name, args = called(node)
    if name not in BINDERS:
        return ()
    binder = BINDERS[name]
    found = tuple(a.id for a in args[binder.bound] if isinstance(a, ast.Name))
    if len(found) != len(args[binder.bound]) or not found or len(set(found)) < len(found):
        raise Refused(f"{name} must bind different names; got {ast.unparse(node)}")
    if len(args) != (binder.takes or len(args)):
        raise Refused(f"{name} takes {binder.takes} arguments; got {ast.unparse(node)}")
    for variable in found:
        if variable in RESERVED or variable in BINDERS or OURS.match(variable):
            raise Refused(f"{variable} is reserved and cannot be bound")
    if name == "since" and found[0] in free_names(args[0]):
        raise Refused(f"{ast.unparse(node)} begins at what it binds; bind another name")
    return found


def free_names(node: ast.AST) -> frozenset[str]:
    """The names that occur and are not bound, functions and sequences among them."""
    match node:
        case ast.Name(id=name):
            return frozenset() if name in RESERVED else frozenset({name})
        case ast.Call():
            name, _ = called(node)
            inside, outside = _scope(node)
            found = union(map(free_names, inside)) - frozenset(bound_names(node))
            own = frozenset() if name in BINDERS or name in RESERVED else frozenset({name})
            return found | union(map(free_names, outside)) | own
    return union(map(free_names, ast.iter_child_nodes(node)))


RESERVED = frozenset(
    {
        "implies",
        "norm",
        "sq",
        "dot",
        "abs",
        "max",
        "min",
        "sqrt",
        "log",
        "exp",
        "pi",
        "True",
        "False",
    }
)


def union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """The names of all of them."""
    return frozenset[str]().union(*sets)


def _scope(node: ast.Call) -> tuple[list[ast.expr], list[ast.expr]]:
    """The arguments in which the bound variables are bound, and the others."""
    name, args = called(node)
    if name not in BINDERS:
        return [], args
    binder = BINDERS[name]
    inside, bound = args[binder.scope], args[binder.bound]
    return inside, [a for a in args if not any(a is b for b in (*inside, *bound))]


@dataclass(frozen=True)
class Replacement:
    """What stands for a name: `body`, of its parameters where it is a sequence or a function."""

    parameters: tuple[str, ...]
    body: ast.expr

    @property
    def free(self) -> frozenset[str]:
        """The names that the body brings with it."""
        return free_names(self.body) - frozenset(self.parameters)


Replacements = Mapping[str, Replacement]


def replacements(texts: Mapping[str, str]) -> Replacements:
    """From {"c": "2", "alpha[k]": "norm(G[k])", "P(k)": "x[k] >= 0"}."""
    found: dict[str, Replacement] = {}
    for key, text in texts.items():
        match read(key):
            case ast.Name(id=name):
                parameters: tuple[str, ...] = ()
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Name(id=parameter)):
                parameters = (parameter,)
            case ast.Call(func=ast.Name(id=name), args=args) if all(
                isinstance(a, ast.Name) for a in args
            ):
                parameters = tuple(a.id for a in args if isinstance(a, ast.Name))
            case _:
                raise Refused(f"what is replaced must be c, a[k] or a(k); got {key!r}")
        found[name] = Replacement(parameters, read(text))
    return found


def replace(node: ast.expr, by: Replacements) -> ast.expr:
    """The formula with names replaced; bound variables are renamed where they would capture."""
    match node:
        case ast.Name(id=name) if name in by:
            return _applied(by[name], (), node)
        case ast.Subscript(value=ast.Name(id=name), slice=index) if name in by:
            return _applied(by[name], (replace(index, by),), node)
        case ast.Call():
            return _replace_call(node, by)
    return _with_children(node, by)


def _applied(replacement: Replacement, arguments: tuple[ast.expr, ...], at: ast.expr) -> ast.expr:
    if not replacement.parameters and arguments and isinstance(replacement.body, ast.Name):
        shape = ast.Call if isinstance(at, ast.Call) else ast.Subscript  # another name for it
        if shape is ast.Call:
            return ast.Call(replacement.body, list(arguments), [])
        return ast.Subscript(replacement.body, arguments[0], ast.Load())
    if len(replacement.parameters) != len(arguments):
        raise Refused(f"{ast.unparse(at)} is replaced by something of another kind")
    given = {
        name: Replacement((), argument)
        for name, argument in zip(replacement.parameters, arguments, strict=True)
    }
    return replace(replacement.body, given)


def _replace_call(node: ast.Call, by: Replacements) -> ast.expr:
    name, args = called(node)
    bound = bound_names(node)
    if not bound:
        inner = [replace(a, by) for a in args]
        return (
            _applied(by[name], tuple(inner), node) if name in by else ast.Call(node.func, inner, [])
        )
    inside, _ = _scope(node)
    within = {n: r for n, r in by.items() if n not in bound}
    brought = union(r.free for n, r in within.items() if n in free_names(node))
    fresh: dict[str, str] = {}
    for n in (n for n in bound if n in brought):
        fresh[n] = _unlike(n, brought | free_names(node) | {*bound, *fresh.values()})
    within |= {n: Replacement((), ast.Name(new, ast.Load())) for n, new in fresh.items()}
    renamed = {
        id(a): ast.Name(fresh.get(n, n), ast.Load())
        for a, n in zip(args[BINDERS[name].bound], bound, strict=True)
    }
    scoped = {id(a) for a in inside}
    return ast.Call(
        node.func,
        [renamed.get(id(a)) or replace(a, within if id(a) in scoped else by) for a in args],
        [],
    )


def _unlike(name: str, taken: frozenset[str]) -> str:
    stem = name.rstrip("0123456789")
    return next(new for i in range(1, 1000) if (new := f"{stem}{i}") not in taken)


def _with_children(node: ast.expr, by: Replacements) -> ast.expr:
    match node:
        case ast.BinOp(left=a, op=op, right=b):
            return ast.BinOp(replace(a, by), op, replace(b, by))
        case ast.UnaryOp(op=unary, operand=a):
            return ast.UnaryOp(unary, replace(a, by))
        case ast.Compare(left=a, ops=ops, comparators=others):
            return ast.Compare(replace(a, by), ops, [replace(b, by) for b in others])
        case ast.BoolOp(op=boolean, values=values):
            return ast.BoolOp(boolean, [replace(v, by) for v in values])
        case ast.Subscript(value=ast.Name() as sequence, slice=index):
            return ast.Subscript(sequence, replace(index, by), ast.Load())
        case ast.Name() | ast.Constant():
            return node
    raise Refused(f"{ast.unparse(node)} is no formula")
