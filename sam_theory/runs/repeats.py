"""Rows that only repeat the one before: values carried forward, padding after a stop, rest."""

from __future__ import annotations

import numpy as np

from sam_theory.runs.precision import UNITS, decimals, precision_of

Column = np.ndarray | None

REGULAR = 0.9  # of the pauses between changes are alike where values are carried forward
CHANCE = 100.0  # to one: what a rhythm is worth; n equal pauses of m rows come m^(n−1) to one
LASTING = 1.5  # times the usual pause: longer than a rhythm explains
MANY = 12  # pauses within that of the usual one; of pauses by chance half are outside
TOLERANCE = 1e-4  # of the greatest ‖∇f‖: where solvers stop, at the latest
ABRUPT = 64.0  # units of x in the last place: a last move longer than this does not creep to rest
UNSEEN = 1e-7  # of the greatest ‖∇f‖: the same where x is not recorded, and with it what rounds
FAR = 1e3  # times the precision of x: a way on which f and ‖∇f‖ > 0 do not stay the same
SWING = 3.0  # a path this many times the sides of its box goes back and forth


def observed(*columns: Column, beside: Column = None) -> np.ndarray:
    """Which rows are observations of these columns, (K,) of bool; the first one is.

    Where values change after about equally many rows each time, they are carried forward from one
    evaluation to the next, and a pause that lasts longer is seen once in so many rows. It takes
    few changes to say so if what is recorded `beside` them goes on in the pauses. All other repeats
    are taken for the truth: those of rounded numbers come at uneven intervals, and those of a run
    at rest last to the end.
    """
    again = _repeats(*columns)
    starts = np.flatnonzero(~again)
    usual = _rhythm(np.diff(starts), _goes_on(again[: starts[-1]], beside))
    if usual == 1:
        return np.ones(len(again), dtype=bool)
    lengths = np.diff(starts, append=len(again))
    since = np.arange(len(again)) - np.repeat(starts, lengths)
    lasting = np.repeat(lengths > LASTING * usual, lengths)
    return np.asarray(~again | (lasting & (since % usual == 0)))


def _rhythm(pauses: np.ndarray, sure: bool) -> int:
    """In how many rows values change; 1 if that is not regular."""
    if len(pauses) == 0:
        return 1
    usual = int(np.median(pauses))
    # Rows that are missing shift a change by one; epochs of unequal length, by more.
    slack = usual * (LASTING - 1) if len(pauses) >= MANY else float(usual > 2)
    told = sure or (len(pauses) - 1) * np.log(usual) >= np.log(CHANCE)
    regular = np.mean(np.abs(pauses - usual) <= slack) >= REGULAR
    return usual if told and regular else 1


def _goes_on(again: np.ndarray, beside: Column) -> bool:
    """Whether this column changes while the others repeat, over the first rows."""
    if beside is None or not again.any():
        return False
    return bool(np.mean(_repeats(beside)[: len(again)][again]) <= 1 - REGULAR)


def filled(norm: np.ndarray, value: Column, iterate: Column, step: Column, unit: float) -> bool:
    """Whether the rows at the end may fill a record up after its run was stopped.

    They repeat the last iterate, with a small ∇f and tₖ > 0, right after a move of many units of x
    in the last place: a run that comes to a fixed point of its method creeps to rest.
    """
    last = int(np.flatnonzero(~_repeats(norm, value, iterate))[-1])
    small = 0 < norm[-1] <= TOLERANCE * norm.max()
    if last == 0 or last == len(norm) - 1 or not small:
        return False
    if step is not None and not (step[last:] > 0).all():
        return False
    if iterate is None:
        return bool(np.abs(norm[last] - norm[last - 1]) > UNSEEN * norm.max())
    return bool(np.hypot.reduce(iterate[last] - iterate[last - 1]) > ABRUPT * unit)


def stale(norm: np.ndarray, value: Column, iterate: Column) -> bool:
    """Whether f and ‖∇f‖ > 0 are the same all through the later half, while x goes somewhere.

    Where x goes back and forth, or in circles, they may be the same in truth.
    """
    half = slice(len(norm) // 2, None)
    if iterate is None or value is None or norm[-1] == 0 or _repeats(iterate)[half].any():
        return False
    if any(np.ptp(a[half]) > UNITS * precision_of(a) * np.abs(a[-1]) for a in (norm, value)):
        return False
    sides = float(np.ptp(iterate[half], axis=0).sum())
    path = np.hypot.reduce(np.diff(iterate[half], axis=0), axis=-1).sum()
    far = sides > FAR * precision_of(iterate) * np.abs(iterate).max()
    return bool(far and path < SWING * sides)


def at_rest(norm: np.ndarray, value: Column = None, iterate: Column = None) -> bool:
    """Whether the record ends at a stationary point: ∇f = 0 in two rows or more, and nothing moves.

    One zero may be passed through, and where an earlier one was left, the last may be too. Of
    numbers printed to some place after the point, 0 is any that is small.
    """
    printed = decimals(norm)
    if printed is not None and printed.places is not None:
        return False
    zero = norm == 0
    first = int(zero.argmax())
    if len(norm) < 2 or not zero[-2:].all():
        return False
    return bool(_repeats(norm, value, iterate)[first + 1 :].all())


def _repeats(*columns: Column) -> np.ndarray:
    """Which rows have the numbers of the row before in each of these columns, (K,) of bool."""
    there = [column.reshape(len(column), -1) for column in columns if column is not None]
    same = np.ones(len(there[0]) - 1, dtype=bool)
    for rows in there:
        size = np.maximum(np.abs(rows[1:]), np.abs(rows[:-1]))
        apart = np.abs(np.diff(rows, axis=0)) > UNITS * precision_of(rows) * size
        same &= ~apart.any(axis=1)
    return np.append(False, same)
