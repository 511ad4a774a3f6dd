"""Equations of expressions, reduced to zero by SymPy or refuted at a rational point."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from sam_theory.proof import Identity
from sam_theory.proving.exact import Undefined, holds, sign
from sam_theory.proving.language import Interpreter, Unsupported, names, read
from sam_theory.proving.real_arithmetic import Claim, decide
from sam_theory.verdict import Status, Verdict, proved, refuted, undecided

SAMPLES = 400  # rational points tried for a witness before an equation is left undecided


@dataclass(frozen=True)
class Symbolic:
    """The algebra of SymPy expressions; inner products of vectors are symbols of their own."""

    positive: frozenset[str]

    def number(self, value: Fraction) -> Any:
        return sympy.Rational(value.numerator, value.denominator)

    def variable(self, name: str) -> Any:
        if name == "pi":
            return sympy.pi
        return sympy.Symbol(name, positive=True if name in self.positive else None, real=True)

    def gram(self, first: str, second: str) -> Any:
        if first == second:
            return sympy.Symbol(f"‖{first}‖", nonnegative=True) ** 2
        return sympy.Symbol(f"⟨{first},{second}⟩", real=True)

    def divide(self, a: Any, b: Any, text: str) -> Any:
        return a / b

    def power(self, base: Any, exponent: Any) -> Any:
        return base**exponent

    def length(self, square: Any) -> Any:
        return sympy.sqrt(square)

    def function(self, name: str, arguments: list[Any], text: str) -> Any:
        if name == "abs":
            return sympy.Abs(*arguments)
        return getattr(sympy, name)(*arguments)

    def compare(self, relation: str, a: Any, b: Any) -> Any:
        if relation != "==":
            raise Unsupported("an identity is an equation")
        return [(a, b)]

    def connect(self, name: str, truths: list[Any]) -> Any:
        if name != "and":
            raise Unsupported("an identity is a chain of equations")
        return list(itertools.chain.from_iterable(truths))


def check_identity(claim: Identity, given: Sequence[str], *, quick: bool = False) -> Verdict:
    """Proved if every link reduces to zero and is defined wherever `given` holds."""
    undefined = _undefined(Claim(tuple(given), claim.equation, claim.vectors), quick)
    if undefined is not None:
        return undefined
    positive = frozenset(text.split(">")[0].strip() for text in given if text.endswith("> 0"))
    links = Interpreter(Symbolic(positive), frozenset(claim.vectors)).truth(claim.equation)
    for a, b in links:
        verdict = _link(a - b, given)
        if verdict.status is not Status.PROVED:
            return verdict
    return proved("SymPy: the difference of the sides is zero")


def _undefined(claim: Claim, quick: bool) -> Verdict | None:
    """A verdict if some quotient or root need not be defined; None if all of them are."""
    try:
        needs = [text for text, _ in claim.conclusion.needs]
    except Unsupported:  # no real arithmetic, so its domain is that of SymPy's simplification
        return None
    for text in needs:
        verdict = decide(Claim(claim.given, text, claim.vectors), quick=quick)
        if verdict.status is not Status.PROVED:
            return Verdict(verdict.status, f"undefined unless {text}; {verdict.evidence}")
    return None


def _link(difference: Any, given: Sequence[str]) -> Verdict:
    reduced = sympy.cancel(sympy.together(difference.doit()))
    if reduced == 0 or sympy.simplify(reduced) == 0:
        return proved("")
    for point in _points(sorted(difference.free_symbols, key=str), given):
        try:
            gap = difference.subs(point).doit()
            if sign(gap) != 0:
                shown = ", ".join(f"{name} = {value}" for name, value in point.items())
                return refuted(f"witness: {shown}: the sides differ by {gap}")
        except (Undefined, TypeError, NotImplementedError):
            continue
    return undecided(f"SymPy left {reduced}")


def _points(symbols: Sequence[Any], given: Sequence[str]) -> Iterator[dict[Any, Any]]:
    """Rational values that obey `given`; the inner products among them come from real vectors.

    Norms are at least 2 and inner products at most ¾, so the Gram matrix of up to five vectors
    is diagonally dominant.
    """
    rng = random.Random(0)
    for _ in range(SAMPLES if symbols else 1):
        point = {symbol: _draw(str(symbol), rng) for symbol in symbols}
        named = {str(symbol): value for symbol, value in point.items()}
        if all(holds(text, named) for text in given if names(read(text)) <= set(named)):
            yield point


def _draw(name: str, rng: random.Random) -> Any:
    if name.startswith("⟨"):
        return sympy.Rational(rng.randint(-3, 3), 4)
    if name.startswith("‖"):
        return sympy.Rational(rng.randint(8, 12), 4)
    return sympy.Rational(rng.choice((1, 1, 1, -1)) * rng.randint(1, 9), rng.choice((1, 2, 3, 5)))
