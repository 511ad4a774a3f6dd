"""What a kind of trajectories is, and how its labels are written.

Seven letters stand for the seven claims in the order of `CLAIMS`. T and F: true and false, and the
record shows it; t and f: true and false, but the asymptotics are not shown by this record; `-`:
nothing is claimed, as analysis says nothing or readings differ.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from corpus.case import Case, F, Generator, Labels, T, U, always, log_uniform
from corpus.kinds.functions import Function

CLAIMS = (
    "liminf-gradient",
    "stationary-accumulation",
    "gradient-limit",
    "value-limit",
    "iterate-limit",
    "value-convergence",
    "convergence",
)
TO_A_MINIMIZER, SLOWLY = "TTTTTTT", "ttttttt"  # everything converges; it is not shown
SHORT, SHORT_UNSEEN = "FFFFFTT", "fffffTT"  # x converges to a point that is not stationary
CYCLE, WANDERS, RECURS = "FFFFFTF", "FFFFFFF", "tFFFFFF"


@dataclass(frozen=True)
class Draw:
    """The numbers that a kind draws; `longer` times its rows are computed, for checks of labels.

    Noise is drawn after all parameters, so that a longer run continues the same trajectory.
    """

    rng: Generator
    longer: int = 1

    def between(self, low: float, high: float) -> float:
        """A uniform number."""
        return float(self.rng.uniform(low, high))

    def spread(self, low: float, high: float) -> float:
        """A number whose logarithm is uniform."""
        return log_uniform(self.rng, low, high)

    def rows(self, low: int, high: int) -> int:
        """How long the record is."""
        return int(self.spread(low, high))

    def k(self, rows: int) -> np.ndarray:
        """1 … rows · longer, as floats."""
        return np.arange(1.0, rows * self.longer + 1)

    def start(self, n: int, low: float = 0.5, high: float = 3.0) -> np.ndarray:
        """A point whose coordinates have these sizes, and any signs, (n,)."""
        return self.rng.uniform(low, high, n) * self.rng.choice([-1.0, 1.0], n)

    def noise(self, k: np.ndarray, n: int) -> np.ndarray:
        """Standard normal noise, (len(k), n)."""
        return self.rng.standard_normal((len(k), n))


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A named generator."""

    name: str
    group: str
    why: str  # the trajectory, and why its labels hold
    make: Callable[[Draw], Case]

    def __call__(self, rng: Generator, longer: int = 1) -> Case:
        """A trajectory of this kind."""
        with np.errstate(all="ignore"):
            return self.make(Draw(rng, longer))


def kinds_of(module: ModuleType) -> Iterator[Kind]:
    """The public functions of a module as kinds, in order."""
    for name, make in vars(module).items():
        if (
            inspect.isfunction(make)
            and make.__module__ == module.__name__
            and not name.startswith("_")
        ):
            yield Kind(
                name=name.replace("_", "-"),
                group=module.__name__.rpartition(".")[2],
                why=inspect.getdoc(make) or "",
                make=make,
            )


def labels_of(letters: str) -> Labels:
    """The labels of the five properties."""
    a, b, c, d, e = ({"T": T, "F": F}.get(letter, U) for letter in letters[:5])
    return (a, b, c, d, e)


def record(
    f: Function,
    x: np.ndarray,
    letters: str,
    *,
    step: np.ndarray | None = None,
    radius: np.ndarray | None = None,
) -> Case:
    """The case of the iterates x, (K, n), of a run on f."""
    return Case(
        kind="",
        labels=always(labels_of(letters)),
        letters=letters,
        gradient_norm=np.linalg.norm(f.gradient(x), axis=-1),
        value=f.value(x),
        iterate=x,
        step=step,
        radius=radius,
    )


def unseen(letters: str) -> str:
    """The same claims, none of them shown."""
    return letters.lower()
