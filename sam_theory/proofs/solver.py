"""Claims as formulas of z3: nonlinear real arithmetic, vectors by their Gram matrix."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import z3

from sam_theory.proofs.language import Interpreter, Unsupported

# z3's own unit of work per question, so that answers do not depend on the clock
EFFORT = 20_000_000
QUICK_EFFORT = 1_000_000


def pi_bounds(variable: Any) -> tuple[Any, Any]:
    """Rational bounds of π, which is no algebraic number."""
    return z3.Q(355, 113) > variable, variable > z3.Q(333, 106)


@dataclass
class Terms:
    """The algebra of z3 terms.

    The Gram matrix of the vectors is C Cᵀ with C lower triangular and a diagonal that is
    nonnegative: exactly the positive semidefinite matrices, so every model is a set of real
    vectors, the rows of C. `side` collects the definitions of quotients and roots, `needs` the
    conditions under which they are defined.
    """

    vectors: tuple[str, ...]
    side: list[Any] = field(default_factory=list)
    needs: list[tuple[str, Any]] = field(default_factory=list)
    _known: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def coordinates(self, name: str) -> list[Any]:
        """The row of C that stands for a vector."""
        i = self.vectors.index(name)
        return [z3.Real(f"{name}[{j + 1}]") for j in range(i + 1)]

    def number(self, value: Fraction) -> Any:
        return z3.RealVal(str(value))

    def variable(self, name: str) -> Any:
        variable = z3.Real(name)
        if name == "pi":
            self.side.append(z3.And(*pi_bounds(variable)))
        return variable

    def gram(self, first: str, second: str) -> Any:
        pairs = zip(self.coordinates(first), self.coordinates(second), strict=False)
        return z3.Sum([a * b for a, b in pairs])

    def divide(self, a: Any, b: Any, text: str) -> Any:
        if z3.is_rational_value(z3.simplify(b)) and not z3.is_true(z3.simplify(b == 0)):
            return a / b
        quotient = self._fresh("/", a, b)
        self.side.append(z3.Implies(b != 0, quotient * b == a))
        self.needs.append((f"{text} != 0", b != 0))
        return quotient

    def power(self, base: Any, exponent: Any) -> Any:
        raise Unsupported("an exponent that is no integer is outside real arithmetic")

    def length(self, square: Any) -> Any:
        return self._root(square)

    def function(self, name: str, arguments: list[Any], text: str) -> Any:
        match name, arguments:
            case "sqrt", [a]:
                self.needs.append((f"{text} >= 0", a >= 0))
                return self._root(a)
            case "abs", [a]:
                return z3.If(a >= 0, a, -a)
            case "max", [a, b]:
                return z3.If(a >= b, a, b)
            case "min", [a, b]:
                return z3.If(a <= b, a, b)
        raise Unsupported(f"{name} is outside real arithmetic")

    def compare(self, relation: str, a: Any, b: Any) -> Any:
        match relation:
            case "<":
                return a < b
            case "<=":
                return a <= b
            case ">":
                return a > b
            case ">=":
                return a >= b
            case "==":
                return a == b
        return a != b

    def connect(self, name: str, truths: list[Any]) -> Any:
        match name:
            case "and":
                return z3.And(truths)
            case "or":
                return z3.Or(truths)
            case "implies":
                return z3.Implies(*truths)
        return z3.Not(truths[0])

    def _root(self, square: Any) -> Any:
        root = self._fresh("√", square)
        self.side.append(z3.And(root >= 0, z3.Implies(square >= 0, root * root == square)))
        return root

    def _fresh(self, kind: str, *of: Any) -> Any:
        key = (kind, *(term.get_id() for term in of))  # equal terms are one object while alive
        if key not in self._known:
            self._known[key] = (z3.Real(f"#{len(self._known)}"), of)
        return self._known[key][0]

    def formula(self, text: str) -> Formula:
        """The formula as a term; raises Unsupported for what real arithmetic does not know."""
        before = len(self.needs)
        truth = Interpreter(self, frozenset(self.vectors)).truth(text)
        return Formula(text, truth, tuple(self.needs[before:]))

    def background(self) -> list[Any]:
        """What holds by definition: of quotients, of roots, and of the Gram matrix."""
        return [*self.side, *(self.coordinates(v)[-1] >= 0 for v in self.vectors)]


@dataclass(frozen=True)
class Formula:
    """A formula as a term, with the conditions under which it is defined."""

    text: str
    truth: Any
    needs: tuple[tuple[str, Any], ...]


def ask(*constraints: Any, effort: int = EFFORT) -> tuple[str, Any]:
    """(`sat`, model), (`unsat`, None) or (`unknown`, None) within the allotted effort."""
    solver = z3.Solver()
    solver.set("rlimit", effort)
    solver.add(*constraints)
    solver.set("ctrl_c", False)  # else z3 takes an interruption for itself, and answers `unknown`
    answer = str(solver.check())
    return answer, solver.model() if answer == "sat" else None


def fraction(value: Any) -> Fraction | None:
    """A rational value of a model; None for an irrational one."""
    return value.as_fraction() if z3.is_rational_value(value) else None


def near(value: Any, digits: int) -> Fraction:
    """A rational within 10^−digits of a value of a model."""
    exact = fraction(value)
    return exact if exact is not None else value.approx(digits).as_fraction()
