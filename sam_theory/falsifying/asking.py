"""Verdicts on runs of which a check may presuppose what is dropped: then they are undecided."""

from __future__ import annotations

from collections.abc import Callable

from sam_theory.errors import UsageError
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.faulty import Faulty
from sam_theory.setting.choices import Undecided
from sam_theory.statements.theorem import Hypothesis, Run, alone, decision, erratum_of
from sam_theory.verdict import Verdict, undecided

UNDEFINED = (ArithmeticError, AssertionError, AttributeError, TypeError, ValueError)


def concluded(target: Target, run: Run) -> Verdict:
    """The verdict on the conclusion, whether it is promised or not."""
    conclusion = target.conclusion
    return _asked(lambda: conclusion.judged(run, alone(run)), f"the conclusion “{conclusion.text}”")


def decided(hypothesis: Hypothesis, run: Run) -> Verdict:
    """The verdict on a hypothesis."""
    return _asked(lambda: decision(hypothesis, run), f"the hypothesis “{hypothesis.text}”")


def accounted(target: Target, run: Run) -> str:
    """The known error that accounts for a failure of the conclusion on this run; empty if none."""
    try:
        found = erratum_of(target.conclusion, run)
    except UNDEFINED:
        return ""
    return "" if found is None else found.text


def _asked(ask: Callable[[], Verdict], what: str) -> Verdict:
    """What it answers; Faulty for no answer, and for errors that nothing presupposed explains."""
    try:
        found = ask()
    except UNDEFINED as error:
        return undecided(f"it is not defined here: {error!r}")
    except (UsageError, Undecided):
        raise
    except Exception as error:
        raise Faulty(
            f"{what} must be decided by a Verdict; it raises {error!r}; mend it"
        ) from error
    if not isinstance(found, Verdict):
        raise Faulty(f"{what} must be decided by a Verdict; got {found!r:.60}; return one")
    return found
