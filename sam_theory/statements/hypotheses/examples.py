"""Existence statements: they speak of one explicit function, of a size that goes with ρ."""

from __future__ import annotations

import math
from collections.abc import Callable

from sam_theory.statements.conclusions.bounds import numbers
from sam_theory.statements.hypotheses.constants import constant
from sam_theory.statements.theorem import Hypothesis, Run, Setting
from sam_theory.verdict import Verdict, proved, refuted, undecided

ROUNDING = 1e-12  # relative, of f*


def on_the_example(name: str) -> Callable[[Setting], bool]:
    """Whether a setting has constants and the function of that name, with any parameters."""
    return lambda s: constant(s) and s.problem.name.partition("[")[0] == name


def of_size(function: str, share: float, text: str) -> Hypothesis:
    """That f is the function for the ρ of the method: f* = −share βρ² for no other."""

    def decide(run: Run) -> Verdict:
        c = numbers(run)
        if c is None:
            return undecided("β, ρ or f* is not known")
        asked, best = -share * c.lipschitz * c.radius**2, c.infimum.lower
        told = f"f* = {best:.6g}, {text} = {asked:.6g}"
        same = math.isclose(asked, best, rel_tol=ROUNDING)
        return proved(told) if same else refuted(told)

    return Hypothesis(f"f is {function} for this ρ: f* = {text}", decide, of_run=True)
