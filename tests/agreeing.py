"""Runs of both engines, and in what they differ."""

from __future__ import annotations

import numpy as np
from holding import DISPLACED, STEPPED, flat

from sam_theory.library.catalogues import Library
from sam_theory.runs.batch import Plan
from sam_theory.runs.trace import Trace
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.problem import Problem

LIBRARY = Library()
METHODS = DISPLACED + STEPPED
# Differences of nearly equal numbers; and the k of a minimum that several k may share.
CANCELLING = {"values.rise", "moves.descent", "errors.slack", "errors.at"}
CANCELLING |= {"estimates.share.low", "estimates.share.high", "measured.low", "measured.high"}
CANCELLING |= {"measured.share", "measured.elapsed"}


def plans_of(
    problem: Problem, methods: tuple[str, ...], pairs: tuple[tuple[str, str], ...], starts: int = 2
) -> list[Plan]:
    """A plan for each method, pair and start of the problem."""
    L, n = problem.step_constant, problem.dimension
    return [
        Plan(
            method=LIBRARY.get("methods", method),
            step=Schedule(step, L, n),
            radius=Schedule(radius, L, n),
            start=np.array(start),
            number=number,
        )
        for method in methods
        for step, radius in pairs
        for number, start in enumerate(problem.starts[:starts])
    ]


def differences(left: Trace, right: Trace, rtol: float = 1e-9) -> list[str]:
    """Fields that differ; numbers below the square of the least normal one do not count."""
    found = [] if left.ending == right.ending else ["ending"]
    ours, theirs = flat(left), flat(right)
    found += ours.keys() ^ theirs.keys()
    for name in ours.keys() & theirs.keys() - CANCELLING - {"ending.reason", "ending.evidence"}:
        a, b = np.asarray(ours[name], dtype=float), np.asarray(theirs[name], dtype=float)
        same = a.shape == b.shape
        if not same or not np.allclose(a, b, rtol=rtol, atol=1e-300, equal_nan=True):
            found.append(name)
    return found
