"""How much memory a long run takes: 10⁷ iterations of one 2-dimensional run, windows only.

Run: python tests/benchmarks/memory.py [--iterations N]
"""

from __future__ import annotations

import argparse
import resource

import numpy as np

from sam_theory.library import Library
from sam_theory.run import Plan, run
from sam_theory.schedule import Schedule


def peak_megabytes() -> float:
    """The largest resident size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the growth of the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--iterations", type=int, default=10**7)
    iterations = parser.parse_args().iterations
    problem = Library().get("problems", "quadratic")
    plan = Plan(
        method=Library().get("methods", "sam"),
        step=Schedule("0.5/L", problem.step_constant),
        radius=Schedule("0.1/L", problem.step_constant),
        start=np.array([1.0, -0.7]),
    )
    run(problem, [plan], iterations=10)
    before = peak_megabytes()
    (trace,) = run(problem, [plan], iterations=iterations)
    growth = peak_megabytes() - before
    print(f"{trace.iterations:,} iterations: {len(trace.edges) - 1} windows, {growth:.1f} MB more")


if __name__ == "__main__":
    main()
