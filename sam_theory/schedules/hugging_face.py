"""The schedulers that Hugging Face's `get_scheduler` knows by name, each a factor of the rate.

Source: the lambdas of transformers/optimization.py, transformers 5.24.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedules.entries import count, number, one_of
from sam_theory.schedules.laws import GOES_ON, STAYS, Index, Law, Start, times

Given = Mapping[str, Any]
WARM_UP: Given = {"num_warmup_steps": 0}
TRAINING: Given = {**WARM_UP, "num_training_steps": None}
TIMESCALE = 10_000  # of inverse_sqrt without a warm-up


def _warmed(given: Given, at: Start, after: Callable[[Index, int], str], beyond: str = "") -> Law:
    """A rate that rises from 0, and then the rate times `after`."""
    steps = count(given["num_warmup_steps"], "num_warmup_steps", 0)

    def value(e: Index) -> str:
        then = after(e, steps)
        return times(at.rate, f"where({e}<{steps},{e}/{steps},{then})" if steps else then)

    return Law(value=value, sets=True, beyond=beyond)


def _zero_from(steps: int) -> str:
    return f"{GOES_ON}, which is 0 from step {steps:,} on"


def _ended(total: int, at: Start) -> str:
    if at.length <= total:
        return f"{STAYS} its value after num_training_steps = {total:,}"
    return f"{GOES_ON}, in which the cosine goes on after num_training_steps = {total:,}"


def _constant(given: Given, at: Start) -> Law:
    return _warmed(given, at, lambda e, warm: "1")


def _inverse_sqrt(given: Given, at: Start) -> Law:
    scale = given["timescale"]
    warm = count(given["num_warmup_steps"], "num_warmup_steps", 0)
    scale = (warm or TIMESCALE) if scale is None else count(scale, "timescale")
    shift = scale - warm
    return _warmed(given, at, lambda e, warm: f"1/sqrt({e.minus(-shift)}/{scale})")


def _total(given: Given, at: Start) -> int:
    steps = given["num_training_steps"]
    return at.length if steps is None else count(steps, "num_training_steps")


def _linear(given: Given, at: Start) -> Law:
    total = _total(given, at)
    return _warmed(
        given,
        at,
        lambda e, warm: f"Max(0,({total}-{e})/{max(1, total - warm)})",
        _zero_from(max(total, count(given["num_warmup_steps"], "num_warmup_steps", 0))),
    )


def _cosine(given: Given, at: Start) -> Law:
    total = _total(given, at)
    return _warmed(
        given,
        at,
        lambda e, warm: _turned(given, _passed(e, warm, total, at), max(1, total - warm)),
        _ended(total, at),
    )


def _passed(e: Index, warm: int, total: int, at: Start) -> str:
    """The steps since the warm-up, up to the end where the training does not go beyond it."""
    passed = e.minus(warm)
    return f"Min({passed},{max(1, total - warm)})" if at.length <= total else f"{passed}"


def _turned(given: Given, passed: str, steps: int) -> str:
    """The cosine that makes `num_cycles` turns in so many steps, between 0 and 1."""
    turns = 2 * Fraction(number(given["num_cycles"], "num_cycles")) / steps
    angle = times(str(turns.numerator), f"{passed}/{turns.denominator}")
    return f"(1+cos(pi*{angle}))/2"


def _cosine_above(given: Given, at: Start) -> Law:
    least, share = given["min_lr"], given["min_lr_rate"]
    if (least is None) == (share is None):
        raise UsageError("cosine_with_min_lr needs min_lr or min_lr_rate; give one of them")
    low = (
        f"({number(least, 'min_lr')}/{at.rate})"
        if share is None
        else number(share, "min_lr_rate", 0.0, 1.0)
    )
    total = _total(given, at)

    def after(e: Index, warm: int) -> str:
        turned = _turned(given, _passed(e, warm, total, at), max(1, total - warm))
        return f"({low}+(1-{low})*{turned})"

    return _warmed(given, at, after, _ended(total, at))


RISES: Mapping[str, str] = {
    "linear": "{0}",
    "cosine": "(1-cos(pi*{0}))/2",
    "1-sqrt": "(1-sqrt(1-{0}))",
}
FALLS: Mapping[str, str] = {"linear": "(1-{0})", "cosine": "", "1-sqrt": "(1-sqrt({0}))"}


def _stable(given: Given, at: Start) -> Law:
    """warmup_stable_decay: up, level, down."""
    warm = count(given["num_warmup_steps"], "num_warmup_steps", 0)
    decay = count(given["num_decay_steps"], "num_decay_steps")
    fall_from = warm + _level(given, at, warm + decay)
    low = number(given["min_lr_ratio"], "min_lr_ratio", 0.0, 1.0)
    rise = one_of(given["warmup_type"], "warmup_type", RISES)
    fall = one_of(given["decay_type"], "decay_type", FALLS)

    def above(share: str) -> str:
        return share if float(low) == 0 else f"({low}+(1-{low})*{share})"

    def value(e: Index) -> str:
        passed = f"Min({e.minus(fall_from)},{decay})"
        down = FALLS[fall].format(f"{passed}/{decay}")
        down = above(down or _turned(given, passed, decay))
        text = f"where({e}<{fall_from},1,where({e}<{fall_from + decay},{down},{low}))"
        up = above(RISES[rise].format(f"Min({e},{warm})/{warm}"))
        return times(at.rate, f"where({e}<{warm},{up},{text})" if warm else text)

    ended = _zero_from(fall_from + decay) if float(low) == 0 else ""
    return Law(value=value, sets=True, beyond=ended)


def _level(given: Given, at: Start, others: int) -> int:
    """How many steps the rate stays at its height."""
    if given["num_stable_steps"] is not None:
        return count(given["num_stable_steps"], "num_stable_steps", 0)
    if _total(given, at) < others:
        raise UsageError("num_training_steps must be at least those of warm-up and decay together")
    return _total(given, at) - others


def _restarts(given: Given, at: Start) -> Law:
    total, cycles = _total(given, at), number(given["num_cycles"], "num_cycles")

    def after(e: Index, warm: int) -> str:
        long = max(1, total - warm)
        passed = f"Mod({times(cycles, f'{e.minus(warm)}/{long}')},1)"
        return f"where({e}<{warm + long},(1+cos(pi*{passed}))/2,0)"

    warm = count(given["num_warmup_steps"], "num_warmup_steps", 0)
    return _warmed(given, at, after, _zero_from(max(total, warm + 1)))


def _polynomial(given: Given, at: Start) -> Law:
    total, power = _total(given, at), number(given["power"], "power")
    end = number(given["lr_end"], "lr_end")
    if float(power) == 0:
        raise UsageError("power must be positive; got 0; use constant_with_warmup")
    if float(end) >= float(at.rate):
        raise UsageError(f"lr_end must be below the rate {at.rate}; got {end}")

    def after(e: Index, warm: int) -> str:
        if warm >= total:
            raise UsageError(f"num_warmup_steps must be below num_training_steps; got {warm}")
        left = f"(1-(Min({e},{total})-{warm})/{total - warm})**{power}"
        if float(end) == 0:
            return left
        return f"({end}+({at.rate}-{end})*{left})/{at.rate}"

    return _warmed(given, at, after)


LAWS: Mapping[str, tuple[Given, Callable[[Given, Start], Law]]] = {
    "linear": (TRAINING, _linear),
    "cosine": ({**TRAINING, "num_cycles": 0.5}, _cosine),
    "cosine_with_min_lr": (
        {**TRAINING, "num_cycles": 0.5, "min_lr": None, "min_lr_rate": None},
        _cosine_above,
    ),
    "warmup_stable_decay": (
        {
            **TRAINING,
            "num_decay_steps": None,
            "num_stable_steps": None,
            "warmup_type": "linear",
            "decay_type": "cosine",
            "min_lr_ratio": 0,
            "num_cycles": 0.5,
        },
        _stable,
    ),
    "cosine_with_restarts": ({**TRAINING, "num_cycles": 1}, _restarts),
    "polynomial": ({**TRAINING, "lr_end": 1e-7, "power": 1.0}, _polynomial),
    "constant_with_warmup": (WARM_UP, _constant),
    "inverse_sqrt": ({**WARM_UP, "timescale": None}, _inverse_sqrt),
}
