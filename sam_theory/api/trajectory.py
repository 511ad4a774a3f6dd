"""One run, iteration by iteration, as arrays over k."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.runs.histories import COLUMNS, histories
from sam_theory.statements.theorem import Setting
from sam_theory.study.running import runs_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Trajectory:
    """What was computed at k = 1 … K from one start; K is less where the run ended by itself."""

    k: np.ndarray  # (K,) integers
    value: np.ndarray  # (K,) f(xᵏ)
    gradient_norm: np.ndarray  # (K,) ‖∇f(xᵏ)‖
    iterate: np.ndarray  # (K, n) xᵏ
    step: np.ndarray  # (K,) tₖ
    radius: np.ndarray  # (K,) ρₖ

    def __len__(self) -> int:
        return len(self.k)

    def __repr__(self) -> str:
        names = ", ".join(field.name for field in fields(self))
        return (
            f"Trajectory of {len(self):,} iterations in dimension {self.iterate.shape[1]}: {names}"
        )


def trajectories_of(
    setting: Setting, *, iterations: int, starts: int, seed: int
) -> tuple[Trajectory, ...]:
    """The runs of a setting, one a start, as a study makes them."""
    _, plans = runs_of([setting], starts=starts, seed=seed)
    found = histories(setting.problem, plans, tuple(COLUMNS), iterations=iterations, seed=seed)
    return tuple(
        Trajectory(k=np.arange(1, len(history["value"]) + 1), **history) for history in found
    )


def frame_of(trajectories: Sequence[Trajectory]) -> pd.DataFrame:
    """A row an iteration: start, k, value, gradient_norm, step, radius, x1 … xn.

    Raises UsageError where pandas is missing.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageError("a data frame needs pandas, which is missing: pip install pandas") from (
            error
        )
    columns = {
        "start": np.concatenate([np.full(len(t), i) for i, t in enumerate(trajectories, 1)]),
        **{
            name: np.concatenate([getattr(t, name) for t in trajectories])
            for name in ("k", "value", "gradient_norm", "step", "radius")
        },
    }
    x = np.concatenate([t.iterate for t in trajectories])
    return pd.DataFrame(columns | {f"x{i + 1}": x[:, i] for i in range(x.shape[1])})
