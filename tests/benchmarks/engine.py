"""The NumPy engine against a bare loop that does the same arithmetic and recording.

Run: python tests/benchmarks/engine.py [--steps N] [--repeats N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import numpy as np  # noqa: E402 (the threads are set first)

from sam_theory.library.catalogues import Library  # noqa: E402
from sam_theory.runs.batch import Plan  # noqa: E402
from sam_theory.runs.reference import run  # noqa: E402
from sam_theory.runs.trace import window_edges  # noqa: E402
from sam_theory.schedules.schedule import Schedule  # noqa: E402
from sam_theory.setting.problem import Problem  # noqa: E402

POINTS = ((2, 1), (10, 64), (50, 256))
STEP, RADIUS = "0.5/L", "0.1/(L*k)"


def quadratic(n: int) -> Problem:
    """A diagonal quadratic of dimension n."""
    eigenvalues = tuple(float(v) for v in np.linspace(1, 10, n))
    problem = Library().get("problems", f"quadratic[eigenvalues={eigenvalues}]")
    assert isinstance(problem, Problem)
    return problem


def bare_loop(problem: Problem, x: np.ndarray, t: np.ndarray, rho: np.ndarray) -> np.ndarray:
    """SAM with windows recorded at every step: what the engine records, written out."""
    steps, (batch, n) = len(t), x.shape
    edges = window_edges(steps)
    window = np.searchsorted(edges, np.arange(1, steps + 1), side="right") - 1
    flat = (len(edges) - 1, batch)
    low_g, high_g = np.full(flat, np.inf), np.full(flat, -np.inf)
    low_f, high_f, rise = np.full(flat, np.inf), np.full(flat, -np.inf), np.full(flat, -np.inf)
    low_x, high_x = np.full((*flat, n), np.inf), np.full((*flat, n), -np.inf)
    low_t, high_t = np.full(flat, np.inf), np.full(flat, -np.inf)
    low_r, high_r = np.full(flat, np.inf), np.full(flat, -np.inf)
    path, elapsed, squares, weighted, works = (np.zeros(flat) for _ in range(5))
    low_d, low_s, high_s = np.full(flat, np.inf), np.full(flat, np.inf), np.full(flat, -np.inf)
    work = np.ones(batch)
    slack = np.full(batch, np.inf)
    previous = np.full(batch, np.inf)
    L, eps = problem.facts.lipschitz.value.upper, 64 * np.finfo(float).eps  # type: ignore[union-attr]
    for k in range(steps):
        w, tk, rk = window[k], t[k], rho[k]
        f = problem.value(x)
        g = problem.gradient(x)
        size = np.sqrt(np.vecdot(g, g))
        y = x + (rk / size)[:, None] * g
        h = problem.gradient(y)
        new = x - tk[:, None] * h
        if not (np.isfinite(f).all() and np.isfinite(size).all() and size.all()):
            raise ArithmeticError("the comparison needs runs that go on")
        move, error = new - x, h - g
        np.minimum(low_g[w], size, out=low_g[w])
        np.maximum(high_g[w], size, out=high_g[w])
        np.minimum(low_f[w], f, out=low_f[w])
        np.maximum(high_f[w], f, out=high_f[w])
        drop = previous - f
        np.maximum(rise[w], -drop, out=rise[w])
        resolved = np.abs(drop) > eps * np.maximum(np.abs(previous), np.abs(f))
        descent = np.where(resolved & np.isfinite(previous), drop / work, np.inf)
        np.minimum(low_d[w], descent, out=low_d[w])
        np.minimum(low_x[w], x, out=low_x[w])
        np.maximum(high_x[w], x, out=high_x[w])
        np.minimum(low_t[w], tk, out=low_t[w])
        np.maximum(high_t[w], tk, out=high_t[w])
        np.minimum(low_r[w], rk, out=low_r[w])
        np.maximum(high_r[w], rk, out=high_r[w])
        moved, estimate = np.sqrt(np.vecdot(move, move)), np.sqrt(np.vecdot(h, h))
        work, share = size * moved, size / estimate
        np.minimum(low_s[w], share, out=low_s[w])
        np.maximum(high_s[w], share, out=high_s[w])
        path[w] += moved
        works[w] += work
        elapsed[w] += tk
        square = size * size
        squares[w] += square
        weighted[w] += tk * square
        bound = L * rk + eps * (size + estimate + L * np.sqrt(np.vecdot(y, y)))
        np.minimum(slack, (bound - np.sqrt(np.vecdot(error, error))) / bound, out=slack)
        previous, x = f, new
    return x


def measure(work: Callable[[], object], repeats: int) -> float:
    """The median time of one call, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def compare(n: int, batch: int, steps: int, repeats: int) -> tuple[float, float]:
    """Seconds of the engine and of the bare loop, on the same work."""
    problem = quadratic(n)
    L = problem.step_constant
    step, radius = Schedule(STEP, L), Schedule(RADIUS, L)
    starts = np.random.default_rng(0).uniform(-1, 1, (batch, n))
    method = Library().get("methods", "sam")
    plans = [Plan(method=method, step=step, radius=radius, start=start) for start in starts]
    k = np.arange(1, steps + 1)
    t = np.tile(step.values(k)[:, None], (1, batch))
    rho = np.tile(radius.values(k)[:, None], (1, batch))
    last = np.array([trace.iterates.last for trace in run(problem, plans, iterations=steps + 1)])
    assert np.allclose(last, bare_loop(problem, starts, t, rho), rtol=1e-9, atol=1e-12)
    pairs = [
        (
            measure(lambda: run(problem, plans, iterations=steps), 1),
            measure(lambda: bare_loop(problem, starts, t, rho), 1),
        )
        for _ in range(repeats)
    ]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def sequential_ratio(n: int, batch: int, steps: int) -> float:
    """Run-steps per second of one batch over those of its runs one after another."""
    problem = quadratic(n)
    L = problem.step_constant
    step, radius = Schedule(STEP, L), Schedule(RADIUS, L)
    starts = np.random.default_rng(0).uniform(-1, 1, (batch, n))
    method = Library().get("methods", "sam")
    plans = [Plan(method=method, step=step, radius=radius, start=start) for start in starts]
    together = measure(lambda: run(problem, plans, iterations=steps), 3)
    alone = measure(lambda: [run(problem, [p], iterations=steps) for p in plans], 1)
    return alone / together


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    print("     n  batch   engine us/step   loop us/step   engine/loop")
    for n, batch in POINTS:
        engine, loop = compare(n, batch, options.steps, options.repeats)
        unit = 1e6 / options.steps
        print(f"{n:6d} {batch:6d} {engine * unit:16.1f} {loop * unit:14.1f} {engine / loop:13.2f}")
    ratio = sequential_ratio(50, 256, 500)
    print(f"256 runs at n = 50 in one batch: {ratio:.1f} times the run-steps per second")


if __name__ == "__main__":
    main()
