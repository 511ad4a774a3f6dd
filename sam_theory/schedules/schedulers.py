"""PyTorch's learning-rate schedulers as formulas in k.

Iteration k belongs to epoch e = ⌊(k − 1)/S⌋, S the steps per epoch, counted from 0 as PyTorch does.

Source: the closed forms in the documentation of torch.optim.lr_scheduler (PyTorch 2).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedules.lambdas import formula_of

MOST_STEPS = 10**9  # steps per epoch, epochs, and the like
MOST_MILESTONES = 25


def step_formula(name: str, rate: str, parameters: Mapping[str, Any], steps: int) -> str:
    """The stepsizes of a scheduler from an initial rate; raises UsageError for what is wrong."""
    if name not in SCHEDULERS:
        raise UsageError(f"a scheduler must be one of {', '.join(SCHEDULERS)}; got {name!r}")
    required, optional, formula = SCHEDULERS[name]
    for key in parameters:
        if key not in (*required, *optional):
            allowed = ", ".join((*required, *optional)) or "no parameters"
            raise UsageError(f"{name} takes {allowed}; got {key!r}")
    for key in required:
        if key not in parameters:
            raise UsageError(f"{name} needs {key}; give it")
    epoch = "(k-1)" if steps == 1 else f"floor((k-1)/{steps})"
    return formula(rate, {**optional, **parameters}, epoch)


def as_number(value: Any, name: str, least: float = 0.0) -> str:
    """A number as it is written in formulas; YAML reads 1e-3 as a text."""
    try:
        number = float(value) if not isinstance(value, bool) else math.nan
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not (math.isfinite(number) and number >= least):
        raise UsageError(f"{name} must be a number >= {least:g}; got {str(value)[:60]!r}")
    return str(value) if isinstance(value, int) else repr(number)


def as_count(value: Any, name: str, least: int = 1) -> int:
    """A whole number of epochs or steps."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST_STEPS:
        raise UsageError(
            f"{name} must be a whole number from {least} to {MOST_STEPS:,}; got {str(value)[:60]!r}"
        )
    return value


def _constant(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    return rate


def _stairs(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    size, gamma = as_count(given["step_size"], "step_size"), as_number(given["gamma"], "gamma")
    return f"{rate}*{gamma}**floor({epoch}/{size})"


def _milestones(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    gamma, milestones = as_number(given["gamma"], "gamma"), given["milestones"]
    if not isinstance(milestones, list):
        raise UsageError(f"milestones must be a list of epochs; got {str(milestones)[:60]!r}")
    if len(milestones) > MOST_MILESTONES:
        raise UsageError(
            f"milestones must be at most {MOST_MILESTONES}; got {len(milestones)}; write the steps "
            "as a formula with LambdaLR"
        )
    passed = [f"({epoch}>={as_count(m, 'a milestone', 0)})" for m in milestones]
    return f"{rate}*{gamma}**({'+'.join(passed)})" if passed else rate


def _exponential(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    return f"{rate}*{as_number(given['gamma'], 'gamma')}**{epoch}"


def _cosine(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    period, least = as_count(given["T_max"], "T_max"), as_number(given["eta_min"], "eta_min")
    return _between(least, rate, f"(1+cos(pi*{epoch}/{period}))/2")


def _between(least: str, rate: str, share: str) -> str:
    return f"{rate}*{share}" if float(least) == 0 else f"{least}+({rate}-{least})*{share}"


def _restarts(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    first, factor = as_count(given["T_0"], "T_0"), as_count(given["T_mult"], "T_mult")
    least = as_number(given["eta_min"], "eta_min")
    if factor == 1:
        share = f"Mod({epoch},{first})/{first}"
    else:
        begun = f"{epoch}/{first}+1" if factor == 2 else f"{epoch}*{factor - 1}/{first}+1"
        grown = f"{factor}**Mod(log({begun})/log({factor}),1)-1"  # since the last restart
        share = f"({grown})" if factor == 2 else f"({grown})/{factor - 1}"
    return _between(least, rate, f"(1+cos(pi*{share}))/2")


def _polynomial(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    total, power = (
        as_count(given["total_iters"], "total_iters"),
        as_number(given["power"], "power"),
    )
    return f"{rate}*(1-Min({epoch},{total})/{total})**{power}"


def _lambda(rate: str, given: Mapping[str, Any], epoch: str) -> str:
    return f"{rate}*({formula_of(given['lr_lambda'], epoch)})"


Formula = Callable[[str, Mapping[str, Any], str], str]
SCHEDULERS: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any], Formula]] = {
    # required parameters, optional ones with PyTorch's defaults, and the formula
    "constant": ((), {}, _constant),
    "StepLR": (("step_size",), {"gamma": 0.1}, _stairs),
    "MultiStepLR": (("milestones",), {"gamma": 0.1}, _milestones),
    "ExponentialLR": (("gamma",), {}, _exponential),
    "CosineAnnealingLR": (("T_max",), {"eta_min": 0}, _cosine),
    "CosineAnnealingWarmRestarts": (("T_0",), {"T_mult": 1, "eta_min": 0}, _restarts),
    "PolynomialLR": ((), {"total_iters": 5, "power": 1}, _polynomial),
    "LambdaLR": (("lr_lambda",), {}, _lambda),
}
