"""PyTorch's schedulers that go round: warm restarts, CyclicLR, OneCycleLR.

Source: the code of torch.optim.lr_scheduler, PyTorch 2.13.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedules.entries import count, number, one_of, quotient
from sam_theory.schedules.lambdas import formula_of
from sam_theory.schedules.laws import Index, Law, Start, between

Given = Mapping[str, Any]
MOMENTUM = ("cycle_momentum", "base_momentum", "max_momentum")
CYCLIC: Given = {
    "step_size_up": 2000,
    "step_size_down": None,
    "mode": "triangular",
    "gamma": 1.0,
    "scale_fn": None,
    "scale_mode": "cycle",
}
ONE_CYCLE: Given = {
    "total_steps": None,
    "epochs": None,
    "steps_per_epoch": None,
    "pct_start": 0.3,
    "anneal_strategy": "cos",
    "div_factor": 25,
    "final_div_factor": 10_000,
    "three_phase": False,
}


def restarts(given: Given, at: Start) -> Law:
    """CosineAnnealingWarmRestarts: half a cosine over and over, each T_mult times as long."""
    first, factor = count(given["T_0"], "T_0"), count(given["T_mult"], "T_mult")
    least = number(given["eta_min"], "eta_min")

    def share(e: Index) -> str:
        if factor == 1:
            return f"Mod({e},{first})/{first}"
        begun = f"{e}/{first}+1" if factor == 2 else f"{e}*{factor - 1}/{first}+1"
        grown = f"{factor}**Mod(log({begun})/log({factor}),1)-1"  # since the last restart
        return f"({grown})" if factor == 2 else f"({grown})/{factor - 1}"

    return Law(sets=True, value=lambda e: between(least, at.rate, f"(1+cos(pi*{share(e)}))/2"))


def cyclic(given: Given, at: Start) -> Law:
    """CyclicLR: up and down between two rates."""
    low, high = number(given["base_lr"], "base_lr"), number(given["max_lr"], "max_lr")
    up = count(given["step_size_up"], "step_size_up")
    down = given["step_size_down"]
    down = up if down is None else count(down, "step_size_down")
    total, scale = up + down, _scale(given)

    def value(e: Index) -> str:
        passed = f"Mod({e},{total})"
        rising = f"{passed}/{up}"
        falling = f"({total}-{passed})/{down}"
        cycle = f"floor({e}/{total}+1)"
        height = scale(cycle, str(e))
        return between(low, high, f"where({passed}<={up},{rising},{falling}){height}")

    return Law(value=value, sets=True, base=low if at.first else None)


def _scale(given: Given) -> Any:
    """What the height of a triangle is multiplied with, by its number and the index."""
    if given["scale_fn"] is not None:
        by_cycle = one_of(given["scale_mode"], "scale_mode", ("cycle", "iterations")) == "cycle"
        text = given["scale_fn"]
        formula_of(text, "x", "scale_fn", "x")
        return lambda cycle, e: f"*({formula_of(text, cycle if by_cycle else e, 'scale_fn', 'x')})"
    mode = one_of(given["mode"], "mode", ("triangular", "triangular2", "exp_range"))
    gamma = number(given["gamma"], "gamma")
    return {
        "triangular": lambda cycle, e: "",
        "triangular2": lambda cycle, e: f"/2**({cycle}-1)",
        "exp_range": lambda cycle, e: f"*{gamma}**{e}",
    }[mode]


def one_cycle(given: Given, at: Start) -> Law:
    """OneCycleLR: up, down, and down further; PyTorch raises an error after its last step."""
    total, rates = _total(given, at), _rates(given)
    ends = _ends(given, total)
    cosine = one_of(given["anneal_strategy"], "anneal_strategy", ("cos", "linear")) == "cos"
    phases = list(zip([Fraction(0), *ends], ends, rates, rates[1:], strict=False))

    def value(e: Index) -> str:
        index = f"Min({e},{total - 1})"
        text = _phase(index, *phases[-1], cosine)
        for begin, end, low, high in reversed(phases[:-1]):
            rising = _phase(index, begin, end, low, high, cosine)
            text = f"where({index}<={quotient(end)},{rising},{text})"
        return text

    beyond = (
        f"OneCycleLR has no rate after its {total:,} steps, where PyTorch raises an error: its "
        "last one is assumed to stay"
    )
    return Law(value=value, sets=True, base=quotient(rates[0]), beyond=beyond)


def _total(given: Given, at: Start) -> int:
    if given["total_steps"] is not None:
        total = count(given["total_steps"], "total_steps")
    elif given["epochs"] is not None and given["steps_per_epoch"] is not None:
        epochs = count(given["epochs"], "epochs of OneCycleLR")
        total = epochs * count(given["steps_per_epoch"], "steps_per_epoch of OneCycleLR")
    else:
        total = at.length
    if total < at.length:
        raise UsageError(
            f"total_steps must be at least the {at.length:,} steps that OneCycleLR is used for, "
            f"after which PyTorch raises an error; got {total:,}"
        )
    return total


def _rates(given: Given) -> list[Fraction]:
    """The rates between which it goes."""
    most = Fraction(number(given["max_lr"], "max_lr"))
    down, further = (
        Fraction(number(given[key], key)) for key in ("div_factor", "final_div_factor")
    )
    if down == 0 or further == 0:
        raise UsageError("div_factor and final_div_factor must be positive; got 0")
    start = most / down
    return [start, most, *([start] if given["three_phase"] is True else []), start / further]


def _ends(given: Given, total: int) -> list[Fraction]:
    """The indices at which the phases end."""
    if not isinstance(given["three_phase"], bool):
        raise UsageError("three_phase must be true or false; give one")
    share = Fraction(number(given["pct_start"], "pct_start", 0.0, 1.0))
    if share * total == 1:
        raise UsageError(
            f"pct_start * total_steps must not be 1, where PyTorch divides by 0; got {total} steps"
        )
    middle = [2 * share * total - 2] if given["three_phase"] else []
    return [share * total - 1, *middle, Fraction(total - 1)]


def _phase(
    index: str, begin: Fraction, end: Fraction, low: Fraction, high: Fraction, cosine: bool
) -> str:
    if begin == end:  # the phase before it lasts until the end
        return quotient(high)
    passed = f"({index}-{quotient(begin)})" if begin > 0 else index
    passed = f"({index}+{quotient(-begin)})" if begin < 0 else passed
    share = f"{passed}/{quotient(end - begin)}"
    if cosine:
        return _sum(high, (low - high) / 2, f"(1+cos(pi*{share}))")
    return _sum(low, high - low, share)


def _sum(start: Fraction, factor: Fraction, share: str) -> str:
    """start + factor·share."""
    sign = "-" if factor < 0 else "+"
    return f"{quotient(start)}{sign}{quotient(abs(factor))}*{share}"
