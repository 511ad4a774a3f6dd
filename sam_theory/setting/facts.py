"""What is known of a function, each fact with its source, and what follows from it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")

Definability = Literal["semialgebraic", "analytic", "definable", "neither"]


@dataclass(frozen=True)
class Enclosure:
    """[lower, upper] contains the best constant; equal ends say that it is known exactly.

    lower = upper = ∞ says that no finite constant exists.
    """

    lower: float
    upper: float

    def __post_init__(self) -> None:
        if not 0 <= self.lower <= self.upper:
            raise ValueError(
                f"an enclosure must satisfy 0 <= lower <= upper; got [{self.lower}, {self.upper}]"
            )

    @classmethod
    def around(cls, value: float, ulps: int = 4) -> Enclosure:
        """The enclosure of a constant computed in floating point with an error of some ulps."""
        error = ulps * math.ulp(value)
        return cls(max(0.0, value - error), value + error)

    @property
    def sharp(self) -> bool:
        """Whether the best constant is known, up to the rounding of its value."""
        return self.upper <= self.lower * (1 + 1e-9) and math.isfinite(self.upper)

    def __str__(self) -> str:
        if self.lower == self.upper or self.sharp:
            return f"{self.upper:.6g}"
        return f"[{self.lower:.6g}, {self.upper:.6g}]"


NO_CONSTANT = Enclosure(math.inf, math.inf)


@dataclass(frozen=True)
class Fact(Generic[T]):
    """Something known, and how it is known: a publication with its number, or a derivation."""

    value: T
    source: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of f; None is unknown."""

    convex: Fact[bool] | None = None
    strong_convexity: Fact[Enclosure] | None = None  # μ > 0; absent where f is not strongly convex
    lipschitz: Fact[Enclosure] | None = None  # L of (3), globally; NO_CONSTANT: not Lipschitz
    descent: Fact[Enclosure] | None = None  # L of (4), where it is not simply that of (3)
    infimum: Fact[float] | None = None  # −∞ where f is unbounded below
    attained: Fact[bool] | None = None  # whether the infimum is a minimum
    minimizers: Fact[Callable[[Any], Any]] | None = None  # (..., n) -> (...), distance to them
    unique_minimizer: Fact[bool] | None = None
    level_sets_bounded: Fact[bool] | None = (
        None  # every {f ≤ c}; convex f: as soon as one {f ≤ c} ≠ ∅ is
    )
    definability: Fact[Definability] | None = None
    kl_property: Fact[bool] | None = None  # at every point; follows from definability if absent
    kl_exponent: Fact[float] | None = None  # q of φ = M t^{1−q}, valid at every stationary point
    quadratic: Fact[tuple[float, ...]] | None = None  # eigenvalues of the constant Hessian

    @property
    def implied_descent(self) -> Fact[Enclosure] | None:
        """The enclosure of the best L in (4): its own, or that of (3), which implies (4)."""
        if self.descent is not None:
            return self.descent
        if self.lipschitz is None:
            return None
        if self.convex is not None and self.convex.value:
            return Fact(self.lipschitz.value, f"(3) ⇔ (4) for convex f: {self.lipschitz.source}")
        if math.isinf(self.lipschitz.value.upper):
            return None
        source = f"(3) ⇒ (4): {self.lipschitz.source}"
        return Fact(Enclosure(0.0, self.lipschitz.value.upper), source)
