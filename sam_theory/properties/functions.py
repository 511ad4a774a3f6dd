"""The functions u of k that decays are made of, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

LEAST_POWER = 0.02  # a slower power of k is not told from a power of log k
SUMMABLE = 1.25  # Σ over octaves of (log k)^(−q) converges for q > 1: surely so from here on

Values = Callable[[np.ndarray, Any], np.ndarray]  # of k and the first k of the tail


@dataclass(frozen=True, kw_only=True)
class Function:
    """u(k); from the rate b = `surely` on the sum of e^(−bu) over octaves converges."""

    of: Values
    surely: float = np.inf
    scales: bool = True  # whether the unit of k does not matter: it may be one of Σt


def _power(shift: float) -> Function:
    return Function(of=lambda k, first: np.log(k + shift * first), surely=LEAST_POWER)


def _exponential(power: float) -> Function:
    return Function(of=lambda k, first: k**power, surely=0.0)


def _logarithmic(of: Values) -> Function:
    return Function(of=of, surely=SUMMABLE, scales=False)


FUNCTIONS: Mapping[str, Function] = {
    "log k": _power(0.0),
    "log(k + 0.3k₀)": _power(0.3),
    "log(k + k₀)": _power(1.0),
    "log(k + 3k₀)": _power(3.0),
    "log log k": _logarithmic(lambda k, first: np.log(np.log(k))),
    "log log(k + k₀)": _logarithmic(lambda k, first: np.log(np.log(k + first))),
    "log(log k + ½)": _logarithmic(lambda k, first: np.log(np.log(k) + 0.5)),
    "log(log k + 2)": _logarithmic(lambda k, first: np.log(np.log(k) + 2.0)),
    "log(log log k + 1)": Function(
        of=lambda k, first: np.log(np.log(np.log(k)) + 1.0), scales=False
    ),
    "k^0.12": _exponential(0.12),
    "k^¼": _exponential(0.25),
    "√k": _exponential(0.5),
    "k^¾": _exponential(0.75),
    "k": _exponential(1.0),
    "1/k": Function(of=lambda k, first: first / k),
    "1/√k": Function(of=lambda k, first: np.sqrt(first / k)),
    "1/log k": Function(of=lambda k, first: 1 / np.log(k), scales=False),
}

Model = tuple[str, ...]  # names of functions, the leading one first
Models = tuple[Model, ...]


def models(text: str) -> Models:
    """Models as "log k; log k & 1/k": the second one has two functions."""
    return tuple(tuple(model.strip().split(" & ")) for model in text.split(";"))
