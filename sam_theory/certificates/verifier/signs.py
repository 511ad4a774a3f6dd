"""The sign of a quotient for all k ≥ K and all values of its parameters.

Polynomials in the parameters by their coefficients: those of Bernstein's form where a parameter is
in [0, 1], those of the powers where it is in [0, ∞). A polynomial on [0, 1] lies in the convex hull
of its Bernstein coefficients: G. Farin, Curves and Surfaces for CAGD, 5th ed., section 6.
Beyond polynomials, exp u with u ≥ 0 is 1 + w with a parameter w ≥ 0 of its own; a function that is
monotone in a parameter is looked at where it is least; and there is interval arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from functools import reduce
from math import comb

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.enclosing import intervals
from sam_theory.asymptotics.formula import Algebra, Node, fold
from sam_theory.asymptotics.intervals import Interval, Unclear
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.certificates.ranges import holds_from, positive_from
from sam_theory.certificates.verifier.quotients import (
    GENERATORS,
    PARAMETER,
    Field,
    Polynomial,
    Quotient,
    by_exponent,
    number_of,
    parameter,
)
from sam_theory.setting.choices import Undecided

DEEPEST = 2  # derivatives of derivatives
MOST_TERMS = 400  # of a polynomial that is looked at


class Kind(Enum):
    """Where a parameter ranges."""

    UNIT = Interval(Fraction(0), Fraction(1))
    OPEN = Interval(Fraction(0), Fraction(1), True, False)  # (0, 1]
    RAY = Interval(Fraction(0), None, False, True)
    LINE = Interval(None, None, True, True)


class Region:
    """All k ≥ K with all values of some parameters, and what is proved to be positive there."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.field = Field()
        self.kinds: list[Kind] = []
        self._proved: dict[tuple[Node, bool], bool] = {}

    def parameter(self, kind: Kind) -> Quotient:
        """A further parameter."""
        self.kinds.append(kind)
        return self.field.generator(parameter(len(self.kinds) - 1))

    def close(self) -> None:
        """Let the parameters that range over (0, 1] be 0 too."""
        self.kinds = [Kind.UNIT if kind is Kind.OPEN else kind for kind in self.kinds]
        self._proved.clear()

    def parameters(self, node: Node) -> set[int]:
        """The parameters that occur in a formula."""
        if node.operation == PARAMETER:
            return {number_of(node)}
        return {number for operand in node.operands for number in self.parameters(operand)}

    def nonnegative(self, a: Quotient, depth: int = DEEPEST) -> bool:
        """Whether it is proved to be at least 0 throughout."""
        return self._has_sign(a, depth, strict=False)

    def positive(self, a: Quotient, depth: int = DEEPEST) -> bool:
        """Whether it is proved to be above 0 throughout."""
        return self._has_sign(a, depth, strict=True)

    def _has_sign(self, a: Quotient, depth: int, *, strict: bool) -> bool:
        if a.number is not None:
            return a.number > 0 if strict else a.number >= 0
        for sign in (1, -1):
            if self._signed(sign * a.den, depth, strict=True):
                return self._signed(sign * a.num, depth, strict=strict)
        return False

    # ---- polynomials

    def _signed(self, poly: Polynomial, depth: int, *, strict: bool) -> bool:
        """The same of a polynomial: of the product of its factors, else as it is."""
        if poly.is_constant():
            return self._number(poly, strict=strict)
        if len(poly.to_dict()) > MOST_TERMS:
            raise Undecided("a formula has too many terms")
        constant, factors = poly.factor()
        sign = self.field.quotient(0 * poly + constant).number or Fraction(0)
        for factor, exponent in factors:
            if exponent % 2 == 0 and not strict:
                continue
            if self._sign_shown(factor, depth, strict=strict):
                continue
            if not self._sign_shown(-factor, depth, strict=strict):
                return False
            sign *= (-1) ** int(exponent)
        return sign > 0

    def _number(self, poly: Polynomial, *, strict: bool) -> bool:
        value = self.field.quotient(poly).number or Fraction(0)
        return value > 0 if strict else value >= 0

    def _sign_shown(self, poly: Polynomial, depth: int, *, strict: bool) -> bool:
        node = self.field.polynomial_node(poly)
        key = (node, strict)
        if key not in self._proved:
            self._proved[key] = (
                self._by_coefficients(poly, strict) or self._by_range(node, strict)
                if self.parameters(node)
                else self._in_k(node, strict=strict)
            )
        return self._proved[key] or (depth > 0 and self._by_slope(node, depth, strict))

    def _in_k(self, node: Node, *, strict: bool) -> bool:
        return (positive_from if strict else holds_from)(node, self.start)

    # ---- by coefficients

    def _by_coefficients(self, poly: Polynomial, strict: bool) -> bool:
        found = self._free(poly)
        if found is None:
            return False
        free, kinds = found
        bounded = [i for i, kind in kinds.items() if kind is not Kind.RAY]
        rays = [i for i, kind in kinds.items() if kind is Kind.RAY]
        return all(
            self._in_k(self.field.polynomial_node(value), strict=strict and not grows)
            for grows, value in self._values(free, bounded, rays)
        )

    def _free(self, poly: Polynomial) -> tuple[Polynomial, dict[int, Kind]] | None:
        """The polynomial with its atoms free of each other, and where each ranges; None if none."""
        kinds: dict[int, Kind] = {}
        used = [i for i, degree in enumerate(poly.degrees()) if degree]
        for i in used:
            atom = self.field.atoms[i]
            within = self.parameters(atom)
            if not within:
                continue
            if atom.operation == PARAMETER:
                kinds[i] = self.kinds[min(within)]
            elif atom.operation == "exp" and self.nonnegative(
                self.field.formula(atom.operands[0]), 0
            ):
                kinds[i] = Kind.RAY
                poly = poly.compose(
                    *(g + 1 if j == i else g for j, g in enumerate(GENERATORS)), ctx=poly.context()
                )
            else:
                return None
        if any(kind is Kind.LINE for kind in kinds.values()):
            return None
        return poly, kinds

    def _values(
        self, poly: Polynomial, bounded: list[int], rays: list[int]
    ) -> Iterator[tuple[bool, Polynomial]]:
        """Coefficients, free of parameters; whether each is that of a power of a ray."""
        if rays:
            for exponent, part in by_exponent(poly, rays[0]).items():
                for grows, value in self._values(part, bounded, rays[1:]):
                    yield grows or exponent > 0, value
            if 0 not in by_exponent(poly, rays[0]):
                yield False, 0 * poly
            return
        if not bounded:
            yield False, poly
            return
        for value in bernstein(by_exponent(poly, bounded[0])):
            yield from self._values(value, bounded[1:], rays)

    # ---- by intervals, and by derivatives

    def _by_range(self, node: Node, strict: bool) -> bool:
        k = Interval(Fraction(self.start), None, False, True)
        known = intervals(k)
        algebra = Algebra(
            known.of_values,
            {**known.of_operands, PARAMETER: lambda at, _: self.kinds[number_of(at)].value},
        )
        try:
            found = fold(node, algebra)
        except Unclear:
            return False
        return bool(found.positive if strict else found.nonnegative)

    def _by_slope(self, node: Node, depth: int, strict: bool) -> bool:
        """Whether it is monotone in a parameter, and has the sign where it is least."""
        for number in sorted(self.parameters(node)):
            leaf, kind = parameter(number), self.kinds[number]
            try:
                slope = self.field.formula(derivative(node, leaf))
            except Undecidable:
                continue
            ends = [(self.field.number(0), slope)] if kind is not Kind.LINE else []
            if kind in (Kind.UNIT, Kind.OPEN):
                ends.append((self.field.number(1), self.field.negative(slope)))
            for end, rising in ends:
                if self.nonnegative(rising, depth - 1):
                    least = trees.substitute(node, {leaf: self.field.node(end)})
                    return self._has_sign(self.field.formula(least), depth, strict=strict)
        return False


def bernstein(parts: dict[int, Polynomial]) -> list[Polynomial]:
    """The Bernstein coefficients of Σ pᵢsⁱ on [0, 1]: bⱼ = Σ_{i ≤ j} C(j, i)/C(d, i) pᵢ."""
    degree = max(parts)
    zero = 0 * parts[degree]
    return [
        reduce(
            lambda total, i: total + parts[i] * comb(j, i) / comb(degree, i),
            [i for i in sorted(parts) if i <= j],
            zero,
        )
        for j in range(degree + 1)
    ]


def derivative(node: Node, leaf: Node) -> Node:
    """The derivative with respect to a parameter; raises Undecidable where there is no rule."""
    rules = trees.DERIVATIVES
    of_operands = {
        **rules.of_operands,
        PARAMETER: lambda at, _: trees.ONE if at == leaf else trees.ZERO,
    }
    algebra: Algebra[Node] = Algebra({**rules.of_values, "k": lambda: trees.ZERO}, of_operands)

    def read(part: Node) -> Node:
        return algebra.apply(part, read) if part.contains(PARAMETER) else trees.ZERO

    return read(node)
