"""Guesses of cells that move and of half spaces of drift, from a run in floats.

Whatever is guessed is tried in floats first, at some k and at some points of the cells; the few
that stand are handed to the verifier, up to a number of tries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product

import numpy as np

from sam_theory.asymptotics.evaluation import evaluate
from sam_theory.asymptotics.parsing import parse
from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established
from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.finding.path import Path, advanced, path
from sam_theory.certificates.forms import Drift, Entry, Moving, MovingCell, MovingSide
from sam_theory.certificates.ranges import bounds_from, formula_of
from sam_theory.certificates.verifier.accepting import accept_run

ITERATIONS = 2000
LEAST = 1000  # of a run that has not left the range of floats
FAR_OUT = 1e50  # ‖x‖ at the end of a run that leaves it sooner or later
TRIES = 16  # certificates that the verifier is asked about
MOST_GROWTHS = 4
ENTRIES = (1, 2, 4, 8, 16, 32, 64)  # k from which a region is tried
LATER = np.unique(np.geomspace(1, 1e15, 90).astype(np.int64)) - 1  # k − K at which it is tried
LATE = np.geomspace(1e4, 1e8, 9).round()
NEAR = 4.0  # twice the most that is added to an end
PARTS = np.linspace(0, 1, 5)  # of a cell, at which it is tried
FAR = np.array([0.0, 0.1, 1.0, 10.0, 1000.0])  # beyond an end, where there is no other
GROWTHS = (
    "k",
    "k**(3/4)",
    "k**(2/3)",
    "sqrt(k)",
    "k**(1/3)",
    "k**(1/4)",
    "log(k+1)",
    "log(log(k+2)+1)",
)
FACTORS = (Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(1, 100))
SHRINKING = ("1/k", "1/sqrt(k)", "log(k+1)/k")
SWINGS = (Fraction(2), Fraction(1), Fraction(1, 2))
MOST_SPREAD = 8.0  # of what is taken to grow in proportion
AMOUNTS = tuple(Fraction(n, 4) for n in (0, 1, 2, 4, 8))
NEAREST = 1e-6  # to 0 that a cell's points come
SLACK = 1e-14  # relative
MARGINS = (Fraction(0), Fraction(1, 16), Fraction(1, 4), Fraction(1, 2))  # of a cell's length


def find(
    dynamics: Dynamics,
    start: Sequence[float],
    *,
    tries: int = TRIES,
    run: Path | None = None,  # the run from the start, where it is known
) -> Certified | None:
    """The first that the verifier accepts; None where no guess is.

    `tries` bounds how often it is asked. Methods with memory or draws are not searched.
    """
    if dynamics.method.memory or dynamics.method.random:
        return None
    if formula_of(dynamics.step) is None or formula_of(dynamics.radius) is None:
        return None
    if run is None:
        run = path(dynamics, np.asarray(start, dtype=np.float64), ITERATIONS)
    exact = tuple(Fraction(c) for c in start)
    for _, (certificate, at) in zip(range(tries), _guesses(dynamics, run.x), strict=False):
        entry = Entry(start=exact, at=at)
        shown = accept_run(dynamics, certificate, entry)
        if isinstance(shown, Established):
            return Certified(certificate=certificate, entry=entry, shown=shown)
    return None


def _guesses(dynamics: Dynamics, run: np.ndarray) -> Iterator[tuple[Moving | Drift, int]]:
    """First what says most of ∇f: growth with a slope, then drift, growth, bounded cells.

    Where a run leaves the range of floats, half lines on both sides.
    """
    if dynamics.problem.dimension == 1 and (len(run) < LEAST or abs(run[-1, 0]) > FAR_OUT):
        yield from _bursting(dynamics, run[:, 0])
    if len(run) < LEAST:
        return
    sloping, growing = [], []
    for moving, at in islice(_growing(dynamics, run), MOST_GROWTHS):
        slope = _slope_along(dynamics, run[at - 1 :], moving.size, at)
        if slope is not None:
            sloping.append((replace(moving, slope=slope), at))
        growing.append((moving, at))
    yield from sloping
    yield from _drifts(dynamics, run)
    yield from growing
    if dynamics.problem.dimension == 1:
        yield from _cells(dynamics, run[:, 0])
        yield from _swinging(dynamics, run[:, 0])


# ---- drift, and growth


def _outwards(run: np.ndarray) -> Iterator[tuple[int, int]]:
    """Coordinates that move one way for the second half of the run, farther out at its end."""
    half = run[len(run) // 2 :]
    for i in range(run.shape[1]):
        change = np.diff(half[:, i])
        for direction in (1, -1):
            if np.all(change * direction > 0) and half[-1, i] * direction > 0:
                yield i, direction


def _drifts(dynamics: Dynamics, run: np.ndarray) -> Iterator[tuple[Drift, int]]:
    radius = formula_of(dynamics.radius)
    assert radius is not None
    for i, direction in _outwards(run):
        for at in ENTRIES:
            low, high = bounds_from(radius, at)
            if low is None or high is None or not np.all(np.diff(run[at - 1 :, i] * direction) > 0):
                continue
            end = _short(run[at - 1, i] * direction, up=False)
            yield Drift(coordinate=i, direction=direction, end=end, radius=(low, high)), at


def _growing(dynamics: Dynamics, run: np.ndarray) -> Iterator[tuple[Moving, int]]:
    """Half spaces whose end grows, for each growth the first in which the run is seen to stay."""
    for (i, direction), growth in product(_outwards(run), GROWTHS):
        found = (
            _half_space(run.shape[1], i, direction, size, at)
            for factor, at in product(FACTORS, ENTRIES)
            for size in [growth if factor == 1 else f"{factor}*{growth}"]
            if _ahead(run[:, i] * direction, size, at)
        )
        standing = (each for each in found if _stands(dynamics, each.cells, each.start))
        yield from ((each, each.start) for each in islice(standing, 1))


def _half_space(n: int, i: int, direction: int, size: str, at: int) -> Moving:
    side: MovingSide = (size, None) if direction > 0 else (None, f"-({size})")
    cell = MovingCell(tuple(side if j == i else (None, None) for j in range(n)))
    return Moving(cells=(cell,), start=at, size=size)


def _slope_along(dynamics: Dynamics, run: np.ndarray, size: str, at: int) -> str | None:
    """A formula below ‖∇f‖ along the run: the size, or half the least where it is steady."""
    slopes = np.linalg.norm(dynamics.problem.gradient(run), axis=-1)
    if np.all(slopes >= _values(size, np.arange(at, at + len(run)))):
        return size
    steady = slopes.min() > slopes.max() / 2
    return str(_short(slopes.min() / 2, up=False)) if steady else None


def _ahead(x: np.ndarray, size: str, at: int) -> bool:
    k = np.arange(at, len(x) + 1)
    return bool(np.all(x[at - 1 :] >= _values(size, k)))


def _bursting(dynamics: Dynamics, x: np.ndarray) -> Iterator[tuple[Moving, int]]:
    """Both half lines beyond an end that grows, which a run goes to and fro between."""
    for factor, at in product(SWINGS, ENTRIES[:3]):
        size = "k" if factor == 1 else f"{factor}*k"
        cells = (MovingCell(((size, None),)), MovingCell(((None, f"-({size})"),)))
        if at <= len(x) and abs(x[at - 1]) >= factor * at and _stands(dynamics, cells, at):
            yield Moving(cells=cells, start=at, slope=_steep(dynamics, size), size=size), at


def _steep(dynamics: Dynamics, size: str) -> str:
    """1, where |f′| is at least that beyond the ends, as far as some points say; else nothing."""
    ends = _values(size, 1 + LATER)
    points = np.concatenate([sign * (ends + far) for sign in (1, -1) for far in FAR])
    return "1" if np.abs(dynamics.problem.gradient(points[:, None])).min() >= 1 else "0"


def _swinging(dynamics: Dynamics, x: np.ndarray) -> Iterator[tuple[Moving, int]]:
    """Two cells whose ends grow in proportion, which the steps exchange."""
    k = np.arange(1, len(x) + 1)
    tail = slice(len(x) // 2, None)
    for growth in GROWTHS:
        scaled = np.abs(x / _values(growth, k))[tail]
        if scaled.min() < NEAREST or scaled.max() > MOST_SPREAD * scaled.min():
            continue
        for margin, at in product(MARGINS, ENTRIES):
            low, high = _span(scaled, margin)
            if low <= 0 or not low <= abs(x[at - 1]) / _values(growth, k[at - 1 : at])[0] <= high:
                continue
            near, far = f"{low}*{growth}", f"{high}*{growth}"
            cells = (MovingCell(((near, far),)), MovingCell(((f"-({far})", f"-({near})"),)))
            if _stands(dynamics, cells, at):
                yield Moving(cells=cells, start=at, slope=_steep(dynamics, near), size=near), at


# ---- cells between two ends


def _cells(dynamics: Dynamics, x: np.ndarray) -> Iterator[tuple[Moving, int]]:
    """One cell, or two whose points the steps exchange, around the run's tail."""
    tail = x[len(x) // 2 :]
    if np.abs(tail).min() < NEAREST:
        return
    groups = [tail] if np.all(tail > 0) or np.all(tail < 0) else [tail[0::2], tail[1::2]]
    for at, margin in product(ENTRIES, MARGINS):
        spans = [_span(group, margin) for group in groups]
        if any(low <= 0 <= high for low, high in spans) or not _settles(dynamics, spans):
            continue
        for form, below, above in product(SHRINKING, AMOUNTS, AMOUNTS):
            cells = tuple(MovingCell((_side(span, below, above, form),)) for span in spans)
            if _holds(cells, x, at) and _stands(dynamics, cells, at):
                slope = _slope(dynamics, spans)
                yield Moving(cells=cells, start=at, slope=str(slope)), at


def _settles(dynamics: Dynamics, spans: Sequence[tuple[Fraction, Fraction]]) -> bool:
    """Whether late steps from the ends lead out of the cells by no more than the ends may move.

    Those of one cell move by less than `NEAR`·k^(−3/2) a step; of two, which the steps exchange,
    each end may be as far from what the other is led to as it ever moves.
    """
    ends = np.array([[float(low), float(high)] for low, high in spans])  # (cells, 2)
    points = np.repeat(ends.reshape(-1, 1), len(LATE), axis=1)  # (2 cells, k)
    after = advanced(dynamics, points.reshape(-1, 1), np.tile(LATE, points.shape[0]))
    x, room = after.reshape(*ends.shape, -1), NEAR * LATE ** (-1.5 if len(ends) == 1 else -0.5)
    within = [(x >= low - room) & (x <= high + room) for low, high in ends]  # each (cells, 2, k)
    return all(any(inside[i].all() for inside in within) for i in range(len(ends)))


def _span(group: np.ndarray, margin: Fraction) -> tuple[Fraction, Fraction]:
    """Short numbers around the points, a part of their distance from 0 farther out."""
    low, high = float(group.min()), float(group.max())
    room = float(margin) * min(abs(low), abs(high))
    return _short(low - room, up=False), _short(high + room, up=True)


def _side(
    span: tuple[Fraction, Fraction], below: Fraction, above: Fraction, form: str
) -> MovingSide:
    """The ends with something added that shrinks: outwards from 0 above, and below."""
    low, high = span
    if low > 0:
        return _sum(low, below, form), _sum(high, above, form)
    return _sum(low, -above, form), _sum(high, -below, form)


def _sum(end: Fraction, amount: Fraction, form: str) -> str:
    """The end plus some of what shrinks, as one writes it."""
    sign = "+" if amount > 0 else "-"
    return f"{end}{sign}{abs(amount)}*{form}" if amount else str(end)


def _holds(cells: Sequence[MovingCell], x: np.ndarray, at: int) -> bool:
    """Whether x at k = `at` is in a cell."""
    k = np.array([at])
    return any(_values(low, k)[0] <= x[at - 1] <= _values(high, k)[0] for low, high in _ends(cells))


def _slope(dynamics: Dynamics, spans: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """A short number below |f′| on the spans, as far as some points say."""
    points = np.concatenate([np.linspace(float(a), float(b), 33) for a, b in spans])
    return _short(float(np.abs(dynamics.problem.gradient(points[:, None])).min()), up=False)


def _ends(cells: Sequence[MovingCell]) -> Iterator[tuple[str, str]]:
    for cell in cells:
        ((low, high),) = cell.x
        assert low is not None
        assert high is not None
        yield low, high


# ---- in floats


def _stands(dynamics: Dynamics, cells: Sequence[MovingCell], at: int) -> bool:
    """Whether steps from some points of every cell, at some k, end in one cell."""
    k = at + LATER
    return all(
        any(_all_in(target, images, k + 1) for target in cells)
        for cell in cells
        for images in [_images(dynamics, cell, k)]
    )


def _images(dynamics: Dynamics, cell: MovingCell, k: np.ndarray) -> np.ndarray:
    """(points of the cell, k, n) after a step."""
    found = []
    for part, far in zip(PARTS, FAR, strict=True):
        columns = [_point(side, part, far, k) for side in cell.x]
        found.append(advanced(dynamics, np.stack(columns, axis=-1), k))
    return np.array(found)


def _point(side: MovingSide, part: float, far: float, k: np.ndarray) -> np.ndarray:
    low, high = side
    if low is not None and high is not None:
        a, b = _values(low, k), _values(high, k)
        return np.asarray(a + part * (b - a))
    if low is not None:
        return _values(low, k) + far
    return _values(high, k) - far if high is not None else np.full(len(k), far - 1.0)


def _all_in(cell: MovingCell, x: np.ndarray, k: np.ndarray) -> bool:
    return all(_beyond(x[..., i], side, k) for i, side in enumerate(cell.x))


def _beyond(x: np.ndarray, side: MovingSide, k: np.ndarray) -> bool:
    """Whether all are between the ends, up to what rounding may do to ends exactly reached."""
    low, high = (None if end is None else _values(end, k) for end in side)
    slack = SLACK * np.abs(x)
    below = low is not None and not np.all(x >= low - slack)
    return not below and (high is None or bool(np.all(x <= high + slack)))


def _values(formula: str, k: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return evaluate(parse(formula), k, {})


def _short(value: float, *, up: bool) -> Fraction:
    """A number of two digits next to it."""
    if value == 0:
        return Fraction(0)
    unit = Fraction(10) ** (int(np.floor(np.log10(abs(value)))) - 1)
    count = Fraction(value) / unit
    return unit * (-(-count // 1) if up else count // 1)
