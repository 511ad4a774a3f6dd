"""What the names of inequalities along runs stand for: numbers, and ranges over windows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from sam_theory.runs.trace import Range
from sam_theory.statements.hypotheses.constants import first_value
from sam_theory.statements.spans import Span
from sam_theory.statements.theorem import Run


class Unknown(Exception):
    """What an inequality names is not known of a run; the message says what."""


def span_of(name: str, run: Run, k: Span) -> Span:
    """The ends between which it lies in each window; raises Unknown."""
    if name == "k":
        return k
    if name in _NUMBERS:
        value = _NUMBERS[name](run)
        if value is None or not all(map(math.isfinite, value)):
            raise Unknown(f"{name} is not known")
        return Span(np.asarray(value[0]), np.asarray(value[1]))
    found = _RECORDED[name](run)
    if found is None:
        raise Unknown(f"{name} is not recorded")
    return found


def _infimum(run: Run) -> tuple[float, float] | None:
    """Its enclosure; it is no more than any value of the run."""
    fact, values = run.setting.problem.facts.infimum, run.trace.values
    if fact is None:
        return None
    seen = math.inf if values is None else float(values.low.min())
    return fact.value.lower, max(min(fact.value.upper, seen), fact.value.lower)


def _gap(run: Run) -> tuple[float, float] | None:
    least, values = _infimum(run), run.trace.values
    if least is None or values is None:
        return None
    return values.first - least[1], values.first - least[0]


def _one(value: float | None) -> tuple[float, float] | None:
    return None if value is None else (float(value), float(value))


def _nu(run: Run) -> float | None:
    L, radius = run.setting.problem.facts.lipschitz_bound, run.setting.radius
    return None if L is None or not radius.is_constant else L * first_value(radius)


def _modulus(run: Run) -> float | None:
    fact = run.setting.problem.facts.strong_convexity
    return None if fact is None else fact.value.lower


def _start_distance(run: Run) -> float | None:
    fact, x = run.setting.problem.facts.minimizers, run.trace.iterates
    return None if fact is None or x is None else float(fact.value(x.first[None, :])[0])


def _mixture(run: Run) -> float | None:
    shape = run.setting.method.displacement
    return None if shape is None else float(shape.mixture)


_NUMBERS: Mapping[str, Callable[[Run], tuple[float, float] | None]] = {
    "fmin": _infimum,
    "gap": _gap,
    "Delta": _gap,
    "L": lambda run: _one(run.setting.problem.facts.lipschitz_bound),
    "D": lambda run: _one(run.setting.problem.facts.descent_bound),
    "mu": lambda run: _one(_modulus(run)),
    "nu": lambda run: _one(_nu(run)),
    "lam": lambda run: _one(_mixture(run)),
    "n": lambda run: _one(run.setting.problem.dimension),
    "pi": lambda run: _one(math.pi),
    "R": lambda run: _one(_start_distance(run)),
}


def _range(found: Range | None) -> Span | None:
    return None if found is None else Span(found.low, found.high)


def _scheduled(name: str) -> Callable[[Run], Span | None]:
    def of(run: Run) -> Span | None:
        schedule = run.setting.step if name == "t" else run.setting.radius
        if schedule.is_constant:
            return Span.of(first_value(schedule))
        return _range(run.trace.steps if name == "t" else run.trace.radii)

    return of


def _mean(run: Run) -> Span:
    ends = run.trace.edges[1:] - 1
    return Span.of(np.cumsum(run.trace.gradients.squares) / ends)


def _distance(run: Run) -> Span | None:
    """That of a box around the iterates of each window: it moves no farther than they."""
    fact, x = run.setting.problem.facts.minimizers, run.trace.iterates
    if fact is None or x is None:
        return None
    middle, half = (x.low + x.high) / 2, np.hypot.reduce((x.high - x.low) / 2, axis=1)
    found = np.asarray(fact.value(middle))
    return Span(np.maximum(found - half, 0.0), found + half)


_RECORDED: Mapping[str, Callable[[Run], Span | None]] = {
    "t": _scheduled("t"),
    "rho": _scheduled("rho"),
    "f": lambda run: _range(run.trace.values),
    "normg": lambda run: _range(run.trace.gradients),
    "meansq": _mean,
    "dist": _distance,
}
