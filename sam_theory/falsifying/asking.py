"""Verdicts on runs of which a check may presuppose what is dropped: then they are undecided."""

from __future__ import annotations

from collections.abc import Callable

from sam_theory.falsifying.claims import Target
from sam_theory.statements.theorem import Hypothesis, Run, alone, decision, erratum_of
from sam_theory.verdict import Verdict, undecided

UNDEFINED = (ArithmeticError, AssertionError, AttributeError, TypeError, ValueError)


def concluded(target: Target, run: Run) -> Verdict:
    """The verdict on the conclusion, whether it is promised or not."""
    return _asked(lambda: target.conclusion.judged(run, alone(run)))


def decided(hypothesis: Hypothesis, run: Run) -> Verdict:
    """The verdict on a hypothesis."""
    return _asked(lambda: decision(hypothesis, run))


def accounted(target: Target, run: Run) -> str:
    """The known error that accounts for a failure of the conclusion on this run; empty if none."""
    try:
        found = erratum_of(target.conclusion, run)
    except UNDEFINED:
        return ""
    return "" if found is None else found.text


def _asked(ask: Callable[[], Verdict]) -> Verdict:
    try:
        return ask()
    except UNDEFINED as error:
        return undecided(f"it is not defined here: {error!r}")
