"""Random schedulers, nested up to three deep, by PyTorch and by our formulas.

A wrong formula is an error of ours; one that we refuse and PyTorch takes is counted by its reason.

    python tests/benchmarks/random_schedulers.py --count 2500 --seed 1
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import warnings
from collections import Counter
from typing import Any

import numpy as np
import schedulers
from schedulers import chain, formulas, of, rates, sequence

from sam_theory.errors import UsageError

STEPS, DEPTH = 90, 3
CLOSE = 1e-11  # of the largest rate
FACTORS = (
    "0.98",
    "e / (e + 1)",
    "(e + 1) / (e + 3)",
    "0.1 if e % 7 == 0 else 1",
    "0.5 if e % 9 == 4 else 1.01",
    "0.9 if e < 12 else 1",
    "1 if e <= 10 else 0.9",
    "0.2 if e == 6 else 1",
    "1.1 if e > 20 else 1",
    "0.999 ** e",
    "math.exp(-0.001 * e)",
)
RATES = ("1 / (e + 1)", "0.95 ** e", "2", "1 if e < 5 else 0.3", "max(0.1, 1 - e / 30)")
CHOICES: dict[str, dict[str, tuple[Any, ...]]] = {
    "StepLR": {"step_size": (1, 2, 5, 13), "gamma": (0.1, 0.5, 0.9, 1.2)},
    "MultiStepLR": {"milestones": ([], [0], [3, 30], [1, 2, 60]), "gamma": (0.1, 0.5, 2)},
    "ConstantLR": {"factor": (0.1, 0.5, 1.0), "total_iters": (1, 5, 30)},
    "LinearLR": {
        "start_factor": (0.1, 1 / 3, 1.0),
        "end_factor": (0.0, 0.1, 1.0),
        "total_iters": (1, 5, 30),
    },
    "ExponentialLR": {"gamma": (0.9, 1.0, 1.05)},
    "PolynomialLR": {"total_iters": (1, 5, 40, 100), "power": (0.5, 1.0, 2.0)},
    "CosineAnnealingLR": {"T_max": (1, 2, 7, 30, 100), "eta_min": (0, 0.01, 0.3)},
    "CosineAnnealingWarmRestarts": {
        "T_0": (1, 3, 10),
        "T_mult": (1, 2, 3),
        "eta_min": (0, 0.01),
    },
    "CyclicLR": {
        "base_lr": (0.0, 0.01),
        "max_lr": (0.1, 0.5),
        "step_size_up": (1, 5, 20),
        "step_size_down": (None, 7),
        "mode": ("triangular", "triangular2", "exp_range"),
        "gamma": (1.0, 0.99),
    },
    "OneCycleLR": {
        "max_lr": (0.1, 1.0),
        "total_steps": (90, 95, 200),
        "pct_start": (0.1, 0.3, 0.5, 0.6),
        "anneal_strategy": ("cos", "linear"),
        "three_phase": (True, False),
    },
    "LambdaLR": {"lr_lambda": tuple(f"lambda e: {rate}" for rate in RATES)},
    "MultiplicativeLR": {"lr_lambda": tuple(f"lambda e: {factor}" for factor in FACTORS)},
    "linear": {"num_warmup_steps": (0, 5, 20), "num_training_steps": (60, 90)},
    "cosine": {"num_warmup_steps": (0, 5, 20), "num_training_steps": (60, 90)},
    "inverse_sqrt": {"num_warmup_steps": (0, 5, 20)},
}


def single(rng: random.Random) -> dict[str, Any]:
    """A scheduler with parameters among those above."""
    name = rng.choice(sorted(CHOICES))
    return of(name, **{key: rng.choice(values) for key, values in CHOICES[name].items()})


def drawn(rng: random.Random, depth: int = DEPTH) -> dict[str, Any]:
    """A scheduler, or a sequence or a chain of such."""
    if depth == 0 or rng.random() < 0.25:
        return single(rng)
    parts = [drawn(rng, depth - 1) for _ in range(rng.choice((1, 2, 2, 3)))]
    if rng.random() < 0.5:
        return chain(*parts)
    later = [part if rng.random() < 0.1 else single(rng) for part in parts[1:]]
    return sequence(sorted(rng.sample(range(1, 70), len(later))), parts[0], *later)


def held(entry: dict[str, Any]) -> str:
    """What comes of one: `same`, `DIFFERENT`, or who refuses it and why."""
    try:
        with np.errstate(all="ignore"):
            theirs: np.ndarray | None = rates(entry)
    except (ValueError, ZeroDivisionError, NotImplementedError):
        theirs = None
    try:
        ours = formulas(entry)
    except UsageError as error:
        return "refused by both" if theirs is None else f"refused by us: {str(error)[:60]}"
    if theirs is None:
        return "DIFFERENT: refused by PyTorch only"
    gap = np.abs(ours - theirs).max() / np.abs(theirs).max(initial=1e-300)
    return "same" if gap <= CLOSE else "DIFFERENT"


def main() -> int:
    """Print how many of each; 1 if any is different."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # PyTorch warns that a part of a sequence is set to step 0
    schedulers.STEPS = STEPS
    rng, found = random.Random(arguments.seed), Counter[str]()
    for _ in range(arguments.count):
        entry = drawn(rng)
        outcome = held(entry)
        found[outcome] += 1
        if outcome.startswith("DIFFERENT"):
            print(json.dumps(entry))
    for outcome, often in found.most_common():
        print(f"{often:6d}  {outcome}")
    return int(any(outcome.startswith("DIFFERENT") for outcome in found))


if __name__ == "__main__":
    sys.exit(main())
