"""Guesses of cells that shrink to a point no faster than a power of k: xᵏ tends there, slowly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

import numpy as np

from sam_theory.asymptotics.evaluation import evaluate
from sam_theory.asymptotics.parsing import parse
from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established
from sam_theory.certificates.finding.certified import Certified
from sam_theory.certificates.finding.path import path
from sam_theory.certificates.forms import Entry, Moving, MovingCell
from sam_theory.certificates.ranges import formula_of
from sam_theory.certificates.verifier.accepting import accept_run

ITERATIONS = 2000
TRIES = 4  # certificates that the verifier is asked about
ENTRIES = (2, 32)  # k from which a cell is tried
POWERS = tuple(Fraction(n, 8) for n in (1, 2, 4, 6, 8, 12, 16, 24, 32))
SLOWER = ("sqrt(log(k+1))",)  # than any power
ROOM = Fraction(1, 2)  # of the distance at the entry, on either side
WHOLE = range(1, 9)  # denominators of limits that are tried
STEEPER = 1.25  # powers on a later half of ln k that differ by more are none
STEEPEST = 4.0
ORDERS = (1, 2, 3, 4)  # of f′ at the limit
LESS = 0.9  # of the slope along the cell that is claimed


def find(dynamics: Dynamics, start: Sequence[float]) -> Certified | None:
    """The first that the verifier accepts, in one dimension and without memory; else None."""
    method = dynamics.method
    if dynamics.problem.dimension > 1 or method.memory or method.random:
        return None
    if formula_of(dynamics.step) is None or formula_of(dynamics.radius) is None:
        return None
    x = path(dynamics, np.asarray(start, dtype=np.float64), ITERATIONS).x[:, 0]
    limit = _limit(dynamics, x)
    if limit is None:
        return None
    exact = tuple(Fraction(c) for c in start)
    for moving in islice(_guesses(dynamics, x, limit), TRIES):
        entry = Entry(start=exact, at=moving.start)
        shown = accept_run(dynamics, moving, entry)
        if isinstance(shown, Established):
            return Certified(certificate=moving, entry=entry, shown=shown)
    return None


def _limit(dynamics: Dynamics, x: np.ndarray) -> Fraction | None:
    """A stationary point with a small denominator to which the run seems to come."""
    if len(x) < ITERATIONS or not np.isfinite(x).all():
        return None
    near = sorted(
        {Fraction(round(float(x[-1]) * q), q) for q in WHOLE}, key=lambda z: abs(float(z) - x[-1])
    )
    for point in near:
        if not dynamics.problem.gradient(np.array([[float(point)]])).any():
            return point
    return None


def _power(distance: np.ndarray) -> float | None:
    """p where it falls like k^(−p), on the last two octaves of octaves; None where it does not."""
    if not np.all(distance > 0) or np.any(np.diff(distance[ENTRIES[-1] :]) > 0):
        return None
    first, middle, last = (float(np.log(distance[len(distance) // m - 1])) for m in (16, 4, 1))
    earlier, later = (first - middle) / np.log(4), (middle - last) / np.log(4)
    steady = 0 < later <= STEEPEST and later <= STEEPER * earlier
    return float(later) if steady else None


def _guesses(dynamics: Dynamics, x: np.ndarray, limit: Fraction) -> Iterator[Moving]:
    """Cells from a distance that falls faster than the run's to one that falls slower, or stays."""
    side = 1 if x[-1] > limit else -1
    distance = side * (x - float(limit))
    power, order = _power(distance), _order(dynamics, limit, side)
    if power is None or order is None:
        return
    faster = [p for p in POWERS if p > power]
    slower = [_root(p) for p in reversed(POWERS) if p < power] + list(SLOWER)
    tried = [*product(slower[:2], ENTRIES), ("1", ENTRIES[0])]
    for (law, at), p in product(tried, faster[:2]):
        near = ROOM * _factor(_root(p), float(distance[at - 1]), at)
        far = _factor(law, float(distance[at - 1]), at) / ROOM
        m, steepness = order
        ends = _over(near, _root(p)), _over(far, law)
        yield _cell(limit, side, ends, at, _over(steepness * near**m, _root(m * p)))


def _root(power: Fraction) -> str:
    """A power of k as one writes it."""
    if power == 1:
        return "k"
    return "sqrt(k)" if power == Fraction(1, 2) else f"k**({power})"


def _over(factor: Fraction, law: str) -> str:
    """factor/law, as one writes it."""
    if law == "1":
        return str(factor)
    below = law if factor.denominator == 1 else f"({factor.denominator}*{law})"
    return f"{factor.numerator}/{below}"


def _factor(law: str, distance: float, at: int) -> Fraction:
    """The factor, short, with which its inverse is about that distance at k = `at`."""
    value = float(evaluate(parse(law), np.array([at]), {})[0])
    return Fraction(f"{distance * value:.2g}")


def _cell(limit: Fraction, side: int, distances: tuple[str, str], at: int, slope: str) -> Moving:
    """The cell on one side of the limit."""
    ends = [_beside(limit, side, distance) for distance in distances][::side]
    return Moving(cells=(MovingCell(((ends[0], ends[1]),)),), start=at, slope=slope)


def _beside(limit: Fraction, side: int, distance: str) -> str:
    sign = "" if side > 0 else "-"
    return f"{limit}{sign or '+'}{distance}" if limit else f"{sign}{distance}"


def _order(dynamics: Dynamics, limit: Fraction, side: int) -> tuple[int, Fraction] | None:
    """m and c with |f′| ≥ c uᵐ at small distances u from the limit."""
    u = 2.0 ** -np.arange(4, 10)
    slopes = np.abs(dynamics.problem.gradient((float(limit) + side * u)[:, None])[:, 0])
    if not slopes.all():
        return None
    m = round(float(np.log2(slopes[-2] / slopes[-1])))
    return (m, Fraction(f"{LESS * float((slopes / u**m).min()):.2g}")) if m in ORDERS else None
