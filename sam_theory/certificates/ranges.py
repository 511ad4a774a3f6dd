"""Whether tₖ, or ρₖ, stays in a range from some k on: read off its formula."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.enclosing import enclose
from sam_theory.asymptotics.everywhere import not_negative
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.intervals import Interval, Unclear
from sam_theory.asymptotics.outcome import Budget, Undecidable, Undefined
from sam_theory.certificates.forms import Side
from sam_theory.schedules.schedule import Schedule


def formula_of(schedule: Schedule) -> Node | None:
    """The formula with its constants put in; None of numbers, or where a constant is not known."""
    if schedule.numbers is not None or schedule.unknown:
        return None
    return trees.valued(schedule.tree, schedule.constants)


def stays_in(schedule: Schedule, side: Side, start: int = 1) -> bool:
    """Whether every number of the sequence from k = start on is proved to lie between the ends."""
    node = formula_of(schedule)
    if node is None:
        return False
    low, high = side
    above = trees.sub(node, trees.num(low))
    return holds_from(above, start) and holds_from(trees.sub(trees.num(high), node), start)


def holds_from(node: Node, start: int) -> bool:
    """Whether a formula is proved to be at least 0 for all k ≥ start."""
    try:
        return not_negative(Budget(), node, start)
    except (Undecidable, Undefined, RecursionError):
        return False


def number_at(schedule: Schedule, k: int) -> Side | None:
    """Two numbers between which the sequence is at one k; None where none are found."""
    node = formula_of(schedule)
    if node is None:
        return None
    try:
        found = enclose(node, Interval(Fraction(k), Fraction(k)))
    except Unclear:
        return None
    return None if found.low is None or found.high is None else (found.low, found.high)
