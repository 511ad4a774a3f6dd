"""The functions u of k that laws of decay are made of, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

LEAST_POWER = 0.02  # a slower power of k is not told from a power of log k
SUMMABLE, DIVERGENT = 1.25, 0.8  # (log k)^(−q) is surely summable over octaves, and surely not

Values = Callable[[np.ndarray, float], np.ndarray]  # of k and the first k of the tail


@dataclass(frozen=True, kw_only=True)
class Function:
    """u(k), and at which rates b the sum of e^(−bu) over octaves converges.

    `surely` is a rate from which on it converges, and `never` one below which it diverges; between
    them it cannot be told.
    """

    of: Values
    surely: float = np.inf
    never: float = -np.inf
    grows: bool = True  # without bound; otherwise it comes to nothing
    scales: bool = True  # whether the unit of k does not matter: it may be one of Σt


def _power(shift: float) -> Function:
    return Function(of=lambda k, first: np.log(k + shift * first), surely=LEAST_POWER)


def _exponential(power: float) -> Function:
    return Function(of=lambda k, first: k**power, surely=0.0)


def _logarithmic(of: Values) -> Function:
    return Function(of=of, surely=SUMMABLE, never=DIVERGENT, scales=False)


def _slower(of: Values) -> Function:
    return Function(of=of, never=np.inf, scales=False)


FUNCTIONS: Mapping[str, Function] = {
    "log k": _power(0.0),
    "log(k + 0.3k₀)": _power(0.3),
    "log(k + k₀)": _power(1.0),
    "log(k + 3k₀)": _power(3.0),
    "log(k + 10k₀)": _power(10.0),
    "log log k": _logarithmic(lambda k, first: np.log(np.log(k))),
    "log log(k + 2)": _logarithmic(lambda k, first: np.log(np.log(k + 2.0))),
    "log log(k + k₀)": _logarithmic(lambda k, first: np.log(np.log(k + first))),
    "log(log k + ½)": _logarithmic(lambda k, first: np.log(np.log(k) + 0.5)),
    "log(log k + 2)": _logarithmic(lambda k, first: np.log(np.log(k) + 2.0)),
    "log log log k": _slower(lambda k, first: np.log(np.log(np.log(k)))),
    "log(log log k + 1)": _slower(lambda k, first: np.log(np.log(np.log(k)) + 1.0)),
    "k^0.12": _exponential(0.12),
    "k^¼": _exponential(0.25),
    "k^0.37": _exponential(0.37),
    "√k": _exponential(0.5),
    "k^0.63": _exponential(0.63),
    "k^0.8": _exponential(0.8),
    "k": _exponential(1.0),
    "1/k": Function(of=lambda k, first: first / k, grows=False),
    "1/√k": Function(of=lambda k, first: np.sqrt(first / k), grows=False),
    "1/log k": Function(of=lambda k, first: 1 / np.log(k), grows=False, scales=False),
}

Model = tuple[str, ...]  # names of functions, the leading one first
Models = tuple[Model, ...]


def models(text: str) -> Models:
    """Models as "log k; log k & 1/k": the second one has two functions."""
    return tuple(tuple(model.strip().split(" & ")) for model in text.split(";"))


def terms(model: Model, k: np.ndarray, first: float) -> list[np.ndarray]:
    """1 and the functions of a model at k, (N,) each."""
    return [np.ones(len(k)), *(FUNCTIONS[name].of(k, first) for name in model)]
