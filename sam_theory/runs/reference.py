"""The reference engine: batches of runs on one problem, in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from sam_theory.runs.advancing import advance
from sam_theory.runs.batch import Batch, Plan
from sam_theory.runs.recording import Chunk, Ledger
from sam_theory.runs.repeating import is_steady, repeat, repeating
from sam_theory.runs.trace import Trace
from sam_theory.setting.method import Method
from sam_theory.setting.oracle import require_components
from sam_theory.setting.problem import Problem, answering

CHUNK_ELEMENTS = 1 << 18  # coordinates held per buffer, 2 MB: shorter ones cost more calls
RECORDED = 4  # coordinates whose room and time the numbers recorded of a run take, or fewer
LONGEST_CHUNK, SHORTEST_CHUNK = 1024, 16  # iterations between two foldings into windows


# Sees the chunk, whose arrays the next one overwrites, how many of its rows count, (R,), and which
# of the plans its runs are, (R,).
Observer = Callable[[Chunk, np.ndarray, np.ndarray], None]


def run(
    problem: Problem,
    plans: Sequence[Plan],
    *,
    iterations: int,
    seed: int = 0,
    observe: Observer | None = None,
) -> tuple[Trace, ...]:
    """Run every plan for k = 1 … iterations, all together, and return one trace a plan.

    A run ends by itself where ∇f(xᵏ) = 0 and the method stays there, where dᵏ = 0, and at the first
    overflow; the others go on. `observe` sees each chunk, of the plans of a part after another.
    Raises UsageError if a schedule is undefined or negative for some k, if the method draws
    components of f and there are none, and where its step cannot be taken.
    """

    def trace(part: Sequence[Plan], here: np.ndarray) -> tuple[Trace, ...]:
        def watch(chunk: Chunk, lengths: np.ndarray, active: np.ndarray) -> None:
            if observe is not None:
                observe(chunk, lengths, here[active])

        batch, ledger = opened(problem, part, iterations=iterations, seed=seed)
        length = chunk_length(len(part), width(problem, part)) if part else 1
        seen = None if observe is None else watch
        proceed(batch, ledger, 1, iterations + 1, length=length, observe=seen)
        return ledger.traces()

    return in_parts(plans, trace, lambda method: method.shape is not None)


def in_parts(
    plans: Sequence[Plan],
    trace: Callable[[Sequence[Plan], np.ndarray], tuple[Trace, ...]],
    together: Callable[[Method], bool],
) -> tuple[Trace, ...]:
    """The traces of plans, part by part: those of all methods that go together, and of each other.

    `trace` is told the plans of a part, and which they are of all.
    """
    plans = told_apart(plans)
    names = list(dict.fromkeys(p.method.name for p in plans))
    kinds = [None if together(p.method) else p.method.name for p in plans]
    found: dict[int, Trace] = {}
    for kind in dict.fromkeys(kinds):
        here = [i for i, k in enumerate(kinds) if k == kind]
        # Those of a method together; last come those that use no radius, and ask for ∇f but once.
        here.sort(
            key=lambda i: (not plans[i].method.uses_radius, names.index(plans[i].method.name))
        )
        traces = trace([plans[i] for i in here], np.array(here))
        found |= dict(zip(here, traces, strict=True))
    return tuple(found[i] for i in range(len(plans)))


def told_apart(plans: Sequence[Plan]) -> Sequence[Plan]:
    """The plans, different methods of one name under different names."""
    methods: dict[str, list[Method]] = {}
    renamed = []
    for plan in plans:
        same = methods.setdefault(plan.method.name, [])
        if not any(plan.method is known or plan.method == known for known in same):
            same.append(plan.method)
        at = next(i for i, m in enumerate(same) if plan.method is m or plan.method == m)
        new = replace(plan.method, name=f"{plan.method.name} #{at + 1}") if at else plan.method
        renamed.append(plan if new is plan.method else replace(plan, method=new))
    return renamed


def width(problem: Problem, plans: Sequence[Plan]) -> int:
    """How many numbers an iteration holds for a run: its coordinates, and weights of draws."""
    count = problem.components.count if problem.components else 0
    return problem.dimension + max(p.method.draws for p in plans) * count


def opened(
    problem: Problem, plans: Sequence[Plan], *, iterations: int, seed: int
) -> tuple[Batch, Ledger]:
    """All plans at k = 1, and nothing recorded of them; raises UsageError as `started` does."""
    batch = started(problem, plans, iterations=iterations, seed=seed)
    measuring = [plan.method.error is None for plan in plans]
    starts = [plan.start for plan in plans]
    return batch, Ledger.of(batch.problem, starts, iterations, measuring=measuring)


def started(problem: Problem, plans: Sequence[Plan], *, iterations: int, seed: int) -> Batch:
    """All plans at k = 1.

    Raises UsageError if a schedule is undefined or negative, or the problem does not answer.
    """
    for what, schedules in (
        ("step", {p.step for p in plans}),
        ("radius", {p.radius for p in plans}),
    ):
        for schedule in schedules:
            schedule.require_valid(f"the {what}", iterations)
    for method in {plan.method.name: plan.method for plan in plans}.values():
        require_components(problem, method.name, method.draws)
    if plans:
        problem = answering(problem, np.array([plan.start for plan in plans], dtype=np.float64))
    return Batch.start(problem, plans, seed)


def proceed(
    batch: Batch,
    ledger: Ledger,
    first: int,
    end: int,
    *,
    length: int,
    observe: Observer | None = None,
) -> None:
    """Compute and record k = first … end − 1 for the runs that are going on, `length` at once.

    Those that only repeat are recorded to their end and dropped, unless somebody observes them.
    """
    steady = np.array([observe is None and is_steady(plan) for plan in batch.plans], dtype=bool)
    while first < end and len(batch.active):
        with np.errstate(all="ignore"):
            chunk = advance(batch, first, min(length, end - first))
            lengths = ledger.record(chunk, batch.active)
        if observe is not None:
            observe(chunk, lengths, batch.active)
        going = ledger.going(batch.active)
        with np.errstate(all="ignore"):
            again = repeating(chunk, steady[batch.active] & going, batch, ledger.iterations)
            repeat(chunk, again, batch, ledger)
        batch.keep(going & ~again)
        first += len(chunk)


def chunk_length(batch: int, dimension: int) -> int:
    """How many iterations are computed between two foldings."""
    fitting = CHUNK_ELEMENTS // (batch * max(dimension, RECORDED))
    return min(max(fitting, SHORTEST_CHUNK), LONGEST_CHUNK)
