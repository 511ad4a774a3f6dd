"""Germs evaluated in high precision at one large k: to tell a vanishing germ from a small one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sam_theory.asymptotics.constants import Constant, to_sympy
from sam_theory.asymptotics.germs import Factor, Germ, Key
from sam_theory.asymptotics.outcome import Undecidable
from sam_theory.asymptotics.scale import Scale

BITS = 600
POINT = "1234567.890625"  # a k beyond the singularities of ordinary formulas
UNKNOWNS = {"L": "1.37174", "D": "0.58731", "n": "7.13754"}  # values given to the unknown constants
LARGEST = 10**9  # largest argument of exp


def differs_from_zero(scale: Scale, germ: Germ) -> bool:
    """Whether the germ is not 0 at the test point, by more than rounding can explain."""
    import mpmath

    with mpmath.workprec(BITS):
        evaluator = Evaluator(scale)
        parts = evaluator.terms(germ)
        total, size = mpmath.fsum(parts), mpmath.fsum(abs(part) for part in parts)
        return bool(abs(total) > size * mpmath.mpf(2) ** (-BITS // 2))


@dataclass
class Evaluator:
    """Values of germs over one scale at the test point, in the precision in force."""

    scale: Scale
    values: dict[int, Any] = field(default_factory=dict)

    def element(self, element: int) -> Any:
        """The value of an element of the scale."""
        if element not in self.values:
            self.values[element] = self._element(element)
        return self.values[element]

    def _element(self, element: int) -> Any:
        import mpmath

        parent, log = self.scale.parents[element], self.scale.logs[element]
        if parent is not None:
            return mpmath.log(self.element(parent))
        if element == 0:
            return mpmath.mpf(POINT)
        assert log is not None
        return _exp(self.germ(log))

    def germ(self, germ: Germ) -> Any:
        """The value of a germ."""
        import mpmath

        return mpmath.fsum(self.terms(germ))

    def terms(self, germ: Germ) -> list[Any]:
        """The values of its terms."""
        self.scale.budget.spend(len(germ.terms))
        return [self.term(key, c) for key, c in germ.terms.items()]

    def term(self, key: Key, c: Constant) -> Any:
        """The value of one term."""
        value = _number(c)
        for element, exponent in key[0]:
            value *= self.element(element) ** _number(exponent)
        for factor, exponent in key[1]:
            value *= self._factor(factor) ** _number(exponent)
        return value

    def _factor(self, factor: Factor) -> Any:
        import mpmath

        small = self.germ(factor.small)
        if factor.kind == "unit":
            return 1 + small
        if factor.kind == "exp":
            return _exp(small)
        return {"log": mpmath.log1p, "sin": mpmath.sin, "cos": mpmath.cos}[factor.kind](small)


def _exp(argument: Any) -> Any:
    import mpmath

    if abs(argument) > LARGEST:
        raise Undecidable("a value is too large to be computed")
    return mpmath.exp(argument)


def _number(c: Constant) -> Any:
    import mpmath

    if c.rational is not None:
        return mpmath.mpf(c.rational.numerator) / c.rational.denominator
    value = to_sympy(c).subs({s: UNKNOWNS[str(s)] for s in to_sympy(c).free_symbols})
    return value.evalf(BITS // 3)._to_mpmath(BITS)
