"""How good the verdicts are on fresh trajectories: python tests/benchmarks/verdicts.py --seed 7.

Draws labelled trajectories, whole and cut at 37 % and 10 %, and counts the verdicts that were
right, undecided and wrong, by property and by length. A second family was added after tuning.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.case import Case
from corpus.drawing import CUTS, FAMILIES, RIGHT, UNDECIDED, WRONG, draw, scores

from sam_theory.properties.judge import PROPERTIES

Table = dict[str, Counter[str]]


def tables(cases: Iterable[Case]) -> tuple[dict[float, Table], dict[float, Table], list[str]]:
    """Scores by property and by length for each cut, and the cases that were judged wrongly."""
    by_property: dict[float, Table] = {cut: defaultdict(Counter) for cut in CUTS}
    by_length: dict[float, Table] = {cut: defaultdict(Counter) for cut in CUTS}
    wrong: list[str] = []
    for number, case in enumerate(cases):
        for cut in CUTS:
            for name, result in scores(case, cut).items():
                by_property[cut][name][result] += 1
                by_length[cut][_length(case.iterations)][result] += 1
                if result == WRONG:
                    wrong.append(f"case {number}, {case.kind}, cut at {cut:.0%}: {name}")
    return by_property, by_length, wrong


def _length(iterations: int) -> str:
    for limit in (300, 1000, 3000, 5000, 20_000, 100_000):
        if iterations <= limit:
            return f"K ≤ {limit}"
    return "K ≤ 200000"


def show(title: str, table: Table, names: Iterable[str]) -> None:
    """Print one table, its last row the total."""
    total: Counter[str] = sum(table.values(), Counter())
    print(f"\n{title:<26}{'right':>8}{'undecided':>12}{'wrong':>8}{'undecided %':>13}")
    for name, counts in [*((n, table[n]) for n in names if n in table), ("all", total)]:
        share = counts[UNDECIDED] / max(counts.total(), 1)
        row = f"{counts[RIGHT]:>8}{counts[UNDECIDED]:>12}{counts[WRONG]:>8}{share:>12.1%}"
        print(f"{name:<26}{row}")


def main() -> None:
    """Draw, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="the draws")
    parser.add_argument("--count", type=int, default=408, help="trajectories")
    parser.add_argument("--family", choices=FAMILIES, default="ordinary", help="the kinds")
    arguments = parser.parse_args()
    start = time.perf_counter()
    cases = draw(arguments.seed, arguments.count, FAMILIES[arguments.family])
    by_property, by_length, wrong = tables(cases)
    for cut in CUTS:
        title = "whole" if cut == 1 else f"cut at {cut:.0%}"
        show(title, by_property[cut], PROPERTIES)
        show(f"{title}, by length", by_length[cut], sorted(by_length[cut], key=_order))
    print("\n" + "\n".join(wrong or ["no verdict was wrong"]))
    print(f"{arguments.count} trajectories in {time.perf_counter() - start:.0f} s")


def _order(name: str) -> int:
    return int(name.split()[-1])


if __name__ == "__main__":
    main()
