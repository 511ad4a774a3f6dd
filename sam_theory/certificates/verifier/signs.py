"""The sign of a quotient for all k ≥ K and all values of its parameters.

Polynomials in the parameters by their coefficients: those of Bernstein's form where a parameter is
in [0, 1], those of the powers where it is in [0, ∞). A polynomial on [0, 1] lies in the convex hull
of its Bernstein coefficients: G. Farin, Curves and Surfaces for CAGD, 5th ed., section 6.
Beyond polynomials, exp u with u ≥ 0 is 1 + w with a parameter w ≥ 0 of its own; a function that is
monotone in a parameter is looked at where it is least; and there is interval arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from math import comb

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.enclosing import intervals
from sam_theory.asymptotics.formula import Algebra, Node, fold
from sam_theory.asymptotics.intervals import Interval, Unclear
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.certificates.ranges import bounds_from, holds_from, positive_from
from sam_theory.certificates.verifier.quotients import (
    GENERATORS,
    PARAMETER,
    Field,
    Polynomial,
    Quotient,
    Span,
    by_exponent,
    number_of,
    parameter,
)
from sam_theory.certificates.verifier.samples import seen_negative
from sam_theory.setting.choices import Undecided

DEEPEST = 2  # derivatives of derivatives
MOST_TERMS = 400  # of a polynomial that is looked at


class Region:
    """All k ≥ K with all values of some parameters, and what is proved to be positive there."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.field = Field()
        self.spans: list[Span] = []
        self._ranges: dict[int, Interval] = {}
        self._standard: dict[Node, Node] = {}
        self._proved: dict[tuple[Node, bool, int], bool] = {}

    def parameter(self, span: Span) -> Quotient:
        """A further parameter."""
        self.spans.append(span)
        return self.field.generator(parameter(len(self.spans) - 1))

    def unit(self, *, positive: bool = False) -> Quotient:
        """A further parameter in [0, 1], or in (0, 1]."""
        return self.parameter(Span(self.field.number(0), self.field.number(1), positive))

    def ray(self) -> Quotient:
        """A further parameter in [0, ∞)."""
        return self.parameter(Span(self.field.number(0), None))

    def close(self) -> None:
        """Let the parameters that range over (0, 1] be 0 too."""
        self.spans = [replace(span, open=False) for span in self.spans]
        self._proved.clear()
        self._ranges.clear()

    def parameters(self, node: Node) -> set[int]:
        """The parameters that occur in a formula."""
        if node.operation == PARAMETER:
            return {number_of(node)}
        return {number for operand in node.operands for number in self.parameters(operand)}

    def range(self, number: int) -> Interval:
        """An interval that holds a parameter for all k at once."""
        if number not in self._ranges:
            span = self.spans[number]
            low, high = (
                None if end is None else bounds_from(self.field.node(end), self.start)[i]
                for i, end in enumerate((span.low, span.high))
            )
            opened = low is None or (span.open and low == 0)
            self._ranges[number] = Interval(low, high, opened, high is None)
        return self._ranges[number]

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
                return self._signed(sign * a.num, depth, strict=strict) or (
                    depth > 0
                    and not a.den.is_constant()
                    and not seen_negative(self.field, self.spans, self.start, sign * a.num)
                    and self._by_slope(self.field.node(a), depth, strict)
                )
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
        key = (node, strict, depth)
        if key not in self._proved:
            self._proved[key] = self._shown(poly, node, depth, strict=strict)
        return self._proved[key]

    def _shown(self, poly: Polynomial, node: Node, depth: int, *, strict: bool) -> bool:
        if seen_negative(self.field, self.spans, self.start, poly):
            return False
        if not self.parameters(node):
            return self._in_k(node, strict=strict)
        return (
            self._by_range(node, strict)
            or (depth > 0 and self._by_slope(node, depth, strict))
            or self._by_coefficients(node, strict)
        )

    def _in_k(self, node: Node, *, strict: bool) -> bool:
        return (positive_from if strict else holds_from)(node, self.start)

    # ---- by coefficients

    def _by_coefficients(self, node: Node, strict: bool) -> bool:
        whole = self.field.formula(trees.substitute(node, self._standards(node)))
        if self.parameters(self.field.polynomial_node(whole.den)):
            return False
        sign = next((s for s in (1, -1) if self._in_k_of(s * whole.den, strict=True)), None)
        found = None if sign is None else self._free(sign * whole.num)
        if found is None:
            return False
        free, bounded, rays = found
        return all(
            self._in_k_of(value, strict=strict and not grows)
            for grows, value in self._values(free, bounded, rays)
        )

    def _in_k_of(self, poly: Polynomial, *, strict: bool) -> bool:
        return self._in_k(self.field.polynomial_node(poly), strict=strict)

    def _standards(self, node: Node) -> dict[Node, Node]:
        """What the parameters are in terms of others, in [0, 1] and in [0, ∞)."""
        for number in self.parameters(node):
            leaf, span, field = parameter(number), self.spans[number], self.field
            if leaf in self._standard:
                continue
            if span.low is not None and span.high is not None:
                length = field.subtract(span.high, span.low)
                value = field.add(span.low, field.multiply(self.unit(), length))
            elif span.low is not None:
                value = field.add(span.low, self.ray())
            elif span.high is not None:
                value = field.subtract(span.high, self.ray())
            else:
                continue
            self._standard[leaf] = field.node(value)
        return self._standard

    def _free(self, poly: Polynomial) -> tuple[Polynomial, list[int], list[int]] | None:
        """The polynomial with its atoms free of each other; those in [0, 1], those in [0, ∞)."""
        bounded: list[int] = []
        rays: list[int] = []
        for i in [i for i, degree in enumerate(poly.degrees()) if degree]:
            atom = self.field.atoms[i]
            within = self.parameters(atom)
            if not within:
                continue
            if atom.operation == PARAMETER:
                span = self.spans[min(within)]
                if span.low is None:
                    return None
                (rays if span.high is None else bounded).append(i)
            elif atom.operation == "exp" and self._exponent_shown(atom):
                rays.append(i)
                shifted = [g + 1 if j == i else g for j, g in enumerate(GENERATORS)]
                poly = poly.compose(*shifted, ctx=poly.context())
            else:
                return None
        return poly, bounded, rays

    def _exponent_shown(self, atom: Node) -> bool:
        return self.nonnegative(self.field.formula(atom.operands[0]), 0)

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
        known = intervals(Interval(Fraction(self.start), None, False, True))
        of_parameter = {PARAMETER: lambda at, _: self.range(number_of(at))}
        algebra = Algebra(known.of_values, {**known.of_operands, **of_parameter})
        try:
            found = fold(node, algebra)
        except Unclear:
            return False
        return bool(found.positive if strict else found.nonnegative)

    def _by_slope(self, node: Node, depth: int, strict: bool) -> bool:
        """Whether it is monotone in a parameter, and has the sign where it is least."""
        for number in sorted(self.parameters(node)):
            leaf, span = parameter(number), self.spans[number]
            try:
                slope = self.field.formula(derivative(node, leaf))
            except Undecidable:
                continue
            for end, rising in ((span.low, slope), (span.high, self.field.negative(slope))):
                if end is not None and self.nonnegative(rising, depth - 1):
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
