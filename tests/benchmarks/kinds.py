"""How good the verdicts are on every kind: python tests/benchmarks/kinds.py --draws 5.

A verdict is wrong where it contradicts what analysis says, whether the record shows that or not.
`--corpus unseen` takes the kinds of `tests/corpus/unseen/` instead: written from the theory alone,
by someone who had not read the judge, and no rule is made for one of them.
`--variants` judges copies too: prefixes, thinned, rescaled, with fewer digits, with a unit in the
last place more or less, with values carried forward. Bounds are one-sided, at 95 %, of Clopper and
Pearson.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from corpus.case import Case, rescaled
from corpus.kinds.every import KINDS, drawn
from corpus.kinds.kind import CLAIMS, Kind
from corpus.kinds.writing import carried, columns, held, jittered, rounded, single, thinned
from corpus.unseen.every import KINDS as UNSEEN
from scipy.stats import beta

from sam_theory.properties.judge import CHECKERS, judge
from sam_theory.verdict import Status, Verdict

WHOLE = "whole"
CORPORA = {"kinds": KINDS, "unseen": UNSEEN}
DECIDED = {Status.CONSISTENT: "t", Status.VIOLATED: "f"}
SHOWN_WRONG, SHOWN_RIGHT, SHOWN_UNDECIDED = "wrong", "right", "undecided"
OPEN_WRONG, OPEN_RIGHT, OPEN_UNDECIDED = "open, wrong", "open, right", "open, undecided"
OUTCOMES = (
    SHOWN_RIGHT,
    SHOWN_UNDECIDED,
    SHOWN_WRONG,
    OPEN_RIGHT,
    OPEN_UNDECIDED,
    OPEN_WRONG,
)
WRONG = (SHOWN_WRONG, OPEN_WRONG)
UNFORESEEN = ("noise-appearing-late",)  # no prefix could tell: not judged cut
Change = Callable[[Case], Case]


def prefix(share: float) -> Change:
    """The first rows alone, of which nothing is shown for sure."""

    def change(case: Case) -> Case:
        rows = case.length(share)
        k = None if case.k is None else case.k[:rows]
        return columns(case, lambda a: a[:rows], k=k)

    return change


VARIANTS: dict[str, Change] = {
    "prefix 50 %": prefix(0.5),
    "prefix 20 %": prefix(0.2),
    "every 2nd row": lambda case: thinned(case, 2),
    "every 10th row": lambda case: thinned(case, 10),
    "float32": single,
    "float32, ulp": lambda case: jittered(single(case), np.float32),
    "six digits": lambda case: rounded(case, 6),
    "ulp": lambda case: jittered(case, np.float64),
    "held 2 rows": lambda case: held(case, 2),
    "carried 20 rows": lambda case: carried(case, 20),
    "f × 10⁶": lambda case: rescaled(case, value=1e6),
    "f × 10⁻⁶": lambda case: rescaled(case, value=1e-6),
    "x × 10³": lambda case: rescaled(case, length=1e3),
    "x × 10⁻³": lambda case: rescaled(case, length=1e-3),
}


@dataclass
class Score:
    """What became of the verdicts on one variant."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, case: Case, number: int, verdicts: dict[str, Verdict]) -> None:
        """Count the verdicts on a draw."""
        row = self.kinds.setdefault(case.kind, Counter())
        for name, letter in zip(CLAIMS, case.letters, strict=True):
            verdict = verdicts[name]
            result = outcome(letter, verdict.status)
            if result is None:
                continue
            self.counts[result] += 1
            row[result] += 1
            if result in WRONG:
                self.wrong.append(
                    f"{case.kind} {number}, {name}: {verdict.status.value}, is {letter}, "
                    f"K = {case.iterations}: {verdict.evidence}"
                )


def outcome(letter: str, status: Status) -> str | None:
    """How a verdict compares with a letter; None where nothing is claimed."""
    if letter == "-":
        return None
    mark = DECIDED.get(status)
    shown = letter.isupper()
    if mark is None:
        return SHOWN_UNDECIDED if shown else OPEN_UNDECIDED
    if mark == letter.lower():
        return SHOWN_RIGHT if shown else OPEN_RIGHT
    return SHOWN_WRONG if shown else OPEN_WRONG


def bound(bad: int, of: int) -> float:
    """The greatest share that is not rejected at 5 %."""
    return 1.0 if bad >= of else float(beta.ppf(0.95, bad + 1, of - bad))


def judged(
    kinds: tuple[Kind, ...], draws: int, seed: int, cut: float, variants: bool
) -> Iterator[tuple[str, Case, int]]:
    """Every draw of every kind, as it is and in the variants: name, case, number."""
    changes = {WHOLE: prefix(cut) if cut < 1 else (lambda case: case)}
    for kind in kinds:
        for number in range(draws):
            case = drawn(kind, number, seed=seed)
            for name, change in {**changes, **(VARIANTS if variants else {})}.items():
                if kind.name in UNFORESEEN and (name.startswith("prefix") or cut < 1):
                    continue
                changed = change(case)
                if changed.iterations >= 2:
                    yield name, changed, number


def show_kinds(score: Score) -> None:
    """A line a kind."""
    print(f"{'kind':<38}" + "".join(f"{name:>17}" for name in OUTCOMES))
    for name, counts in score.kinds.items():
        print(f"{name:<38}" + "".join(f"{counts[o] or '.':>17}" for o in OUTCOMES))


def show_total(name: str, score: Score) -> None:
    """One line of totals with bounds."""
    c = score.counts
    shown = c[SHOWN_RIGHT] + c[SHOWN_UNDECIDED] + c[SHOWN_WRONG]
    hidden = c.total() - shown
    bad = sum(any(row[o] for o in WRONG) for row in score.kinds.values())
    kinds = len(score.kinds)
    print(
        f"{name:<16} shown: {c[SHOWN_WRONG]} of {shown} wrong "
        f"({c[SHOWN_WRONG] / shown:.2%}, at most {bound(c[SHOWN_WRONG], shown):.2%}), "
        f"{c[SHOWN_UNDECIDED] / shown:.1%} undecided; "
        f"open: {c[OPEN_WRONG]} of {hidden} wrong "
        f"({c[OPEN_WRONG] / hidden:.2%}, at most {bound(c[OPEN_WRONG], hidden):.2%}); "
        f"kinds with a wrong one: {bad} of {kinds} ({bad / kinds:.1%}, "
        f"at most {bound(bad, kinds):.1%})"
    )


def main() -> None:
    """Draw, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", choices=CORPORA, default="kinds", help="which kinds")
    parser.add_argument("--draws", type=int, default=5, help="trajectories a kind")
    parser.add_argument("--seed", type=int, default=0, help="of the draws")
    parser.add_argument("--cut", type=float, default=1.0, help="the share of each record to judge")
    parser.add_argument("--variants", action="store_true", help="judge changed copies too")
    arguments = parser.parse_args()
    begin = time.perf_counter()
    scores: dict[str, Score] = {}
    kinds = CORPORA[arguments.corpus]
    cases = judged(kinds, arguments.draws, arguments.seed, arguments.cut, arguments.variants)
    for name, case, number in cases:
        verdicts = judge(case.trace(), case.outlook, tuple(CHECKERS))
        scores.setdefault(name, Score()).add(case, number, verdicts)
    show_kinds(scores[WHOLE])
    for name, score in scores.items():
        if score.wrong:
            print(f"\nwrong, {name}:\n" + "\n".join(score.wrong))
    print()
    for name, score in scores.items():
        show_total(name, score)
    print(f"{time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
