"""The course of one run as curves for a plot: a few dozen windows, and the rate that fits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sam_theory.properties.judge import CHECKERS
from sam_theory.properties.rates import Decay
from sam_theory.runs.trace import Iterates, Range, Trace
from sam_theory.statements.conclusions.rates import gradient_decay
from sam_theory.statements.stalls import Stall, stall_of
from sam_theory.statements.theorem import Run

POINTS = 48  # windows at most
FIRST = 8  # the k before which no windows are joined
STILL = 1e-3  # exponents below this are no fall

Law = Literal["power", "linear"]


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How fast max ‖∇f‖ falls, by the fits that the theorems' rates are held against.

    `law` is None where neither k^(−exponent) nor e^(−exponent·k) settles; the exponent is then that
    of the last octave. The fit goes through `height` at k = `last`.
    """

    law: Law | None
    exponent: float
    last: float
    height: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Curves:
    """One run in at most `POINTS` windows, joined from those of its trace."""

    start: int  # the start's number, from 1
    last: np.ndarray  # (N,) the last k of each window
    gradient_low: np.ndarray  # (N,) min ‖∇f(xᵏ)‖
    gradient_high: np.ndarray  # (N,) max ‖∇f(xᵏ)‖
    value_low: np.ndarray | None  # (N,) min f(xᵏ)
    value_high: np.ndarray | None  # (N,) max f(xᵏ)
    box: np.ndarray | None  # (N,) the longest side of the box of the xᵏ
    elapsed: np.ndarray | None  # (N,) Σ tₖ up to the last k of each window
    ending: str  # why the run has no later iterate
    rate: Rate | None  # None: ‖∇f‖ does not stand out from rounding
    stall: Stall | None = None  # what a certificate says of it


def worst_curves(run: Sequence[Run]) -> Curves:
    """The curves of the start with the worst verdict on a property, the first among equals."""
    ranks = [max(e.properties[name].status.rank for name in CHECKERS) for e in run]
    at = ranks.index(max(ranks))
    return curves_of(run[at], at + 1)


def curves_of(run: Run, start: int) -> Curves:
    """The curves of a run that began at the start of that number."""
    trace = run.trace
    offsets = _offsets(trace)

    def joined(group: Range | Iterates) -> tuple[np.ndarray, np.ndarray]:
        return np.minimum.reduceat(group.low, offsets), np.maximum.reduceat(group.high, offsets)

    gradient_low, gradient_high = joined(trace.gradients)
    value_low, value_high = (None, None) if trace.values is None else joined(trace.values)
    box = None if trace.iterates is None else joined(trace.iterates)
    elapsed = None if trace.elapsed is None else trace.elapsed.time
    return Curves(
        start=start,
        last=np.append(trace.edges[offsets[1:]], trace.edges[-1]) - 1,
        gradient_low=gradient_low,
        gradient_high=gradient_high,
        value_low=value_low,
        value_high=value_high,
        box=None if box is None else (box[1] - box[0]).max(axis=-1),
        elapsed=None if elapsed is None else np.cumsum(np.add.reduceat(elapsed, offsets)),
        ending=trace.ending.evidence,
        rate=rate_of(gradient_decay(run)),
        stall=stall_of(run),
    )


def _offsets(trace: Trace) -> np.ndarray:
    """Where the joined windows begin among those of the trace, (N,).

    Equally many are joined from k = 8 on, since the box of x grows with its window; the last one,
    which the horizon cuts short, is joined to those before it.
    """
    first = trace.edges[:-1]
    complete = max(len(first) - 1, 1)
    alone = min(int(np.searchsorted(first, FIRST)), complete - 1)
    size = math.ceil((complete - alone) / (POINTS - FIRST))
    late = np.arange(complete - size, alone, -size)[::-1]
    return np.concatenate([np.arange(alone + 1), late])


def rate_of(fall: Decay | None) -> Rate | None:
    """The rate of a decay, in words and as a law to draw."""
    if fall is None or len(fall.logs) < 2:
        return None
    law, exponent, text = _law(fall)
    height = float(np.exp(fall.logs[-1]))
    return Rate(law=law, exponent=exponent, last=fall.last, height=height, text=f"max ‖∇f‖ {text}")


def _law(fall: Decay) -> tuple[Law | None, float, str]:
    if fall.linear:
        if len(fall.exponents) < 2:  # through two points there is always a law
            return None, fall.rate, f"is 0 or rounding after k = {fall.last:.0f}, too soon to fit"
        return "linear", fall.rate, f"≈ {fall.law}"
    if fall.power is not None:
        return "power", fall.power, f"≈ {fall.law}"
    s, octave = fall.exponent, f"in the octave before k = {fall.last:.0f}"
    if s < STILL:
        return None, s, f"does not fall {octave}"
    return None, s, f"follows no settled law; it falls like k^(−{s:.3g}) {octave}"
