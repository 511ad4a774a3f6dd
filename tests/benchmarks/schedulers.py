"""The rates that PyTorch's and Hugging Face's own schedulers give, held against our formulas.

`--write` stores them in tests/schedules/rates.npz, which the tests read; without it they are
made anew and held against the stored ones too. Hugging Face's are those of `get_scheduler`.

    pip install torch==2.13.0 transformers==5.24.0
    python tests/benchmarks/schedulers.py
"""

from __future__ import annotations

import argparse
import json
import math  # noqa: F401  # the lambdas of the cases name it
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from torch.optim import lr_scheduler

ROOT = Path(__file__).resolve().parents[2]
STORED = ROOT / "tests" / "schedules" / "rates.npz"
STEPS, RATE = 400, 0.1
CLOSE = 1e-12  # of the largest rate: what both make of rounding

STEP = {"name": "StepLR", "step_size": 30, "gamma": 0.2}
WARM = {"name": "LinearLR", "start_factor": 0.1, "total_iters": 10}
COSINE = {"name": "CosineAnnealingLR", "T_max": 60}
EXPONENTIAL = {"name": "ExponentialLR", "gamma": 0.98}


def sequence(milestones: list[int], *parts: Any) -> dict[str, Any]:
    """A SequentialLR as a configuration has it."""
    return {"name": "SequentialLR", "schedulers": list(parts), "milestones": milestones}


def chain(*parts: Any) -> dict[str, Any]:
    """A ChainedScheduler as a configuration has it."""
    return {"name": "ChainedScheduler", "schedulers": list(parts)}


def of(name: str, **parameters: Any) -> dict[str, Any]:
    """A scheduler as a configuration has it."""
    return {"name": name, **parameters}


INVERSE = of("LambdaLR", lr_lambda="lambda e: 1 / (e + 1)")
TWICE = of("LambdaLR", lr_lambda="lambda e: 2")
WARMED = of("constant_with_warmup", num_warmup_steps=9)


def product(factor: str) -> dict[str, Any]:
    """A MultiplicativeLR as a configuration has it."""
    return of("MultiplicativeLR", lr_lambda=f"lambda e: {factor}")


CASES: list[dict[str, Any]] = [
    of("StepLR", step_size=60),
    STEP,
    of("StepLR", step_size=7, gamma=0.9),
    of("StepLR", step_size=50, gamma=1.5),
    of("MultiStepLR", milestones=[60, 120, 160], gamma=0.2),
    of("MultiStepLR", milestones=[0, 5, 300]),
    of("MultiStepLR", milestones=[]),
    of("ConstantLR"),
    of("ConstantLR", factor=0.25, total_iters=40),
    of("LinearLR"),
    WARM,
    of("LinearLR", start_factor=1.0, end_factor=0.01, total_iters=300),
    of("LinearLR", start_factor=1.0, end_factor=0.0, total_iters=200),
    EXPONENTIAL,
    of("ExponentialLR", gamma=1.0),
    of("PolynomialLR"),
    of("PolynomialLR", total_iters=300, power=2),
    of("PolynomialLR", total_iters=150, power=0.5),
    of("CosineAnnealingLR", T_max=400),
    of("CosineAnnealingLR", T_max=50, eta_min=0.001),
    of("CosineAnnealingLR", T_max=1),
    of("CosineAnnealingLR", T_max=7, eta_min=0.2),
    COSINE,
    of("CosineAnnealingWarmRestarts", T_0=10),
    of("CosineAnnealingWarmRestarts", T_0=10, T_mult=2, eta_min=0.01),
    of("CosineAnnealingWarmRestarts", T_0=5, T_mult=3),
    of("CosineAnnealingWarmRestarts", T_0=1, T_mult=2),
    of("CosineAnnealingWarmRestarts", T_0=3, T_mult=5),
    of("CosineAnnealingWarmRestarts", T_0=1, T_mult=3),
    of("CosineAnnealingWarmRestarts", T_0=2, T_mult=10),
    of("CosineAnnealingWarmRestarts", T_0=1, T_mult=6),
    of("CyclicLR", base_lr=0.001, max_lr=0.1, step_size_up=20),
    of("CyclicLR", base_lr=0.01, max_lr=0.1, step_size_up=5, step_size_down=20, mode="triangular2"),
    of("CyclicLR", base_lr=0.01, max_lr=0.1, step_size_up=13, mode="exp_range", gamma=0.99),
    of("CyclicLR", base_lr=0, max_lr=0.1, step_size_up=8, scale_fn="lambda x: 1/x"),
    of("CyclicLR", base_lr=0.1, max_lr=0.2, step_size_up=8, scale_fn="lambda x: 0.99**x",
       scale_mode="iterations"),
    of("OneCycleLR", max_lr=0.1, total_steps=400),
    of("OneCycleLR", max_lr=0.3, total_steps=400, anneal_strategy="linear", pct_start=0.25),
    of("OneCycleLR", max_lr=1.0, total_steps=400, three_phase=True, div_factor=10),
    of("OneCycleLR", max_lr=0.1, epochs=40, steps_per_epoch=10, final_div_factor=7, pct_start=1.0),
    of("OneCycleLR", max_lr=0.1, total_steps=431, three_phase=True, anneal_strategy="linear"),
    INVERSE,
    TWICE,
    of("LambdaLR", lr_lambda="lambda e: 0.95 ** e"),
    of("LambdaLR", lr_lambda="lambda e: min(1, (e + 1) / 20) * (1 + math.cos(math.pi * e / 9))"),
    of("LambdaLR", lr_lambda="lambda e: 1 if e < 5 else 1 / math.sqrt(e)"),
    product("0.98"),
    product("e / (e + 1)"),
    product("0.97 * (2 * e + 1) / (2 * e + 5)"),
    product("0.1 if e % 30 == 0 else 1"),
    product("0.5 if e % 30 == 7 else 1.001"),
    product("0.95 if e < 40 else 1"),
    product("1 if e <= 100 else 0.99"),
    product("0.2 if e == 60 else 1"),
    product("0.9999 ** e"),
    product("math.exp(-0.0001 * e + 0.001)"),
    sequence([10], WARM, of("CosineAnnealingLR", T_max=390)),
    sequence([10], WARM, of("CosineAnnealingLR", T_max=90, eta_min=0.001)),
    sequence([20], of("ConstantLR", factor=0.1, total_iters=20), EXPONENTIAL),
    sequence([10, 100, 250], WARM, COSINE, STEP, of("PolynomialLR", total_iters=50)),
    sequence([40], COSINE, of("CosineAnnealingWarmRestarts", T_0=10, T_mult=2)),
    sequence([40], of("CosineAnnealingWarmRestarts", T_0=7, T_mult=2), of("ConstantLR")),
    sequence([50], INVERSE, WARM),
    sequence([30], STEP, product("0.97")),
    sequence([30, 200], EXPONENTIAL, product("(e + 1) / (e + 2)"),
             of("MultiStepLR", milestones=[10, 20])),
    sequence([60], WARM, of("CyclicLR", base_lr=0.001, max_lr=0.05, step_size_up=30)),
    sequence([60], of("CyclicLR", base_lr=0.02, max_lr=0.05, step_size_up=20), STEP),
    sequence([100], of("OneCycleLR", max_lr=0.5, total_steps=100), COSINE),
    sequence([100], WARM, of("OneCycleLR", max_lr=0.5, total_steps=300)),
    sequence([5], TWICE, of("OneCycleLR", max_lr=1, total_steps=400)),
    sequence([90], of("OneCycleLR", max_lr=0.5, total_steps=100), of("LinearLR")),
    chain(of("ConstantLR", factor=0.1, total_iters=20), EXPONENTIAL),
    chain(WARM, of("StepLR", step_size=50)),
    chain(WARM, COSINE),
    chain(COSINE, WARM, STEP),
    chain(of("CosineAnnealingLR", T_max=50, eta_min=0.01)),
    chain(WARM, of("CosineAnnealingLR", T_max=395, eta_min=0.001)),
    chain(WARM, of("CosineAnnealingLR", T_max=90, eta_min=0.001), of("ConstantLR")),
    chain(of("CosineAnnealingLR", T_max=60, eta_min=0.02), of("LinearLR", end_factor=0.5)),
    chain(of("LinearLR", start_factor=0.5, total_iters=200), COSINE,
          of("ConstantLR", factor=0.5, total_iters=61)),
    chain(of("PolynomialLR", total_iters=100), of("LinearLR")),
    chain(INVERSE, EXPONENTIAL),
    chain(EXPONENTIAL, INVERSE),
    chain(STEP, of("CosineAnnealingWarmRestarts", T_0=10), WARM),
    chain(product("0.99"), STEP),
    chain(chain(WARM, STEP), EXPONENTIAL),
    chain(sequence([20, 80], WARM, COSINE, STEP), EXPONENTIAL),
    chain(EXPONENTIAL, sequence([20, 81], WARM, COSINE, STEP)),
    chain(EXPONENTIAL, sequence([20], TWICE, WARMED)),
    chain(of("ConstantLR", factor=0.5, total_iters=50), sequence([30], WARM, EXPONENTIAL), STEP),
    chain(of("OneCycleLR", max_lr=0.5, total_steps=400), WARM),
    sequence([40], chain(WARM, STEP), COSINE),
    sequence([40], chain(WARM, EXPONENTIAL, of("PolynomialLR", total_iters=80)), COSINE),
    sequence([30], chain(COSINE, WARM), STEP),
    sequence([100], chain(of("CosineAnnealingLR", T_max=20), STEP), STEP),
    sequence([30], chain(product("(e + 2) / (e + 3)"), STEP), WARM),
    sequence([100], sequence([10], WARM, COSINE), EXPONENTIAL),
    sequence([100], sequence([30], EXPONENTIAL, STEP), COSINE),
    sequence([100], sequence([30], of("CosineAnnealingLR", T_max=20, eta_min=0.01), STEP), COSINE),
    sequence([100], sequence([30], of("PolynomialLR", total_iters=40), STEP), COSINE),
    sequence([200], sequence([100], sequence([30], EXPONENTIAL, WARM), STEP), COSINE),
    sequence([60], sequence([30], INVERSE, STEP), COSINE),
    sequence([60], sequence([30], product("0.9"), STEP), COSINE),
    of("linear", num_training_steps=350),
    of("linear", num_warmup_steps=30, num_training_steps=400),
    of("linear", num_warmup_steps=300, num_training_steps=200),
    of("cosine", num_training_steps=400),
    of("cosine", num_warmup_steps=25, num_training_steps=300),
    of("cosine", num_warmup_steps=10, num_training_steps=410, num_cycles=1.7),
    of("cosine_with_min_lr", num_warmup_steps=20, num_training_steps=300, min_lr=0.01),
    of("cosine_with_min_lr", num_training_steps=390, min_lr_rate=0.2, num_cycles=1.5),
    of("warmup_stable_decay", num_warmup_steps=20, num_decay_steps=100, num_training_steps=300),
    of("warmup_stable_decay", num_warmup_steps=30, num_decay_steps=90, num_stable_steps=100,
       warmup_type="cosine", decay_type="linear", min_lr_ratio=0.1),
    of("warmup_stable_decay", num_warmup_steps=30, num_decay_steps=90, num_stable_steps=0,
       warmup_type="1-sqrt", decay_type="1-sqrt", min_lr_ratio=0.01),
    of("warmup_stable_decay", num_decay_steps=150, num_stable_steps=200, num_cycles=0.75),
    of("cosine_with_restarts", num_warmup_steps=20, num_training_steps=340),
    of("cosine_with_restarts", num_warmup_steps=16, num_training_steps=336, num_cycles=5),
    of("polynomial", num_training_steps=380),
    of("polynomial", num_warmup_steps=20, num_training_steps=320, power=2.5, lr_end=0.001),
    of("constant"),
    of("constant_with_warmup", num_warmup_steps=33),
    of("inverse_sqrt", num_warmup_steps=40),
    of("inverse_sqrt", num_warmup_steps=40, timescale=90),
    of("inverse_sqrt"),
]  # fmt: skip


def made(entry: Mapping[str, Any], optimizer: torch.optim.Optimizer) -> Any:
    """The scheduler itself, its parts made before it and in their order."""
    parameters = {key: value for key, value in entry.items() if key != "name"}
    if entry["name"][0].islower():
        return by_name(entry["name"], parameters, optimizer)
    for key in ("lr_lambda", "scale_fn"):
        if key in parameters:
            parameters[key] = eval(parameters[key])  # one of the cases above
    if "schedulers" in parameters:
        parameters["schedulers"] = [made(part, optimizer) for part in parameters["schedulers"]]
    kind = getattr(lr_scheduler, entry["name"])
    if entry["name"] == "ChainedScheduler":
        return kind(parameters["schedulers"], optimizer=optimizer)
    return kind(optimizer, **parameters)


def by_name(name: str, given: Mapping[str, Any], optimizer: torch.optim.Optimizer) -> Any:
    """Hugging Face's scheduler of that name."""
    shared = ("num_warmup_steps", "num_training_steps")
    return transformers.get_scheduler(
        name,
        optimizer,
        num_warmup_steps=given.get("num_warmup_steps", 0),
        num_training_steps=given.get("num_training_steps"),
        scheduler_specific_kwargs={k: v for k, v in given.items() if k not in shared},
    )


def rates(entry: Mapping[str, Any]) -> np.ndarray:
    """The rate at each step, (STEPS,), as an optimizer uses it."""
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=RATE, momentum=0.9)
    scheduler, found = made(entry, optimizer), []
    for step in range(STEPS):
        found.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        if step < STEPS - 1:
            scheduler.step()
    return np.array(found)


def formulas(entry: Mapping[str, Any]) -> np.ndarray:
    """The same by our formula."""
    from sam_theory.schedules.composing import law_of
    from sam_theory.schedules.laws import Index, Start
    from sam_theory.schedules.schedule import Schedule
    from sam_theory.schedules.scheduler_entry import entry_of

    law = law_of(entry_of(dict(entry)), Start(rate=repr(RATE), length=STEPS))
    return Schedule(law.value(Index())).values(np.arange(1, STEPS + 1))


def main() -> int:
    """Print how far both are apart; 1 if anywhere beyond rounding."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="store the rates")
    writing = parser.parse_args().write
    warnings.simplefilter("ignore")  # PyTorch warns that a part of a sequence is set to step 0
    with np.errstate(all="ignore"):
        theirs = np.array([rates(case) for case in CASES])  # (cases, STEPS)
    sizes = np.abs(theirs).max(axis=1)
    ours = np.array([formulas(case) for case in CASES])
    gaps = np.abs(ours - theirs).max(axis=1) / sizes
    for case, gap in zip(CASES, gaps, strict=True):
        if not gap <= CLOSE:
            print(f"{gap:9.1e}  {json.dumps(case)}")
    print(
        f"{len(CASES)} schedulers, {STEPS} steps: off by {np.nanmax(gaps):.1e} of the rate at most"
    )
    if writing:
        versions = f"torch {torch.__version__}, transformers {transformers.__version__}"
        cases = [json.dumps(case) for case in CASES]
        np.savez_compressed(STORED, cases=cases, rates=theirs, versions=versions)
        return 0
    stored = np.load(STORED)
    same = list(stored["cases"]) == [json.dumps(case) for case in CASES]
    moved = not same or bool((np.abs(stored["rates"] - theirs).max(axis=1) > CLOSE * sizes).any())
    print("the stored rates are these" if not moved else "the stored rates are others: --write")
    return int(moved or not (gaps <= CLOSE).all())


if __name__ == "__main__":
    sys.exit(main())
