"""What is known of a function, each fact with its source, and what follows from it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")

Definability = Literal["semialgebraic", "analytic", "definable", "neither"]
POWER_LIKE = ("semialgebraic", "analytic")  # KL with φ = M t^{1−q}, q ∈ [0, 1): Łojasiewicz


@dataclass(frozen=True)
class Enclosure:
    """[lower, upper] contains a number, such as a best constant; equal ends: it is known exactly.

    Of constants lower = upper = ∞ says that none is finite, of the infimum −∞ that there is none.
    """

    lower: float
    upper: float

    def __post_init__(self) -> None:
        if not self.lower <= self.upper:
            raise ValueError(
                f"an enclosure must satisfy lower <= upper; got [{self.lower}, {self.upper}]"
            )

    @classmethod
    def around(cls, value: float, ulps: int = 4) -> Enclosure:
        """The enclosure of a number computed in floating point with an error of some ulps."""
        error = ulps * math.ulp(value)
        return cls(value - error, value + error)

    @classmethod
    def containing(cls, *numbers: Fraction) -> Enclosure:
        """The narrowest enclosure in floats that contains all these numbers."""
        low, high = float(min(numbers)), float(max(numbers))
        return cls(
            low if low <= min(numbers) else math.nextafter(low, -math.inf),
            high if high >= max(numbers) else math.nextafter(high, math.inf),
        )

    @property
    def sharp(self) -> bool:
        """Whether the number is finite and known, up to the rounding of its value."""
        size = max(abs(self.lower), abs(self.upper))
        return self.upper - self.lower <= 1e-9 * size < math.inf

    @property
    def bounded(self) -> bool:
        """Whether a finite constant is known: every number from the best one on is valid."""
        return self.upper < math.inf

    @property
    def divides(self) -> bool:
        """Whether the valid constant that is known is finite and positive."""
        return 0 < self.upper < math.inf

    @property
    def absent(self) -> bool:
        """Whether there is no finite constant."""
        return self.lower == math.inf

    def __str__(self) -> str:
        if self.lower == self.upper or self.sharp:
            return f"{self.upper:.6g}"
        return f"[{self.lower:.6g}, {self.upper:.6g}]"


NO_CONSTANT = Enclosure(math.inf, math.inf)
UNBOUNDED_BELOW = Enclosure(-math.inf, -math.inf)


@dataclass(frozen=True)
class Fact(Generic[T]):
    """Something known, and how it is known: a publication with its number, or a derivation."""

    value: T
    source: str


def holds(fact: Fact[bool] | None) -> bool:
    """Whether the fact is known to be true."""
    return fact is not None and fact.value


def fails(fact: Fact[bool] | None) -> bool:
    """Whether the fact is known to be false."""
    return fact is not None and not fact.value


def require_enclosure(name: str, fact: Fact[Enclosure] | None) -> None:
    """Raise ValueError unless the fact encloses a number, or is unknown."""
    if fact is not None and not isinstance(fact.value, Enclosure):
        raise ValueError(
            f"{name} must be a Fact of an Enclosure; got {fact.value!r}; "
            f"of a number known exactly it is Enclosure({fact.value}, {fact.value})"
        )


def require_constant(name: str, fact: Fact[Enclosure] | None) -> None:
    """Raise ValueError unless the fact encloses a number >= 0, or is unknown."""
    require_enclosure(name, fact)
    if fact is not None and fact.value.lower < 0:
        raise ValueError(f"the constant {name} must be >= 0; got {fact.value}")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of f; None is unknown."""

    convex: Fact[bool] | None = None
    strong_convexity: Fact[Enclosure] | None = None  # μ > 0; absent where f is not strongly convex
    lipschitz: Fact[Enclosure] | None = None  # L of (3), globally; NO_CONSTANT: not Lipschitz
    lipschitz_on: Fact[Callable[[Any, Any], Enclosure]] | None = None  # L of (3) on a box
    # [low, high], (n,) each; where it is absent, interval arithmetic finds it
    descent: Fact[Enclosure] | None = None  # L of (4), where it is not simply that of (3)
    slope: Fact[Enclosure] | None = None  # sup ‖∇f‖; NO_CONSTANT: f is not Lipschitz
    infimum: Fact[Enclosure] | None = None  # bounded below by: [a, ∞]; UNBOUNDED_BELOW
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

    def __post_init__(self) -> None:
        for name in ("strong_convexity", "lipschitz", "descent", "slope"):
            require_constant(name, getattr(self, name))
        require_enclosure("infimum", self.infimum)

    # ---- what follows from them

    @property
    def strongly_convex(self) -> Fact[bool] | None:
        """Whether f is μ-strongly convex for some μ > 0, which makes it convex, with one minimizer.

        Nesterov, Lectures on Convex Optimization (2018), section 2.1.3.
        """
        mu = self.strong_convexity
        if mu is not None and mu.value.lower > 0:
            return Fact(True, f"μ = {mu.value}: {mu.source}")
        if self.convex is not None and not self.convex.value:
            return Fact(False, f"f is not convex: {self.convex.source}")
        if self.unique_minimizer is not None and not self.unique_minimizer.value:
            return Fact(False, f"f has not exactly one minimizer: {self.unique_minimizer.source}")
        return None

    @property
    def implied_slope(self) -> Fact[Enclosure] | None:
        """The enclosure of sup ‖∇f‖: its own, or none where ‖∇f‖ grows without bound."""
        strong = self.strongly_convex
        if self.slope is not None:
            return self.slope
        if holds(strong) and strong is not None:
            reason = f"‖∇f(x)‖ ≥ μ‖x − x*‖, f being strongly convex: {strong.source}"
            return Fact(NO_CONSTANT, reason)
        if self.quadratic is not None and any(self.quadratic.value):
            return Fact(NO_CONSTANT, "‖∇f‖ grows along an eigenvector of the constant Hessian")
        return None

    @property
    def implied_descent(self) -> Fact[Enclosure] | None:
        """The enclosure of the best L in (4): its own, or that of (3), which implies (4).

        For convex f the two are the same: Nesterov (2018), Theorem 2.1.5.
        """
        if self.descent is not None:
            return self.descent
        if self.lipschitz is None:
            return None
        if holds(self.convex):
            return Fact(self.lipschitz.value, f"(3) ⇔ (4) for convex f: {self.lipschitz.source}")
        if not self.lipschitz.value.bounded:
            return None
        source = f"(3) ⇒ (4): {self.lipschitz.source}"
        return Fact(Enclosure(0.0, self.lipschitz.value.upper), source)

    @property
    def lipschitz_bound(self) -> float | None:
        """A finite L with which (3) holds."""
        return _bound(self.lipschitz)

    @property
    def descent_bound(self) -> float | None:
        """A finite L with which (4) holds."""
        return _bound(self.implied_descent)

    @property
    def bounded_below(self) -> Fact[bool] | None:
        """Whether inf f > −∞."""
        if self.infimum is None:
            return None
        low = self.infimum.value.lower
        if low > -math.inf:
            text = f"inf f = {self.infimum.value}" if self.infimum.value.sharp else f"f ≥ {low:.6g}"
            return Fact(True, f"{text}: {self.infimum.source}")
        if self.infimum.value.upper == -math.inf:
            return Fact(False, self.infimum.source)
        return None

    @property
    def known_infimum(self) -> Enclosure | None:
        """inf f, where it is finite and known up to rounding."""
        return self.infimum.value if self.infimum and self.infimum.value.sharp else None

    @property
    def lower_bound(self) -> float | None:
        """A finite lower bound of f, the best one that is known."""
        return self.infimum.value.lower if self.infimum and holds(self.bounded_below) else None

    @property
    def implied_exponent(self) -> Fact[float] | None:
        """A KL exponent that is valid at every stationary point: the stated one, or ½.

        μ-strongly convex f satisfy 2μ(f − f*) ≤ ‖∇f‖² (Nesterov 2018, Theorem 2.1.10). Convex f
        without a minimizer have no stationary point, so that every exponent is valid.
        """
        if self.kl_exponent is not None:
            return self.kl_exponent
        if holds(self.strongly_convex):
            return Fact(0.5, "strong convexity: 2μ(f − f*) ≤ ‖∇f‖²")
        if holds(self.convex) and self.attained is not None and not self.attained.value:
            text = "f is convex and attains no minimum, so no point is stationary"
            return Fact(0.5, f"{text}: {self.attained.source}")
        return None

    @property
    def implied_kl(self) -> Fact[bool] | None:
        """Whether f has the KL property at every point: from a fact, an exponent or definability.

        Definable functions have it: Bolte, Daniilidis, Lewis, Shiota 2007, Theorem 14.
        """
        if self.kl_property is not None:
            return self.kl_property
        q = self.implied_exponent
        if q is not None:
            return Fact(True, f"exponent {q.value:.4g}: {q.source}")
        if self.definability is not None and self.definability.value != "neither":
            return Fact(True, f"f is {self.definability.value}: {self.definability.source}")
        return None

    @property
    def kl_power(self) -> Fact[bool] | None:
        """Whether KL holds with φ = M t^{1−q}, q ∈ [0, 1), which satisfies Assumption 2.3.

        K24, Remark G.1; semialgebraic and analytic functions have such φ: Łojasiewicz 1963.
        """
        q = self.implied_exponent
        if q is not None and 0 <= q.value < 1:
            return Fact(True, f"φ = Mt^(1−q) with q = {q.value:.4g} (Remark G.1)")
        if self.definability is not None and self.definability.value in POWER_LIKE:
            return Fact(True, f"φ = Mt^(1−q), as f is {self.definability.value} (Remark G.1)")
        return None

    @property
    def exponent_above_half(self) -> float | None:
        """A KL exponent q ∈ (½, 1), of power rates; a lesser one gives linear rates."""
        q = self.implied_exponent
        return q.value if q is not None and 0.5 < q.value < 1 else None


def _bound(fact: Fact[Enclosure] | None) -> float | None:
    return fact.value.upper if fact is not None and fact.value.bounded else None


def reasoned(facts: Facts, reason: str) -> Facts:
    """The same facts, each for one reason more."""
    stated = {f.name: getattr(facts, f.name) for f in fields(facts)}
    more = {
        name: Fact(fact.value, f"{fact.source}; {reason}")
        for name, fact in stated.items()
        if fact is not None
    }
    return replace(facts, **more)
