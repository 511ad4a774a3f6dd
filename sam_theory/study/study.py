"""A study: what is to be run and held against which theorems."""

from __future__ import annotations

from dataclasses import dataclass

from sam_theory.library.catalogues import Library
from sam_theory.runs.engines import Engine
from sam_theory.runs.ensembles import SEEDS
from sam_theory.schedules.schedule import Numbers
from sam_theory.statements.finding import (
    Finding,
    Skipped,
)
from sam_theory.study.drawing import Draws

ITERATIONS, STARTS, SEED = 5000, 3, 0
MOST_ITERATIONS, MOST_STARTS, MOST_SEED = 10**10, 10_000, 2**63 - 1


@dataclass(frozen=True)
class Pair:
    """A step and a radius: formulas, or numbers."""

    step: str | Numbers
    radius: str | Numbers


@dataclass(frozen=True, kw_only=True)
class Study:
    """What is to be run, by name, so that it can cross a process boundary."""

    problems: tuple[str, ...]
    methods: tuple[str, ...]
    theorems: tuple[str, ...]
    pairs: tuple[Pair, ...]
    iterations: int = ITERATIONS
    starts: int = STARTS
    seed: int = SEED
    library: Library
    sparing: bool = False  # whether pairs in D are run only where D says more than L does
    lenient: bool = False  # whether a problem that raises is skipped: nobody asked for it by name
    curves: bool = False  # whether findings keep the curves of a run
    engine: Engine = "numpy"
    seeds: int = SEEDS  # from each start, where a theorem speaks of a mean over draws

    @property
    def draws(self) -> Draws:
        """How ensembles are drawn."""
        return Draws(
            iterations=self.iterations, seeds=self.seeds, seed=self.seed, engine=self.engine
        )


Result = tuple[tuple[Finding, ...], tuple[Skipped, ...]]
