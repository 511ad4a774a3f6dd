"""How long decisions take: python tests/benchmarks/decisions.py prints a table.

Every formula of the tables of known answers is decided in a fresh cache, after one decision that
loads what is loaded lazily.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sam_theory.schedules.deciding import KEYS, decide
from sam_theory.schedules.schedule import Schedule
from sam_theory.verdict import Status
from tests import answers as table

TOPICS = {
    "powers": table.POWERS,
    "logarithms": table.LOGARITHMS,
    "exponentials": table.EXPONENTIALS,
    "trigonometric": table.TRIGONOMETRIC,
    "differences": table.DIFFERENCES,
    "stairs": table.STAIRS,
    "periodic": table.PERIODIC,
    "exceptional sets": table.EXCEPTIONAL,
    "oscillating": table.OSCILLATING,
    "unknown constants": table.UNKNOWN_CONSTANTS,
}
RADIUS = Schedule("0.05/k**0.1")


def seconds(formula: str) -> tuple[float, int]:
    """The time of all step keys, the product and condition (9), and how many are undecided."""
    step, keys = Schedule(formula), (*KEYS[:6], "product-summable", "kl-tail")
    began = time.perf_counter()
    found = [decide(key, step, RADIUS, kl="every") for key in keys]
    undecided = sum(verdict.status is Status.UNDECIDED for verdict in found)
    return (time.perf_counter() - began) / len(keys), undecided


def main() -> None:
    """Print medians and maxima, in milliseconds a decision."""
    seconds("exp(-pi*k)*(1+cos(pi*Mod(k,7)/7))")  # loads SymPy and mpmath
    print(f"{'topic':20} {'formulas':>8} {'median ms':>10} {'max ms':>8} {'undecided':>10}")
    everything: list[float] = []
    for topic, formulas in TOPICS.items():
        times, open_ = zip(*(seconds(formula) for formula in formulas), strict=True)
        everything += times
        row = f"{1e3 * statistics.median(times):10.2f} {1e3 * max(times):8.1f} {sum(open_):10}"
        print(f"{topic:20} {len(formulas):8} {row}")
    row = f"{1e3 * statistics.median(everything):10.2f} {1e3 * max(everything):8.1f}"
    print(f"{'all':20} {len(everything):8} {row}")


if __name__ == "__main__":
    main()
