"""Candidates run: what the judge says of each run, as of the runs of a study."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sam_theory.falsifying.candidates import Candidate
from sam_theory.runs.batch import Plan
from sam_theory.runs.engines import run_with
from sam_theory.setting.problem import Problem
from sam_theory.statements.theorem import Run, Setting
from sam_theory.study.findings import judged_together
from sam_theory.study.outlooks import outlook_of
from sam_theory.study.running import mover
from sam_theory.study.settings import setting_of
from sam_theory.study.study import Pair


def runs_of(problem: Problem, candidates: Sequence[Candidate], iterations: int) -> list[Run]:
    """One run each, of candidates with the f of the problem."""
    settings: dict[tuple[str, str, str], Setting] = {}
    for one in candidates:
        key = (one.method.name, one.step, one.radius)
        if key not in settings:
            settings[key] = setting_of(problem, one.method, Pair(one.step, one.radius))
    mine = [settings[one.method.name, one.step, one.radius] for one in candidates]
    order = sorted(range(len(mine)), key=lambda i: mover(mine[i]).name)
    plans = [_plan(mine[i], candidates[i]) for i in order]
    traces = run_with("numpy", problem, plans, iterations=iterations, seed=0)
    outlooks = {key: outlook_of(setting, iterations) for key, setting in settings.items()}
    keys = [(candidates[i].method.name, candidates[i].step, candidates[i].radius) for i in order]
    pairs = [(trace, outlooks[key]) for trace, key in zip(traces, keys, strict=True)]
    judged = judged_together(pairs)
    found: list[Run | None] = [None] * len(mine)
    for i, (trace, outlook) in zip(order, pairs, strict=True):
        found[i] = Run(
            setting=mine[i], outlook=outlook, trace=trace, properties=judged[id(trace), outlook]
        )
    return [run for run in found if run is not None]


def _plan(setting: Setting, candidate: Candidate) -> Plan:
    start = np.array([float(c) for c in candidate.start])
    return Plan(method=mover(setting), step=setting.step, radius=setting.radius, start=start)
