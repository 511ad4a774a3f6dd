"""What becomes of floors under noise: python tests/benchmarks/floors.py --count 600.

For floors of each share of the last value: how often the interval of admitted limits holds the
true one, how wide it is, and the verdicts on ‖∇f‖ → 0.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.floors import floors

from sam_theory.properties.judge import judge_all
from sam_theory.properties.outlook import Outlook
from sam_theory.verdict import Status

NAME = "gradient-limit"
SHARES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)


def line(share: float, noise: float, count: int, seed: int) -> str:
    """The counts for floors of one share."""
    records = tuple(floors(seed, count, (share,), noise))
    found = judge_all([r.trace for r in records], [Outlook()] * count, [NAME])
    limits = np.array([verdicts[NAME].limit for verdicts in found])
    levels, truth = (np.array([getattr(r, name) for r in records]) for name in ("level", "limit"))
    holds = np.mean((0.97 * limits[:, 0] <= truth) & (truth <= 1.03 * limits[:, 1]))
    width = np.median((limits[:, 1] - limits[:, 0]) / levels)
    told = Counter(verdicts[NAME].status for verdicts in found)
    shown = (Status.CONSISTENT, Status.UNDECIDED, Status.VIOLATED)
    counts = "".join(f"{told[status]:>12}" for status in shown)
    return f"{share:>6.2f}{noise:>7.2f}{holds:>8.1%}{width:>8.2f}{counts}"


def main() -> None:
    """Draw, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="records a line")
    parser.add_argument("--seed", type=int, default=0, help="of the draws")
    arguments = parser.parse_args()
    print(f"{'share':>6}{'noise':>7}{'holds':>8}{'width':>8}", end="")
    print(f"{'consistent':>12}{'undecided':>12}{'violated':>12}")
    for noise in (0.0, 0.1, 0.3):
        for share in SHARES:
            print(line(share, noise, arguments.count, arguments.seed))


if __name__ == "__main__":
    main()
