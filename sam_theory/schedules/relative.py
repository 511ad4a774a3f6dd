"""The hypotheses that speak of L: lim sup ρₖ < 2/L, sup ρₖ < 1/L, and the bound on lim sup tₖ."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from sam_theory.asymptotics import limits, trees
from sam_theory.asymptotics.asking import RADIUS, STEP, answered, asked, refuted_if_undefined
from sam_theory.asymptotics.constants import Constant, compare, number, sign
from sam_theory.asymptotics.constants import bracket as rationals
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth, constant_text, decimal_text
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.parts import Parts, parts
from sam_theory.asymptotics.supremum import Supremum, supremum
from sam_theory.asymptotics.trees import substitute
from sam_theory.verdict import Verdict, proved, refuted, undecided

L = Node("L")
NARROW = Fraction(1, 10**12)  # relative width of a bracket that is written as one number
PRECISION = 96  # bits of its ends
UNBOUNDED = number(10**300)  # stands for the supremum of an unbounded sequence


def scaled_by_lipschitz(node: Node, lipschitz: Fraction | None) -> Node:
    """L·aₖ, free of L: by its value, or because aₖ is a multiple of 1/L."""
    if lipschitz is not None:
        return trees.mul(trees.num(lipschitz), substitute(node, {L: trees.num(lipschitz)}))
    if node == trees.ZERO or not node.contains("L"):
        return trees.mul(L, node)
    if degree_in_lipschitz(node) == -1:
        return substitute(node, {L: trees.ONE})
    raise Undecidable("the product with L depends on L, and no value of L is given")


def degree_in_lipschitz(node: Node) -> Fraction | None:
    """d, where the formula is L^d times a formula free of L."""
    if not node.contains("L"):
        return Fraction(0)
    if node == L:
        return Fraction(1)
    parts_ = [degree_in_lipschitz(operand) for operand in node.operands]
    match node.operation, parts_:
        case "*", [Fraction() as a, Fraction() as b]:
            return a + b
        case "/", [Fraction() as a, Fraction() as b]:
            return a - b
        case (("+" | "-" | "Min" | "Max"), [Fraction() as a, *others]):
            return a if all(b == a for b in others) else None
        case "neg", [a]:
            return a
        case "sqrt", [Fraction() as a]:
            return a / 2
        case "**", [Fraction() as a, Fraction(numerator=0)] if node.operands[1].value is not None:
            return a * node.operands[1].value
        case "where", [Fraction(numerator=0), Fraction() as a, Fraction() as b]:
            return a if a == b else None
    return None


@lru_cache(maxsize=4096)
def radius_limsup(radius: Node, lipschitz: Fraction | None) -> Verdict:
    """lim sup ρₖ < 2/L."""
    if lipschitz is None and not radius.contains("L"):
        return asked((radius,), lambda growth, found: _limsup_for_all(growth, found[0]))

    def question(growth: Growth, found: list[Parts]) -> Verdict:
        return limits.below(growth, f"L·{RADIUS}", found[0], number(2), "2")

    return answered(lambda: asked((scaled_by_lipschitz(radius, lipschitz),), question))


def _limsup_for_all(growth: Growth, radius: Parts) -> Verdict:
    """Below 2/L for every L: only a radius with lim sup ρₖ <= 0."""
    low, high = limits.limsup(growth, radius)
    if high.kind < 0 or (high.kind == 0 and sign(high.value) <= 0):
        return proved(f"lim sup {RADIUS} = {limits.limit_text(high)}, below 2/L for every L")
    if low == high and high.kind == 0:
        bound = constant_text(number(2) / high.value)
        return undecided(f"no value of L is given; it holds exactly if L < {bound}")
    return undecided("no value of L is given")


@lru_cache(maxsize=4096)
def radius_relative(radius: Node, lipschitz: Fraction | None) -> Verdict:
    """sup ρₖ < 1/L, the supremum over every k >= 1."""

    def question() -> Verdict:
        bracket = _relative_error(radius, lipschitz)
        if compare(bracket.high, number(1)) < 0:
            return proved(f"ν = L·sup {RADIUS} {_bracket_text(bracket)} < 1")
        if compare(bracket.low, number(1)) >= 0:
            return refuted(f"L·sup {RADIUS} {_bracket_text(bracket)} is not below 1")
        return undecided(f"L·sup {RADIUS} {_bracket_text(bracket)}")

    return refuted_if_undefined(question)


@lru_cache(maxsize=4096)
def _relative_error_or_reason(radius: Node, lipschitz: Fraction | None) -> Supremum | Exception:
    """L·sup ρₖ bracketed, or why it is not."""
    try:
        if lipschitz is None and radius != trees.ZERO and not radius.contains("L"):
            raise Undecidable(f"no value of L is given{_asked_of_lipschitz(radius)}")
        node, growth = scaled_by_lipschitz(radius, lipschitz), Growth()
        low, high = limits.limsup(growth, parts(growth, node))
        if low.kind == 1:
            return Supremum(UNBOUNDED, None, UNBOUNDED)
        if high.kind == 1:
            raise Undecidable("the radius may be unbounded")
        return supremum(growth.budget, node, None if low.kind < 0 else low.value)
    except (Undecidable, Undefined, RecursionError) as reason:
        return reason


def _asked_of_lipschitz(radius: Node) -> str:
    """How large L may be for L·sup ρₖ < 1, where sup ρₖ is known."""
    found = _relative_error_or_reason(radius, Fraction(1))
    if isinstance(found, Exception) or not found.exact or sign(found.low) <= 0:
        return ""
    return f"; L·sup {RADIUS} < 1 exactly if L < {constant_text(number(1) / found.low)}"


def _relative_error(radius: Node, lipschitz: Fraction | None) -> Supremum:
    found = _relative_error_or_reason(radius, lipschitz)
    if isinstance(found, Exception):
        raise found
    return found


def _bracket_text(bracket: Supremum) -> str:
    if bracket.low == UNBOUNDED:
        return "= ∞"
    place = f", at k = {bracket.at}," if bracket.at is not None else " (a limit)"
    if bracket.exact:
        text = constant_text(bracket.low)
        return f"{text if text.startswith('≈') else f'= {text}'}{place}"
    low, high = rationals(bracket.low, PRECISION)[0], rationals(bracket.high, PRECISION)[1]
    if high - low <= NARROW * abs(high):
        return f"≈ {decimal_text(low)}{place}"
    return f"in [{decimal_text(low)}, {decimal_text(high)}]"


@lru_cache(maxsize=4096)
def step_bound(step: Node, radius: Node, lipschitz: Fraction | None) -> Verdict:
    """lim sup tₖ < (2 − 2ν)/(L(1 + ν)²) with ν = L·sup ρₖ < 1."""

    def question() -> Verdict:
        error = _relative_error(radius, lipschitz)
        if sign(error.low) < 0:
            return undecided(f"L·sup {RADIUS} {_bracket_text(error)} may be negative")
        if compare(error.low, number(1)) >= 0:
            return refuted(
                f"L·sup {RADIUS} {_bracket_text(error)} is not below 1, so no ν ∈ [0, 1) fits"
            )
        scaled = scaled_by_lipschitz(step, lipschitz)
        return asked((scaled,), lambda growth, found: _bounded_by(growth, found[0], error))

    return refuted_if_undefined(question)


def _bounded_by(growth: Growth, sequence: Parts, error: Supremum) -> Verdict:
    tight = compare(error.high, number(1)) < 0
    names = f"(2 - 2ν)/(1 + ν)², ν = L·sup {RADIUS} {_bracket_text(error).rstrip(',')}"
    if tight:
        bound = _threshold(error.high)
        verdict = limits.below(
            growth, f"L·{STEP}", sequence, bound, f"{constant_text(bound)} = {names}"
        )
        if error.exact or not verdict.fails:
            return verdict
    bound = _threshold(error.low)
    verdict = limits.below(
        growth, f"L·{STEP}", sequence, bound, f"{constant_text(bound)} <= {names}"
    )
    return verdict if verdict.fails else undecided(f"L·sup {RADIUS} {_bracket_text(error)}")


def _threshold(error: Constant) -> Constant:
    one = number(1)
    return (number(2) - number(2) * error) / ((one + error) * (one + error))
