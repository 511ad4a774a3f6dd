"""What a formula in k, as tₖ or ρₖ, is from some k on: its sign, its range, its limit."""

from __future__ import annotations

import time
from fractions import Fraction
from functools import lru_cache

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.enclosing import enclose
from sam_theory.asymptotics.everywhere import not_negative, not_positive, undefined
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.intervals import Interval, Unclear
from sam_theory.asymptotics.outcome import Budget, Undecidable, Undefined
from sam_theory.asymptotics.parts import parts
from sam_theory.certificates.forms import Side
from sam_theory.schedules.schedule import Schedule

STEPS = 20_000  # of the expansion engine for one question: about a second of computing
SECONDS = 10.0  # a net below it, should steps be slow: what a slow machine refuses is not decided


def formula_of(schedule: Schedule) -> Node | None:
    """The formula with its constants put in; None of numbers, or where a constant is not known."""
    if schedule.numbers is not None or schedule.unknown:
        return None
    return trees.valued(schedule.tree, schedule.constants)


def _budget() -> Budget:
    """That of one question, of which a certificate asks many."""
    return Budget(STEPS, deadline=time.thread_time() + SECONDS)


def stays_in(schedule: Schedule, side: Side, start: int = 1) -> bool:
    """Whether every number of the sequence from k = start on is proved to lie between the ends."""
    node = formula_of(schedule)
    if node is None:
        return False
    low, high = side
    above = trees.sub(node, trees.num(low))
    return holds_from(above, start) and holds_from(trees.sub(trees.num(high), node), start)


@lru_cache(maxsize=4096)  # searches and the verifier ask the same of a schedule
def holds_from(node: Node, start: int) -> bool:
    """Whether a formula is proved to be at least 0 for all k ≥ start."""
    try:
        return not_negative(_budget(), node, start)
    except (Undecidable, Undefined, RecursionError):
        return False


def positive_from(node: Node, start: int) -> bool:
    """Whether a formula is proved to be above 0 for all k ≥ start."""
    try:
        return not_positive(_budget(), _from(node, start)).violation is None
    except (Undecidable, Undefined, RecursionError):
        return False


def defined_from(node: Node, start: int) -> bool:
    """Whether a formula is proved to be defined for all k ≥ start."""
    try:
        return undefined(_budget(), _from(node, start)) is None
    except (Undecidable, Undefined, RecursionError):
        return False


def _from(node: Node, start: int) -> Node:
    return trees.at(node, trees.add(trees.K, trees.num(start - 1)))


def tends_to_infinity(node: Node) -> bool:
    """Whether a formula is proved to tend to ∞."""
    growth = Growth()
    try:
        return all(growth.limit(p.range.low).kind > 0 for p in parts(growth, node).parts)
    except (Undecidable, Undefined, RecursionError):
        return False


def bounded(node: Node) -> bool:
    """Whether a formula, where it is defined, is proved to be bounded for large k."""
    growth = Growth()
    try:
        ranges = [p.range for p in parts(growth, node).parts]
        return all(growth.limit(end).kind == 0 for r in ranges for end in (r.low, r.high))
    except (Undecidable, Undefined, RecursionError):
        return False


def bounds_from(node: Node, start: int) -> tuple[Fraction | None, Fraction | None]:
    """Two numbers between which a formula is for all k ≥ start; None where none is found."""
    try:
        found = enclose(node, Interval(Fraction(start), None, False, True))
    except Unclear:
        return None, None
    return found.low, found.high


def number_at(schedule: Schedule, k: int) -> Side | None:
    """Two numbers between which the sequence is at one k; None where none are found."""
    node = formula_of(schedule)
    return None if node is None else value_at(node, k)


def value_at(node: Node, k: int) -> Side | None:
    """Two numbers between which a formula is at one k; None where none are found."""
    try:
        found = enclose(node, Interval(Fraction(k), Fraction(k)))
    except Unclear:
        return None
    return None if found.low is None or found.high is None else (found.low, found.high)
