"""The schedulers that Hugging Face's `get_scheduler` knows by name, each a factor of the rate.

Source: the lambdas of transformers/optimization.py, transformers 5.24.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from sam_theory.errors import UsageError
from sam_theory.schedules.entries import count, number
from sam_theory.schedules.laws import Index, Law, Start, times

Given = Mapping[str, Any]
WARM_UP: Given = {"num_warmup_steps": 0}
TRAINING: Given = {**WARM_UP, "num_training_steps": None}
TIMESCALE = 10_000  # of inverse_sqrt without a warm-up


def _warmed(given: Given, at: Start, after: Callable[[Index, int], str]) -> Law:
    """A rate that rises from 0, and then the rate times `after`."""
    steps = count(given["num_warmup_steps"], "num_warmup_steps", 0)

    def value(e: Index) -> str:
        then = after(e, steps)
        return times(at.rate, f"where({e}<{steps},{e}/{steps},{then})" if steps else then)

    return Law(value=value, sets=True)


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
    return _warmed(given, at, lambda e, warm: f"Max(0,({total}-{e})/{max(1, total - warm)})")


def _cosine(given: Given, at: Start) -> Law:
    total, cycles = _total(given, at), Fraction(number(given["num_cycles"], "num_cycles"))

    def after(e: Index, warm: int) -> str:
        turns = 2 * cycles / max(1, total - warm)
        angle = times(str(turns.numerator), f"{e.minus(warm)}/{turns.denominator}")
        return f"(1+cos(pi*{angle}))/2"

    return _warmed(given, at, after)


def _restarts(given: Given, at: Start) -> Law:
    total, cycles = _total(given, at), number(given["num_cycles"], "num_cycles")

    def after(e: Index, warm: int) -> str:
        long = max(1, total - warm)
        passed = f"Mod({times(cycles, f'{e.minus(warm)}/{long}')},1)"
        return f"where({e}<{warm + long},(1+cos(pi*{passed}))/2,0)"

    return _warmed(given, at, after)


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
    "cosine_with_restarts": ({**TRAINING, "num_cycles": 1}, _restarts),
    "polynomial": ({**TRAINING, "lr_end": 1e-7, "power": 1.0}, _polynomial),
    "constant_with_warmup": (WARM_UP, _constant),
    "inverse_sqrt": ({**WARM_UP, "timescale": None}, _inverse_sqrt),
}
