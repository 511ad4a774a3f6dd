"""Whether positive sequences tend to 0, stay away from 0, or leave it open, many runs at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sam_theory.properties.continuations import NOISY, SMALL, Limits, limits
from sam_theory.properties.fits import Basis
from sam_theory.properties.limits import Limit, Tendency

LEAST_FALL = 0.5  # log of the least fall that shows a tendency to 0
MORE_FALL = 0.8  # the same where only the end of the tail follows a law
FAR = 2.0  # the same under noise, or where no law is exact
LAWFUL = 0.25  # of the fall: the greatest residual that lets it count as one
EXACTLY = 2e-3  # the residual of a law that only the end of the tail follows
LEVEL_AT_END, ROUGH = 0.15, 0.1  # what an end may fall by, and its noise, if it stays
CLEAN, LEVEL = 0.02, 1.0  # residual above which a sequence must not have fallen further to stay
WILD = 0.3  # the greatest residual of what stays
SHORT = 1.9  # of log k: a shorter tail shows no law
E_FOLD = 1.2  # p log K of the slowest power k^(−p) that is told from powers of log k
DEEP = 1e-6  # of the greatest: what falls below this, and falls on, tends to 0
GOES_ON = 0.3  # of the fall: what the later half adds to it where it goes on
STILL = 1e-3  # a fall of log y from one number to the next that is none
FLAT = 0.01  # log-variation over the last third of the tail that is none
RANGE = 12.0  # of log y: what lies further above its last value says nothing of what is to come
FEWEST = 6  # numbers that tell anything
LATER = (2 / 3, 1 / 3)  # ends of the tail that may follow a law of their own, in log k
LATER_ELAPSED = 1 / 8  # or what follows this share of Σt


@dataclass(frozen=True, kw_only=True)
class Tail:
    """R positive sequences y at the same k."""

    k: np.ndarray  # (N,) increasing
    z: np.ndarray  # (R, N) log y
    noise: np.ndarray  # (R,) of log y
    fading: np.ndarray  # (R,) q in variances of noise like k^(−q)
    elapsed: np.ndarray | None = None  # (R, N) Σt, NaN where it is no clock
    least: float = 0.0  # of the level: the least limit above 0 that is believed

    def __len__(self) -> int:
        return len(self.z)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What R tails say, (R,) each; limits as shares of the level over the last octave."""

    limits: Limits
    level: np.ndarray  # that level
    fall: np.ndarray  # log(first/last) of what was fitted
    zero: np.ndarray
    positive: np.ndarray


class One(NamedTuple):
    """What one of them says."""

    low: float  # the least limit that is admitted, as a share of that level
    high: float
    residual: float
    rate: float
    summable: bool
    level: float
    fall: float
    fell: float  # e to the power of `fall`
    zero: bool
    positive: bool

    @classmethod
    def of(cls, told: Told) -> list[One]:
        """Every one."""
        a = told.limits
        columns = (a.low, a.high, a.residual, a.rate, a.summable, told.level, told.fall)
        every = (*columns, np.exp(told.fall), told.zero, told.positive)
        return [cls(*row) for row in zip(*(column.tolist() for column in every), strict=True)]


def tendencies(tail: Tail, *, later: Sequence[float] = LATER) -> list[Tendency]:
    """The tendency of each; where it is open, that of these shares of its end."""
    flat, deep = _flat(tail), _deep(tail)
    if len(tail.k) < FEWEST or not len(tail):
        return _unfitted(tail, range(len(tail)), flat, deep)
    counted = _counted(tail)
    some = (counted.sum(axis=1) >= FEWEST) & np.isfinite(tail.z).all(axis=1)
    first = np.flatnonzero(some & ~deep)
    told: dict[int, Tendency] = {}
    _add(told, tail, first, counted)
    seen = counted
    for share in later:
        late = np.array([r for r in first.tolist() if told[r].limit is Limit.OPEN], dtype=int)
        part = counted & _later(tail, share)
        new = (part[late] != seen[late]).any(axis=1)  # by Σt one end is that of every share
        late = late[new & (part[late].sum(axis=1) >= FEWEST)]
        _add(told, tail, late, part, end=True)
        seen = part
    for run in first.tolist():
        if run in flat and told[run].limit is not Limit.ZERO:
            told[run] = flat[run]
    left = [run for run in range(len(tail)) if run not in told]
    told.update(zip(left, _unfitted(tail, left, flat, deep), strict=True))
    return [told[run] for run in range(len(tail))]


def _add(
    told: dict[int, Tendency],
    tail: Tail,
    rows: np.ndarray,
    counted: np.ndarray,
    *,
    end: bool = False,
) -> None:
    """Judge these rows by what counts of them; the `end` of a tail has to show more."""
    seen = np.array([end and told[run].least >= SMALL for run in rows.tolist()], dtype=bool)
    if end:
        asked = _may_tell(tail, rows, counted, seen)
        rows, seen = rows[asked], seen[asked]
    if not len(rows):
        return
    found = _told(tail, rows, counted[rows])
    if end:
        lawful = (found.limits.residual <= EXACTLY) & (tail.noise[rows] <= NOISY)
        still = (np.abs(found.fall) <= LEVEL_AT_END) & (found.limits.residual <= ROUGH) & seen
        far = found.fall >= np.where(lawful, MORE_FALL, FAR)
        zero = found.zero & far
        found = replace(found, zero=zero, positive=found.positive & (lawful | still))
    for run, one in zip(rows.tolist(), One.of(found), strict=True):
        if not end or one.zero or one.positive:
            told[run] = _tendency(one)


def _may_tell(tail: Tail, rows: np.ndarray, counted: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Whether the end of a tail, however it is fitted, may show more, (r,): of many it cannot."""
    if not len(rows):
        return seen
    fall, clean = _fall(tail.z[rows], counted[rows]), tail.noise[rows] <= NOISY
    far = fall >= np.where(clean, MORE_FALL, FAR)
    still = clean | ((np.abs(fall) <= LEVEL_AT_END) & seen)
    long = np.log(tail.k[-1] / tail.k[0]) >= SHORT
    return np.asarray((far & long) | (still & ~_quickens(tail)[rows]))


def _fall(z: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """From the first that counts to the last, (R,)."""
    start = np.argmax(counted, axis=1)
    return np.asarray(np.take_along_axis(z, start[:, None], axis=1)[:, 0] - z[:, -1])


def _told(tail: Tail, rows: np.ndarray, counted: np.ndarray) -> Told:
    z = tail.z[rows]
    weights = tail.k ** tail.fading[rows, None]
    weights = np.where(counted, weights / weights.mean(axis=1, keepdims=True), 0.0)
    found = _limits(tail, rows, weights)
    octave = tail.k > tail.k[-1] / 2
    level = z[:, octave].mean(axis=1)
    found = found.of(np.exp(level - z[:, -1]))
    fall = _fall(z, counted)
    small = (found.high <= SMALL) & (found.least <= tail.least)
    small &= found.rate * np.log(tail.k[-1]) >= E_FOLD
    small &= np.log(tail.k[-1] / tail.k[0]) >= SHORT
    return Told(
        limits=found,
        level=np.exp(level),
        fall=fall,
        zero=small & (fall > LEAST_FALL) & (found.residual <= LAWFUL * fall),
        positive=(found.low >= SMALL)
        & ((found.residual <= CLEAN) | ((np.abs(fall) <= LEVEL) & (found.residual <= WILD)))
        & ~_quickens(tail)[rows],
    )


def _limits(tail: Tail, rows: np.ndarray, weights: np.ndarray) -> Limits:
    """The admitted limits, by k, or by k and Σt where that is another clock."""
    basis = _basis(tail.k.tobytes())
    if tail.elapsed is None:
        return limits(tail.z[rows], weights, tail.noise[rows], basis)
    clocks = np.isfinite(tail.elapsed[rows]).all(axis=1)
    found = Limits.of_none(len(rows))
    for part in (np.flatnonzero(~clocks), np.flatnonzero(clocks)):
        at = rows[part]
        if len(at) and clocks[part[0]]:
            basis = basis.beside(Basis.of(tail.elapsed[at], elapsed=True))
        if len(at):
            found.put(part, limits(tail.z[at], weights[part], tail.noise[at], basis))
    return found


@lru_cache(maxsize=512)
def _basis(key: bytes) -> Basis:
    return Basis.of(np.frombuffer(key)[None])


def _counted(tail: Tail) -> np.ndarray:
    """What lies within RANGE of the end from there on, (R, N)."""
    far = tail.z - tail.z[:, -1:] > RANGE
    return np.asarray(~np.logical_or.accumulate(far[:, ::-1], axis=1)[:, ::-1])


def _later(tail: Tail, share: float) -> np.ndarray:
    """The last stretch of each, by k or by Σt, (R, N)."""
    log = np.log(tail.k)
    by_k = np.broadcast_to(log >= log[-1] - share * (log[-1] - log[0]), tail.z.shape)
    if tail.elapsed is None:
        return by_k
    clocked = np.isfinite(tail.elapsed).all(axis=1)[:, None]
    return np.where(clocked, tail.elapsed >= LATER_ELAPSED * tail.elapsed[:, -1:], by_k)


def _deep(tail: Tail) -> np.ndarray:
    """Whether y fell far, and falls on, (R,)."""
    z = tail.z
    if z.shape[1] < 4:
        return np.zeros(len(z), dtype=bool)
    fall = z.max(axis=1) - z[:, -1]
    late = z[:, z.shape[1] // 2] - z[:, -1]
    return np.asarray(
        (fall >= -np.log(DEEP)) & (late >= GOES_ON * fall) & (z[:, -2] - z[:, -1] > STILL)
    )


def _quickens(tail: Tail) -> np.ndarray:
    """Whether y fell by as much in the last octave as in the one before, or more, (R,)."""
    octaves = [
        (tail.k > tail.k[-1] / 2 ** (i + 1)) & (tail.k <= tail.k[-1] / 2**i) for i in range(3)
    ]
    if not all(part.any() for part in octaves):
        return np.zeros(len(tail), dtype=bool)
    last, before, first = (tail.z[:, part].mean(axis=1) for part in octaves)
    return np.asarray((before - last >= first - before) & (first - before > tail.noise))


def _unfitted(
    tail: Tail, runs: Sequence[int], flat: Mapping[int, Tendency], deep: np.ndarray
) -> list[Tendency]:
    """What is told of these without a fit."""
    finite = np.isfinite(tail.z).all(axis=1)
    few = Tendency(Limit.OPEN, f"only {len(tail.k)} numbers to judge by")
    return [
        _fallen(tail.z[run]) if finite[run] and deep[run] else flat.get(run, few) for run in runs
    ]


def _fallen(z: np.ndarray) -> Tendency:
    fall = float(z.max() - z[-1])
    told = f"it fell by 10^{fall / np.log(10):.1f}, and falls on"
    last = float(np.exp(z[-1]))
    return Tendency(Limit.ZERO, told, summable=True, fall=fall, interval=(0.0, last))


def _flat(tail: Tail) -> dict[int, Tendency]:
    """Positive where the last third does not change: such runs by their rows."""
    log = np.log(tail.k)
    late = log >= log[-1] - (log[-1] - log[0]) / 3 if len(log) else np.zeros(0, dtype=bool)
    if late.sum() < FEWEST - 1:
        return {}
    last = tail.z[:, late]
    spread = np.ptp(last, axis=1)
    rows = np.flatnonzero(spread <= FLAT)
    rows = rows[~_quickens(tail)[rows]] if len(rows) else rows
    return {row: _constant(last[row], float(spread[row])) for row in rows.tolist()}


def _constant(last: np.ndarray, spread: float) -> Tendency:
    told = f"over the last third of log k it is constant to {spread:.1e}"
    around = (float(np.exp(last.min())), float(np.exp(last.max())))
    return Tendency(Limit.POSITIVE, told, residual=spread, interval=around)


def _tendency(one: One) -> Tendency:
    low, high, level = one.low, one.high, one.level
    fell = f"it fell by {one.fell:.3g}"
    limit = Limit.OPEN
    if one.zero:
        limit = Limit.ZERO
        told = (
            f"any limit is below {high * level:.2e}, {high:.2g} of its last level: {fell}, at the "
            f"end like k^(−{one.rate:.3g}) or faster"
        )
    elif one.positive and low == np.inf:
        limit, told = Limit.POSITIVE, "it grows"
    elif one.positive:
        limit = Limit.POSITIVE
        told = f"any limit is above {low * level:.2e}, {low:.2g} of its last level"
    else:
        left = f"limits of {low:.2g} to {high:.2g} of its last level {level:.2e} are left"
        told = f"{fell}, and {left}"
    return Tendency(
        limit,
        f"{told} (fits to {one.residual:.1e})",
        summable=one.summable,
        residual=one.residual,
        least=min(low, 1.0),
        most=high,
        fall=one.fall,
        interval=(low * level if low >= SMALL else 0.0, high * level),
    )
