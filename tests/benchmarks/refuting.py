"""Verdicts against certificates: settings not held for failures are attempted, and must withstand.

Run: python tests/benchmarks/refuting.py [--settings N] [--seed S]
Random settings with constants, of which `liminf-gradient` is consistent or undecided; a certificate
that refutes what is `consistent` is printed, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np

from sam_theory.library.catalogues import Library
from sam_theory.properties.judge import ALL, judge
from sam_theory.runs.batch import Plan
from sam_theory.runs.reference import run
from sam_theory.statements.consistency import inconsistencies
from sam_theory.statements.theorem import Run, Setting
from sam_theory.study.outlooks import outlook_of
from sam_theory.study.refuting import attempted, promoted
from sam_theory.study.settings import obstacle, setting_of
from sam_theory.study.study import ITERATIONS, Pair

LIBRARY = Library()
MOST_DIMENSIONS = 4
SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 1.9)  # of 1/L, for t
RADII = (0.01, 0.05, 0.1, 0.3, 0.5, 1.0, 2.0)


def settings_at_random(rng: np.random.Generator) -> Iterator[Run]:
    """Runs of problems, methods, constants and starts drawn without end."""
    problems = [LIBRARY.get("problems", name) for name in LIBRARY.default_items("problems")]
    problems = [p for p in problems if p.dimension <= MOST_DIMENSIONS]
    methods = [LIBRARY.get("methods", name) for name in LIBRARY.items("methods")]
    methods = [m for m in methods if not m.random and m.uses_radius]
    while True:
        problem = problems[rng.integers(len(problems))]
        method = methods[rng.integers(len(methods))]
        scale = "/L" if problem.step_constant else ""
        pair = Pair(f"{rng.choice(SHARES)}{scale}", f"{rng.choice(RADII)}")
        if obstacle(problem, pair):
            continue
        low, high = map(np.array, problem.region)
        yield seen(setting_of(problem, method, pair), rng.uniform(low, high))


def seen(setting: Setting, start: np.ndarray) -> Run:
    """A run, with what the judge says of it."""
    plan = Plan(method=setting.method, step=setting.step, radius=setting.radius, start=start)
    with np.errstate(all="ignore"):
        (trace,) = run(setting.problem, [plan], iterations=ITERATIONS)
    outlook = outlook_of(setting, ITERATIONS)
    return Run(setting=setting, outlook=outlook, trace=trace, properties=judge(trace, outlook, ALL))


def main() -> int:
    """Attempt so many settings, and print where the two disagree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settings", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    against = 0
    for one in settings_at_random(np.random.default_rng(arguments.seed)):
        judged = one.properties["liminf-gradient"]
        if judged.fails:
            continue
        counts[judged.status] += 1
        found = attempted(one.setting.method, one)
        if found is not None:
            counts[f"{judged.status}, and certified"] += 1
            ((said,),) = inconsistencies([(promoted(one, found),)], [()])
            told = [text for text in said if "certif" in text]
            against += bool(told)
            s = one.setting
            where = (
                f"{s.problem.name}, {s.method.name}, t = {s.step.formula}, ρ = {s.radius.formula}"
            )
            print(f"{judged.status}: {where}, x¹ = {one.trace.iterates.first.tolist()}")
            print(f"    {found.shown.text}, from k = {found.entry.at} on")
            for text in told:
                print(f"    DISAGREES: {text}")
        if counts["consistent"] + counts["undecided"] >= arguments.settings:
            break
    print(dict(counts), f"disagreements: {against}")
    return int(against > 0)


if __name__ == "__main__":
    sys.exit(main())
