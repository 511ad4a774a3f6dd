"""How many hypotheses of the lemmas about sequences are killed, by seeds, and that nothing true is.

Run `python tests/benchmarks/lemmas.py [SEEDS]` from the checkout.
"""

from __future__ import annotations

import sys
import time

from sam_theory.falsifying.sequences.lemmas import SHAPES, lemma
from sam_theory.falsifying.sequences.search import search
from sam_theory.library.catalogues import Library


def main(seeds: int) -> None:
    """A line a lemma and seed: what is killed, after how many examples, and the time."""
    library = Library()
    for name in SHAPES:
        said = lemma(name, library.get("proofs", name).statement)
        for seed in range(seeds):
            began = time.process_time()
            found = {
                demand.key: search(said, demand.key, seed=seed)
                for demand in said.demands
                if not demand.stands
            }
            whole = search(said, seed=seed)
            killed = [f"{key} ({o.tested})" for key, o in found.items() if o.kill is not None]
            told = "NOTHING" if whole.kill is None else f"A TRUE LEMMA: {whole.kill.example}"
            spent = time.process_time() - began
            print(f"{name} seed {seed}: {', '.join(killed)}; as stated {told}; {spent:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
