"""Formulas as elements of a Hardy field: eventual sign, order, limit, and how they read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import MAX_EMAX, MIN_EMIN, Decimal, localcontext
from fractions import Fraction

from sam_theory.asymptotics.constants import ONE, ZERO, Constant, bracket, sign
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.germs import Germ, normal
from sam_theory.asymptotics.outcome import Budget, Undecidable, Undefined
from sam_theory.asymptotics.reading import Reader
from sam_theory.asymptotics.scale import Leading, Scale
from sam_theory.asymptotics.trees import log_derivative, neg, sub
from sam_theory.asymptotics.vanishing import is_identically_zero

PRODUCTS = frozenset({"*", "/", "**", "sqrt", "exp"})
LONGEST = 10**9  # of the two parts of a fraction that is written out
LONGEST_TEXT = 30  # characters of a closed form that is not written as a decimal
PRECISION = 96  # bits of a closed form that is
DIGITS = 30  # of a quotient before it is rounded to six


@dataclass(frozen=True)
class Limit:
    """The limit of a germ: `kind` is 1 for +∞, −1 for −∞, 0 for the finite `value`."""

    kind: int
    value: Constant = ZERO


@dataclass
class Growth:
    """Answers questions about germs over one scale."""

    budget: Budget = field(default_factory=Budget)

    def __post_init__(self) -> None:
        self.scale = Scale(is_identically_zero, self.budget)
        self.reader = Reader(self.scale)
        self._leading: dict[Node, Leading | None] = {}

    def germ(self, node: Node) -> Germ:
        """The formula as a germ."""
        return self.reader.germ(node)

    def sign(self, node: Node) -> int:
        """The eventual sign."""
        if node.value is not None:
            return (node.value > 0) - (node.value < 0)
        leading = self.leading(node)
        return 0 if leading is None else sign(leading.c)

    def slope(self, node: Node) -> Leading | None:
        """The leading term of the derivative in k; None where that is 0."""
        value = self.leading(node)
        if value is None:
            return None
        return self._of_product(value, self.leading(log_derivative(node)), False)

    def order(self, a: Node, b: Node) -> int:
        """The eventual sign of a − b."""
        return 0 if a == b else self.sign(sub(a, b))

    def leading(self, node: Node) -> Leading | None:
        """The leading term; None for 0. Products and quotients are taken factor by factor."""
        if node not in self._leading:
            self._leading[node] = self._find_leading(node)
        return self._leading[node]

    def _find_leading(self, node: Node) -> Leading | None:
        self.budget.spend()
        if not node.contains("k"):
            return self.scale.leading(self.germ(node))
        match node.operation, node.operands:
            case (("*" | "/"), (a, b)):
                return self._of_product(self.leading(a), self.leading(b), node.operation == "/")
            case "neg", (a,):
                found = self.leading(a)
                return None if found is None else Leading(-found.c, found.powers)
            case "+", (a, b):
                return self._of_sum(node, a, b)
            case "-", (a, b):
                return self._of_sum(node, a, neg(b))
        return self.scale.leading(self.germ(node))

    def _of_sum(self, node: Node, a: Node, b: Node) -> Leading | None:
        """The larger leading term, or their sum; where they cancel, the germ is expanded."""
        one, other = self.leading(a), self.leading(b)
        if one is None or other is None:
            return other if one is None else one
        side = self.scale.order_of(one.powers, other.powers)
        if side:
            return one if side > 0 else other
        total = one.c + other.c
        if sign(total):
            return Leading(total, one.powers)
        return self._cancelled(node, a, b)

    def _cancelled(self, node: Node, a: Node, b: Node) -> Leading | None:
        """a + b with a ~ −b: by expansion, or for products as −b·log(a/(−b)), as a/(−b) → 1."""
        if self.sign(a) < 0:
            a, b = b, a
        rest = neg(b)
        if not {a.operation, rest.operation} & PRODUCTS:
            return self.scale.leading(self.germ(node))
        try:
            ratio = self.reader.log_of(a) - self.reader.log_of(rest)
            return self._of_product(self.leading(rest), self.scale.leading(ratio), False)
        except Undecidable:
            return self.scale.leading(self.germ(node))

    def _of_product(self, a: Leading | None, b: Leading | None, inverse: bool) -> Leading | None:
        if inverse and b is None:
            raise Undefined("a division by zero")
        if a is None or b is None:
            return None
        c = a.c / b.c if inverse else a.c * b.c
        powers = ((e, -x if inverse else x) for e, x in b.powers)
        return Leading(c, normal((*a.powers, *powers)))

    def limit(self, node: Node) -> Limit:
        """The limit, which a germ always has."""
        leading = self.leading(node)
        if leading is None or self.scale.growth(leading.powers) < 0:
            return Limit(0)
        if self.scale.growth(leading.powers) == 0:
            return Limit(0, leading.c)
        return Limit(sign(leading.c))

    def log_of_order(self, node: Node) -> Germ:
        """The infinite part of the logarithm of a positive germ."""
        leading = self.leading(node)
        if leading is None or sign(leading.c) < 0:
            raise Undefined("the logarithm of a number that is not positive")
        return self.scale.log_of_monomial(leading.powers)

    # -- words ------------------------------------------------------------------------------

    def text(self, node: Node) -> str:
        """The leading term in words: 0.1·k^(-0.6)."""
        leading = self.leading(node)
        return "0" if leading is None else self.term_text(leading)

    def term_text(self, leading: Leading) -> str:
        """A leading term in words."""
        largest_first = sorted(leading.powers, key=lambda p: -self.scale.order.index(p[0]))
        parts = [self._power_text(element, exponent) for element, exponent in largest_first]
        if leading.c == ONE and parts:
            return "·".join(parts)
        written = constant_text(leading.c)
        if not parts:
            return written
        if leading.c == -ONE:
            return f"-{'·'.join(parts)}"
        return "·".join([f"({written})" if set(written) & set("/+ ") else written, *parts])

    def _power_text(self, element: int, exponent: Constant) -> str:
        name = self._name(element)
        if name is None:
            log = self.scale.log_of(element)
            leading = self.scale.leading(log)
            assert leading is not None
            more = " + …" if len(log.terms) > 1 else ""
            return f"exp({self.term_text(Leading(leading.c * exponent, leading.powers))}{more})"
        if exponent == ONE:
            return name
        bracketed = name if name == "k" else f"({name})"
        plain = exponent.rational is not None and exponent.rational > 0
        written = constant_text(exponent)
        return f"{bracketed}^{written}" if plain else f"{bracketed}^({written})"

    def _name(self, element: int) -> str | None:
        parent = self.scale.parents[element]
        if parent is None:
            return "k" if element == 0 else None
        above = self._name(parent)
        return f"log {above}" if above is not None else f"log({self._power_text(parent, ONE)})"


def constant_text(c: Constant) -> str:
    """A constant as people write it: 0.1 rather than 1/10, log(2)/3 as it is."""
    value = c.rational
    if value is None:
        text = str(c)
        known = not c.unknown and len(text) > LONGEST_TEXT
        return f"≈ {decimal_text(bracket(c, PRECISION)[0])}" if known else text
    short = max(abs(value.numerator), value.denominator).bit_length() <= LONGEST.bit_length()
    if short and value.denominator == 1:
        return str(value.numerator)
    decimal = decimal_text(value)
    if Fraction(decimal) == value and (len(decimal) < 9 or not short):
        return decimal
    return f"{value.numerator}/{value.denominator}" if short else f"≈ {decimal}"


def decimal_text(value: Fraction) -> str:
    """Six digits of a rational number, however large or small it is."""
    with localcontext(prec=DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN):
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return f"{quotient.normalize():.6g}"
