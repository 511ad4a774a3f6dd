"""The ensembles of a setting, for what theorems say of means over draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sam_theory.runs.batch import Plan
from sam_theory.runs.engines import Engine, ensemble_with
from sam_theory.runs.ensembles import SEEDS, Ensemble
from sam_theory.runs.trace import Trace
from sam_theory.statements.theorem import Setting

MOST_SEEDS = 10**5  # they hold a gigabyte


@dataclass(frozen=True, kw_only=True)
class Draws:
    """How many seeds are drawn from each start, for how long, and by which engine."""

    iterations: int
    seeds: int = SEEDS
    seed: int = 0
    engine: Engine = "numpy"

    def of(self, setting: Setting, traces: Sequence[Trace]) -> tuple[Ensemble, ...]:
        """One ensemble from the start of each run; none of a method that draws nothing."""
        if not setting.method.random:
            return ()
        plans = [
            Plan(
                method=setting.method,
                step=setting.step,
                radius=setting.radius,
                start=trace.iterates.first,
            )
            for trace in traces
            if trace.iterates is not None
        ]
        return tuple(
            ensemble_with(
                self.engine,
                setting.problem,
                plan,
                iterations=self.iterations,
                seeds=self.seeds,
                seed=self.seed,
            )
            for plan in plans
        )
