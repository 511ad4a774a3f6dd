"""Relations between numbers: exact where they are rational, by ball arithmetic where not."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

from sam_theory.proofs.evaluating import Undefined, holds, show
from sam_theory.proofs.evaluating import value as exact_value
from sam_theory.proofs.language import Interpreter, Unsupported, read
from sam_theory.proofs.proof import Number, Orbit
from sam_theory.verdict import Verdict, proved, refuted, undecided

PRECISIONS = (64, 256, 1024)  # bits


@dataclass(frozen=True)
class Balls:
    """The algebra of real balls; a comparison is None where the balls do not decide it."""

    values: Mapping[str, Any]

    def number(self, value: Fraction) -> Any:
        return flint.arb(value.numerator) / value.denominator

    def variable(self, name: str) -> Any:
        return flint.arb.pi() if name == "pi" else self.values[name]

    def gram(self, first: str, second: str) -> Any:
        raise Unsupported("a relation of numbers has no vectors")

    def divide(self, a: Any, b: Any, text: str) -> Any:
        return a / b

    def power(self, base: Any, exponent: Any) -> Any:
        return base**exponent

    def length(self, square: Any) -> Any:
        return square.sqrt()

    def function(self, name: str, arguments: list[Any], text: str) -> Any:
        if name not in ("exp", "log", "sqrt", "sin", "cos", "tanh", "cosh", "zeta"):
            raise Unsupported(f"{name} has no enclosure here")
        return getattr(arguments[0], name)()

    def compare(self, relation: str, a: Any, b: Any) -> bool | None:
        yes, no = {
            "<": (a < b, a >= b),
            "<=": (a <= b, a > b),
            ">": (a > b, a <= b),
            ">=": (a >= b, a < b),
            "==": (a == b, not a.overlaps(b)),
            "!=": (not a.overlaps(b), a == b),
        }[relation]
        return True if yes else False if no else None

    def connect(self, name: str, truths: list[Any]) -> bool | None:
        if name == "not":
            return None if truths[0] is None else not truths[0]
        if name == "implies":
            return self.connect("or", [self.connect("not", [truths[0]]), truths[1]])
        decisive = name == "or"
        if decisive in truths:
            return decisive
        return None if None in truths else not decisive


def check_number(claim: Number) -> Verdict:
    """Decided exactly if only rational arithmetic occurs, else by balls of growing precision."""
    if not all(_rational(text) for text in (claim.relation, *(text for _, text in claim.where))):
        return _by_balls(claim)
    point: dict[str, Any] = {}
    try:
        for name, text in claim.where:
            point[name] = exact_value(text, point)
        return _verdict(holds(claim.relation, point), f"exactly{_with(show(point))}")
    except Undefined as reason:
        return refuted(f"undefined: {reason}")


def _rational(text: str) -> bool:
    """Whether the expression stays within rational arithmetic."""
    for node in ast.walk(read(text)):
        match node:
            case ast.Call() | ast.Name(id="pi"):
                return False
            case ast.BinOp(op=ast.Pow(), right=exponent) if not isinstance(exponent, ast.Constant):
                return False
    return True


def _by_balls(claim: Number) -> Verdict:
    try:
        for bits in PRECISIONS:
            with flint.ctx.workprec(bits):
                values: dict[str, Any] = {}
                for name, text in claim.where:
                    values[name] = Interpreter(Balls(values)).scalar(text)
                truth = Interpreter(Balls(values)).truth(claim.relation)
                shown = ", ".join(f"{name} = {value.str(8)}" for name, value in values.items())
            if truth is not None and all(value.is_finite() for value in values.values()):
                return _verdict(truth, f"by balls of {bits} bits{_with(shown)}")
    except Unsupported as reason:
        return undecided(str(reason))
    return undecided(f"the balls overlap even at {PRECISIONS[-1]} bits")


def check_orbit(claim: Orbit) -> Verdict:
    """Runs the updates in exact arithmetic and decides the claim about the last state."""
    point: dict[str, Any] = {}
    try:
        for name, text in (*claim.where, *claim.start):
            point[name] = exact_value(text, point)
        for _ in range(claim.times):
            point |= {name: exact_value(text, point) for name, text in claim.update}
        state = {name: point[name] for name, _ in claim.start}
        return _verdict(holds(claim.then, point), f"exactly, ending at {show(state)}")
    except Undefined as reason:
        return refuted(f"the run is undefined: {reason} at {show(point)}")


def _verdict(truth: bool, evidence: str) -> Verdict:
    return proved(evidence) if truth else refuted(f"false {evidence}")


def _with(shown: str) -> str:
    return f", {shown}" if shown else ""
