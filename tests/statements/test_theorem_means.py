"""Conclusions about a mean, and conclusions about every run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from holding import LIBRARY, observed, setting, theorem

from sam_theory.runs.ensembles import Ensemble
from sam_theory.statements.finding import theorem_finding
from sam_theory.statements.heights import LOWER, STALL
from sam_theory.statements.holding import hold, hold_setting
from sam_theory.statements.theorem import Conclusion, Evidence, Hypothesis, Theorem, alone
from sam_theory.study.drawing import Draws
from sam_theory.verdict import Status, Verdict, consistent, proved, undecided, violated

RUNS = 3


def seen() -> Evidence:
    """Runs of SGD that differ by their draws alone."""
    s = setting("least-squares", "sgd", "0.05", "0")
    runs = tuple(observed(s, number=number) for number in range(RUNS))
    assert len({float(run.trace.values.last) for run in runs}) == RUNS
    return Evidence(setting=s, runs=runs)


def drawn_once() -> Ensemble:
    s = setting("least-squares", "sgd", "0.05", "0")
    (found,) = Draws(iterations=5, seeds=3).of(s, [seen().runs[0].trace])
    return found


def below(bound: float) -> Conclusion:
    """The mean of the last values is below a bound; of a single run nothing is said."""

    def mean(evidence: Evidence) -> Verdict:
        if len(evidence.runs) < 2:
            return undecided("a single run decides no mean")
        found = float(np.mean([run.trace.values.last for run in evidence.runs]))
        return (consistent if found <= bound else violated)(f"the mean is {found:.6g}")

    return Conclusion(text="E f ≤ bound", property="mean", mean=mean)


def claim(conclusion: Conclusion, hypotheses: tuple[Hypothesis, ...] = ()) -> Theorem:
    return Theorem(
        name="claim",
        summary="by hand",
        about=lambda method: True,
        hypotheses=hypotheses,
        conclusions=(conclusion,),
        source="by hand",
    )


def finding_of(item: Theorem, evidence: Evidence) -> tuple[Status, bool, bool]:
    held = hold_setting(item, evidence)
    (conclusion,) = theorem_finding(item, held).conclusions
    assert conclusion.mean
    return conclusion.verdict.status, conclusion.promised, conclusion.contradiction


def test_a_mean_is_taken_over_all_runs_and_once() -> None:
    evidence = seen()
    values = [float(run.trace.values.last) for run in evidence.runs]
    mean = float(np.mean(values))
    assert min(values) < mean < max(values)
    assert finding_of(claim(below(mean * 1.0001)), evidence) == (Status.CONSISTENT, True, False)
    assert finding_of(claim(below(mean * 0.9999)), evidence) == (Status.VIOLATED, True, True)
    item = claim(below(mean))
    verdicts = [hold(item, run, evidence)[0].verdict for run in evidence.runs]
    assert all(verdict is verdicts[0] for verdict in verdicts)


def test_a_single_run_decides_no_mean() -> None:
    run = seen().runs[0]
    assert hold(claim(below(1e9)), run)[0].verdict.status is Status.UNDECIDED
    assert alone(run).runs == (run,)


def test_a_mean_is_promised_where_every_run_meets_the_hypotheses() -> None:
    evidence = seen()
    least = min(float(run.trace.values.last) for run in evidence.runs)
    lucky = Hypothesis(
        "f ends low",
        lambda run: proved("") if run.trace.values.last == least else undecided("it ends higher"),
        of_run=True,
    )
    status, promised, contradiction = finding_of(claim(below(-1.0), (lucky,)), evidence)
    assert (promised, contradiction) == (False, False)
    assert status is not Status.CONSISTENT


def test_a_conclusion_speaks_of_every_run_or_of_a_mean() -> None:
    conclusion = below(1.0)
    with pytest.raises(ValueError, match="give one"):
        replace(conclusion, mean=None)
    with pytest.raises(ValueError, match="give one"):
        replace(conclusion, check=lambda run: consistent(""))
    names = LIBRARY.entries("theorems")
    conclusions = [c for name in names for c in theorem(name).conclusions]
    told = {c.property for c in conclusions if c.mean is not None}
    assert told == {"mean", LOWER, STALL}
    assert all(c.mean is not None for c in conclusions if c.property == "mean")


def test_a_conclusion_may_speak_of_some_methods_alone() -> None:
    run = seen().runs[0]
    silent = replace(below(1.0), about=lambda method: method.name == "another")
    assert [c.conclusion for c in hold(claim(below(1.0)), run)] != []
    assert hold(claim(silent), run) == ()
    both = replace(claim(silent), conclusions=(silent, below(2.0)))
    (conclusion,) = theorem_finding(both, hold_setting(both, alone(run))).conclusions
    assert conclusion.text == "E f ≤ bound"


def test_ensembles_are_drawn_once_and_only_when_asked_for() -> None:
    drawn, asked = drawn_once(), []
    assert Evidence(setting=seen().setting, runs=()).ensembles == ()
    evidence = Evidence(
        setting=seen().setting, runs=(), drawing=lambda: asked.append(0) or (drawn,)
    )
    assert not asked
    assert evidence.ensembles == evidence.ensembles == (drawn,)
    assert asked == [0]
