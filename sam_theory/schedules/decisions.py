"""The hypotheses on stepsizes and radii that do not speak of L, each decided for formulas in k."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from sam_theory.asymptotics import limits, trees
from sam_theory.asymptotics.asking import PRODUCT, RADIUS, STEP, all_asked, answered, asked
from sam_theory.asymptotics.everywhere import not_positive, undefined
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.modulus import is_periodic
from sam_theory.asymptotics.monotone import monotone
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.parts import Parts, parts
from sam_theory.asymptotics.sums import Sum, total
from sam_theory.verdict import Status, Verdict, proved, refuted, undecided

ALGORITHM_1 = "Algorithm 1 asks εₖ > 0 for every k"

Question = Callable[[Growth, Parts, Node], Verdict]


@lru_cache(maxsize=4096)
def step_verdicts(step: Node) -> Mapping[str, Verdict]:
    """Every hypothesis on the stepsizes alone."""
    positive = answered(lambda: _positive(step, STEP))
    return {"step-positive": positive} | _verdicts(step, _STEP_QUESTIONS)


@lru_cache(maxsize=4096)
def radius_verdicts(radius: Node) -> Mapping[str, Verdict]:
    """Every hypothesis on the radii alone that does not speak of L."""
    positive = answered(lambda: _radius_positive(radius))
    return {"radius-positive": positive} | _verdicts(radius, _RADIUS_QUESTIONS)


def _verdicts(node: Node, questions: Mapping[str, Question]) -> dict[str, Verdict]:
    def about(question: Question) -> Callable[[Growth, list[Parts]], Verdict]:
        return lambda growth, found: question(growth, found[0], node)

    try:
        return all_asked((node,), {key: about(question) for key, question in questions.items()})
    except (Undefined, Undecidable, RecursionError):
        return dict.fromkeys(questions, asked((node,), _unknown))


def _unknown(growth: Growth, found: list[Parts]) -> Verdict:
    raise Undecidable("the behaviour for large k could not be found")


# -- positivity ---------------------------------------------------------------------------------


def _positive(node: Node, name: str) -> Verdict:
    answer = not_positive(Growth().budget, node)
    found = answer.violation
    if found is None:
        return proved(f"{name} > 0 for every k >= 1, {answer.how}")
    return refuted(f"{name} at {found.place}: {found.reason}")


def _radius_positive(node: Node) -> Verdict:
    verdict = _positive(node, RADIUS)
    if not verdict.fails:
        return verdict
    if _eventually_zero(node):
        return refuted(
            f"{verdict.evidence}; the radius is 0 from some k on, where the method is plain "
            f"gradient descent: {ALGORITHM_1}"
        )
    return refuted(f"{verdict.evidence}; {ALGORITHM_1}")


def _eventually_zero(node: Node) -> bool:
    growth = Growth()
    try:
        ends = [end for p in parts(growth, node).parts for end in (p.range.low, p.range.high)]
        return all(growth.sign(end) == 0 for end in ends)
    except (Undecidable, Undefined, RecursionError):
        return False


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
    product = trees.mul(step, radius)
    return asked((product,), lambda growth, found: _converges(growth, PRODUCT, found[0]))


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
    return verdict if found is None else refuted(f"{RADIUS} at {found.place}: {found.reason}")


def _bounded_below(growth: Growth, sequence: Parts, node: Node) -> Verdict:
    verdict = limits.bounded_below(growth, STEP, sequence)
    repeats = verdict.status is Status.UNDECIDED and is_periodic(node)
    if repeats and not_positive(growth.budget, node).violation is None:
        return proved(f"{STEP} is periodic and positive for every k, so it has a least value")
    return verdict


_STEP_QUESTIONS: Mapping[str, Question] = {
    "step-diverges": _diverges,
    "step-square-summable": _square_summable,
    "step-vanishes": lambda growth, sequence, node: limits.vanishes(growth, STEP, sequence),
    "step-decreases": _decreases,
    "step-bounded-below": _bounded_below,
}
_RADIUS_QUESTIONS: Mapping[str, Question] = {
    "radius-bounded": _bounded,
    "radius-vanishes": lambda growth, sequence, node: limits.vanishes(growth, RADIUS, sequence),
}
