"""Statements about schedules alone, attacked by pairs of formulas: no run enters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from sam_theory.falsifying.asking import accounted, decided
from sam_theory.falsifying.claims import Attacked, Outcome, SequenceExample, Target
from sam_theory.falsifying.judging import proved_of, refutation
from sam_theory.falsifying.superfluous import Find, proof_of
from sam_theory.runs.batch import Plan
from sam_theory.runs.engines import run_with
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem
from sam_theory.statements.conclusions.numbers import OF_SCHEDULES
from sam_theory.statements.theorem import Run, Theorem
from sam_theory.study.outlooks import outlook_of
from sam_theory.study.settings import setting_of
from sam_theory.study.study import Pair

STEPS = ("1/k", "1/(2*k)", "1/sqrt(k)", "1")
FACTORS = ("1", "1/2", "3")
FALLING = ("{}/k**0.001", "{}/sqrt(k)", "{}/k", "{}/k**2")
RADII = (
    *FACTORS,
    *(law.format(C) for C in FACTORS for law in FALLING),
    *(f"where(is_square(k), {C}, {law.format(C)})" for C in FACTORS for law in FALLING),
)
ITERATIONS = 2  # of the run that stands for the setting, at which nothing looks


def of_schedules(theorem: Theorem) -> bool:
    """Whether all that the theorem says is about tₖ and ρₖ alone."""
    return all(c.property == OF_SCHEDULES for c in theorem.conclusions)


def attack(
    targets: Sequence[Target], problem: Problem, method: Method, find: Find = lambda name: None
) -> Iterator[Attacked]:
    """What pairs of formulas do to each target, the simplest first; L is that of the problem.

    With L = 1 there are radii on either side of 2/L. `find` gives proofs as checked, and what they
    show is not attacked.
    """
    runs = [_stands_for(problem, method, step, radius) for step, radius in product(STEPS, RADII)]
    runs.sort(key=lambda run: len(run.setting.step.formula) + len(run.setting.radius.formula))
    for target in targets:
        name = proof_of(target, find)
        if name is None:
            yield _attacked(target, [run for run in runs if _about(target, run)])
        else:
            shown: Outcome = "stands" if target.dropped is None else "superfluous"
            yield Attacked(target=target, outcome=shown, proof=name)


def _about(target: Target, run: Run) -> bool:
    theorem, setting = target.theorem, run.setting
    return theorem.about(setting.method) and theorem.about_settings(setting)


def _attacked(target: Target, runs: Sequence[Run]) -> Attacked:
    kept = [tuple((h, decided(h, run)) for h in target.kept) for run in runs]
    reached = [
        (run, told)
        for run, told in zip(runs, kept, strict=True)
        if all(proved_of(h, v) for h, v in told)
    ]
    for run, told in reached:
        verdict = refutation(run, target)
        if verdict is not None:
            example = SequenceExample(
                target=target,
                verdict=verdict,
                kept=tuple((h.text, v) for h, v in told),
                sequences={"t": run.setting.step.formula, "rho": run.setting.radius.formula},
                erratum=accounted(target, run),
            )
            return Attacked(
                target=target,
                outcome="false-as-stated" if target.dropped is None else "necessary",
                reached=len(reached),
                tested=len(runs),
                counterexample=example,
            )
    return Attacked(target=target, outcome="open", reached=len(reached), tested=len(runs))


def _stands_for(problem: Problem, method: Method, step: str, radius: str) -> Run:
    setting = setting_of(problem, method, Pair(step, radius))
    plan = Plan(
        method=method, step=setting.step, radius=setting.radius, start=np.array(problem.starts[0])
    )
    (trace,) = run_with("numpy", problem, [plan], iterations=ITERATIONS, seed=0)
    outlook = outlook_of(setting, ITERATIONS)
    return Run(setting=setting, outlook=outlook, trace=trace, properties={})
