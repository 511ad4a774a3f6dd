"""What rounding hides: the least norms, moves and differences of f that a run can show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.properties.outlook import Outlook
from sam_theory.properties.windows import TINY
from sam_theory.runs.trace import Trace

EPS = float(np.finfo(np.float64).eps)
FLOOR = 8.0  # times the precision of the record, relative to the size of what cancels
FEW = 4  # windows at the end
UNITS = 2.0  # in the last place of printed numbers: each is off by up to half a unit
STALL = 4.0  # the same of steps, relative to x: shorter ones are lost or distorted
NEAREST = 16  # windows that tell L at the end
APART = 1e3  # times its rounding: a distance that tells L


@dataclass(frozen=True)
class Rounding:
    """The floors at the end of a run; what is below them has no meaning."""

    size: float  # ‖x‖ at the end
    lipschitz: float | None  # L: given, or the greatest ratio of differences that the trace shows
    given: bool  # whether L was given
    gradient: float  # of ‖∇f‖: about 8·L·ε·‖x‖, ε the precision of the record
    nearby: float  # the same with L as it was seen last: far away it may be another
    unsure: float  # of ‖∇f‖, if it was computed in single precision where that is not excluded
    printed: float  # of ‖∇f‖, as it was written
    length: float  # of lengths: 8·ε·‖x‖, and two units of x as it was written
    cut: bool  # whether x was written in fewer digits than it was computed in
    value: float  # of differences of f: 8·ε·(|f| + ‖x‖‖∇f‖), as x is rounded too; two units of f
    stalled: bool  # whether the last steps, t‖∇f‖, were too short to move x

    @classmethod
    def of(cls, trace: Trace, outlook: Outlook) -> Rounding:
        """The floors of one run."""
        size = _size(trace)
        seen = () if outlook.lipschitz is not None else _seen_lipschitz(trace, size)
        lipschitz = max(seen, default=outlook.lipschitz)
        floor = FLOOR * trace.precision
        gradient = floor * (lipschitz or 0.0) * size
        return cls(
            size=size,
            lipschitz=lipschitz,
            given=outlook.lipschitz is not None,
            gradient=max(gradient, TINY),
            nearby=max(floor * size * max(seen[-NEAREST:], default=lipschitz or 0.0), TINY),
            unsure=FLOOR * trace.written.coarsest * (lipschitz or 0.0) * size,
            printed=UNITS * trace.written.gradient,
            length=max(floor * size, UNITS * trace.written.iterate, TINY),
            cut=UNITS * trace.written.iterate > floor * size,
            value=max(
                floor * (_height(trace) + size * _slope(trace)), UNITS * trace.written.value, TINY
            ),
            stalled=_stalled(trace, size, gradient),
        )


def differences(trace: Trace, rounding: Rounding) -> float:
    """The rounding of differences of f all over: its terms may be as large as |f|, or L‖x‖²."""
    if trace.values is None:
        return rounding.value
    return cancelling(
        rounding, trace.precision, float(greatest(trace.values.low, trace.values.high))
    )


def greatest(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The greatest size of what lies between these bounds, (..., W) -> (...,)."""
    return np.asarray(np.maximum(np.abs(low).max(axis=-1), np.abs(high).max(axis=-1)))


def cancelling(rounding: Rounding, precision: float, height: float) -> float:
    """The rounding of differences of f where |f| is at most that."""
    size = rounding.size
    most = max(height, (rounding.lipschitz or 0.0) * size * size)
    return max(rounding.value, FLOOR * precision * most)


def _size(trace: Trace) -> float:
    """‖x‖ at the end."""
    if trace.iterates is None:
        return 0.0
    corner = np.maximum(np.abs(trace.iterates.low[-1]), np.abs(trace.iterates.high[-1]))
    return float(np.hypot.reduce(corner))


def _slope(trace: Trace) -> float:
    """‖∇f‖ at the end."""
    slope = float(trace.gradients.high[-1])
    return slope if np.isfinite(slope) else 0.0


def _height(trace: Trace) -> float:
    if trace.values is None:
        return 0.0
    return float(max(abs(trace.values.low[-1]), abs(trace.values.high[-1])))


def _seen_lipschitz(trace: Trace, size: float) -> tuple[float, ...]:
    """The |‖∇f(x)‖ − ‖∇f(x̂)‖| / ‖x − x̂‖ >= 0 that windows guarantee, x̂ the last iterate."""
    if trace.iterates is None:
        return ()
    last, norm = trace.iterates.last, trace.gradients.last
    reach = np.maximum(np.abs(trace.iterates.high - last), np.abs(last - trace.iterates.low))
    largest = np.maximum(reach.max(axis=1, initial=0.0), TINY)
    distance = largest * np.sqrt(np.sum((reach / largest[:, None]) ** 2, axis=1))
    seen = distance > APART * trace.precision * size
    ratios = (trace.gradients.high - norm)[seen] / distance[seen]
    return tuple(np.maximum(ratios, 0.0).tolist())


def _stalled(trace: Trace, size: float, floor: float) -> bool:
    last = trace.gradients.high[-FEW:].max()
    if last <= floor or size == 0:
        return False
    if trace.steps is None:
        return trace.moves is not None and trace.moves.path[-FEW - 1 : -1].sum() == 0
    return bool(trace.steps.high[-FEW:].max() * last <= STALL * trace.precision * size)
