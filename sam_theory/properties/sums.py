"""Series along a run: whether the sums over octaves of k add up to a finite one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sam_theory.properties.limits import Limit, Tendency
from sam_theory.properties.sequences import speed_tail
from sam_theory.properties.stack import Stack
from sam_theory.properties.tails import tendencies
from sam_theory.properties.windows import OCTAVE, TINY

NOTHING_LEFT = Tendency(Limit.ZERO, "its terms are 0, or underflow", summable=True)


@dataclass(frozen=True)
class Series:
    """A series with terms >= 0: its text, and where a trace keeps its sums over windows."""

    text: str
    group: str
    name: str
    of_gradient: bool = True  # whether it can converge only where ∇f tends to 0, or x converges


SERIES: Mapping[str, Series] = {
    "step-squares": Series("Σ tₖ‖∇f(xᵏ)‖²", "elapsed", "squares"),
    "work": Series("Σ ‖xᵏ⁺¹ − xᵏ‖‖∇f(xᵏ)‖", "moves", "work"),
    "estimated-work": Series("Σ ‖xᵏ⁺¹ − xᵏ‖‖gᵏ‖", "estimates", "work"),
    "errors": Series("Σ tₖ‖gᵏ − ∇f(xᵏ)‖", "measured", "elapsed", of_gradient=False),
}


@dataclass(frozen=True)
class Sums:
    """What the sums per Δlog k of R runs tend to, for each series: told once it is asked for."""

    stack: Stack
    clock: np.ndarray | None  # (R, W) Σt where windows begin, NaN where it is no clock
    settling: np.ndarray  # (R,) whether ∇f may tend to 0, or x converge, and neither rests yet
    told: dict[str, dict[int, Tendency]] = field(default_factory=dict)

    def of(self, name: str, run: int) -> Tendency | None:
        """That of one run; None where the series was not recorded, or need not be judged."""
        if name not in self.told:
            self.told[name] = self._tendencies(SERIES[name])
        return self.told[name].get(run)

    def _tendencies(self, series: Series) -> dict[int, Tendency]:
        sums = self.stack.of(series.group, series.name)
        if sums is None:
            return {}
        nothing = (sums[:, -OCTAVE:] <= TINY).all(axis=1) & (sums.shape[1] > OCTAVE)
        rows = np.flatnonzero((self.settling | (not series.of_gradient)) & ~nothing)
        clock = None if self.clock is None else self.clock[rows]
        tail = speed_tail(self.stack.windows, sums[rows], clock, 0.0)
        told = dict(zip(rows.tolist(), tendencies(tail), strict=True))
        return told | dict.fromkeys(np.flatnonzero(nothing).tolist(), NOTHING_LEFT)
