"""Every change of every proved step, and the share that is refuted; some minutes.

Run: python tests/benchmarks/proof_mutants.py [NAME…]
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from sam_theory.library.catalogues import Library
from sam_theory.proofs.checking import Premises, verdict_of
from sam_theory.proofs.mutation import mutants
from sam_theory.verdict import Status


def main(names: list[str]) -> None:
    """Print the counts of each proof, then their sum."""
    library, total, began = Library(), Counter[Status](), time.perf_counter()
    for name in names or list(library.entries("proofs")):
        proof, counts = library.get("proofs", name), Counter[Status]()
        for step in proof.steps:
            if verdict_of(step.check, Premises(proof)).status is not Status.PROVED:
                continue
            for mutant in mutants(step.check):
                status = verdict_of(mutant.check, Premises(proof)).status
                counts[status] += 1
                if status is Status.UNDECIDED:
                    print(f"{name} {step.name}: undecided: {mutant.change}")
        print(f"{name:20} {_shares(counts)}", flush=True)
        total += counts
    print(f"{'all':20} {_shares(total)}, {time.perf_counter() - began:.0f} s")


def _shares(counts: Counter[Status]) -> str:
    tried = counts[Status.REFUTED] + counts[Status.UNDECIDED]
    share = 100 * counts[Status.REFUTED] / tried if tried else 100
    return f"{share:.1f} % of {tried} refuted; {counts[Status.PROVED]} stay true"


if __name__ == "__main__":
    main(sys.argv[1:])
