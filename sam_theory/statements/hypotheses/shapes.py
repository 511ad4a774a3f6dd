"""Recognizes the schedules that examples and remarks speak of, by their formulas and values."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np

from sam_theory.asymptotics.evaluation import evaluate
from sam_theory.asymptotics.formula import Node
from sam_theory.properties.slopes import exponent
from sam_theory.schedules.schedule import Schedule

PROBES = np.array([1, 2, 3, 4, 5, 7, 9, 10, 16, 25, 50, 100, 1000, 10**4, 12345, 10**6, 10**6 + 1])
CLOSE = 1e-11  # relative agreement asked for
# Without these a formula is made of powers, exponentials and logarithms of k: it cannot agree with
# a power of k at every probe and leave it elsewhere.
IN_PIECES = (
    *("where", "is_square", "floor", "Mod", "Min", "Max", "sin", "cos"),
    *("<", "<=", ">", ">=", "==", "!=", "and", "or", "not"),
)
ON_SQUARES = Node("is_square", (Node("k"),))


def harmonic(schedule: Schedule) -> bool:
    """Whether the schedule is a multiple of 1/k."""
    found = power(schedule)
    return found is not None and found[1] == 1


def power(schedule: Schedule) -> tuple[float, float] | None:
    """(C, p) if the schedule is C k^(−p), C > 0; None if it is not known to be."""
    return None if schedule.numbers is not None else _power(schedule.tree, schedule)


def _power(node: Node, schedule: Schedule) -> tuple[float, float] | None:
    if in_pieces(node):
        return None
    constants = {name: float(value) for name, value in schedule.constants.items()}
    with np.errstate(all="ignore"):
        values = evaluate(node, PROBES, constants)
    if not (np.all(np.isfinite(values)) and np.all(values > 0)):
        return None
    p = round(exponent(PROBES, np.log(values)), 9) + 0.0
    model = PROBES.astype(np.float64) ** (-p)
    factor = float(values[0] / model[0])
    close = np.all(np.abs(values - factor * model) <= CLOSE * values)
    return (factor, p) if close else None


def in_pieces(node: Node) -> bool:
    """Whether the formula is not one expression in k for all k."""
    if not node.contains("k"):
        return False
    return node.operation in IN_PIECES or any(in_pieces(operand) for operand in node.operands)


def constant_on_squares(schedule: Schedule) -> tuple[float, float] | None:
    """(C, p) if the formula is where(is_square(k), C, C k^(−p)), p > 0."""
    if schedule.numbers is not None:
        return None
    tree = schedule.tree
    if tree.operation != "where" or tree.operands[0] != ON_SQUARES:
        return None
    on_squares, elsewhere = (_power(arm, schedule) for arm in tree.operands[1:])
    if on_squares is None or elsewhere is None or on_squares[1] != 0 or elsewhere[1] <= 0:
        return None
    same = math.isclose(on_squares[0], elsewhere[0], rel_tol=1e-9)
    return (on_squares[0], elsewhere[1]) if same else None


def scales_with_lipschitz(schedule: Schedule) -> bool:
    """Whether C in C k^(−p) is a multiple of 1/L, and so any positive number as L is."""
    if schedule.numbers is not None or not schedule.tree.contains("L"):
        return False
    found = [(L, power(replace(schedule, lipschitz=Fraction(L)))) for L in (1, 2, 5)]
    scaled = [(shape[0] * L, shape[1]) for L, shape in found if shape is not None]
    return len(scaled) == len(found) and all(
        math.isclose(C, scaled[0][0]) and p == scaled[0][1] for C, p in scaled
    )
