"""Whether the record of a run agrees with itself, with its schedules, and with f: else a bug."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from sam_theory.certificates.forms import Short, Trap
from sam_theory.properties.rounding import EPS
from sam_theory.runs.trace import Iterates, Range, Trace
from sam_theory.schedules.schedule import Schedule
from sam_theory.statements.theorem import Run

LOST = 1e-9  # relative difference that the order of sums, or another engine, may make
TINY = 1e-290  # squares and products below lose their digits, or are 0

Interval = tuple[np.ndarray, np.ndarray]  # bounds from below and from above, (W,) each


def of_record(run: Run) -> Iterator[str]:
    """What cannot be true of the record of one run, one sentence each."""
    trace = run.trace
    if trace.ending.reason == "outside the domain":
        return
    yield from _of_extremes(trace)
    yield from _of_ends(run)
    yield from _of_membership(trace)
    yield from _of_sums(trace)
    yield from _of_rises(trace)
    yield from _of_way(trace)
    yield from _of_schedules(run)
    yield from _of_error(run)
    yield from _of_trap(run)


def _of_extremes(trace: Trace) -> Iterator[str]:
    for name, group in _groups(trace):
        if group is not None and not np.all(group.low <= group.high):
            yield f"the recorded least {name} exceeds the greatest, or is not a number"


def _groups(trace: Trace) -> Iterator[tuple[str, Range | Iterates | None]]:
    """What was recorded by its extremes, with a name."""
    yield from (("‖∇f‖", trace.gradients), ("f", trace.values), ("x", trace.iterates))
    yield from (("t", trace.steps), ("ρ", trace.radii), ("‖g‖", trace.estimates))
    yield "‖∇f‖/‖g‖", trace.estimates.share if trace.estimates else None


# ---- the first and the last iterate


def _of_ends(run: Run) -> Iterator[str]:
    """f at the first and the last iterate, and ‖∇f‖ at the last, computed anew."""
    trace, problem = run.trace, run.setting.problem
    lipschitz = run.outlook.lipschitz or 0.0
    x, f = trace.iterates, trace.values
    ends = () if x is None or f is None else ((x.first, f.first, "first"), (x.last, f.last, "last"))
    for at, value, which in ends:
        if not np.isfinite(value):
            continue
        again = float(problem.value(at[None])[0])
        curved = lipschitz * float(at @ at)  # what may cancel within f
        scale = max(abs(again), abs(value), curved, _height(trace))
        if not abs(again - value) <= LOST * scale:
            yield f"f at the {which} iterate is {again:.6g}, and {value:.6g} was recorded"
    if x is not None:
        slope = float(np.hypot.reduce(problem.gradient(x.last[None])[0]))
        curved = lipschitz * float(np.hypot.reduce(x.last))
        scale = max(slope, curved, _greatest(trace.gradients.high))
        if np.isfinite(slope) and not abs(slope - trace.gradients.last) <= LOST * scale:
            yield (
                f"‖∇f‖ at the last iterate is {slope:.6g}, "
                f"and {trace.gradients.last:.6g} was recorded"
            )


def _of_membership(trace: Trace) -> Iterator[str]:
    """The first and the last iterate, and what is known there, against their windows."""
    x, f, slope = trace.iterates, trace.values, trace.gradients
    told: list[tuple[str, Any, Range | Iterates, int]] = [("last ‖∇f‖", slope.last, slope, -1)]
    if x is not None:
        told += [("first iterate", x.first, x, 0), ("last iterate", x.last, x, -1)]
    if f is not None:
        told += [("first value", f.first, f, 0), ("last value", f.last, f, -1)]
    for name, value, group, window in told:
        ends = (group.low[window], group.high[window])
        if np.all(np.isfinite(value)) and not _between(ends, np.asarray(value)):
            yield f"the recorded {name} is not between the least and the greatest of its window"


# ---- windows


def _of_sums(trace: Trace) -> Iterator[str]:
    """Each recorded sum over a window, against the extremes of what is summed."""
    counts = np.diff(trace.edges).astype(np.float64)
    slope = (trace.gradients.low, trace.gradients.high)
    squares = (slope[0] ** 2, slope[1] ** 2)
    steps, elapsed, moves, g = trace.steps, trace.elapsed, trace.moves, trace.estimates
    known: list[tuple[str, np.ndarray, np.ndarray, Interval]] = [
        ("Σ‖∇f‖²", trace.gradients.squares, counts, squares)
    ]
    if elapsed is not None:
        known.append(("Σt‖∇f‖²", elapsed.squares, elapsed.time, squares))
    if elapsed is not None and steps is not None:
        known.append(("Σt", elapsed.time, counts, (steps.low, steps.high)))
    if moves is not None:
        known.append(("Σ‖∇f‖‖Δx‖", moves.work, moves.path, slope))
    if moves is not None and g is not None:
        known.append(("Σ‖g‖‖Δx‖", g.work, moves.path, (g.low, g.high)))
    for name, total, weight, terms in known:
        if not _between((weight * terms[0], weight * terms[1]), total):
            yield f"the recorded {name} is not between what the extremes of its windows allow"
    if g is not None:
        allowed = (slope[0] / g.high, slope[1] / g.low)
        told = (squares[0] > TINY) & np.isfinite(allowed[0]) & np.isfinite(allowed[1])
        ends = (g.share.low[told], g.share.high[told])
        if not all(_between((allowed[0][told], allowed[1][told]), end) for end in ends):
            yield "the recorded ‖∇f‖/‖g‖ is not between what ‖∇f‖ and ‖g‖ allow"


def _of_rises(trace: Trace) -> Iterator[str]:
    """The greatest rise of f that ends in a window, against f there and in the window before."""
    if trace.values is None or len(trace.edges) < 3:
        return
    low, high, rise = trace.values.low, trace.values.high, trace.values.rise
    steps = np.diff(trace.edges)[1:]
    most = high[1:] - np.minimum(low[1:], low[:-1])
    least = np.maximum((high[1:] - high[:-1]) / steps, low[1:] - high[:-1])
    least = np.where(high[1:] > high[:-1], least, low[1:] - high[:-1])
    size = np.maximum(np.abs(high), np.abs(low))
    close = LOST * np.maximum(size[1:], size[:-1])
    if not _between((least - close, most + close), rise[1:]):
        yield "the recorded rise of f is not what its extremes allow"


def _of_way(trace: Trace) -> Iterator[str]:
    """xᵏ⁺¹ − xᵏ = −tₖgₖ in every window, and no way is shorter than the straight line."""
    if trace.moves is None or trace.iterates is None:
        return
    path, x = trace.moves.path, trace.iterates
    apart = float(np.hypot.reduce(x.last - x.first))
    if np.isfinite(apart) and not path.sum() >= apart * (1 - LOST):
        yield f"the recorded path is {path.sum():.6g}, and the ends lie {apart:.6g} apart"
    if trace.estimates is None or trace.elapsed is None:
        return
    size = np.hypot.reduce(np.maximum(np.abs(x.low), np.abs(x.high)), axis=1)
    rounding = 4 * EPS * np.diff(trace.edges) * size  # that of each xᵏ
    t, g = trace.elapsed.time, trace.estimates
    least, most = t * g.low - rounding, t * g.high + rounding
    whole = slice(None, None if trace.ending.reason == "horizon" else -1)  # no step leaves the end
    if not _between((least[whole], most[whole]), path[whole]):
        yield "the recorded path is not between what Σt and ‖g‖ allow"


def _of_schedules(run: Run) -> Iterator[str]:
    """The recorded steps and radii against the formulas."""
    trace, setting = run.trace, run.setting
    for name, recorded, schedule in (
        ("steps", trace.steps, setting.step),
        ("radii", trace.radii, setting.radius),
    ):
        if recorded is None:
            continue
        edges = trace.edges.astype(np.int64).tobytes()
        if not _between((recorded.low, recorded.high), _values(schedule, edges)):
            yield f"the recorded {name} do not contain those of {schedule.formula}"


@lru_cache(maxsize=256)  # the runs of a problem have most of them in common
def _values(schedule: Schedule, edges: bytes) -> np.ndarray:
    """The sequence where windows begin, (W,), of the edges' int64."""
    return schedule.values(np.frombuffer(edges, dtype=np.int64)[:-1])


def _of_error(run: Run) -> Iterator[str]:
    """The bound on ‖g − ∇f‖ that follows from vₖ and (3) cannot be exceeded."""
    trace, method = run.trace, run.setting.method
    if method.derived and trace.errors is not None and trace.errors.slack < 0:
        yield (
            f"‖g − ∇f(xᵏ)‖ exceeds its bound at k = {trace.errors.at}, which follows from L: "
            f"slack {trace.errors.slack:.3g}"
        )


def _of_trap(run: Run) -> Iterator[str]:
    """‖∇f(xᵏ)‖ is what is certified of cells, from the k on at which the run is in them.

    A run in floats is not the exact one; both are in the cells.
    """
    certified = run.certified
    if certified is None or not isinstance(certified.certificate, Trap | Short):
        return
    trapped = run.trace.edges[:-1] >= certified.entry.at
    least = float(run.trace.gradients.low[trapped].min(initial=math.inf))
    if not least >= float(certified.shown.slope) * (1 - LOST):
        yield f"‖∇f‖ is {least:.6g} in cells of which it is certified: {certified.shown.text}"


# ---- comparing


def _between(bounds: Interval, value: np.ndarray) -> bool:
    """low ≤ value ≤ high up to the order of sums; an overflow on the way says nothing."""
    low, high = bounds
    with np.errstate(all="ignore"):
        close = LOST * np.maximum(np.abs(low), np.abs(high)) + TINY
        close = np.where(np.isfinite(close), close, np.inf)
        return not bool(np.any((value < low - close) | (value > high + close) | np.isnan(value)))


def _greatest(values: np.ndarray) -> float:
    return float(values[np.isfinite(values)].max(initial=0.0))


def _height(trace: Trace) -> float:
    """The greatest |f(xᵏ)|."""
    if trace.values is None:
        return 0.0
    return float(np.maximum(np.abs(trace.values.low), np.abs(trace.values.high)).max())
