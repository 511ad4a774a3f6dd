"""Runs side by side: those with the same complete windows and the same groups, as arrays (R, W)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

import numpy as np

from sam_theory.properties.outlook import Outlook
from sam_theory.properties.windows import TINY, Windows, complete_edges
from sam_theory.runs.trace import Trace

SMALLEST = float(np.finfo(np.float64).tiny)
GROUPS = ("values", "iterates", "moves", "steps", "elapsed", "radii", "estimates", "measured")


@dataclass(frozen=True, kw_only=True)
class Stack:
    """R runs over the W complete windows that they share; None where a group was not recorded."""

    traces: tuple[Trace, ...]
    outlooks: tuple[Outlook, ...]
    windows: Windows

    def __len__(self) -> int:
        return len(self.traces)

    def of(self, group: str, name: str) -> np.ndarray | None:
        """One array of a group, of every run, (R, W) or (R, W, n)."""
        if getattr(self.traces[0], group) is None:
            return None
        return self._all(f"{group}.{name}")

    def _all(self, name: str) -> np.ndarray:
        of, count = attrgetter(name), len(self.windows)
        parts = [of(trace)[:count] for trace in self.traces]
        return np.concatenate(parts).reshape(len(parts), *parts[0].shape)

    @cached_property
    def low(self) -> np.ndarray:
        """The least ‖∇f‖ of each window."""
        return self._all("gradients.low")

    @cached_property
    def high(self) -> np.ndarray:
        """The greatest ‖∇f‖ of each window."""
        return self._all("gradients.high")

    @cached_property
    def counts(self) -> np.ndarray:
        """The numbers of iterations of the windows, (W,)."""
        return np.diff(complete_edges(self.traces[0])).astype(np.float64)

    @cached_property
    def mean_square(self) -> np.ndarray:
        """log of the root mean square ‖∇f‖ of each window; its middle where squares underflow."""
        squares = self._all("gradients.squares")
        low, high = logs(self.low), logs(self.high)
        normal = (squares > SMALLEST) & np.isfinite(squares)
        found = np.log(np.where(normal, squares / self.counts, 1.0)) / 2
        return np.asarray(np.where(normal, np.clip(found, low, high), (low + high) / 2))

    @cached_property
    def x_low(self) -> np.ndarray | None:
        """The lower corners of the boxes of x, (R, W, n)."""
        return self.of("iterates", "low")

    @cached_property
    def x_high(self) -> np.ndarray | None:
        """The upper corners."""
        return self.of("iterates", "high")

    @cached_property
    def path(self) -> np.ndarray | None:
        """Σ‖xᵏ⁺¹ − xᵏ‖ of each window."""
        return self.of("moves", "path")

    @cached_property
    def f_low(self) -> np.ndarray | None:
        """The least f of each window."""
        return self.of("values", "low")

    @cached_property
    def f_high(self) -> np.ndarray | None:
        """The greatest f."""
        return self.of("values", "high")

    @cached_property
    def time(self) -> np.ndarray | None:
        """Σtₖ of each window."""
        return self.of("elapsed", "time")


def stacks(traces: Sequence[Trace], outlooks: Sequence[Outlook]) -> list[tuple[list[int], Stack]]:
    """The runs in stacks, each with the numbers of its runs."""
    alike: dict[object, list[int]] = {}
    for number, trace in enumerate(traces):
        x = trace.iterates
        there = tuple(getattr(trace, group) is None for group in GROUPS)
        key = (complete_edges(trace).tobytes(), there, None if x is None else x.low.shape[1])
        alike.setdefault(key, []).append(number)
    return [
        (
            numbers,
            Stack(
                traces=tuple(traces[i] for i in numbers),
                outlooks=tuple(outlooks[i] for i in numbers),
                windows=Windows.of(traces[numbers[0]]),
            ),
        )
        for numbers in alike.values()
    ]


def logs(values: np.ndarray) -> np.ndarray:
    """Logarithms of numbers >= 0; those below TINY count as it."""
    return np.asarray(np.log(np.maximum(values, TINY)))
