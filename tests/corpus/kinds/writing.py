"""How a record is written down: fewer rows, fewer digits, repeated or averaged values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from corpus.case import Case

NAMES = ("gradient_norm", "value", "iterate", "step", "radius")


def columns(
    case: Case, change: Callable[[np.ndarray], np.ndarray], *, k: np.ndarray | None
) -> Case:
    """Every column changed, with the iterations k of its rows."""
    there = {name: getattr(case, name) for name in NAMES if getattr(case, name) is not None}
    return replace(case, **{name: change(column) for name, column in there.items()}, k=k)


def thinned(case: Case, every: int) -> Case:
    """Rows `every` − 1, 2·`every` − 1, … counted from 0."""
    rows = np.arange(1, case.iterations + 1) if case.k is None else case.k
    return columns(case, lambda a: a[every - 1 :: every], k=rows[every - 1 :: every])


def single(case: Case) -> Case:
    """Columns in float32."""
    return columns(case, lambda a: a.astype(np.float32).astype(float), k=case.k)


def rounded(case: Case, digits: int) -> Case:
    """Columns printed with so many significant digits."""

    def printed(a: np.ndarray) -> np.ndarray:
        size = np.floor(np.log10(np.maximum(np.abs(a), 1e-300)))
        text = [f"{v:.{digits}g}" for v in a.ravel()]
        return np.where(size > -290, np.array(text, dtype=float).reshape(a.shape), 0.0)

    return columns(case, printed, k=case.k)


def carried(case: Case, every: int) -> Case:
    """‖∇f‖ and f evaluated at rows 0, `every`, 2·`every`, … and repeated in between."""
    at = _last(case, every)
    value = None if case.value is None else case.value[at]
    return replace(case, gradient_norm=case.gradient_norm[at], value=value)


def _last(case: Case, every: int) -> np.ndarray:
    """The last row not after each that is a multiple of `every`."""
    return np.asarray(np.arange(case.iterations) // every * every)


def held(case: Case, every: int) -> Case:
    """Everything but steps and radii from rows 0, `every`, 2·`every`, …, repeated in between."""
    iterate = None if case.iterate is None else case.iterate[_last(case, every)]
    return replace(carried(case, every), iterate=iterate)


def jittered(case: Case, kind: type[np.floating]) -> Case:
    """Each number a unit in the last place of this kind up or down, but for zeros."""
    rng = np.random.default_rng(case.iterations)

    def moved(a: np.ndarray) -> np.ndarray:
        towards = np.where(rng.random(a.shape) < 0.5, -np.inf, np.inf).astype(kind)
        return np.where(a == 0, a, np.nextafter(a.astype(kind), towards).astype(float))

    return columns(case, moved, k=case.k)


def smoothed(case: Case, weight: float) -> Case:
    """‖∇f‖ and f as exponential averages, weight·old + (1 − weight)·new."""
    value = None if case.value is None else _average(case.value, weight)
    return replace(case, gradient_norm=_average(case.gradient_norm, weight), value=value)


def _average(a: np.ndarray, weight: float) -> np.ndarray:
    out = np.empty_like(a)
    mean = a[0]
    for i, v in enumerate(a):
        mean = weight * mean + (1 - weight) * v
        out[i] = mean
    return out
