"""Whether the record of a run agrees with itself, with its schedules, and with f: else a bug."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sam_theory.properties.rounding import EPS
from sam_theory.runs.trace import Trace
from sam_theory.statements.theorem import Evidence

LOST = 1e-9  # relative difference that the order of sums, or another engine, may make
TINY = 1e-290  # squares and products below lose their digits, or are 0

Interval = tuple[np.ndarray, np.ndarray]  # bounds from below and from above, (W,) each


def of_record(evidence: Evidence) -> Iterator[str]:
    """What cannot be true of the record of one run, one sentence each."""
    trace = evidence.trace
    if trace.ending.reason == "outside the domain":
        return
    yield from _of_extremes(trace)
    yield from _of_ends(evidence)
    yield from _of_membership(trace)
    yield from _of_sums(trace)
    yield from _of_rises(trace)
    yield from _of_way(trace)
    yield from _of_schedules(evidence)
    yield from _of_error(evidence)


def _of_extremes(trace: Trace) -> Iterator[str]:
    for name in ("gradient", "value", "step", "radius", "share", "estimate", "box"):
        low, high = getattr(trace, f"{name}_low"), getattr(trace, f"{name}_high")
        if low is not None and high is not None and not np.all(low <= high):
            yield f"the recorded least {name} exceeds the greatest, or is not a number"


# ---- the first and the last iterate


def _of_ends(evidence: Evidence) -> Iterator[str]:
    """f at the first and the last iterate, and ‖∇f‖ at the last, computed anew."""
    trace, problem = evidence.trace, evidence.setting.problem
    lipschitz = evidence.outlook.lipschitz or 0.0
    for x, value, which in (
        (trace.first, trace.first_value, "first"),
        (trace.last, trace.last_value, "last"),
    ):
        if x is None or value is None or not np.isfinite(value):
            continue
        again = float(problem.value(x[None])[0])
        curved = lipschitz * float(x @ x)  # what may cancel within f
        scale = max(abs(again), abs(value), curved, _height(trace))
        if not abs(again - value) <= LOST * scale:
            yield f"f at the {which} iterate is {again:.6g}, and {value:.6g} was recorded"
    if trace.last is not None and trace.last_gradient is not None:
        slope = float(np.hypot.reduce(problem.gradient(trace.last[None])[0]))
        curved = lipschitz * float(np.hypot.reduce(trace.last))
        scale = max(slope, curved, _greatest(trace.gradient_high))
        if np.isfinite(slope) and not abs(slope - trace.last_gradient) <= LOST * scale:
            yield (
                f"‖∇f‖ at the last iterate is {slope:.6g}, "
                f"and {trace.last_gradient:.6g} was recorded"
            )


def _of_membership(trace: Trace) -> Iterator[str]:
    """The first and the last iterate, and what is known there, against their windows."""
    told = (
        ("first iterate", trace.first, trace.box_low, trace.box_high, 0),
        ("last iterate", trace.last, trace.box_low, trace.box_high, -1),
        ("first value", trace.first_value, trace.value_low, trace.value_high, 0),
        ("last value", trace.last_value, trace.value_low, trace.value_high, -1),
        ("last ‖∇f‖", trace.last_gradient, trace.gradient_low, trace.gradient_high, -1),
    )
    for name, value, low, high, window in told:
        if value is None or low is None or high is None or not np.all(np.isfinite(value)):
            continue
        if not _between((low[window], high[window]), np.asarray(value)):
            yield f"the recorded {name} is not between the least and the greatest of its window"


# ---- windows


def _of_sums(trace: Trace) -> Iterator[str]:
    """Each recorded sum over a window, against the extremes of what is summed."""
    counts = np.diff(trace.edges).astype(np.float64)
    slope = (trace.gradient_low, trace.gradient_high)
    squares = (slope[0] ** 2, slope[1] ** 2)
    estimate = _pair(trace.estimate_low, trace.estimate_high)
    steps = _pair(trace.step_low, trace.step_high)
    known = (
        ("Σ‖∇f‖²", trace.gradient_squares, (counts, counts), squares),
        ("Σt", trace.elapsed, (counts, counts), steps),
        ("Σt‖∇f‖²", trace.weighted_squares, _pair(trace.elapsed, trace.elapsed), squares),
        ("Σ‖∇f‖‖Δx‖", trace.gradient_moves, _pair(trace.path, trace.path), slope),
        ("Σ‖g‖‖Δx‖", trace.estimate_moves, _pair(trace.path, trace.path), estimate),
    )
    for name, total, weights, terms in known:
        if total is None or weights is None or terms is None:
            continue
        if not _between((weights[0] * terms[0], weights[1] * terms[1]), total):
            yield f"the recorded {name} is not between what the extremes of its windows allow"
    share = _pair(trace.share_low, trace.share_high)
    if share is not None and estimate is not None:
        allowed = (slope[0] / estimate[1], slope[1] / estimate[0])
        told = (squares[0] > TINY) & np.isfinite(allowed[0]) & np.isfinite(allowed[1])
        if not all(_between((allowed[0][told], allowed[1][told]), end[told]) for end in share):
            yield "the recorded ‖∇f‖/‖g‖ is not between what ‖∇f‖ and ‖g‖ allow"


def _of_rises(trace: Trace) -> Iterator[str]:
    """The greatest rise of f that ends in a window, against f there and in the window before."""
    low, high, rise = trace.value_low, trace.value_high, trace.value_rise
    if low is None or high is None or rise is None or len(low) < 2:
        return
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
    path = trace.path
    if path is None:
        return
    if trace.first is not None and trace.last is not None:
        apart = float(np.hypot.reduce(trace.last - trace.first))
        if np.isfinite(apart) and not path.sum() >= apart * (1 - LOST):
            yield f"the recorded path is {path.sum():.6g}, and the ends lie {apart:.6g} apart"
    estimate, elapsed = _pair(trace.estimate_low, trace.estimate_high), trace.elapsed
    if estimate is None or elapsed is None or trace.box_low is None or trace.box_high is None:
        return
    size = np.hypot.reduce(np.maximum(np.abs(trace.box_low), np.abs(trace.box_high)), axis=1)
    rounding = 4 * EPS * np.diff(trace.edges) * size  # that of each xᵏ
    least, most = elapsed * estimate[0] - rounding, elapsed * estimate[1] + rounding
    whole = slice(None, None if trace.ending.reason == "horizon" else -1)  # no step leaves the end
    if not _between((least[whole], most[whole]), path[whole]):
        yield "the recorded path is not between what Σt and ‖g‖ allow"


def _of_schedules(evidence: Evidence) -> Iterator[str]:
    """The recorded steps and radii against the formulas."""
    trace, setting = evidence.trace, evidence.setting
    for name, schedule in (("step", setting.step), ("radius", setting.radius)):
        recorded = _pair(getattr(trace, f"{name}_low"), getattr(trace, f"{name}_high"))
        if recorded is not None and not _between(recorded, schedule.values(trace.edges[:-1])):
            yield f"the recorded {name}s do not contain those of {schedule.formula}"


def _of_error(evidence: Evidence) -> Iterator[str]:
    """The bound on ‖g − ∇f‖ that follows from vₖ and (3) cannot be exceeded."""
    trace, method = evidence.trace, evidence.setting.method
    if method.derived and trace.error_slack is not None and trace.error_slack < 0:
        yield (
            f"‖g − ∇f(xᵏ)‖ exceeds its bound at k = {trace.error_at}, which follows from L: "
            f"slack {trace.error_slack:.3g}"
        )


# ---- comparing


def _pair(low: np.ndarray | None, high: np.ndarray | None) -> Interval | None:
    return None if low is None or high is None else (low, high)


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
    if trace.value_low is None or trace.value_high is None:
        return 0.0
    return float(np.maximum(np.abs(trace.value_low), np.abs(trace.value_high)).max())
