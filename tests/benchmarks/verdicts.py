"""How often the property checkers are right, on trajectories whose answers are known by analysis.

Draws fresh trajectories by seed, whole and cut, and counts right, undecided and wrong verdicts.
Run: python tests/benchmarks/verdicts.py [--seed N] [--count N] [--family first|second|real]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from corpus.drawing import CUTS, FIRST, REAL, SECOND, draw, scores

FAMILIES = {"first": FIRST, "second": SECOND, "real": REAL}
RESULTS = ("right", "undecided", "wrong")
SIZES = (300, 1000, 3000, 20_000, 100_000, 10**9)  # upper ends of the classes of K


def size_class(iterations: int) -> int:
    """The class of K."""
    return next(size for size in SIZES if iterations <= size)


def row(name: str, counts: Counter[str]) -> str:
    """One line of the table."""
    total = sum(counts.values())
    share = 100 * counts["undecided"] / total if total else 0.0
    numbers = "".join(f"{counts[result]:10d}" for result in RESULTS)
    return f"{name:28s}{numbers}{share:10.1f} %"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--family", choices=FAMILIES, default="first")
    options = parser.parse_args()
    tables: dict[float, dict[str, Counter[str]]] = {cut: {} for cut in CUTS}
    judged, spent = 0, 0.0
    for case in draw(options.seed, options.count, FAMILIES[options.family]):
        for cut in CUTS:
            start = time.perf_counter()
            found = scores(case, cut)
            spent, judged = spent + time.perf_counter() - start, judged + 1
            size = f"K <= {size_class(case.iterations):,}"
            for name, result in found.items():
                for key in ("all", name, size):
                    tables[cut].setdefault(key, Counter())[result] += 1
                if result == "wrong":
                    print(f"wrong: {name}, cut {cut:g}, {case.kind}, K = {case.iterations}")
    for cut, table in tables.items():
        print(f"\n{options.count} trajectories, seed {options.seed}, cut at {100 * cut:g} %")
        print(f"{'':28s}" + "".join(f"{result:>10s}" for result in (*RESULTS, "undecided")))
        for key, counts in table.items():
            print(row(key, counts))
    print(f"\n{1e3 * spent / judged:.1f} ms a trajectory, windows and all five verdicts")


if __name__ == "__main__":
    main()
