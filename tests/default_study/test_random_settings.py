"""Settings drawn at random, of the problems and methods of the default study."""

from __future__ import annotations

import numpy as np

from sam_theory.library.catalogues import Library
from sam_theory.study.defaults import PAIRS, study_of
from sam_theory.study.findings import hold_all
from sam_theory.study.settings import setting_of, unknown_constant
from sam_theory.study.study import Pair

LIBRARY = Library()
THEOREMS = [LIBRARY.get("theorems", name) for name in LIBRARY.entries("theorems")]
SETTINGS = 200  # drawn at random


def test_no_random_setting_excludes_itself() -> None:
    rng = np.random.default_rng(20261129)
    problems, methods = study_of(LIBRARY).problems, LIBRARY.default_items("methods")
    steps = sorted({pair.step for pair in PAIRS})
    radii = [*sorted({pair.radius for pair in PAIRS}), "3/L", "1/log(k+2)", "2**(-k)", "1e-7"]
    told = []
    for _ in range(SETTINGS):
        problem = LIBRARY.get("problems", problems[rng.integers(len(problems))])
        method = LIBRARY.get("methods", methods[rng.integers(len(methods))])
        factor = round(float(rng.uniform(0.1, 2)), 2)
        step = f"{factor}*{steps[rng.integers(len(steps))]}"
        pair = Pair(step, radii[rng.integers(len(radii))])
        if any(unknown_constant(problem, f) for f in (pair.step, pair.radius)):
            continue
        found = hold_all(
            [setting_of(problem, method, pair)],
            THEOREMS,
            iterations=int(rng.choice([100, 1000, 4000])),
            starts=2,
            seed=int(rng.integers(100)),
        )
        told += [(pair, method.name, problem.name, f.inconsistencies) for f in found]
    assert [entry for entry in told if entry[3]] == []
