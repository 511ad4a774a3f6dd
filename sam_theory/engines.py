"""Which engine computes a batch: NumPy, which everybody has, or compiled by JAX."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from sam_theory.compiled.backend import MISSING, Unreadable, available
from sam_theory.errors import UsageError
from sam_theory.problem import Problem
from sam_theory.run import Plan, run
from sam_theory.trace import Trace

Engine = Literal["auto", "numpy", "jax"]
ENGINES: tuple[Engine, ...] = get_args(Engine)

# Seconds of the NumPy engine for an iteration, and besides for each run and for each coordinate.
PER_ITERATION, PER_RUN, PER_COORDINATE = 4e-5, 3e-7, 3e-8
BREAK_EVEN = 1.5  # seconds of processor time to trace and compile a batch of all methods


def require_engine(name: str) -> Engine:
    """The engine of this name; raises UsageError if there is none, or it needs a missing extra."""
    for engine in ENGINES:
        if engine == name:
            if engine == "jax" and not available():
                raise UsageError(MISSING)
            return engine
    raise UsageError(f"--engine must be one of {', '.join(ENGINES)}; got {name!r}")


def run_with(
    engine: Engine, problem: Problem, plans: Sequence[Plan], *, iterations: int, seed: int = 0
) -> tuple[Trace, ...]:
    """The traces of `run`, by this engine.

    `auto` takes JAX where it is installed and NumPy would need longer than JAX needs to begin; if
    JAX cannot read the problem's definition, NumPy does it.
    """
    if engine == "auto":
        worthwhile = seconds_of_numpy(problem, len(plans), iterations) > BREAK_EVEN
        engine = "jax" if worthwhile and available() else "numpy"
        if engine == "jax":
            try:
                return _compiled(problem, plans, iterations, seed)
            except Unreadable:
                pass
        return run(problem, plans, iterations=iterations, seed=seed)
    if engine == "jax":
        return _compiled(problem, plans, iterations, seed)
    return run(problem, plans, iterations=iterations, seed=seed)


def seconds_of_numpy(problem: Problem, runs: int, iterations: int) -> float:
    """Roughly what the NumPy engine needs."""
    return iterations * (PER_ITERATION + runs * (PER_RUN + problem.dimension * PER_COORDINATE))


def _compiled(
    problem: Problem, plans: Sequence[Plan], iterations: int, seed: int
) -> tuple[Trace, ...]:
    from sam_theory.compiled.engine import run as compiled_run

    return compiled_run(problem, plans, iterations=iterations, seed=seed)
