"""What a picture of a record shows: quantities by windows, their clocks, laws and limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sam_theory.properties.continuation import Continuation
from sam_theory.properties.laws import Law, laws, text
from sam_theory.properties.sequences import course
from sam_theory.properties.windows import OCTAVE, Windows, sliding_maximum
from sam_theory.report.drawing.lines import BLACK, BLUE, VERMILLION
from sam_theory.runs.trace import Range, Trace
from sam_theory.verdict import Verdict

DEEP, WIDE = 3.0, 30.0  # values, clocks that vary by these factors have a logarithmic axis
AHEAD = 4.0  # times the record: how far laws are drawn
ROUGH = 0.3  # residuals above this are no law, even of minibatches
NODES = 64  # of a law
NEARLY = 0.05  # by which the limit of a law may lie outside those admitted
JUDGED = "gradient-limit"  # the verdict whose interval of limits is drawn


@dataclass(frozen=True)
class Band:
    """One quantity over W windows."""

    label: str
    low: np.ndarray  # (W,)
    high: np.ndarray  # (W,)
    color: str

    @property
    def logarithmic(self) -> bool:
        """Whether it is positive, but for zeros, and varies by a factor that asks for it."""
        seen = self.low[self.low > 0]
        negative = bool((self.low < 0).any())
        return len(seen) > 0 and not negative and bool(np.nanmax(self.high) > DEEP * seen.min())


@dataclass(frozen=True)
class Clock:
    """Where the windows stand, (W,), and from where on they are judged."""

    label: str
    at: np.ndarray
    tail: float

    @property
    def logarithmic(self) -> bool:
        """Whether it goes far enough for that."""
        seen = self.at[self.at > 0]
        return len(seen) < 2 or bool(seen.max() > WIDE * seen.min())


@dataclass(frozen=True)
class Outlook:
    """How the first quantity may go on: laws that fit, in words, and the limits admitted."""

    k: np.ndarray  # (NODES,)
    laws: Sequence[tuple[str, np.ndarray]]  # what it says, and its values at k
    limits: tuple[float, float] | None


def bands(trace: Trace) -> Sequence[Band]:
    """What was recorded of ‖∇f‖, of f, and of the diagonals of boxes of x."""
    found, low, high = [], trace.gradients.low, trace.gradients.high
    if not np.isnan(high).all():
        found.append(Band(r"$\|\nabla f(x^k)\|$", low, high, BLACK))
    if trace.values is not None:
        found.append(Band(r"$f(x^k)$", trace.values.low, trace.values.high, BLUE))
    if trace.iterates is not None and len(low) > OCTAVE:
        size = np.full(len(low), np.nan)
        sides = sliding_maximum(trace.iterates.high) + sliding_maximum(-trace.iterates.low)
        size[OCTAVE - 1 :] = np.hypot.reduce(sides, axis=1)
        found.append(Band("box of $x$ over $[k/2, k]$", size, size, VERMILLION))
    return found


def clocks_of(trace: Trace) -> Sequence[Clock]:
    """k, and Σt where every step was recorded."""
    first, last = trace.edges[:-1].astype(float), trace.edges[1:] - 1.0
    tail = min(Windows.of(trace).tail, len(first) - 1)
    found = [Clock("iteration $k$", np.sqrt(first * last), float(first[tail]))]
    if (
        trace.elapsed is not None
        and np.isfinite(trace.elapsed.time.sum())
        and trace.elapsed.time.sum() > 0
    ):
        ends = np.cumsum(trace.elapsed.time)
        middle = ends - trace.elapsed.time / 2
        found.append(Clock(r"elapsed $\sum t_k$", middle, float(middle[tail])))
    return found


def outlook_of(trace: Trace, verdicts: Mapping[str, Verdict]) -> Outlook:
    """Of ‖∇f‖, or of f where that was not recorded, which then has no interval of limits."""
    judged = verdicts.get(JUDGED)
    limits = None if judged is None else judged.limit
    fitted = _fitted(trace, limits or (0.0, np.inf))
    start = min((law.start for law in fitted), default=1.0)
    k = np.geomspace(start, AHEAD * trace.iterations, NODES)
    with np.errstate(over="ignore"):
        told = [(text(law, trace.iterations), np.exp(law(k))) for law in fitted]
    return Outlook(k, told, limits)


def _fitted(trace: Trace, limits: tuple[float, float]) -> Sequence[Law]:
    """Of the laws with these limits the best, and the best of those that end otherwise.

    That is at 0, or not.
    """
    if np.isnan(trace.gradients.high).all():
        found = () if trace.values is None else _of_values(trace, trace.values)
    else:
        found = Continuation(trace).gradient_laws
    low, high = limits
    found = [law for law in found if low * (1 - NEARLY) <= _end(law) <= high * (1 + NEARLY)]
    others = [law for law in found[1:] if _lasts(law) is not _lasts(found[0])]
    return [*found[:1], *others[:1]]


def _of_values(trace: Trace, f: Range) -> Sequence[Law]:
    windows = Windows.of(trace)
    low, high = f.low[: len(windows)], f.high[: len(windows)]
    if not (low[windows.tail :] > 0).all():
        return ()
    return [law for law in laws(*course(windows, low, high)) if law.residual <= ROUGH]


def _end(law: Law) -> float:
    """The limit of a law."""
    return law.limit if law.model else float(np.exp(law.coefficients[0]))


def _lasts(law: Law) -> bool:
    """Whether what follows the law does not tend to 0."""
    return not law.model or law.limit > 0
