"""Facts of drawn functions, held against samples by the audit: none must be found false.

python tests/benchmarks/drawn.py [--draws 200] [--seed 1] [KIND…]

Each draw is read from the file that would be written of it. The exit status is 1 where a fact is
found false.
"""

from __future__ import annotations

import argparse
import sys
import time

import numpy as np

from sam_theory.auditing.audit import audit
from sam_theory.falsifying.collecting import kinds_of_functions
from sam_theory.falsifying.drawing import start
from sam_theory.falsifying.functions import Kind, source
from sam_theory.falsifying.judging import problem_in

SAMPLES = 100


def found_false(kind: Kind, seed: int) -> dict[str, str]:
    """Facts and why; that a start is stationary is none."""
    rng = np.random.default_rng(seed)
    function = kind.draw(rng)
    problem = problem_in(source(function, "drawn", start(rng, function.dimension)))
    found = audit(problem, rng, samples=SAMPLES)
    wrong = {f.fact: f.verdict.evidence for f in found if f.verdict.fails and f.fact != "region"}
    return {f"{fact} of {function.formula}": why for fact, why in wrong.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*")
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    wrong = 0
    for name, kind in {kind.name: kind for kind in kinds_of_functions()}.items():
        if given.kinds and name not in given.kinds:
            continue
        begun = time.process_time()
        for i in range(given.draws):
            for what, why in found_false(kind, given.seed + i).items():
                wrong += 1
                print(f"  FALSE: {what}: {why}")
        print(f"{name}: {given.draws} draws, {time.process_time() - begun:.0f} s")
    print(f"{wrong} facts are found false.")
    sys.exit(int(wrong > 0))


if __name__ == "__main__":
    main()
