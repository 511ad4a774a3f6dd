"""What `falsify` finds of theorems: outcomes, counts, the sizes of counterexamples.

python tests/benchmarks/falsified.py [--rounds 60] [--minutes M] [--seed 1] [--proved] [--families]
    [THEOREM…]

Rounds are the work, and the clock ends nothing; with --minutes that time is shared among the
theorems instead. With --proved, what the kernel has proved is attacked too: a counterexample to
that is a bug of ours, as is a fact of a function that does not follow from its line, and the exit
status is 1. With --families functions of the problem catalogue are tried as well: each
counterexample names its own.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time

from sam_theory.falsifying.attacking import Attack, attack
from sam_theory.falsifying.claims import Counterexample
from sam_theory.library.catalogues import Library
from sam_theory.report.falsifying import lettered
from sam_theory.report.falsifying_answer import hypotheses_of, outcome_of, rows_of

THEOREMS = (
    "khanh-3.1",
    "khanh-3.2",
    "khanh-3.3",
    "khanh-3.4",
    "khanh-3.5",
    "khanh-4.1",
    "khanh-4.2",
    "dai-1",
    "si-yun-3.3",
    "si-yun-3.4",
)


def examples(attack: Attack) -> list[Counterexample]:
    return [o.example for o in lettered(attack) if isinstance(o.example, Counterexample)]


def told(attack: Attack, seconds: float) -> None:
    number = {id(h): str(i) for i, h in enumerate(hypotheses_of(attack), 1)}
    outcomes: dict[str, list[str]] = {}
    for (dropped, weaker), cells in rows_of(attack).items():
        if weaker is None:
            name = "as stated" if dropped is None else number[id(dropped)]
            outcomes.setdefault(outcome_of(cells), []).append(name)
    found = examples(attack)
    print(f"{attack.theorem.name}: {seconds:.0f} s of processor time")
    for outcome, names in outcomes.items():
        print(f"  {outcome}: {', '.join(names)}")
    for one in found:
        print(f"  {one.size[0]} pieces, denominators to {one.size[1]}: {one.formula}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("theorems", nargs="*", default=list(THEOREMS))
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--proved", action="store_true")
    parser.add_argument("--families", action="store_true")
    given, library = parser.parse_args(), Library()
    budget = float("inf") if given.minutes is None else 60 * given.minutes / len(given.theorems)
    rounds = given.rounds if given.minutes is None else sys.maxsize
    bugs = settings = 0
    sizes: list[tuple[int, int]] = []
    necessary = 0
    for name in given.theorems:
        start = time.process_time()
        found = attack(
            library.get("theorems", name),
            library,
            seed=given.seed,
            rounds=rounds,
            budget=budget,
            sparing=not given.proved,
            families=given.families,
        )
        wrong = [r for r in found.results if r.proof is not None and r.counterexample is not None]
        bugs += len(wrong) + len(found.faults)
        for fault in found.faults:
            print(f"  A BUG: {fault}")
        for result in wrong:
            print(f"  A BUG: {result.target.conclusion.text}, proved in {result.proof}")
        settings += max(result.tested for result in found.results)
        told(found, time.process_time() - start)
        sizes += [one.size for one in examples(found)]
        necessary += sum(
            outcome_of(cells) == "necessary"
            for (_, weaker), cells in rows_of(found).items()
            if weaker is None
        )
    if sizes:
        pieces = statistics.median(size[0] for size in sizes)
        print(f"\n{necessary} hypotheses are necessary, by {len(sizes)} counterexamples,")
        print(f"of {pieces:g} pieces in the median, {max(s[0] for s in sizes)} at most;")
        middle = statistics.median(size[1] for size in sizes)
        greatest = max(size[1] for size in sizes)
        print(f"with denominators up to {middle:g} in the median, {greatest} at most.")
    print(f"{settings:,} settings were decided.")
    print(f"{bugs} bugs: counterexamples that contradict a proof, and wrong facts.")
    sys.exit(int(bugs > 0))


if __name__ == "__main__":
    main()
