"""A sequence tₖ or ρₖ: an exact formula in k, or numbers up to some k."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np

from sam_theory.asymptotics.evaluation import evaluate
from sam_theory.asymptotics.formula import CONSTANTS, Node
from sam_theory.asymptotics.parsing import parse
from sam_theory.errors import UsageError

CHUNK = 1 << 18  # values evaluated at once when a whole range of k is looked through
FIELDS = dict(zip(CONSTANTS, ("lipschitz", "descent", "dimension"), strict=True))


@dataclass(frozen=True, eq=False)
class Numbers:
    """tₖ or ρₖ at k = 1 … K, and nothing of what comes after; different ones are never equal."""

    values: np.ndarray  # (K,), float64

    def __str__(self) -> str:
        return f"{len(self):,} numbers from {self.values[0]:.4g} to {self.values[-1]:.4g}"

    def __len__(self) -> int:
        return len(self.values)

    def at(self, k: np.ndarray) -> np.ndarray:
        """The numbers at these k >= 1; NaN beyond the last."""
        given = k <= len(self)
        return np.where(given, self.values[np.where(given, k, 1) - 1], np.nan)


@dataclass(frozen=True)
class Schedule:
    """The sequence of `formula` at k = 1, 2, …, with the constants it may name.

    Where `numbers` are given instead, as by `Schedule.of`, the formula is their description: such
    a schedule is evaluated as far as they go, and nothing is proved of it.

    `lipschitz` is the value of L, `descent` that of D, `dimension` that of n; a constant that the
    formula does not use is dropped, so that equal sequences compare equal. None leaves it a
    positive unknown: such a schedule can be decided, but not evaluated.
    """

    formula: str
    lipschitz: Fraction | None = None
    dimension: int | None = None
    descent: Fraction | None = field(default=None, kw_only=True)
    numbers: Numbers | None = field(default=None, kw_only=True)

    @classmethod
    def of(cls, numbers: Numbers) -> Schedule:
        """These numbers as a schedule."""
        return cls(str(numbers), numbers=numbers)

    def __post_init__(self) -> None:
        if self.numbers is not None:
            return
        for name, attribute in FIELDS.items():
            if not _names(self.formula, name):
                object.__setattr__(self, attribute, None)

    @cached_property
    def _hash(self) -> int:
        told = (self.formula, self.lipschitz, self.dimension, self.descent, self.numbers)
        return hash(told)

    def __hash__(self) -> int:
        return self._hash  # decisions are looked up by it, and a fraction takes long to hash

    def __getstate__(self) -> Mapping[str, object]:
        """Without the hash, which is another in every process."""
        return {name: value for name, value in vars(self).items() if name != "_hash"}

    @property
    def tree(self) -> Node:
        """The formula as parsed; raises UsageError for numbers, of which there is none."""
        if self.numbers is not None:
            raise UsageError(f"a sequence must be a formula here; got {self.formula}")
        return parse(self.formula)

    @property
    def is_constant(self) -> bool:
        """Whether it is a formula in which k does not occur."""
        return self.numbers is None and not _names(self.formula, "k")

    @property
    def constants(self) -> Mapping[str, Fraction]:
        """The values of those of L, D and n that the formula names, where they are known."""
        values = {name: getattr(self, attribute) for name, attribute in FIELDS.items()}
        return {name: Fraction(value) for name, value in values.items() if value is not None}

    @property
    def unknown(self) -> tuple[str, ...]:
        """Those of L, D and n that the formula names and that have no value."""
        if self.numbers is not None:
            return ()
        known = self.constants
        return tuple(c for c in CONSTANTS if _names(self.formula, c) and c not in known)

    def values(self, k: np.ndarray) -> np.ndarray:
        """The sequence at the integers k, (len(k),), float64; NaN or ±∞ where it is undefined."""
        if self.numbers is not None:
            return self.numbers.at(k)
        constants = {name: float(value) for name, value in self.constants.items()}
        with np.errstate(all="ignore"):
            return evaluate(self.tree, k, constants)

    def first_invalid(self, iterations: int) -> int | None:
        """The least k <= iterations at which the value is undefined, infinite or negative."""
        last = min(iterations, 1) if self.is_constant else iterations
        for start in range(1, last + 1, CHUNK):
            k = np.arange(start, min(start + CHUNK, last + 1))
            values = self.values(k)
            bad = ~(np.isfinite(values) & (values >= 0))
            if bad.any():
                return int(k[bad.argmax()])
        return None

    def require_valid(self, what: str, iterations: int) -> None:
        """Raise UsageError, naming k, if the sequence is undefined or negative up to there."""
        k = self.first_invalid(iterations)
        if k is not None:
            value = float(self.values(np.array([k]))[0])
            raise UsageError(
                f"{what} must be defined and nonnegative for every k; "
                f"{self._told()} {value:g} at k = {k}; change it"
            )

    def _told(self) -> str:
        return f"{self.formula!r} is" if self.numbers is None else f"of {self.formula}, one is"


@lru_cache(maxsize=4096)
def _names(formula: str, name: str) -> bool:
    """Whether the formula names this constant, or k."""
    return parse(formula).contains(name)


def is_zero(schedule: Schedule) -> bool:
    """Whether the sequence is the constant 0."""
    return schedule.is_constant and _first_is_zero(schedule)


@lru_cache(maxsize=4096)
def _first_is_zero(schedule: Schedule) -> bool:
    return float(schedule.values(np.ones(1, dtype=np.int64))[0]) == 0
