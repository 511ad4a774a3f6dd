"""A function to minimize, and what is known of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

import numpy as np

from sam_theory.errors import UsageError

if TYPE_CHECKING:
    from sam_theory.setting.region import Region

Array = Any  # an array of any array-API library; float64 throughout
T = TypeVar("T")

Definability = Literal["semialgebraic", "analytic", "definable", "neither"]


def namespace(x: Array) -> Any:
    """The array-API namespace of x: NumPy for NumPy arrays, the array's own library otherwise."""
    if type(x) is np.ndarray:
        return np
    from array_api_compat import array_namespace

    return array_namespace(x)


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
    lipschitz_on: Fact[Callable[[Array, Array], Enclosure]] | None = None  # L of (3) on a box
    # [low, high], (n,) each; where it is absent, interval arithmetic finds it
    descent: Fact[Enclosure] | None = None  # L of (4), where it is not simply that of (3)
    infimum: Fact[float] | None = None  # −∞ where f is unbounded below
    attained: Fact[bool] | None = None  # whether the infimum is a minimum
    minimizers: Fact[Callable[[Array], Array]] | None = None  # (..., n) -> (...), distance to them
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


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Minimize f over ℝⁿ.

    `value` maps (..., n) to (...), `gradient` maps (..., n) to (..., n); both are written against
    the array-API standard and return NaN outside the domain of f. `starts` are hand-picked;
    further ones are drawn uniformly from the box `region` = ((low, ...), (high, ...)), on which
    facts are sampled too.
    """

    name: str
    formula: str
    dimension: int
    value: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    starts: tuple[tuple[float, ...], ...]
    region: tuple[tuple[float, ...], tuple[float, ...]]
    facts: Facts
    source: str
    region_of_constants: Region | None = None  # where L of (3) holds, if not everywhere

    def __post_init__(self) -> None:
        for point in (*self.starts, *self.region):
            if len(point) != self.dimension:
                raise ValueError(
                    f"every start and corner of {self.name} must have {self.dimension} "
                    f"coordinates; got {point}"
                )

    @property
    def step_constant(self) -> Fraction | None:
        """The L that formulas use: upper bound of (3), else of (4); None where there is neither.

        Where the best L is 0 every positive number is one: formulas use 1.
        """
        best = self.facts.lipschitz
        if best is not None and best.value.upper == 0:
            return Fraction(1)
        return _usable(best, self.facts.descent)

    @property
    def about_constants(self) -> str:
        """What must be said of L wherever it is used; empty where it is that of (3) everywhere."""
        best = self.facts.lipschitz
        if best is not None and best.value.upper == 0:
            return "L = 1 in formulas: the best constant is 0, and every positive one is valid"
        if best is not None and self.region_of_constants is not None:
            return f"L = {best.value.upper:.6g} on the box {self.region_of_constants}"
        own = self.facts.descent
        without = best is None or math.isinf(best.value.upper)
        if without and own is not None and math.isfinite(own.value.upper):
            return f"L = D = {own.value.upper:.6g} in formulas: no L of (3) holds where the runs go"
        return ""

    @property
    def descent_constant(self) -> Fraction | None:
        """The D that formulas use: upper bound of (4), which (3) implies; what L is without one."""
        found = _usable(self.facts.implied_descent, self.facts.lipschitz)
        return self.step_constant if found is None else found


def _usable(*facts: Fact[Enclosure] | None) -> Fraction | None:
    """The first upper bound that is finite and positive."""
    for fact in facts:
        if fact is not None and 0 < fact.value.upper < math.inf:
            return Fraction(fact.value.upper)
    return None


def answering(problem: Problem, x: np.ndarray) -> Problem:
    """The problem, whose f and ∇f raise UsageError for whatever exception they raise.

    Raises it at once if one of them fails at x, (B, n), or answers in another shape.
    """
    asked = replace(
        problem,
        value=_telling(problem.value, f"f of {problem.name}"),
        gradient=_telling(problem.gradient, f"∇f of {problem.name}"),
    )
    with np.errstate(all="ignore"):
        answers = {"f": (asked.value(x), x.shape[:-1]), "∇f": (asked.gradient(x), x.shape)}
    for what, (answer, shape) in answers.items():
        if np.shape(answer) != shape:
            raise UsageError(
                f"{what} of {problem.name} must map {x.shape} to {shape}; "
                f"got {np.shape(answer)}; sum over the last axis alone"
            )
    return asked


def _telling(function: Callable[[Array], Array], what: str) -> Callable[[Array], Array]:
    def ask(x: Array) -> Array:
        try:
            return function(x)
        except Exception as error:
            raise UsageError(
                f"{what} must answer everywhere, with NaN outside its domain; it raises {error!r}"
            ) from error

    return ask


def starting_points(problem: Problem, count: int, rng: np.random.Generator) -> np.ndarray:
    """`count` starts, (count, n): the hand-picked ones first, then draws from the region."""
    chosen = np.array(problem.starts[:count], dtype=np.float64).reshape(-1, problem.dimension)
    low, high = (np.array(corner) for corner in problem.region)
    drawn = rng.uniform(low, high, size=(count - len(chosen), problem.dimension))
    return np.concatenate([chosen, drawn])
