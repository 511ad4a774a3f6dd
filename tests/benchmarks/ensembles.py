"""Processor seconds of 1,000 seeds on the trap, against a bare NumPy loop of m-SAM's update.

The loop is written for this problem by hand, draws by NumPy's generator and records nothing; the
two take turns.

Run: python tests/benchmarks/ensembles.py [--seeds S] [--iterations K] [--repeats R]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from sam_theory.library.catalogues import Library
from sam_theory.runs.batch import Plan
from sam_theory.runs.engines import ensemble_with
from sam_theory.schedules.schedule import Schedule

BETA, RHO, STEP, START = 1.0, 0.125, 0.25, 0.03125
LEFT, FLAT, RIGHT = -RHO, 0.6875 * RHO, 1.3125 * RHO


def slope(x: np.ndarray, first: np.ndarray) -> np.ndarray:
    """lᵢ′(x), i = 1 where `first` is 1 and 2 where it is 0."""
    cut = np.minimum(np.maximum(x, LEFT), FLAT)
    bent = (FLAT - cut) / 2 + np.minimum(x - LEFT, 0.0) + np.maximum(x - RIGHT, 0.0)
    return np.asarray(BETA * (first * bent + (1 - first) * x))


def bare(seeds: int, iterations: int) -> np.ndarray:
    """The last iterates, (S, 1)."""
    rng = np.random.default_rng(0)
    x = np.full((seeds, 1), START)
    for _ in range(iterations):
        drawn = rng.integers(0, 2, (seeds, 1)).astype(np.float64)
        d = slope(x, drawn)
        length = np.abs(d)
        x = x - STEP * slope(x + RHO * d / np.where(length == 0, 1.0, length), drawn)
    return x


def seconds(*works: Callable[[], object], repeats: int) -> list[float]:
    """Of each, the median over repeats."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for work, took in zip(works, found, strict=True):
            start = time.process_time()
            work()
            took.append(time.process_time() - start)
    return [statistics.median(took) for took in found]


def main() -> None:
    """Print the seconds and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--iterations", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    seeds, iterations, repeats = options.seeds, options.iterations, options.repeats
    library = Library()
    problem = library.get("problems", "msam-trap")
    for engine in ("numpy", "jax"):
        for name in ("m-sam", "n-sam", "full-ascent-sam", "sgd", "rsam"):
            plan = Plan(
                method=library.get("methods", name),
                step=Schedule(str(STEP)),
                radius=Schedule(str(RHO)),
                start=np.array([START]),
            )
            ours = partial(
                *(ensemble_with, engine, problem, plan), iterations=iterations, seeds=seeds
            )
            by, took = seconds(partial(bare, seeds, iterations), ours, repeats=repeats)
            print(
                f"{engine}, {name}: {took:.2f} s, {took / by:.2f} times the {by:.2f} s of the loop",
                flush=True,
            )


if __name__ == "__main__":
    main()
