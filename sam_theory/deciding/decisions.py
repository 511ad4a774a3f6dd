"""The hypotheses on stepsizes and radii, each decided for formulas in k."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from sam_theory.deciding import limits, trees
from sam_theory.deciding.constants import Constant, compare, number, sign
from sam_theory.deciding.constants import bracket as rationals
from sam_theory.deciding.everywhere import Violation, not_positive, undefined
from sam_theory.deciding.growth import Growth, constant_text, decimal_text
from sam_theory.deciding.monotone import monotone
from sam_theory.deciding.outcome import Undecidable, Undefined
from sam_theory.deciding.parts import Parts, joint_parts, parts
from sam_theory.deciding.sums import Sum, total
from sam_theory.deciding.supremum import Supremum, supremum
from sam_theory.deciding.tails import tail_condition
from sam_theory.deciding.trees import substitute
from sam_theory.formula import Node
from sam_theory.verdict import Verdict, proved, refuted, undecided

STEP, RADIUS, PRODUCT = "tₖ", "ρₖ", "tₖρₖ"
L = Node("L")
NARROW = Fraction(1, 10**12)  # relative width of a bracket that is written as one number
PRECISION = 96  # bits of its ends
UNBOUNDED = number(10**300)  # stands for the supremum of an unbounded sequence
TOO_DEEP = "the formula is nested too deeply"
ALGORITHM_1 = "Algorithm 1 asks εₖ > 0 for every k"

Question = Callable[[Growth, Parts, Node], Verdict]


def answered(question: Callable[[], Verdict]) -> Verdict:
    """The verdict, or `undecided` with the reason why there is none."""
    try:
        return question()
    except Undefined as undefined_:
        return undecided(f"the formula has no value for infinitely many k: {undefined_}")
    except Undecidable as reason:
        return undecided(str(reason))
    except RecursionError:
        return undecided(TOO_DEEP)


@lru_cache(maxsize=4096)
def step_verdicts(step: Node) -> Mapping[str, Verdict]:
    """Every hypothesis on the stepsizes alone."""
    return _verdicts(step, _STEP_QUESTIONS)


@lru_cache(maxsize=4096)
def radius_verdicts(radius: Node) -> Mapping[str, Verdict]:
    """Every hypothesis on the radii alone that does not speak of L."""
    return _verdicts(radius, _RADIUS_QUESTIONS)


def _verdicts(node: Node, questions: Mapping[str, Question]) -> Mapping[str, Verdict]:
    growth = Growth()
    try:
        sequence = parts(growth, node)
    except (Undefined, Undecidable, RecursionError) as problem:
        return {key: _without_germs(key, node, problem) for key in questions}
    found = {}
    for key, question in questions.items():
        growth.budget.renew()
        found[key] = answered(lambda ask=question: ask(growth, sequence, node))  # type: ignore[misc]
    return found


def _without_germs(key: str, node: Node, problem: Exception) -> Verdict:
    """Positivity may be settled where the behaviour for large k is not."""
    if key in ("step-positive", "radius-positive"):
        return answered(lambda: _positive(Growth(), node, STEP if key[0] == "s" else RADIUS))
    return answered(lambda: _raise(problem))


def _raise(problem: Exception) -> Verdict:
    raise problem


# -- positivity ---------------------------------------------------------------------------------


def _positive(growth: Growth, node: Node, name: str) -> Verdict:
    answer = not_positive(growth.budget, node)
    found = answer.violation
    if found is None:
        return proved(f"{name} > 0 for every k >= 1, {answer.how}")
    return refuted(f"{name} at {found.place}: {found.reason}")


def _step_positive(growth: Growth, sequence: Parts, node: Node) -> Verdict:
    return _positive(growth, node, STEP)


def _radius_positive(growth: Growth, sequence: Parts, node: Node) -> Verdict:
    verdict = _positive(growth, node, RADIUS)
    if not verdict.fails:
        return verdict
    if all(growth.sign(part.range.high) == 0 for part in sequence.parts):
        return refuted(
            f"{verdict.evidence}; the radius is 0 from some k on, where the method is plain "
            f"gradient descent: {ALGORITHM_1}"
        )
    return refuted(f"{verdict.evidence}; {ALGORITHM_1}")


# -- series -------------------------------------------------------------------------------------


def _diverges(growth: Growth, sequence: Parts, node: Node) -> Verdict:
    found = total(growth, sequence)
    if found.sum is Sum.UNKNOWN:
        return undecided(f"Σ {STEP}: {found.reason}")
    sentence = f"Σ {STEP} is {found.sum.value}: {found.reason}"
    return proved(sentence) if found.sum is Sum.PLUS else refuted(sentence)


def _converges(growth: Growth, name: str, sequence: Parts) -> Verdict:
    found = total(growth, sequence)
    if found.sum is Sum.UNKNOWN:
        return undecided(f"Σ {name}: {found.reason}")
    sentence = f"Σ {name} is {found.sum.value}: {found.reason}"
    return proved(sentence) if found.sum is Sum.FINITE else refuted(sentence)


def _square_summable(growth: Growth, sequence: Parts, node: Node) -> Verdict:
    return _converges(growth, f"{STEP}²", parts(growth, trees.mul(node, node)))


@lru_cache(maxsize=4096)
def product_verdict(step: Node, radius: Node) -> Verdict:
    """Σ tₖρₖ < ∞."""
    growth = Growth()
    return answered(lambda: _converges(growth, PRODUCT, parts(growth, trees.mul(step, radius))))


# -- monotonicity and limits --------------------------------------------------------------------


def _decreases(growth: Growth, sequence: Parts, node: Node) -> Verdict:
    found = monotone(growth, node, sequence)
    sentence = f"{STEP}: {found.reason}"
    return proved(sentence) if found.nonincreasing else refuted(sentence)


def _bounded(growth: Growth, sequence: Parts, node: Node) -> Verdict:
    verdict = limits.bounded(growth, RADIUS, sequence)
    if verdict.fails:
        return verdict
    found = undefined(growth.budget, node)
    return verdict if found is None else _undefined_at(found)


def _undefined_at(found: Violation) -> Verdict:
    return refuted(f"{RADIUS} at {found.place}: {found.reason}")


_STEP_QUESTIONS: Mapping[str, Question] = {
    "step-positive": _step_positive,
    "step-diverges": _diverges,
    "step-square-summable": _square_summable,
    "step-vanishes": lambda growth, sequence, node: limits.vanishes(growth, STEP, sequence),
    "step-decreases": _decreases,
    "step-bounded-below": lambda growth, sequence, node: limits.bounded_below(
        growth, STEP, sequence
    ),
}
_RADIUS_QUESTIONS: Mapping[str, Question] = {
    "radius-positive": _radius_positive,
    "radius-bounded": _bounded,
    "radius-vanishes": lambda growth, sequence, node: limits.vanishes(growth, RADIUS, sequence),
}


# -- the constant L -----------------------------------------------------------------------------


def scaled_by_lipschitz(node: Node, lipschitz: Fraction | None) -> Node:
    """L·aₖ, free of L: by its value, or because aₖ is a multiple of 1/L."""
    if lipschitz is not None:
        return trees.mul(trees.num(lipschitz), substitute(node, {L: trees.num(lipschitz)}))
    if node == trees.ZERO or not node.contains("L"):
        return trees.mul(L, node)
    if _degree(node) == -1:
        return substitute(node, {L: trees.ONE})
    raise Undecidable("the product with L depends on L, and no value of L is given")


def _degree(node: Node) -> Fraction | None:
    """d, where the formula is L^d times a formula free of L."""
    if not node.contains("L"):
        return Fraction(0)
    if node == L:
        return Fraction(1)
    parts_ = [_degree(operand) for operand in node.operands]
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

    def question() -> Verdict:
        growth = Growth()
        if lipschitz is None and not radius.contains("L"):
            return _limsup_for_all(growth, radius)
        sequence = parts(growth, scaled_by_lipschitz(radius, lipschitz))
        return limits.below(growth, f"L·{RADIUS}", sequence, number(2), "2")

    return answered(question)


def _limsup_for_all(growth: Growth, radius: Node) -> Verdict:
    """Below 2/L for every L: only a radius with lim sup ρₖ <= 0."""
    low, high = limits.limsup(growth, parts(growth, radius))
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

    return _refuted_if_undefined(question)


def _refuted_if_undefined(question: Callable[[], Verdict]) -> Verdict:
    try:
        return question()
    except Undefined as reason:
        return refuted(f"{RADIUS} is undefined for some k: {reason}")
    except Undecidable as reason:
        return undecided(str(reason))
    except RecursionError:
        return undecided(TOO_DEEP)


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
        return f"= {constant_text(bracket.low)}{place}"
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
        growth = Growth()
        sequence = parts(growth, scaled_by_lipschitz(step, lipschitz))
        return _bounded_by(growth, sequence, error)

    return _refuted_if_undefined(question)


def _bounded_by(growth: Growth, sequence: Parts, error: Supremum) -> Verdict:
    tight = compare(error.high, number(1)) < 0
    names = f"(2 - 2ν)/(1 + ν)², ν = L·sup {RADIUS} {_bracket_text(error)}"
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


# -- condition (9) ------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def kl_tail(step: Node, radius: Node, q: Fraction | None) -> Verdict:
    """Σ tₖ(Σ_{i≥k} tᵢρᵢ)^q < ∞, for one q or (None) for every q in (0, 1)."""

    def question() -> Verdict:
        growth = Growth()
        products = trees.mul(step, radius)
        steps, joint = joint_parts(growth, (step, products))
        found = total(growth, joint)
        if found.sum is Sum.PLUS:
            return refuted(f"Σ {PRODUCT} is +∞, and so is every tail: {found.reason}")
        signs = {growth.sign(p.range.high) for p in joint.parts}
        if signs <= {-1, 0} and -1 in signs:
            return refuted(f"the tails of Σ {PRODUCT} are negative, and have no power q")
        if found.sum is not Sum.FINITE or any(growth.sign(p.range.low) < 0 for p in joint.parts):
            return undecided(f"the tails of Σ {PRODUCT} are not known: {found.reason}")
        condition = tail_condition(growth, steps, joint, q)
        if condition.holds is None:
            return undecided(condition.reason)
        return proved(condition.reason) if condition.holds else refuted(condition.reason)

    return answered(question)
