"""Recognizes the schedules that examples and remarks speak of, by their values."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np

from sam_theory.schedule import Schedule

PROBES = np.array([1, 2, 3, 4, 5, 7, 9, 10, 16, 25, 50, 100, 1000, 10**4, 12345, 10**6, 10**6 + 1])
SQUARES = np.array([1, 4, 9, 16, 25, 100, 10**4, 10**6])
OTHERS = np.array([2, 3, 5, 7, 10, 50, 1000, 12345, 10**6 + 1])
CLOSE = 1e-11  # relative agreement asked for


def multiple_of(
    schedule: Schedule, sequence: Callable[[np.ndarray], np.ndarray], at: np.ndarray = PROBES
) -> float | None:
    """C if the schedule is C times the sequence at every probe, C > 0; None if it is not."""
    values, model = schedule.values(at), sequence(at.astype(np.float64))
    factor = float(values[0] / model[0])
    if not (math.isfinite(factor) and factor > 0):
        return None
    return factor if bool(np.all(np.abs(values - factor * model) <= CLOSE * values)) else None


def harmonic(schedule: Schedule) -> bool:
    """Whether the schedule is a multiple of 1/k."""
    return multiple_of(schedule, lambda k: 1 / k) is not None


def power(schedule: Schedule, at: np.ndarray = PROBES) -> tuple[float, float] | None:
    """(C, p) if the schedule is C k^(−p) at every probe; None if it is not."""
    ends = schedule.values(at[[0, -1]])
    if not (np.all(np.isfinite(ends)) and np.all(ends > 0)):
        return None
    p = float(np.log(ends[0] / ends[1]) / math.log(at[-1] / at[0]))
    p = round(p, 9) + 0.0
    factor = multiple_of(schedule, lambda k: k ** (-p), at)
    return None if factor is None else (factor, p)


def constant_on_squares(schedule: Schedule) -> tuple[float, float] | None:
    """(C, p) if the schedule is C where k is a perfect square and C k^(−p) elsewhere, p > 0."""
    on_squares, elsewhere = power(schedule, SQUARES), power(schedule, OTHERS)
    if on_squares is None or elsewhere is None or on_squares[1] != 0 or elsewhere[1] <= 0:
        return None
    same = math.isclose(on_squares[0], elsewhere[0], rel_tol=1e-9)
    return (on_squares[0], elsewhere[1]) if same else None


def scales_with_lipschitz(schedule: Schedule) -> bool:
    """Whether C in C k^(−p) is a multiple of 1/L, and so any positive number as L is."""
    if not schedule.tree.contains("L"):
        return False
    found = [(L, power(replace(schedule, lipschitz=Fraction(L)))) for L in (1, 2, 5)]
    scaled = [(shape[0] * L, shape[1]) for L, shape in found if shape is not None]
    return len(scaled) == len(found) and all(
        math.isclose(C, scaled[0][0]) and p == scaled[0][1] for C, p in scaled
    )
