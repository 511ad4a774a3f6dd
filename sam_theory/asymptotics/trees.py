"""Formulas put together from formulas: arithmetic, substitution, derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache, partial

from sam_theory.asymptotics.formula import COMPARISONS, CONNECTIVES, CONSTANTS, Algebra, Node, Read
from sam_theory.asymptotics.outcome import Undecidable

K = Node("k")


def num(value: int | Fraction) -> Node:
    """A number."""
    return Node("number", value=Fraction(value))


ZERO, ONE = num(0), num(1)


def add(a: Node, b: Node) -> Node:
    """a + b."""
    if a.value is not None and b.value is not None:
        return num(a.value + b.value)
    if a == ZERO or b == ZERO:
        return b if a == ZERO else a
    return Node("+", (a, b))


def neg(a: Node) -> Node:
    """−a."""
    if a.value is not None:
        return num(-a.value)
    return a.operands[0] if a.operation == "neg" else Node("neg", (a,))


def sub(a: Node, b: Node) -> Node:
    """a − b."""
    return ZERO if a == b else add(a, neg(b))


def mul(a: Node, b: Node) -> Node:
    """a·b."""
    if a.value is not None and b.value is not None:
        return num(a.value * b.value)
    if ZERO in (a, b):
        return ZERO
    if ONE in (a, b):
        return b if a == ONE else a
    return Node("*", (a, b))


def div(a: Node, b: Node) -> Node:
    """a/b."""
    if b.value is not None and b.value != 0:
        return num(a.value / b.value) if a.value is not None else mul(num(1 / b.value), a)
    return Node("/", (a, b))


def power(a: Node, b: Node) -> Node:
    """aᵇ."""
    return a if b == ONE else Node("**", (a, b))


def log(a: Node) -> Node:
    """log a."""
    return Node("log", (a,))


def exp(a: Node) -> Node:
    """exp a."""
    return Node("exp", (a,))


def sqrt(a: Node) -> Node:
    """√a."""
    return Node("sqrt", (a,))


def sin(a: Node) -> Node:
    """sin a."""
    return Node("sin", (a,))


def cos(a: Node) -> Node:
    """cos a."""
    return Node("cos", (a,))


def iterated_log(level: int) -> Node:
    """k, log k, log log k, …"""
    return K if level == 0 else log(iterated_log(level - 1))


def substitute(node: Node, values: Mapping[Node, Node]) -> Node:
    """The formula with some of its subformulas replaced."""
    if node in values:
        return values[node]
    if not node.operands:
        return node
    operands = tuple(substitute(operand, values) for operand in node.operands)
    return node if operands == node.operands else rebuilt(node.operation, operands, node)


def valued(node: Node, values: Mapping[str, Fraction]) -> Node:
    """The formula with the known values of variables put in, such as L, D and n."""
    return substitute(node, {Node(name): num(value) for name, value in values.items()})


def rebuilt(operation: str, operands: tuple[Node, ...], node: Node) -> Node:
    """The operation on new operands, numbers folded."""
    if operation in _FOLDING:
        return _FOLDING[operation](*operands)
    return Node(operation, operands, node.value)


_FOLDING: Mapping[str, Callable[..., Node]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": div,
    "neg": neg,
}


def at(node: Node, index: Node) -> Node:
    """The formula with k replaced."""
    return substitute(node, {K: index})


@lru_cache(maxsize=4096)
def derivative(node: Node) -> Node:
    """d/dk of a formula in + - * / ** neg log exp sqrt sin cos."""
    return DERIVATIVES.apply(node, derivative) if node.contains("k") else ZERO


def _of_product(node: Node, d: Read[Node]) -> Node:
    a, b = node.operands
    return add(mul(d(a), b), mul(a, d(b)))


def _of_quotient(node: Node, d: Read[Node]) -> Node:
    a, b = node.operands
    return sub(div(d(a), b), div(mul(a, d(b)), mul(b, b)))


def _of_power(node: Node, d: Read[Node]) -> Node:
    a, b = node.operands
    da, db = d(a), d(b)
    if db == ZERO:
        return mul(mul(b, power(a, sub(b, ONE))), da)
    return mul(node, add(mul(db, log(a)), div(mul(b, da), a)))


def _by_chain(outer: Callable[[Node], Node], node: Node, d: Read[Node]) -> Node:
    """The inner derivative times the outer, a function of the formula."""
    return mul(outer(node), d(node.operands[0]))


def _refuse(node: Node, d: Read[Node]) -> Node:
    raise Undecidable(f"{node.operation} has no derivative")


NOT_SMOOTH = ("floor", "Mod", "Min", "Max", "where", "is_square", *COMPARISONS, *CONNECTIVES)
DERIVATIVES: Algebra[Node] = Algebra(
    {
        "k": lambda: ONE,
        **dict.fromkeys((*CONSTANTS, "pi"), lambda: ZERO),
        "+": add,
        "-": sub,
        "neg": neg,
    },
    {
        "number": lambda node, d: ZERO,
        "*": _of_product,
        "/": _of_quotient,
        "**": _of_power,
        "log": lambda node, d: div(d(node.operands[0]), node.operands[0]),
        "sqrt": lambda node, d: div(d(node.operands[0]), mul(num(2), node)),
        "exp": partial(_by_chain, lambda node: node),
        "sin": partial(_by_chain, lambda node: cos(node.operands[0])),
        "cos": lambda node, d: neg(mul(sin(node.operands[0]), d(node.operands[0]))),
        **dict.fromkeys(NOT_SMOOTH, _refuse),
    },
)


@lru_cache(maxsize=4096)
def log_derivative(node: Node) -> Node:
    """f'/f for a formula f, taken apart along products, quotients and powers."""
    if not node.contains("k"):
        return ZERO
    match node.operation, node.operands:
        case "*", [a, b]:
            return add(log_derivative(a), log_derivative(b))
        case "/", [a, b]:
            return sub(log_derivative(a), log_derivative(b))
        case "neg", [a]:
            return log_derivative(a)
        case "**", [a, b] if not b.contains("k"):
            return mul(b, log_derivative(a))
        case "sqrt", [a]:
            return mul(num(Fraction(1, 2)), log_derivative(a))
        case "exp", [a]:
            return derivative(a)
    return div(derivative(node), node)
