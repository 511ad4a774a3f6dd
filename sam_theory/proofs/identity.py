"""Equations of expressions, reduced to zero by SymPy or refuted at a rational point."""

from __future__ import annotations

import ast
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import starmap
from typing import Any

import sympy

from sam_theory.proofs.claim import Claim
from sam_theory.proofs.evaluating import Exact, Undefined, sign
from sam_theory.proofs.language import Interpreter, Unsupported, read
from sam_theory.proofs.proof import Identity
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
            return sympy.Symbol(_norm(first), nonnegative=True) ** 2
        return sympy.Symbol(_inner(first, second), real=True)

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
    whole = Claim(tuple(given), claim.equation, ())
    undefined = _undefined(whole, quick)
    if undefined is not None:
        return undefined
    positive = frozenset(text.split(">")[0].strip() for text in given if text.endswith("> 0"))
    links = Interpreter(Symbolic(positive)).truth(claim.equation)
    for a, b in links:
        verdict = _link(a - b, whole)
        if verdict.status is not Status.PROVED:
            return verdict
    return proved("SymPy: the difference of the sides is zero")


def _undefined(claim: Claim, quick: bool) -> Verdict | None:
    """A verdict if some quotient, root, power or logarithm need not be defined, else None."""
    from sam_theory.proofs.real_arithmetic import Asked, decide

    try:
        needs = [text for text, _ in Asked(claim).conclusion.needs]
    except Unsupported:
        return _outside_domain(claim, quick)
    for text in needs:
        verdict = decide(Claim(claim.given, text, claim.vectors), quick=quick)
        if verdict.status is not Status.PROVED:
            return Verdict(verdict.status, f"undefined unless {text}; {verdict.evidence}")
    return None


def _outside_domain(claim: Claim, quick: bool) -> Verdict | None:
    """The same where the claim as a whole is no real arithmetic, by those of its parts that are.

    What is no real arithmetic even in part, as in log(1 + exp(x)), is left to SymPy.
    """
    from sam_theory.proofs.real_arithmetic import Asked, decide

    for text in _conditions(claim.then):
        condition = Claim(claim.given, text, claim.vectors)
        try:
            _ = Asked(condition).conclusion
        except Unsupported:
            continue
        if decide(condition, quick=quick).status is not Status.PROVED:
            return undecided(f"it is not shown that {text}, without which it may be undefined")
    return None


def _conditions(equation: str) -> Iterator[str]:
    """Under which the parts of an equation have real values."""
    for node in ast.walk(read(equation)):
        match node:
            case ast.BinOp(op=ast.Div(), right=part):
                yield f"{ast.unparse(part)} != 0"
            case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=int())):
                continue
            case ast.BinOp(op=ast.Pow(), left=part):
                yield f"{ast.unparse(part)} > 0"
            case ast.Call(func=ast.Name(id="log"), args=[part]):
                yield f"{ast.unparse(part)} > 0"
            case ast.Call(func=ast.Name(id="sqrt"), args=[part]):
                yield f"{ast.unparse(part)} >= 0"


def _link(difference: Any, claim: Claim) -> Verdict:
    reduced = sympy.cancel(sympy.together(difference.doit()))
    if sympy.simplify(reduced) == 0:
        return proved("")
    for point in _points(claim):
        try:
            gap = difference.subs({s: point[str(s)] for s in difference.free_symbols}).doit()
            if sign(gap) != 0:
                shown = ", ".join(f"{name} = {value}" for name, value in point.items())
                return refuted(f"witness: {shown}: the sides differ by {gap}")
        except (Undefined, TypeError, NotImplementedError):
            continue
    return undecided(f"SymPy left {reduced}")


@dataclass(frozen=True)
class _AtGram(Exact):
    """Exact real numbers at a point that gives norms and inner products in place of vectors."""

    def gram(self, first: str, second: str) -> Any:
        return (
            self.point[_norm(first)] ** 2 if first == second else self.point[_inner(first, second)]
        )


def _norm(vector: str) -> str:
    return f"‖{vector}‖"


def _inner(first: str, second: str) -> str:
    return f"⟨{first},{second}⟩"


def _points(claim: Claim) -> Iterator[dict[str, Any]]:
    """Rational values that obey the premises; the inner products among them are of real vectors.

    Norms are at least 2 and inner products at most ¾, so the Gram matrix of up to five vectors
    is diagonally dominant.
    """
    rng = random.Random(0)
    vectors = sorted(claim.vectors)
    unknown = [name for name in claim.scalars if name != "pi"]
    unknown += [*map(_norm, vectors), *starmap(_inner, itertools.combinations(vectors, 2))]
    for _ in range(SAMPLES if unknown else 1):
        point = {name: _draw(name, rng) for name in unknown}
        reader = Interpreter(_AtGram(point), frozenset(vectors))
        if _obeyed(reader, claim.given):
            yield point


def _obeyed(reader: Interpreter, given: Sequence[str]) -> bool:
    try:
        return all(reader.truth(text) for text in given)
    except Undefined:
        return False


def _draw(name: str, rng: random.Random) -> Any:
    if name.startswith("⟨"):
        return sympy.Rational(rng.randint(-3, 3), 4)
    if name.startswith("‖"):
        return sympy.Rational(rng.randint(8, 12), 4)
    return sympy.Rational(rng.choice((1, 1, 1, -1)) * rng.randint(1, 9), rng.choice((1, 2, 3, 5)))
