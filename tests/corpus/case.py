"""A labelled trajectory: what was recorded, what was known, and which of the five claims hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np

from sam_theory.properties.outlook import Outlook
from sam_theory.runs.outside import trace_of_record
from sam_theory.runs.trace import Ending, Trace

Generator = np.random.Generator


class Label(Enum):
    """What analysis says of a claim, and whether the record can show it."""

    TRUE = "true"
    FALSE = "false"
    OPEN = "open"  # true or false, but not decidable from this record


T, F, U = Label.TRUE, Label.FALSE, Label.OPEN
Labels = tuple[Label, Label, Label, Label, Label]  # in the order of K24, Table 1

ALL_TRUE: Labels = (T, T, T, T, T)
ALL_FALSE: Labels = (F, F, F, F, F)
ALL_OPEN: Labels = (U, U, U, U, U)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A trajectory of K rows; `labels(k)` are those of its first k rows."""

    kind: str
    labels: Callable[[int], Labels]
    gradient_norm: np.ndarray  # (K,)
    value: np.ndarray | None = None  # (K,)
    iterate: np.ndarray | None = None  # (K, n)
    step: np.ndarray | None = None  # (K,)
    radius: np.ndarray | None = None  # (K,)
    k: np.ndarray | None = None  # (K,) the iterations of the rows; None is 1 … K
    outlook: Outlook = field(default_factory=Outlook)
    letters: str = ""  # what analysis says of each of `kinds.kind.CLAIMS`, shown or not
    stopped: bool = False
    overflowed: bool = False
    unbounded_value: bool = False  # f tends to ±∞, which denies the fourth claim without x
    needs_schedule: bool = (
        False  # without its steps and radii the record cannot be told from another
    )

    @property
    def iterations(self) -> int:
        """K, the number of rows."""
        return len(self.gradient_norm)

    def trace(self, cut: float = 1.0) -> Trace:
        """The trace of the first cut·K iterations."""
        count = self.length(cut)
        head = lambda a: None if a is None else a[:count]  # noqa: E731
        trace = trace_of_record(
            gradient_norm=self.gradient_norm[:count],
            value=head(self.value),
            iterate=head(self.iterate),
            step=head(self.step),
            radius=head(self.radius),
            k=head(self.k),
            stopped=self.stopped and count == self.iterations,
        )
        if self.overflowed and count == self.iterations:
            ending = Ending(
                reason="overflow",
                iteration=trace.ending.iteration,
                evidence="the next iterate is ∞",
            )
            trace = replace(trace, ending=ending)
        return trace

    def length(self, cut: float) -> int:
        """The number of iterations of the record cut there."""
        return max(2, int(np.ceil(cut * self.iterations)))

    def expected(self, cut: float = 1.0) -> Labels:
        """The labels of the record cut there, for what was recorded of it."""
        labels = self.labels(self.length(cut))
        if self.stopped and self.length(cut) == self.iterations:
            return ALL_TRUE
        low, accumulation, high, value, iterate = labels
        if self.value is None and not (iterate is T or low is F or (high is T and value is F)):
            value = U
        if self.iterate is None:
            diverges = self.unbounded_value and self.value is not None
            if high is T and iterate is F and not diverges:
                value = U  # x may circle, or leave for infinity
            iterate = F if high is F or diverges else U
            accumulation = T if high is T or (low is F and accumulation is T) else U
        return (low, accumulation, high, value, iterate)


def always(labels: Labels) -> Callable[[int], Labels]:
    """The same labels for every prefix."""
    return lambda count: labels


def plateau(transient: np.ndarray, level: float, labels: Labels) -> Callable[[int], Labels]:
    """`labels` once the transient, (K,), is below 30 times the level it settles at, open before."""
    return lambda count: labels if transient[count - 1] < 30 * level else ALL_OPEN


def forget(rng: Generator, case: Case) -> Case:
    """The case with some of its columns not recorded."""
    missing: dict[str, None] = {}
    for name, chance in (("value", 0.05), ("iterate", 0.1), ("step", 0.3), ("radius", 0.3)):
        if rng.random() < chance and not (case.needs_schedule and name in ("step", "radius")):
            missing[name] = None
    return replace(case, **missing)


def rescaled(case: Case, value: float = 1.0, length: float = 1.0) -> Case:
    """The same run in other units: f → value·f, x → length·x."""
    times = lambda a, c: None if a is None else a * c  # noqa: E731
    outlook = case.outlook
    if outlook.lipschitz is not None:
        outlook = replace(outlook, lipschitz=outlook.lipschitz * value / length**2)
    return replace(
        case,
        gradient_norm=case.gradient_norm * (value / length),
        value=times(case.value, value),
        iterate=times(case.iterate, length),
        step=times(case.step, length**2 / value),
        radius=times(case.radius, length),
        outlook=outlook,
    )


def log_uniform(rng: Generator, low: float, high: float) -> float:
    """A number between low and high whose logarithm is uniform."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def horizon(rng: Generator, most: float = 2e5) -> int:
    """A number of iterations from 300 to `most`."""
    ladder = [300, 1000, 3000, 5000, 20_000, 100_000, 200_000]
    return int(rng.choice([k for k in ladder if k <= most]))


def direction(rng: Generator, n: int) -> np.ndarray:
    """A random unit vector of ℝⁿ."""
    u = rng.standard_normal(n)
    return np.asarray(u / np.linalg.norm(u))
