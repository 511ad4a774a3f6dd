"""A record as it would go on: every recorded quantity along the law of its tail.

The windows to come are filled from the laws, with the residuals of the last octaves repeated, so
that noise goes on as well. Each quantity follows a law of its own, ‖∇f‖ the one that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sam_theory.properties.laws import Law, laws
from sam_theory.properties.noise import roughness
from sam_theory.properties.sequences import course
from sam_theory.properties.windows import OCTAVE, TINY, Windows
from sam_theory.runs.trace import Elapsed, Ending, Iterates, Range, Trace, Values, window_edges

REPEATED = 2 * OCTAVE  # windows whose residuals are repeated
MOST_DOUBLINGS = 10  # of the record's length
SMOOTH = 2.0  # residuals this many times their noise are a misfit, not noise, and not repeated
NODES = 9  # of the mean of a law over a window
POOR = 0.1  # residuals of ‖∇f‖ above this are no law


@dataclass(frozen=True)
class Continuation:
    """What the trace gives for going on; W complete windows are known."""

    trace: Trace
    vanish: bool = False  # whether laws that vanish come first, where they fit

    @cached_property
    def windows(self) -> Windows:
        """The complete windows."""
        return Windows.of(self.trace)

    @cached_property
    def edges(self) -> np.ndarray:
        """The edges of the complete windows and of those to come."""
        known = self.trace.edges[: len(self.windows) + 1]
        horizon = self.trace.iterations * 2**MOST_DOUBLINGS
        later = window_edges(horizon)[:-1]
        return np.concatenate([known, later[later > known[-1]]])

    @cached_property
    def gradient_laws(self) -> tuple[Law, ...]:
        """A few laws of ‖∇f‖ that fit equally well: the best that vanishes, the best that does
        not, the steepest and the flattest; none where nothing fits."""
        k, z = course(self.windows, *self._complete(self.trace.gradients))
        found = _laws(k, z)
        if not found:
            return ()
        far = np.array([float(k[-1]) * 2.0**MOST_DOUBLINGS])
        groups = [[law for law in found if _goes_on(law) is goes_on] for goes_on in (True, False)]
        chosen = [law for group in groups for law in group[:1]]
        for group in filter(None, groups):
            ordered = sorted(group, key=lambda law: float(law(far)[0]))
            chosen += [ordered[0], ordered[-1]]
        return tuple({id(law): law for law in chosen}.values())

    def horizons(self, law: Law) -> Iterator[Trace]:
        """The record continued along a law of ‖∇f‖ to 2^(1/2), 2, 2^(3/2), … times its length."""
        with np.errstate(all="ignore"):  # laws that grow overflow far ahead
            full = self._full(law)
        for half in range(1, 2 * MOST_DOUBLINGS):
            count = int(self.trace.iterations * 2 ** (half / 2))
            windows = int(np.searchsorted(full.edges, count))
            yield _cut(full, windows)

    # -- filling windows --------------------------------------------------------------------

    def _complete(self, known: Range) -> tuple[np.ndarray, np.ndarray]:
        return known.low[: len(self.windows)], known.high[: len(self.windows)]

    @cached_property
    def _later(self) -> Windows:
        """All windows, with those to come."""
        edges = self.edges.astype(np.float64)
        first, last = edges[:-1], edges[1:] - 1
        return Windows(first, last, first - 0.5, last + 0.5, self.windows.tail)

    @cached_property
    def _lengths(self) -> np.ndarray:
        """The number of k in all windows, (W + V,)."""
        return np.asarray(self._later.end - self._later.start)

    @cached_property
    def _source(self) -> np.ndarray:
        """For each window to come, the known window whose residuals it repeats, (V,)."""
        count = len(self.windows)
        repeated = min(REPEATED, max(count - self.windows.tail, 1))
        return count - repeated + np.arange(len(self._later) - count) % repeated

    def _extremes(self, known: Range, law: Law | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Extremes of a positive quantity in all windows."""
        low, high = self._complete(known)
        tail = slice(self.windows.tail, None)
        if not high[tail].min(initial=np.inf) > 0 or not low[tail].min(initial=np.inf) > 0:
            return self._repeated(low), self._repeated(high)
        law = law or self._law(*course(self.windows, low, high))
        if law is None:
            return self._repeated(low), self._repeated(high)
        at = law(self._later.last), law(self._later.first)
        return self._along(at[0], low), self._along(at[1], high)

    def _law(self, k: np.ndarray, z: np.ndarray) -> Law | None:
        found = _laws(k, z) or laws(k, z)
        vanishing = filter(_goes_on, found if self.vanish else ())
        return next(iter((*vanishing, *found)), None)

    def _repeated(self, values: np.ndarray) -> np.ndarray:
        return np.concatenate([values, values[self._source]])

    def _along(self, z: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Values continued along a law, z = log y in all windows, (W + V,)."""
        count = len(values)
        residual = np.log(np.maximum(values, TINY)) - z[:count]
        recent = residual[self._source[0] :]
        noise = roughness(self.windows.end[self._source[0] :], recent) if len(recent) > 4 else 0.0
        noisy = float(np.std(recent)) <= SMOOTH * noise
        new = z[count:] + (residual[self._source] if noisy else residual[-1])
        return np.concatenate([values, np.exp(np.clip(new, -600, 600))])

    def _sums(self, values: np.ndarray) -> np.ndarray:
        """Sums over windows, whose mean over k follows a law."""
        speed = self._speeds(values[: len(self.windows)] / self._lengths[: len(self.windows)])
        return np.asarray(speed * self._lengths)

    def _speeds(self, speed: np.ndarray) -> np.ndarray:
        """A quantity per iteration in all windows, from those in which it is known: not 0."""
        count = len(self.windows)
        middle = np.sqrt(self._later.first * self._later.last)[:count]
        known = np.flatnonzero(speed > 0)
        known = known[known >= self.windows.tail]
        law = self._law(middle[known], np.log(speed[known]))
        if law is None:
            return self._repeated(speed)
        filled = np.where(speed > 0, speed, np.exp(self._mean(law)[:count]))
        return np.concatenate([speed, self._along(self._mean(law), filled)[count:]])

    def _mean(self, law: Law) -> np.ndarray:
        """The logarithm of the mean of e^law over each window, (W + V,)."""
        shares, start = (np.arange(NODES) + 0.5) / NODES, self._later.start
        z = law((start[:, None] + shares * self._lengths[:, None]).ravel())
        z = z.reshape(len(start), NODES)
        top = z.max(axis=1)
        return np.asarray(top + np.log(np.exp(z - top[:, None]).mean(axis=1)))

    def _boxes(self, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Boxes whose sizes follow a law, and which move on by the shares of it that they did."""
        count = len(self.windows)
        low, high = low[:count].reshape(count, -1), high[:count].reshape(count, -1)
        sides, centre, steps = high - low, (high + low) / 2, self._lengths - 1
        size = np.hypot.reduce(sides, axis=1)
        speed = np.where(steps[:count] > 0, size / np.maximum(steps[:count], 1), np.nan)
        speed = self._speeds(np.nan_to_num(speed))
        apart = speed * (self._lengths + np.roll(self._lengths, 1)) / 2
        moves = np.diff(centre, axis=0, prepend=centre[:1])
        ahead = _shares(moves, apart[:count])[self._source] * apart[count:, None]
        half = _shares(sides, size)[self._source] * (speed * steps)[count:, None] / 2
        middle = centre[-1] + np.cumsum(ahead, axis=0)
        return np.concatenate([low, middle - half]), np.concatenate([high, middle + half])

    def _full(self, law: Law) -> Trace:
        """The trace with all windows to come."""
        low, high = self._extremes(self.trace.gradients, law)
        others = self._vanishing if _goes_on(law) else self._lasting
        return replace(others, gradients=replace(others.gradients, low=low, high=high))

    @cached_property
    def _vanishing(self) -> Trace:
        """The same with all but ‖∇f‖ continued, along laws that vanish where such fit."""
        return replace(self, vanish=True)._others()

    @cached_property
    def _lasting(self) -> Trace:
        """The same along the laws that fit best."""
        return self._others()

    def _others(self) -> Trace:
        trace, sums = self.trace, self._sums
        moves, elapsed = trace.moves, trace.elapsed
        return replace(
            trace,
            edges=self.edges,
            gradients=replace(trace.gradients, squares=sums(trace.gradients.squares)),
            values=None if trace.values is None else self._values(trace.values),
            iterates=None if trace.iterates is None else self._iterates(trace.iterates),
            moves=None if moves is None else replace(moves, path=sums(moves.path)),
            steps=None if trace.steps is None else Range(*self._extremes(trace.steps)),
            elapsed=None
            if elapsed is None
            else Elapsed(time=sums(elapsed.time), squares=sums(elapsed.squares)),
            radii=None if trace.radii is None else Range(*self._extremes(trace.radii)),
        )

    def _iterates(self, known: Iterates) -> Iterates:
        low, high = self._boxes(known.low, known.high)
        return replace(known, low=low, high=high)

    def _values(self, known: Values) -> Values:
        count = len(self.windows)
        low, high = (side[:, 0] for side in self._boxes(known.low, known.high))
        ratio = known.rise[:count] / np.maximum((high - low)[:count], TINY)
        rises = ratio[self._source] * (high - low)[count:]
        return replace(known, low=low, high=high, rise=np.concatenate([known.rise[:count], rises]))


def _laws(k: np.ndarray, z: np.ndarray) -> list[Law]:
    """Laws of the tail, or else of its last two thirds, or half, or third."""
    for start in (0, len(k) // 3, len(k) // 2, 2 * len(k) // 3):
        found = [law for law in laws(k[start:], z[start:]) if law.residual <= POOR]
        if found:
            return found
    return []


def _shares(parts: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """parts/whole, (W, n) by (W,); 0 where there is no whole."""
    there = whole[:, None] > TINY
    return np.where(there, parts / np.where(there, whole[:, None], 1.0), 0.0)


def _goes_on(law: Law) -> bool:
    """Whether it has no limit above 0: it tends to 0, or grows."""
    return law.limit == 0 and bool(law.model)


def _cut(full: Trace, windows: int) -> Trace:
    """The first windows of a continued trace; one more is there, to be taken for incomplete."""
    count = min(windows + 1, len(full.edges) - 1)
    edges = full.edges[: count + 1]
    last = int(edges[-1]) - 1
    ending = Ending(reason="horizon", iteration=last, evidence=f"continued to k = {last}")
    cut = replace(full.until(count), edges=edges, ending=ending)
    # Of the last iterate no more is known than its window.
    slope, f, x = cut.gradients, cut.values, cut.iterates
    return replace(
        cut,
        gradients=replace(slope, last=float(slope.low[-1])),
        values=None if f is None else replace(f, last=float(f.low[-1])),
        iterates=None if x is None else replace(x, last=x.high[-1]),
    )
