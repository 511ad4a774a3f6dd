"""Whether the records of runs agree with themselves, with schedules, and with f: else a bug."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from sam_theory.certificates.forms import Short, Trap
from sam_theory.properties.rounding import EPS
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.norms import norm
from sam_theory.statements.joined import Joined
from sam_theory.statements.theorem import Run

LOST = 1e-9  # relative difference that the order of sums, or another engine, may make
TINY = 1e-290  # squares and products below lose their digits, or are 0
MOST = 128  # runs compared at once: what is recorded of them stays in the cache
EXTREMES = {  # what is recorded by its least and its greatest
    "‖∇f‖": "gradients",
    "f": "values",
    "x": "iterates",
    "t": "steps",
    "ρ": "radii",
    "‖g‖": "estimates",
    "‖∇f‖/‖g‖": "estimates.share",
}

Interval = tuple[np.ndarray, np.ndarray]  # bounds from below and from above
Told = Iterator[tuple[int, str]]  # the place of a run, and what cannot be true of its record


def of_records(runs: Sequence[Run]) -> list[tuple[str, ...]]:
    """What cannot be true of the record of each run, of one problem, one sentence each."""
    found: list[list[str]] = [[] for _ in runs]
    for begin in range(0, len(runs), MOST):
        places = range(begin, min(begin + MOST, len(runs)))
        block = Joined([runs[place] for place in places], places)
        for place, text in _of_block(block):
            found[place].append(text)
    return [tuple(texts) for texts in found]


def _of_block(block: Joined) -> Told:
    seen = block.those(lambda run: run.trace.ending.reason != "outside the domain")
    if not seen:
        return
    with np.errstate(all="ignore"):  # an overflow on the way says nothing
        yield from _of_extremes(seen)
        yield from _of_ends(seen)
        yield from _of_membership(seen)
        yield from _of_sums(seen)
        yield from _of_shares(seen)
        yield from _of_rises(seen)
        yield from _of_way(seen)
        yield from _of_schedules(seen)
        yield from _of_error(seen)
        yield from _of_trap(seen)


def _of_extremes(seen: Joined) -> Told:
    for name, group in EXTREMES.items():
        if kept := seen.having(group.partition(".")[0]):
            low, high = kept.windows(f"{group}.low"), kept.windows(f"{group}.high")
            for place in kept.which(~(low <= high)):
                yield place, f"the recorded least {name} exceeds the greatest, or is not a number"


# ---- the first and the last iterate


def _of_ends(seen: Joined) -> Told:
    """f at the first and the last iterate, and ‖∇f‖ at the last, computed anew."""
    if known := seen.having("iterates", "values"):
        size = np.maximum(*(np.abs(known.windows(f"values.{end}")) for end in ("low", "high")))
        height = known.folded(np.maximum, size)  # the greatest |f(xᵏ)|
        for which in ("first", "last"):
            yield from _of_values(known, which, height)
    if known := seen.having("iterates"):
        yield from _of_slopes(known)


def _of_values(seen: Joined, which: str, height: np.ndarray) -> Told:
    at, value = seen.ends(f"iterates.{which}"), seen.ends(f"values.{which}")
    finite, again = np.isfinite(value), np.full(len(value), np.nan)
    if finite.any():
        again[finite] = seen.runs[0].setting.problem.value(at[finite])
    curved = _lipschitz(seen) * norm(at)[:, 0] ** 2  # what may cancel within f
    scale = np.fmax.reduce([np.abs(again), np.abs(value), curved, height])
    wrong = finite & ~(np.abs(again - value) <= LOST * scale)
    for place, a, b in zip(seen.where(wrong), again[wrong], value[wrong], strict=True):
        yield place, f"f at the {which} iterate is {a:.6g}, and {b:.6g} was recorded"


def _of_slopes(seen: Joined) -> Told:
    at, last = seen.ends("iterates.last"), seen.ends("gradients.last")
    slope = norm(np.asarray(seen.runs[0].setting.problem.gradient(at)))[:, 0]
    high = seen.windows("gradients.high")
    greatest = seen.folded(np.maximum, np.where(np.isfinite(high), high, 0.0))
    scale = np.fmax.reduce([slope, _lipschitz(seen) * norm(at)[:, 0], greatest])
    wrong = np.isfinite(slope) & ~(np.abs(slope - last) <= LOST * scale)
    for place, a, b in zip(seen.where(wrong), slope[wrong], last[wrong], strict=True):
        yield place, f"‖∇f‖ at the last iterate is {a:.6g}, and {b:.6g} was recorded"


def _lipschitz(seen: Joined) -> np.ndarray:
    """L, 0 where none is known, (R,)."""
    return np.array([run.outlook.lipschitz or 0.0 for run in seen.runs])


def _of_membership(seen: Joined) -> Told:
    """The first and the last iterate, and what is known there, against their windows."""
    for name, told in (
        ("last ‖∇f‖", "gradients.last"),
        ("first iterate", "iterates.first"),
        ("last iterate", "iterates.last"),
        ("first value", "values.first"),
        ("last value", "values.last"),
    ):
        group, _, which = told.partition(".")
        kept = seen.having(group)
        if not kept:
            continue
        at, value = 0 if which == "first" else -1, kept.ends(told)
        ends = (kept.window(f"{group}.low", at), kept.window(f"{group}.high", at))
        told_of = np.isfinite(value).reshape(len(kept), -1).all(axis=1)
        out = _outside(ends, value).reshape(len(kept), -1).any(axis=1)
        for place in kept.where(told_of & out):
            yield (
                place,
                f"the recorded {name} is not between the least and the greatest of its window",
            )


# ---- windows


def _of_sums(seen: Joined) -> Told:
    """Each recorded sum over a window, against the extremes of what is summed."""
    for name, total, weight, terms in (
        ("Σ‖∇f‖²", "gradients.squares", "", "gradients"),
        ("Σt‖∇f‖²", "elapsed.squares", "elapsed.time", "gradients"),
        ("Σt", "elapsed.time", "", "steps"),
        ("Σ‖∇f‖‖Δx‖", "moves.work", "moves.path", "gradients"),
        ("Σ‖g‖‖Δx‖", "estimates.work", "moves.path", "estimates"),
    ):
        kept = seen.having(*(n.partition(".")[0] for n in (total, weight, terms) if n))
        if not kept:
            continue
        factor = kept.windows(weight) if weight else kept.lengths
        power = 2 if total.endswith("squares") else 1
        low, high = (factor * kept.windows(f"{terms}.{end}") ** power for end in ("low", "high"))
        for place in kept.which(_outside((low, high), kept.windows(total))):
            yield (
                place,
                f"the recorded {name} is not between what the extremes of its windows allow",
            )


def _of_shares(seen: Joined) -> Told:
    """‖∇f‖/‖g‖ in every window, against the extremes of the two."""
    if not (kept := seen.having("estimates")):
        return
    slope, g, share = (
        (kept.windows(f"{group}.low"), kept.windows(f"{group}.high"))
        for group in ("gradients", "estimates", "estimates.share")
    )
    allowed = (slope[0] / g[1], slope[1] / g[0])
    told = (slope[0] ** 2 > TINY) & np.isfinite(allowed[0]) & np.isfinite(allowed[1])
    wrong = told & (_outside(allowed, share[0]) | _outside(allowed, share[1]))
    for place in kept.which(wrong):
        yield place, "the recorded ‖∇f‖/‖g‖ is not between what ‖∇f‖ and ‖g‖ allow"


def _of_rises(seen: Joined) -> Told:
    """The greatest rise of f that ends in a window, against f there and in the window before."""
    if not (kept := seen.having("values")):
        return
    low, high, rise = (kept.windows(f"values.{name}") for name in ("low", "high", "rise"))
    wrong, here = np.zeros(len(rise), dtype=bool), np.ones(len(rise), dtype=bool)
    here[kept.begins] = False  # nothing comes before the first window of a run
    now = np.flatnonzero(here)
    before, up = now - 1, high[now] > high[now - 1]
    most = high[now] - np.minimum(low[now], low[before])
    falls = low[now] - high[before]
    least = np.maximum((high[now] - high[before]) / kept.lengths[now], falls)
    least = np.where(up, least, falls)
    size = np.maximum(np.abs(high), np.abs(low))
    close = LOST * np.maximum(size[now], size[before])
    wrong[now] = _outside((least - close, most + close), rise[now])
    for place in kept.which(wrong):
        yield place, "the recorded rise of f is not what its extremes allow"


def _of_way(seen: Joined) -> Told:
    """xᵏ⁺¹ − xᵏ = −tₖgₖ in every window, and no way is shorter than the straight line."""
    if not (kept := seen.having("moves", "iterates")):
        return
    whole = kept.folded(np.add, kept.windows("moves.path"))
    apart = norm(kept.ends("iterates.last") - kept.ends("iterates.first"))[:, 0]
    wrong = np.isfinite(apart) & ~(whole >= apart * (1 - LOST))
    for place, a, b in zip(kept.where(wrong), whole[wrong], apart[wrong], strict=True):
        yield place, f"the recorded path is {a:.6g}, and the ends lie {b:.6g} apart"
    if kept := kept.having("estimates", "elapsed"):
        yield from _of_steps(kept)


def _of_steps(seen: Joined) -> Told:
    path, t = seen.windows("moves.path"), seen.windows("elapsed.time")
    low, high = (t * seen.windows(f"estimates.{end}") for end in ("low", "high"))
    low_x, high_x = seen.windows("iterates.low"), seen.windows("iterates.high")
    size = norm(np.maximum(np.abs(low_x), np.abs(high_x)))[:, 0]
    rounding = 4 * EPS * seen.lengths * size  # that of each xᵏ
    wrong = _outside((low - rounding, high + rounding), path)
    ended = [run.trace.ending.reason != "horizon" for run in seen.runs]
    wrong[(seen.begins + seen.counts - 1)[ended]] = False  # no step leaves the end
    for place in seen.which(wrong):
        yield place, "the recorded path is not between what Σt and ‖g‖ allow"


def _of_schedules(seen: Joined) -> Told:
    """The recorded steps and radii against the formulas."""
    for group, of in (("steps", "step"), ("radii", "radius")):
        if not (kept := seen.having(group)):
            continue
        schedules = [getattr(run.setting, of) for run in kept.runs]
        begins = [run.trace.edges[:-1].astype(np.int64) for run in kept.runs]
        values = np.concatenate(_values(schedules, begins))
        ends = (kept.windows(f"{group}.low"), kept.windows(f"{group}.high"))
        formulas = {place: s.formula for place, s in zip(kept.places, schedules, strict=True)}
        for place in kept.which(_outside(ends, values)):
            yield place, f"the recorded {group} do not contain those of {formulas[place]}"


def _values(schedules: Sequence[Schedule], at: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Each sequence at its k: most runs have it in common with others, and the first of the k."""
    longest: dict[Schedule, np.ndarray] = {}
    for schedule, k in zip(schedules, at, strict=True):
        if schedule not in longest or len(k) > len(longest[schedule]):
            longest[schedule] = k
    known = {schedule: schedule.values(k) for schedule, k in longest.items()}

    def values(schedule: Schedule, k: np.ndarray) -> np.ndarray:
        same = bool((longest[schedule][: len(k)] == k).all())
        return known[schedule][: len(k)] if same else schedule.values(k)

    return [values(schedule, k) for schedule, k in zip(schedules, at, strict=True)]


def _of_error(seen: Joined) -> Told:
    """The bound on ‖g − ∇f‖ that follows from vₖ and (3) cannot be exceeded."""
    for place, run in zip(seen.places, seen.runs, strict=True):
        errors = run.trace.errors
        if run.setting.method.derived and errors is not None and errors.slack < 0:
            yield (
                place,
                f"‖g − ∇f(xᵏ)‖ exceeds its bound at k = {errors.at}, which follows from L: "
                f"slack {errors.slack:.3g}",
            )


def _of_trap(seen: Joined) -> Told:
    """‖∇f(xᵏ)‖ is what is certified of cells, from the k on at which the run is in them.

    A run in floats is not the exact one; both are in the cells.
    """
    for place, run in zip(seen.places, seen.runs, strict=True):
        certified = run.certified
        if certified is None or not isinstance(certified.certificate, Trap | Short):
            continue
        trapped = run.trace.edges[:-1] >= certified.entry.at
        least = float(run.trace.gradients.low[trapped].min(initial=math.inf))
        if not least >= float(certified.shown.slope) * (1 - LOST):
            yield (
                place,
                f"‖∇f‖ is {least:.6g} in cells of which it is certified: {certified.shown.text}",
            )


# ---- comparing


def _outside(bounds: Interval, value: np.ndarray) -> np.ndarray:
    """Where low ≤ value ≤ high fails by more than the order of sums can make."""
    low, high = bounds
    close = LOST * np.maximum(np.abs(low), np.abs(high)) + TINY
    close = np.where(np.isfinite(close), close, np.inf)
    return np.asarray((value < low - close) | (value > high + close) | np.isnan(value))
