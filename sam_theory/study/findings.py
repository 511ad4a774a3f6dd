"""From the runs of settings to findings: judged, certified, theorems held against them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial

import numpy as np

from sam_theory.properties.judge import ALL, PROPERTIES, judge_all
from sam_theory.properties.outlook import Outlook
from sam_theory.runs.engines import Engine
from sam_theory.runs.trace import Trace
from sam_theory.statements.consistency import claims_of, inconsistencies
from sam_theory.statements.curves import worst_curves
from sam_theory.statements.finding import (
    Finding,
    theorem_finding,
)
from sam_theory.statements.heights import height_of
from sam_theory.statements.holding import HeldTheorem, check_together, hold_setting
from sam_theory.statements.hypotheses.iterates import find_minimal, minimal
from sam_theory.statements.hypotheses.steps import OF_STEPS, find_together
from sam_theory.statements.starts import worst_start
from sam_theory.statements.theorem import Evidence, Run, Setting, Theorem
from sam_theory.study.drawing import Draws
from sam_theory.study.outlooks import _outlooks
from sam_theory.study.refuting import Observed, refuted_where_certified
from sam_theory.study.running import Runs, identity, mover, run_all
from sam_theory.verdict import Verdict

# The verdicts on each run, by its identity and what is known of its setting.
Judged = dict[tuple[int, Outlook], Mapping[str, Verdict]]


def hold_all(
    settings: Sequence[Setting],
    theorems: Sequence[Theorem],
    *,
    iterations: int,
    starts: int,
    seed: int,
    curves: bool = False,
    engine: Engine = "numpy",
) -> tuple[Finding, ...]:
    """Run settings of one problem from the same starts, and hold the theorems against the runs."""
    runs = run_all(settings, iterations=iterations, starts=starts, seed=seed, engine=engine)
    return findings_of(settings, runs, theorems, curves=curves)


def findings_of(
    settings: Sequence[Setting],
    runs: Runs,
    theorems: Sequence[Theorem],
    *,
    curves: bool,
    draws: Draws | None = None,
) -> tuple[Finding, ...]:
    """The findings of settings of one problem, from ensembles too where these are drawn."""
    traces = [runs[identity(setting)] for setting in settings]
    outlooks = [_outlooks(*of) for of in zip(settings, traces, strict=True)]
    judged = judged_together(
        [pair for of in zip(traces, outlooks, strict=True) for pair in zip(*of, strict=True)]
    )
    observed = [
        Observed(mover(of[0]), _runs(*of, judged))
        for of in zip(settings, traces, outlooks, strict=True)
    ]
    with np.errstate(all="ignore"):  # runs that diverge leave numbers that overflow when squared
        certified = refuted_where_certified(observed)
        find_together(_asked(certified, theorems, OF_STEPS))
        find_minimal(_asked(certified, theorems, {minimal}))
        return tuple(_held_against(certified, theorems, curves=curves, draws=draws))


def _held_against(
    settings: Sequence[tuple[Run, ...]],
    theorems: Sequence[Theorem],
    *,
    curves: bool,
    draws: Draws | None,
) -> Iterator[Finding]:
    """The findings of settings of one problem; what is drawn of one is not kept for the next."""
    about = [_about(theorems, runs[0].setting) for runs in settings]
    waiting = deque(evidence_of(runs, draws) for runs in settings)
    check_together(list(zip(waiting, about, strict=True)))
    findings, claims = [], []
    for runs, items in zip(settings, about, strict=True):
        evidence = waiting.popleft()
        held = [(theorem, hold_setting(theorem, evidence)) for theorem in items]
        findings.append(finding(evidence, held, curves=curves))
        claims.append(claims_of(runs, held))
    for found, told in zip(findings, inconsistencies(settings, claims), strict=True):
        texts = [f"start {n}: {text}" for n, of_run in enumerate(told, 1) for text in of_run]
        yield replace(found, inconsistencies=tuple(texts)) if texts else found


def _about(theorems: Sequence[Theorem], setting: Setting) -> list[Theorem]:
    return [t for t in theorems if t.about(setting.method) and t.about_settings(setting)]


def evidence_of(runs: tuple[Run, ...], draws: Draws | None) -> Evidence:
    """The runs of a setting, with how ensembles are drawn from their starts."""
    setting = runs[0].setting
    if draws is None:
        return Evidence(setting=setting, runs=runs)
    drawing = partial(draws.of, setting, [run.trace for run in runs])
    return Evidence(setting=setting, runs=runs, drawing=drawing)


def _asked(
    settings: Sequence[tuple[Run, ...]],
    theorems: Sequence[Theorem],
    questions: Set[Callable[[Run], Verdict]],
) -> list[Run]:
    """The runs of which a theorem asks one of these."""
    asking = [t for t in theorems if any(h.decide in questions for h in t.conditions)]
    return [
        run
        for runs in settings
        if any(t.about(runs[0].setting.method) for t in asking)
        for run in runs
    ]


def _runs(
    setting: Setting, traces: Sequence[Trace], outlooks: Sequence[Outlook], judged: Judged
) -> tuple[Run, ...]:
    return tuple(
        Run(setting=setting, outlook=outlook, trace=t, properties=judged[id(t), outlook])
        for t, outlook in zip(traces, outlooks, strict=True)
    )


def finding(evidence: Evidence, held: Sequence[HeldTheorem], *, curves: bool = False) -> Finding:
    """The finding of a setting, of what is held against its runs."""
    setting, runs = evidence.setting, evidence.runs
    return Finding(
        height=height_of(evidence),
        problem=setting.problem.name,
        method=setting.method.name,
        step=setting.step.formula,
        radius=setting.radius.formula,
        iterations=max(run.trace.iterations for run in runs),
        starts=len(runs),
        properties={
            name: worst_start([run.properties[name] for run in runs]) for name in PROPERTIES
        },
        theorems=tuple(theorem_finding(*of) for of in held),
        formulas=setting.step.numbers is None and setting.radius.numbers is None,
        constants=setting.problem.about_constants,
        curves=worst_curves(runs) if curves else None,
    )


def judged_together(runs: Sequence[tuple[Trace, Outlook]]) -> Judged:
    """The verdicts on every run by its identity and what is known of it, each judged once."""
    different = {(id(trace), outlook): trace for trace, outlook in runs}
    verdicts = judge_all(list(different.values()), [outlook for _, outlook in different], ALL)
    return dict(zip(different, verdicts, strict=True))
