"""Rational functions over ℚ of atoms: of k, of parameters, and of logarithms, powers, … of these.

exp of a sum is a product of powers of atoms, exp(c log u) = uᶜ, and the r-th power of an r-th root
is what it is a root of: quotients that differ only so are the same. All of it holds where the
formulas are defined, which is for the caller to see to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import Node
from sam_theory.setting.choices import Undecided

Polynomial = Any  # flint.fmpq_mpoly
MOST_ATOMS = 48
MOST_FACTORS = 64  # exponents up to which a power is multiplied out
CONTEXT = flint.fmpq_mpoly_ctx.get([f"a{i}" for i in range(MOST_ATOMS)], flint.Ordering.lex)
GENERATORS = CONTEXT.gens()
ZERO, ONE = 0 * GENERATORS[0], 0 * GENERATORS[0] + 1
PARAMETER = "parameter"


def parameter(number: int) -> Node:
    """A leaf that stands for a number that is free in a range of its own."""
    return Node(PARAMETER, (trees.num(number),))  # `value` is that of numbers alone


def number_of(leaf: Node) -> int:
    """Which parameter a leaf is."""
    return int(leaf.operands[0].value or 0)


def fmpq(value: Fraction) -> Any:
    """The number as FLINT has it."""
    return flint.fmpq(value.numerator, value.denominator)


def fraction(value: Any) -> Fraction:
    """The number as Python has it."""
    return Fraction(int(value.p), int(value.q))


@dataclass(frozen=True, eq=False)
class Quotient:
    """num/den, coprime, the first coefficient of den 1."""

    num: Polynomial
    den: Polynomial

    @property
    def number(self) -> Fraction | None:
        """Its value where it is a number."""
        if not (self.num.is_constant() and self.den.is_constant()):
            return None
        return fraction(self.num.leading_coefficient()) if self.num != 0 else Fraction(0)


@dataclass(frozen=True)
class Span:
    """Where a parameter ranges: between formulas in k, None where there is no end."""

    low: Quotient | None
    high: Quotient | None
    open: bool = False  # whether the low end is left out

    @property
    def bounded(self) -> bool:
        """Whether it has two ends."""
        return self.low is not None and self.high is not None


class Field:
    """The quotients of one question, whose atoms it numbers as they come."""

    def __init__(self) -> None:
        self.atoms: list[Node] = []
        self._logarithms: dict[int, Quotient] = {}  # atom: what it is the logarithm of
        self._roots: dict[
            int, tuple[int, Quotient]
        ] = {}  # atom: r, and of what it is the r-th root
        self._known: dict[Node, Quotient] = {}

    # ---- arithmetic

    def quotient(self, num: Polynomial, den: Polynomial = ONE) -> Quotient:
        """num/den in its normal form; ZeroDivisionError where den is 0."""
        if den == 0:
            raise ZeroDivisionError("a quotient by 0")
        for i in self._roots:
            degree = max(num.degrees()[i], den.degrees()[i])
            if degree >= self._roots[i][0]:
                top, bottom = self._lowered(num, i), self._lowered(den, i)
                return self.quotient(top[0] * bottom[1], top[1] * bottom[0])
        if num == 0:
            return Quotient(ZERO, ONE)
        shared = num.gcd(den)
        num, den = divmod(num, shared)[0], divmod(den, shared)[0]
        first = den.leading_coefficient()
        return Quotient(num / first, den / first)

    def number(self, value: Fraction | int) -> Quotient:
        """A number."""
        return Quotient(ZERO + fmpq(Fraction(value)), ONE)

    def add(self, a: Quotient, b: Quotient) -> Quotient:
        """a + b."""
        return self.quotient(a.num * b.den + b.num * a.den, a.den * b.den)

    def negative(self, a: Quotient) -> Quotient:
        """−a."""
        return Quotient(-a.num, a.den)

    def subtract(self, a: Quotient, b: Quotient) -> Quotient:
        """a − b."""
        return self.add(a, self.negative(b))

    def multiply(self, a: Quotient, b: Quotient) -> Quotient:
        """a·b."""
        return self.quotient(a.num * b.num, a.den * b.den)

    def divide(self, a: Quotient, b: Quotient) -> Quotient:
        """a/b; ZeroDivisionError where b is 0."""
        return self.quotient(a.num * b.den, a.den * b.num)

    def _lowered(self, poly: Polynomial, i: int) -> tuple[Polynomial, Polynomial]:
        """The polynomial with the powers rʳ of a root put in, as a numerator and a denominator."""
        order, base = self._roots[i]
        num, den = ZERO, base.den ** (poly.degrees()[i] // order)
        for exponent, part in by_exponent(poly, i).items():
            whole, rest = divmod(exponent, order)
            cleared = divmod(den, base.den**whole)[0]
            num += part * base.num**whole * cleared * GENERATORS[i] ** rest
        return num, den

    # ---- functions

    def atom(self, node: Node) -> int:
        """The number of an atom."""
        if node not in self.atoms:
            if len(self.atoms) == MOST_ATOMS:
                raise Undecided("a formula has too many parts")
            self.atoms.append(node)
        return self.atoms.index(node)

    def generator(self, node: Node) -> Quotient:
        """An atom as a quotient."""
        return Quotient(GENERATORS[self.atom(node)], ONE)

    def log(self, a: Quotient) -> Quotient:
        """log a."""
        if a.number == 1:
            return self.number(0)
        i = self.atom(trees.log(self.node(a)))
        self._logarithms[i] = a
        return Quotient(GENERATORS[i], ONE)

    def exp(self, a: Quotient) -> Quotient:
        """exp a."""
        return self._exponential(a, trees.exp, self._exp_of_logarithm)

    def power(self, base: Quotient, exponent: Quotient) -> Quotient:
        """baseᵉ; where e is not an integer, the base must not be negative."""
        value = exponent.number
        if value is not None:
            return self._power(base, value)
        node = self.node(base)
        return self._exponential(
            exponent,
            lambda e: trees.power(node, e),
            lambda i, c: None,
            lambda c: self._power(base, c),
        )

    def _power(self, base: Quotient, exponent: Fraction) -> Quotient:
        p, q = exponent.numerator, exponent.denominator
        if abs(p) > MOST_FACTORS or q > MOST_FACTORS:
            return self.generator(trees.power(self.node(base), trees.num(exponent)))
        root = base if q == 1 else self._root(base, q)
        if p < 0:
            return self.quotient(root.den**-p, root.num**-p)
        return self.quotient(root.num**p, root.den**p)

    def _root(self, base: Quotient, order: int) -> Quotient:
        if base.number in (0, 1):
            return base
        node = self.node(base)
        root = trees.sqrt(node) if order == 2 else trees.power(node, trees.num(Fraction(1, order)))
        i = self.atom(root)
        self._roots[i] = (order, base)
        return Quotient(GENERATORS[i], ONE)

    def _exponential(
        self,
        exponent: Quotient,
        function: Callable[[Node], Node],
        of_logarithm: Callable[[int, Fraction], Quotient | None],
        of_number: Callable[[Fraction], Quotient] | None = None,
    ) -> Quotient:
        """function(Σ c·m) as the product of function(m/q)ᵖ, c = p/q, m with positive sign."""
        total = self.number(1)
        for monomial, c in terms(exponent.num):
            part = Quotient(monomial_of(monomial), exponent.den)
            found = None
            if not any(monomial) and of_number is not None and exponent.den.is_constant():
                found = of_number(c)
            elif exponent.den.is_constant() and sum(monomial) == 1:
                found = of_logarithm(monomial.index(1), c)
            total = self.multiply(total, found or self._factor(part, c, function))
        return total

    def _factor(self, part: Quotient, c: Fraction, function: Callable[[Node], Node]) -> Quotient:
        short = abs(c.numerator) <= MOST_FACTORS
        times, scale = (abs(c.numerator), Fraction(1, c.denominator)) if short else (1, abs(c))
        found = self.generator(function(self.node(Quotient(part.num * fmpq(scale), part.den))))
        return self._power(found, Fraction(times if c > 0 else -times))

    def _exp_of_logarithm(self, i: int, c: Fraction) -> Quotient | None:
        return self._power(self._logarithms[i], c) if i in self._logarithms else None

    # ---- from formulas and back

    def formula(self, node: Node) -> Quotient:
        """A formula in k and parameters."""
        if node not in self._known:
            self._known[node] = self._read(node)
        return self._known[node]

    def _read(self, node: Node) -> Quotient:
        if node.operation == PARAMETER:
            return self.generator(node)
        if node.operation == "number":
            assert node.value is not None
            return self.number(node.value)
        parts = [self.formula(operand) for operand in node.operands]
        if node.operation in _OPERATIONS:
            return _OPERATIONS[node.operation](self, *parts)
        return self.generator(Node(node.operation, tuple(map(self.node, parts)), node.value))

    def node(self, a: Quotient) -> Node:
        """The quotient as a formula."""
        num = self.polynomial_node(a.num)
        return num if a.den == 1 else trees.div(num, self.polynomial_node(a.den))

    def polynomial_node(self, poly: Polynomial) -> Node:
        """A polynomial as a formula."""
        total = trees.ZERO
        for monomial, value in terms(poly):
            term = trees.num(value)
            for i, exponent in enumerate(monomial):
                if exponent:
                    term = trees.mul(term, trees.power(self.atoms[i], trees.num(exponent)))
            total = trees.add(total, term)
        return total


def terms(poly: Polynomial) -> list[tuple[tuple[int, ...], Fraction]]:
    """The exponents and the coefficient of every term."""
    return [(tuple(map(int, m)), fraction(c)) for m, c in poly.to_dict().items()]


def monomial_of(exponents: tuple[int, ...]) -> Polynomial:
    """The product of the atoms to these powers."""
    product = ONE
    for generator, exponent in zip(GENERATORS, exponents, strict=True):
        if exponent:
            product *= generator**exponent
    return product


def by_exponent(poly: Polynomial, i: int) -> dict[int, Polynomial]:
    """The coefficients of a polynomial in one atom."""
    parts: dict[int, dict[tuple[int, ...], Any]] = {}
    for monomial, value in terms(poly):
        without = (*monomial[:i], 0, *monomial[i + 1 :])
        parts.setdefault(monomial[i], {})[without] = fmpq(value)
    return {exponent: CONTEXT.from_dict(part) for exponent, part in parts.items()}


_OPERATIONS: Mapping[str, Callable[..., Quotient]] = {
    "+": Field.add,
    "-": Field.subtract,
    "neg": Field.negative,
    "*": Field.multiply,
    "/": Field.divide,
    "**": Field.power,
    "sqrt": lambda field, a: field.power(a, field.number(Fraction(1, 2))),
    "exp": Field.exp,
    "log": Field.log,
}
