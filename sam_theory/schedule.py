"""A sequence tₖ or ρₖ as an exact formula in k."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.formula import Node, evaluate, parse

CHUNK = 1 << 18  # values evaluated at once when a whole range of k is looked through


@dataclass(frozen=True)
class Schedule:
    """The sequence of `formula` at k = 1, 2, …, with the constants it may name.

    `lipschitz` is the value of L, `dimension` that of n; a constant that the formula does not use
    is dropped, so that equal sequences compare equal. None leaves L or n a positive unknown: such
    a schedule can be decided, but not evaluated.
    """

    formula: str
    lipschitz: Fraction | None = None
    dimension: int | None = None

    def __post_init__(self) -> None:
        tree = parse(self.formula)
        if not tree.contains("L"):
            object.__setattr__(self, "lipschitz", None)
        if not tree.contains("n"):
            object.__setattr__(self, "dimension", None)

    @property
    def tree(self) -> Node:
        """The formula as parsed."""
        return parse(self.formula)

    @property
    def is_constant(self) -> bool:
        """Whether k does not occur."""
        return not self.tree.contains("k")

    @property
    def needs_lipschitz(self) -> bool:
        """Whether the formula names L and no value of it is known."""
        return self.lipschitz is None and self.tree.contains("L")

    def values(self, k: np.ndarray) -> np.ndarray:
        """The sequence at the integers k, (len(k),), float64; NaN or ±∞ where it is undefined."""
        constants: dict[str, float] = {}
        if self.lipschitz is not None:
            constants["L"] = float(self.lipschitz)
        if self.dimension is not None:
            constants["n"] = float(self.dimension)
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
                f"{self.formula!r} is {value:g} at k = {k}; change the formula"
            )
