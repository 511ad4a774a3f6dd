"""Memory and time of a long run: one 2-dimensional run, windows only.

Run: python tests/benchmarks/memory.py [--iterations N] [--engine numpy|jax]
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np

from sam_theory.library.catalogues import Library
from sam_theory.runs.batch import Plan
from sam_theory.runs.engines import run_with
from sam_theory.schedules.schedule import Schedule


def peak_megabytes() -> float:
    """The largest resident size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the growth of the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--iterations", type=int, default=10**7)
    parser.add_argument("--engine", choices=("numpy", "jax"), default="numpy")
    parser.add_argument("--step", default="0.5/L")
    options = parser.parse_args()
    iterations, engine = options.iterations, options.engine
    problem = Library().get("problems", "quadratic")
    plan = Plan(
        method=Library().get("methods", "sam"),
        step=Schedule(options.step, problem.step_constant),
        radius=Schedule("0.1/L", problem.step_constant),
        start=np.array([1.0, -0.7]),
    )
    run_with(engine, problem, [plan], iterations=10_000)
    before, start, work = peak_megabytes(), time.perf_counter(), time.process_time()
    (trace,) = run_with(engine, problem, [plan], iterations=iterations)
    wall, work = time.perf_counter() - start, time.process_time() - work
    growth = peak_megabytes() - before
    print(
        f"{trace.iterations:,} iterations: {len(trace.edges) - 1} windows, {wall:.1f} s "
        f"({work:.1f} s of processor time), {growth:.1f} MB more, {peak_megabytes():.0f} MB in all"
    )


if __name__ == "__main__":
    main()
