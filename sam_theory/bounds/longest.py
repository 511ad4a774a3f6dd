"""The longest step of a method with relative errors at which no function rises."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from sam_theory.bounds.answering import Row, answered
from sam_theory.bounds.building import Norm, program
from sam_theory.bounds.inequality import step_bound
from sam_theory.bounds.question import Question
from sam_theory.bounds.rational import simplest
from sam_theory.bounds.solving import solve

HALVINGS = 40
MOST = 8  # over L, the longest step that is tried
NOISE = 1e-6  # of L times the step, in what the solver says
NEXT = Fraction(1, 10**5)  # by what share two steps next to each other differ
ONE = Fraction(1)


@dataclass(frozen=True, kw_only=True)
class Longest:
    """(12) allows t < `published`; at `safe` f is proved not to rise, at that of `level` one may.

    The two steps are one where it is rational, else next to each other. None for both: f may rise
    however short the step is.
    """

    published: Fraction
    safe: Fraction | None
    level: Row | None  # on a function that does not fall


def longest(question: Question) -> Longest | None:
    """The longest step of a question about `decrease`; None where (12) says nothing of it.

    The worst case over s² does not depend on s. None too where the step found has no certificate,
    or no function that does not fall: it is then not known to be the longest.
    """
    published = step_bound(question)
    if published is None or question.criterion != "decrease" or question.iterations > 1:
        return None
    L = question.functions.lipschitz
    low, high = Fraction(0), MOST / L
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if _rises(question, middle) else (middle, high)
    if L * high < NOISE:
        return Longest(published=published, safe=None, level=None)
    exact = simplest(float(low), NOISE / float(L))
    for safe, above in ((exact, exact), (low * (1 - NEXT), high * (1 + NEXT))):
        below, level = (answered(replace(question, step=t), ONE) for t in (safe, above))
        falls = below.upper is not None and below.upper <= 0
        if falls and level.attained is not None and level.attained.value >= 0:
            return Longest(published=published, safe=safe, level=level)
    return None


def _rises(question: Question, step: Fraction) -> bool:
    solution = solve(program(replace(question, step=step), (Norm(ONE, ONE),)))
    return not solution.value < 0
