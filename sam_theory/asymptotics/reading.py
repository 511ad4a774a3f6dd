"""Formulas without floors and conditions as germs at infinity."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial

from sam_theory.asymptotics import constants
from sam_theory.asymptotics.constants import ONE, Constant, number, sign
from sam_theory.asymptotics.formula import COMPARISONS, CONNECTIVES, Algebra, Node, Read
from sam_theory.asymptotics.germs import Factor, Germ, constant, monomial, of_factor, raised
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.scale import INDEX, Scale

OUTSIDE = ("floor", "Mod", "is_square", "Min", "Max", "where", *COMPARISONS, *CONNECTIVES, "outer")


@dataclass
class Reader:
    """Reads formulas over one scale; equal formulas are read once."""

    scale: Scale
    _known: dict[Node, Germ] = field(default_factory=dict)

    def germ(self, node: Node) -> Germ:
        """The germ of the formula; raises Undecidable outside the class, Undefined where it has
        no value for all large k."""
        if node not in self._known:
            found = self._known[node] = self.algebra.apply(node, self.germ)
            self.scale.budget.spend(1 + len(found.terms))
        return self._known[node]

    @cached_property
    def algebra(self) -> Algebra[Germ]:
        """Germs; floors and conditions have none."""
        return Algebra(
            {
                **{name: partial(_symbol, name) for name in constants.SYMBOLS},
                "k": lambda: monomial(((INDEX, ONE),)),
                "+": operator.add,
                "-": operator.sub,
                "*": operator.mul,
                "/": lambda a, b: a * self.power(b, number(-1)),
                "**": self._power,
                "neg": operator.neg,
                "sqrt": lambda a: self.power(a, constants.HALF),
                "exp": self.exp,
                "sin": partial(self._circular, "sin"),
                "cos": partial(self._circular, "cos"),
            },
            {
                **dict.fromkeys(OUTSIDE, _refuse),
                "number": _number,
                "log": lambda node, read: self.log_of(node.operands[0]),
            },
        )

    # -- powers -----------------------------------------------------------------------------

    def power(self, base: Germ, exponent: Constant) -> Germ:
        """The germ to a constant power."""
        direct = raised(base, exponent) if self._may_raise(base, exponent) else None
        if direct is not None:
            return direct
        leading = self.scale.leading(base)
        if leading is None:
            return self._power_of_zero(exponent)
        whole = exponent.rational is not None and exponent.rational.denominator == 1
        if sign(leading.c) < 0 and not whole:
            raise Undefined("a power of a negative number")
        head = monomial(leading.powers, leading.c)
        inverse = raised(head, number(-1))
        lifted = raised(head, exponent)
        assert inverse is not None
        assert lifted is not None
        return lifted * of_factor(Factor("unit", base * inverse - constant(ONE)), exponent)

    def _may_raise(self, base: Germ, exponent: Constant) -> bool:
        if len(base.terms) != 1:
            return False
        if exponent.rational is not None and exponent.rational.denominator == 1:
            return sign(next(iter(base.terms.values()))) != 0
        return sign(next(iter(base.terms.values()))) > 0

    def _power_of_zero(self, exponent: Constant) -> Germ:
        side = sign(exponent)
        if side < 0:
            raise Undefined("a division by zero")
        return constant(ONE) if side == 0 else Germ({})

    def _power(self, base: Germ, exponent: Germ) -> Germ:
        if exponent.constant is not None:
            return self.power(base, exponent.constant)
        flat = self.scale.split(exponent)
        if self.scale.is_zero(exponent - constant(flat.constant)):
            return self.power(base, flat.constant)
        if self.scale.is_zero(base):
            return self._power_of_zero(constants.number(self.scale.sign(exponent)))
        return self.exp(exponent * self.log(base))

    # -- log, exp, sin, cos -----------------------------------------------------------------

    def log_of(self, node: Node) -> Germ:
        """log of a product, quotient or power of positive germs term by term, else of the germ."""
        germ = self.germ(node)
        if self.scale.sign(germ) <= 0:
            raise Undefined("the logarithm of a number that is not positive")
        if node.operation in ("*", "/"):
            parts = [self.germ(operand) for operand in node.operands]
            if all(self.scale.sign(part) > 0 for part in parts):
                a, b = (self.log_of(operand) for operand in node.operands)
                return a + b if node.operation == "*" else a - b
        if node.operation == "**" and self.scale.sign(self.germ(node.operands[0])) > 0:
            return self.log_of(node.operands[0]) * self.germ(node.operands[1])
        if node.operation == "sqrt":
            return self.log_of(node.operands[0]).scaled(constants.HALF)
        return self.germ(node.operands[0]) if node.operation == "exp" else self.log(germ)

    def log(self, germ: Germ) -> Germ:
        """The logarithm of an eventually positive germ."""
        leading = self.scale.leading(germ)
        if leading is None or sign(leading.c) < 0:
            raise Undefined("the logarithm of a number that is not positive")
        total = constant(constants.logarithm(leading.c))
        total = total + self.scale.log_of_monomial(leading.powers)
        inverse = raised(monomial(leading.powers, leading.c), number(-1))
        assert inverse is not None
        return total + self._log_of_unit(germ * inverse)

    def _log_of_unit(self, germ: Germ) -> Germ:
        """log(1 + δ); a product of powers of units and of exponentials term by term."""
        if len(germ.terms) == 1:
            ((_, factors),) = germ.terms
            if all(factor.kind in ("unit", "exp") for factor, _ in factors):
                return _sum(
                    factor.small.scaled(x)
                    if factor.kind == "exp"
                    else of_factor(Factor("log", factor.small)).scaled(x)
                    for factor, x in factors
                )
        return of_factor(Factor("log", germ - constant(ONE)))

    def exp(self, germ: Germ) -> Germ:
        """The exponential of a germ."""
        split = self.scale.split(germ)
        head = self.scale.exponential(split.infinite)
        small = self._exp_of_small(self._tidy(split.small))
        return (head * small).scaled(constants.exponential(split.constant))

    def _exp_of_small(self, small: Germ) -> Germ:
        """exp of an infinitesimal, exp(c·log(1 + δ)) as a power of 1 + δ."""
        product, rest = constant(ONE), small
        for (powers, factors), c in small.terms.items():
            if powers or len(factors) != 1:
                continue
            ((factor, exponent),) = factors
            if factor.kind == "log" and exponent == ONE:
                product = product * of_factor(Factor("unit", factor.small), c)
                rest = rest - of_factor(factor).scaled(c)
        return product * of_factor(Factor("exp", rest))

    def _circular(self, kind: str, germ: Germ) -> Germ:
        """sin or cos of a germ with a finite limit, by the addition theorem."""
        split = self.scale.split(germ)
        if split.infinite.terms and not self.scale.is_zero(split.infinite):
            raise Undecidable(f"{kind} of an argument that tends to infinity oscillates")
        small = self._tidy(split.small)
        sine, cosine = of_factor(Factor("sin", small)), of_factor(Factor("cos", small))
        at_sine, at_cosine = constants.sine(split.constant), constants.cosine(split.constant)
        if kind == "sin":
            return cosine * constant(at_sine) + sine * constant(at_cosine)
        return cosine * constant(at_cosine) - sine * constant(at_sine)

    def _tidy(self, small: Germ) -> Germ:
        return Germ({}) if self.scale.is_zero(small) else small


def _symbol(name: str) -> Germ:
    return constant(constants.symbol(name))


def _number(node: Node, read: Read[Germ]) -> Germ:
    assert node.value is not None
    return constant(Constant(node.value))


def _refuse(node: Node, read: Read[Germ]) -> Germ:
    raise Undecidable(f"{node.operation} lies outside the class of formulas that is decided")


def _sum(germs: Iterable[Germ]) -> Germ:
    total = Germ({})
    for germ in germs:
        total = total + germ
    return total
