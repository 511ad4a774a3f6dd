"""PyTorch's learning-rate schedulers, one by one.

An index counts from 0 as PyTorch does: epochs, or iterations.

Source: the code and the documentation of torch.optim.lr_scheduler, PyTorch 2.13.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedules import cycles, hugging_face
from sam_theory.schedules.entries import count, increasing, number, quotient
from sam_theory.schedules.lambdas import formula_of
from sam_theory.schedules.laws import (
    GOES_ON,
    STAYS,
    Index,
    Law,
    Start,
    between,
    constant,
    multiplied,
)
from sam_theory.schedules.products import product_of

MOST_MILESTONES = 25
Given = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Scheduler:
    """The parameters of a scheduler, the optional ones with PyTorch's defaults, and its law.

    `unread` are parameters that do not touch the rate.
    """

    law: Callable[[Given, Start], Law]
    required: tuple[str, ...] = ()
    optional: Given = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    interval: str = "epoch"


def _step(given: Given, at: Start) -> Law:
    size, gamma = count(given["step_size"], "step_size"), number(given["gamma"], "gamma")
    return multiplied(at.rate, lambda e: f"{gamma}**floor({e}/{size})", vanishes=float(gamma) == 0)


def _milestones(given: Given, at: Start) -> Law:
    gamma = number(given["gamma"], "gamma")
    milestones = increasing(given["milestones"], "milestones", 0, MOST_MILESTONES)

    def factor(e: Index) -> str:
        passed = "+".join(f"({e}>={m})" for m in milestones)
        return f"{gamma}**({passed})" if passed else "1"

    return multiplied(at.rate, factor, vanishes=float(gamma) == 0)


def _warm(given: Given, at: Start) -> Law:
    """ConstantLR divides by its factor at the end."""
    share = number(given["factor"], "factor", 0.0, 1.0)
    if float(share) == 0:
        raise UsageError("factor must be positive: ConstantLR divides by it; got 0")
    total = count(given["total_iters"], "total_iters")
    return multiplied(at.rate, lambda e: f"where({e}<{total},{share},1)", settles=total)


def _linear(given: Given, at: Start) -> Law:
    start = number(given["start_factor"], "start_factor", 0.0, 1.0)
    end = number(given["end_factor"], "end_factor", 0.0, 1.0)
    if float(start) == 0:
        raise UsageError("start_factor must be positive: LinearLR divides by it; got 0")
    total = count(given["total_iters"], "total_iters")
    slope = quotient((Fraction(end) - Fraction(start)) / total)
    return multiplied(
        at.rate,
        lambda e: f"({start}+{slope}*Min({e},{total}))",
        vanishes=float(end) == 0,
        settles=total,
    )


def _exponential(given: Given, at: Start) -> Law:
    gamma = number(given["gamma"], "gamma")
    return multiplied(
        at.rate, lambda e: f"{gamma}**{e.minus(-1 if at.late else 0)}", vanishes=float(gamma) == 0
    )


def _polynomial(given: Given, at: Start) -> Law:
    total, power = count(given["total_iters"], "total_iters"), number(given["power"], "power")

    def factor(e: Index) -> str:
        left = f"(1-Min({e},{total})/{total})"
        return f"({left}*{total}/{total + 1})**{power}" if at.late else f"{left}**{power}"

    return multiplied(at.rate, factor, vanishes=True)


def _cosine(given: Given, at: Start) -> Law:
    """PyTorch's own rises again after T_max: only where the training goes so far is it meant to."""
    half, least = count(given["T_max"], "T_max"), number(given["eta_min"], "eta_min")
    ends = at.length <= half

    def share(e: Index) -> str:
        index = f"Min({e},{half})" if ends else f"{e}"
        plain = f"(1+cos(pi*{index}/{half}))/2"
        late = f"where({e}<={half},2/(1+cos(pi/{half})),1)"
        return f"{late}*{plain}" if at.late else plain

    if at.late and half == 1:
        raise UsageError("T_max must be at least 2 for a nested first scheduler; got 1")
    return Law(
        value=lambda e: between(least, at.rate, share(e)),
        factor=share if float(least) == 0 else None,
        turns=half,
        least=least,
        beyond=f"{STAYS} eta_min = {least} after T_max = {half:,}"
        if ends
        else f"{GOES_ON}, in which the cosine rises again after T_max = {half:,}",
    )


def _lambda(given: Given, at: Start) -> Law:
    formula_of(given["lr_lambda"], "epoch")  # whether it can be read
    return Law(sets=True, value=lambda e: f"{at.rate}*({formula_of(given['lr_lambda'], str(e))})")


def _multiplicative(given: Given, at: Start) -> Law:
    return multiplied(at.rate, product_of(given["lr_lambda"], 0 if at.late else 1), vanishes=True)


SCHEDULERS: Mapping[str, Scheduler] = {
    "constant": Scheduler(law=lambda given, at: constant(at.rate)),
    "LambdaLR": Scheduler(law=_lambda, required=("lr_lambda",)),
    "MultiplicativeLR": Scheduler(law=_multiplicative, required=("lr_lambda",)),
    "StepLR": Scheduler(law=_step, required=("step_size",), optional={"gamma": 0.1}),
    "MultiStepLR": Scheduler(law=_milestones, required=("milestones",), optional={"gamma": 0.1}),
    "ConstantLR": Scheduler(law=_warm, optional={"factor": 1 / 3, "total_iters": 5}),
    "LinearLR": Scheduler(
        law=_linear, optional={"start_factor": 1 / 3, "end_factor": 1, "total_iters": 5}
    ),
    "ExponentialLR": Scheduler(law=_exponential, required=("gamma",)),
    "PolynomialLR": Scheduler(law=_polynomial, optional={"total_iters": 5, "power": 1}),
    "CosineAnnealingLR": Scheduler(law=_cosine, required=("T_max",), optional={"eta_min": 0}),
    "CosineAnnealingWarmRestarts": Scheduler(
        law=cycles.restarts, required=("T_0",), optional={"T_mult": 1, "eta_min": 0}
    ),
    "CyclicLR": Scheduler(
        law=cycles.cyclic,
        required=("base_lr", "max_lr"),
        optional=cycles.CYCLIC,
        unread=cycles.MOMENTUM,
        interval="step",
    ),
    "OneCycleLR": Scheduler(
        law=cycles.one_cycle,
        required=("max_lr",),
        optional=cycles.ONE_CYCLE,
        unread=cycles.MOMENTUM,
        interval="step",
    ),
    **{
        name: Scheduler(
            law=law,
            optional=optional,
            unread=tuple(key for key in hugging_face.TRAINING if key not in optional),
            interval="step",
        )
        for name, (optional, law) in hugging_face.LAWS.items()
    },
}
