"""The engines of this project against hand-written loops and other packages, on the same work.

Run: pip install -r tests/benchmarks/requirements.txt
     python tests/benchmarks/engines.py [--seconds S] [--repeats N] [--threads 1 2]
     python tests/benchmarks/engines.py --peers, or --agreement
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
sys.path.insert(0, str(Path(__file__).parent))

import kernels  # noqa: E402 (the threads are set first)
import numba  # noqa: E402
import numpy as np  # noqa: E402
from engine import bare_loop  # noqa: E402

from sam_theory.library.catalogues import Library  # noqa: E402
from sam_theory.runs.batch import Plan  # noqa: E402
from sam_theory.runs.compiled.engine import run as compiled_run  # noqa: E402
from sam_theory.runs.reference import run  # noqa: E402
from sam_theory.runs.trace import Trace, window_edges  # noqa: E402
from sam_theory.schedules.schedule import Schedule  # noqa: E402
from sam_theory.setting.problem import Problem  # noqa: E402

DIMENSIONS, BATCHES, METHODS = (2, 10, 50), (1, 64, 1000), ("sam", "usam", "vasso")
HANDWRITTEN = {
    "quadratic": kernels.quadratic,
    "log-squares": kernels.log_squares,
    "ripple": kernels.ripple,
}
RADIUS = "0.01"
# Runs must go on: with a constant step USAM soon reaches the minimizer to the last bit.
STEPS = {"sam": "0.5/L", "vasso": "0.5/L", "usam": "0.5/(L*k)"}
LIBRARY = Library()


def problem_of(name: str, n: int) -> Problem:
    """The catalogue's problem of dimension n."""
    spectrum = tuple(float(v) for v in np.linspace(1, 10, n))
    what = f"eigenvalues={spectrum}" if name == "quadratic" else f"dimension={n}"
    problem = LIBRARY.get("problems", f"{name}[{what}]")
    assert isinstance(problem, Problem)
    return problem


class Work:
    """One cell of the grid: the same runs for everybody."""

    def __init__(self, name: str, method: str, n: int, batch: int) -> None:
        self.name, self.method, self.n, self.batch = name, method, n, batch
        self.problem = problem_of(name, n)
        L = self.problem.step_constant
        self.step, self.radius = Schedule(STEPS[method], L), Schedule(RADIUS, L)
        self.starts = np.random.default_rng(0).uniform(-1, 1, (batch, n))
        chosen = LIBRARY.get("methods", method)
        self.plans = [
            Plan(method=chosen, step=self.step, radius=self.radius, start=start, number=i)
            for i, start in enumerate(self.starts)
        ]

    def schedules(self, steps: int) -> tuple[np.ndarray, np.ndarray]:
        """tₖ and ρₖ at k = 0 … steps (row 0 is not used)."""
        k = np.maximum(np.arange(steps + 1), 1)
        return self.step.values(k), self.radius.values(k)

    def compiled(self, steps: int, threads: int = 1) -> tuple[Trace, ...]:
        """By JAX."""
        return compiled_run(self.problem, self.plans, iterations=steps, threads=threads)

    def reference(self, steps: int) -> tuple[Trace, ...]:
        """By NumPy."""
        return run(self.problem, self.plans, iterations=steps)

    def bare(self, steps: int) -> np.ndarray:
        """By a plain loop over NumPy arrays; SAM only."""
        t, rho = (np.tile(s[1:, None], (1, self.batch)) for s in self.schedules(steps))
        return bare_loop(self.problem, self.starts, t, rho)

    def numba(self, parallel: bool) -> Callable[[int], np.ndarray]:
        """The hand-written loop, as a function of the number of steps."""
        handwritten = HANDWRITTEN[self.name](self.n)
        kernel = kernels.kernel(handwritten, self.n, self.method, parallel=parallel)

        def go(steps: int) -> np.ndarray:
            last, *_ = kernel(self.starts, *self.schedules(steps), window_edges(steps))
            return np.asarray(last)

        return go


def verify(work: Work, handwritten: Callable[[int], np.ndarray]) -> float:
    """The largest relative difference after 100 steps between the engines and the loops."""
    there = handwritten(100)
    found = {
        "jax": np.array([trace.iterates.last for trace in work.compiled(101)]),
        "numpy": np.array([trace.iterates.last for trace in work.reference(101)]),
    }
    if work.method == "sam":
        found["bare"] = work.bare(100)
    scale = np.linalg.norm(there, axis=1, keepdims=True)
    gaps = {name: float(np.max(np.abs(x - there) / scale)) for name, x in found.items()}
    worst = max(gaps.values())
    if not worst < 1e-9:
        raise ArithmeticError(f"{work.name}, {work.method}: iterates differ by {gaps}")
    return worst


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """The time of one call."""
    start = clock()
    work()
    return clock() - start


def medians(
    tasks: Mapping[str, Callable[[], object]], repeats: int, clock: Callable[[], float]
) -> dict[str, float]:
    """The median time of each task, taken in turns."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(repeats):
        for name, task in tasks.items():
            times[name].append(seconds(task, clock))
    return {name: statistics.median(values) for name, values in times.items()}


def cell(work: Work, *, threads: int, duration: float, repeats: int) -> tuple[str, float]:
    """One row of the table, and JAX's speed in units of Numba's."""
    handwritten = work.numba(parallel=threads > 1)
    gap = verify(work, handwritten)
    # Processor time, where one thread works: other programs on the machine do not enter.
    clock = time.process_time if threads == 1 else time.perf_counter
    trial = 400
    handwritten(trial)
    steps = max(int(trial * duration / seconds(lambda: handwritten(trial), clock)), 1000)
    first = seconds(lambda: work.compiled(steps, threads), clock)
    tasks: dict[str, Callable[[], object]] = {
        "numba": lambda: handwritten(steps),
        "jax": lambda: work.compiled(steps, threads),
    }
    time_of = medians(tasks, repeats, clock)
    few = max(min(steps, int(1e6 / (40 + work.batch * work.n * 0.1))) // 4, 100)
    tasks = {"numpy": lambda: work.reference(few)}
    if work.method == "sam":
        tasks["bare"] = lambda: work.bare(few)
    time_of |= medians(tasks, 3, clock)
    rate = {
        name: work.batch * (steps if name in ("numba", "jax") else few) / t / 1e6
        for name, t in time_of.items()
    }
    ratio = rate["jax"] / rate["numba"]
    row = (
        f"{work.name:12s} {work.method:6s} {work.n:3d} {work.batch:5d} {threads:2d}"
        f" {rate['jax']:9.3g} {rate['numba']:9.3g} {rate['numpy']:9.3g}"
        f" {rate.get('bare', float('nan')):9.3g}"
        f" {ratio:10.2f} {rate['jax'] / rate['numpy']:10.1f}"
        f" {first - time_of['jax']:8.2f} {gap:8.0e}"
    )
    return row, ratio


def grid(options: argparse.Namespace) -> None:
    """Every problem, method, dimension, batch and number of threads."""
    print(
        "problem      method   n batch th       jax     numba     numpy      bare"
        "  jax/numba  jax/numpy  first s      gap   (million run-steps a second)"
    )
    points = [(n, batch) for n in options.dimensions for batch in options.batches]
    summary = ["", "JAX/Numba | " + " | ".join(f"{n}, {batch}" for n, batch in points)]
    for threads in options.threads:
        numba.set_num_threads(min(threads, numba.config.NUMBA_NUM_THREADS))
        for name in options.problems:
            for method in options.methods:
                ratios = []
                for n, batch in points:
                    row, ratio = cell(
                        Work(name, method, n, batch),
                        threads=threads,
                        duration=options.seconds,
                        repeats=options.repeats,
                    )
                    ratios.append(f"{ratio:.2f}")
                    print(row, flush=True)
                summary.append(f"{name}, {method}, {threads} | " + " | ".join(ratios))
    print("\n".join(summary))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.3, help="of the Numba loop, a call")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--threads", type=int, nargs="+", default=[1])
    parser.add_argument("--problems", nargs="+", default=list(HANDWRITTEN))
    parser.add_argument("--methods", nargs="+", default=list(METHODS))
    parser.add_argument("--dimensions", type=int, nargs="+", default=list(DIMENSIONS))
    parser.add_argument("--batches", type=int, nargs="+", default=list(BATCHES))
    parser.add_argument("--peers", action="store_true", help="the other packages instead")
    parser.add_argument("--agreement", action="store_true", help="their iterates beside ours")
    options = parser.parse_args()
    if options.agreement:
        from peers import agreement

        sys.exit(0 if agreement() else 1)
    elif options.peers:
        from peers import compare

        compare(options.repeats)
    else:
        grid(options)


if __name__ == "__main__":
    main()
