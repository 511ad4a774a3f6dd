"""The windows of many runs, one run after another: compared at once in the time that one takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

import numpy as np

from sam_theory.statements.theorem import Run


@dataclass(frozen=True)
class Joined:
    """Runs of one problem, R of them, and their places among those that were asked about.

    What is recorded goes by its name in a trace, as "gradients.low".
    """

    runs: Sequence[Run]
    places: Sequence[int]
    kept: dict[str, np.ndarray] = field(default_factory=dict, init=False, repr=False, compare=False)
    # Those of which a group was recorded; None where that is all of them.
    parts: dict[str, Joined | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, runs: Sequence[Run]) -> Joined:
        """These runs, each in its place."""
        return cls(runs, range(len(runs)))

    def __len__(self) -> int:
        return len(self.runs)

    def those(self, wanted: Callable[[Run], bool]) -> Joined:
        """The runs of which that is true."""
        kept = [i for i, run in enumerate(self.runs) if wanted(run)]
        if len(kept) == len(self.runs):
            return self
        return Joined([self.runs[i] for i in kept], [self.places[i] for i in kept])

    def having(self, *groups: str) -> Joined:
        """The runs of which these groups were recorded."""
        found = self
        for group in groups:
            if group not in found.parts:
                part = found.those(_recorded(group))
                found.parts[group] = None if part is found else part
            kept = found.parts[group]
            found = found if kept is None else kept
        return found

    @cached_property
    def counts(self) -> np.ndarray:
        """The numbers of windows, (R,)."""
        return np.array([len(run.trace.edges) - 1 for run in self.runs])

    @cached_property
    def begins(self) -> np.ndarray:
        """Where the windows of each run begin, (R,)."""
        return np.asarray(np.cumsum(self.counts) - self.counts)

    @cached_property
    def lengths(self) -> np.ndarray:
        """How many k each window covers, (ΣW,), in floats."""
        return np.concatenate([np.diff(run.trace.edges) for run in self.runs]).astype(np.float64)

    def windows(self, name: str) -> np.ndarray:
        """What is recorded under that name, window by window of run after run, (ΣW, …)."""
        if name not in self.kept:
            of = attrgetter(name)
            self.kept[name] = np.concatenate([of(run.trace) for run in self.runs])
        return self.kept[name]

    def window(self, name: str, at: int) -> np.ndarray:
        """The same of one window of each run, (R, …)."""
        of = attrgetter(name)
        return np.array([of(run.trace)[at] for run in self.runs])

    def ends(self, name: str) -> np.ndarray:
        """What is recorded once a run under that name, (R, …)."""
        of = attrgetter(name)
        return np.array([of(run.trace) for run in self.runs])

    def spread(self, of_runs: np.ndarray) -> np.ndarray:
        """What is told of each run, (R, …), for each of its windows, (ΣW, …)."""
        return np.repeat(of_runs, self.counts, axis=0)

    def folded(self, fold: np.ufunc, of_windows: np.ndarray) -> np.ndarray:
        """What is told of windows, (ΣW,), folded over those of each run, (R,)."""
        return np.asarray(fold.reduceat(of_windows, self.begins))

    def which(self, wrong: np.ndarray) -> Iterator[int]:
        """The places of runs with a window that is wrong, (ΣW,) or (ΣW, n)."""
        each = wrong if wrong.ndim == 1 else np.any(wrong, axis=1)
        if each.any():
            yield from self.where(self.folded(np.logical_or, each))

    def where(self, wrong: np.ndarray) -> Iterator[int]:
        """The places of runs of which that is true, (R,)."""
        return (self.places[i] for i in np.flatnonzero(wrong).tolist())


def _recorded(group: str) -> Callable[[Run], bool]:
    return lambda run: getattr(run.trace, group) is not None
