"""Which engine computes a batch: NumPy, which everybody has, or compiled by JAX."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from sam_theory.errors import UsageError
from sam_theory.runs.batch import Plan
from sam_theory.runs.compiled.backend import MISSING, Unreadable, available
from sam_theory.runs.ensembles import Ensemble, ensemble
from sam_theory.runs.reference import run
from sam_theory.runs.trace import Trace
from sam_theory.setting.problem import Problem

Engine = Literal["auto", "numpy", "jax"]
ENGINES: tuple[Engine, ...] = get_args(Engine)

# Processor seconds of the NumPy engine: for an iteration, and for each run and coordinate in it.
PER_ITERATION, PER_RUN, PER_COORDINATE = 4e-5, 3e-7, 3e-8
# Those of JAX: to trace and compile a batch of all methods, then for each run and coordinate.
COMPILING, PER_COMPILED_RUN, PER_COMPILED_COORDINATE = 1.0, 5e-8, 3e-8


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

    `auto` takes JAX where it is installed and would be done sooner with nothing compiled before;
    if JAX cannot read the problem's definition, NumPy does it.
    """
    if engine == "auto":
        engine = "jax" if _faster(problem, len(plans), iterations) else "numpy"
        if engine == "jax":
            try:
                return _compiled(problem, plans, iterations, seed)
            except Unreadable:
                pass
        return run(problem, plans, iterations=iterations, seed=seed)
    if engine == "jax":
        return _compiled(problem, plans, iterations, seed)
    return run(problem, plans, iterations=iterations, seed=seed)


def ensemble_with(
    engine: Engine, problem: Problem, plan: Plan, *, iterations: int, seeds: int, seed: int = 0
) -> Ensemble:
    """The ensemble of the plan by this engine; `auto` chooses as `run_with` does."""

    def by(compute: Callable[..., Ensemble]) -> Ensemble:
        return compute(problem, plan, iterations=iterations, seeds=seeds, seed=seed)

    if engine == "numpy" or not (engine == "jax" or _faster(problem, seeds, iterations)):
        return by(ensemble)
    from sam_theory.runs.compiled.ensembles import ensemble as compiled_ensemble

    try:
        return by(compiled_ensemble)
    except Unreadable:
        if engine == "jax":
            raise
        return by(ensemble)


def _faster(problem: Problem, runs: int, iterations: int) -> bool:
    """Whether JAX is installed and would be done sooner."""
    size = (problem.dimension, runs, iterations)
    return available() and seconds_of_jax(*size) < seconds_of_numpy(*size)


def seconds_of_numpy(dimension: int, runs: int, iterations: int) -> float:
    """Roughly what the NumPy engine needs."""
    return iterations * (PER_ITERATION + runs * (PER_RUN + dimension * PER_COORDINATE))


def seconds_of_jax(dimension: int, runs: int, iterations: int) -> float:
    """Roughly what the compiled engine needs on a problem that is a product with a matrix."""
    step = PER_COMPILED_RUN + dimension * PER_COMPILED_COORDINATE
    return COMPILING + iterations * runs * step


def _compiled(
    problem: Problem, plans: Sequence[Plan], iterations: int, seed: int
) -> tuple[Trace, ...]:
    from sam_theory.runs.compiled.engine import run as compiled_run

    return compiled_run(problem, plans, iterations=iterations, seed=seed)
