"""A function to minimize, and what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.setting.box import Region
from sam_theory.setting.facts import Enclosure, Fact, Facts, require_constant

Array = Any  # an array of any array-API library; float64 throughout


def namespace(x: Array) -> Any:
    """The array-API namespace of x: NumPy for NumPy arrays, the array's own library otherwise."""
    if isinstance(x, np.ndarray):
        return np
    from array_api_compat import array_namespace

    return array_namespace(x)


@dataclass(frozen=True)
class Components:
    """f as a mean of `count` = N functions fᵢ, and what is known of these; None is unknown.

    `gradient` maps points (..., n) and weights w, (..., N), to Σᵢ wᵢ∇fᵢ(x), (..., n): the weights
    1/N give ∇f, those of a minibatch its gradient. `value` maps them to Σᵢ wᵢfᵢ(x), (...).
    """

    count: int
    gradient: Callable[[Array, Array], Array]
    value: Callable[[Array, Array], Array] | None = None
    lipschitz: Fact[Enclosure] | None = None  # the best L with which (3) holds for every fᵢ
    variance: Fact[Enclosure] | None = None  # sup (1/N) Σᵢ ‖∇fᵢ(x) − ∇f(x)‖² over x
    # NO_CONSTANT: (3) fails for some fᵢ, the variance is unbounded

    def __post_init__(self) -> None:
        for name, fact in self.facts.items():
            require_constant(f"{name} of components", fact)

    @property
    def facts(self) -> dict[str, Fact[Enclosure]]:
        """What is stated, by name."""
        stated = {"lipschitz": self.lipschitz, "variance": self.variance}
        return {name: fact for name, fact in stated.items() if fact is not None}


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
    components: Components | None = None  # whose mean f is, where methods may draw some of them

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
        if self.facts.lipschitz_bound is None and own is not None and own.value.bounded:
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
        if fact is not None and fact.value.divides:
            return Fraction(fact.value.upper)
    return None


class Unanswered(UsageError):
    """A problem's own f or ∇f raises, or answers in another shape."""


def answering(problem: Problem, x: np.ndarray) -> Problem:
    """The problem, whose f and ∇f raise Unanswered for whatever exception they raise.

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
        if not hasattr(answer, "dtype") or np.asarray(answer).dtype.kind not in "fiub":
            raise UsageError(
                f"{what} of {problem.name} must return an array of real numbers; "
                f"got {_kind(answer)}; return float64"
            )
        if np.shape(answer) != shape:
            raise Unanswered(
                f"{what} of {problem.name} must map {x.shape} to {shape}; "
                f"got {np.shape(answer)}; sum over the last axis alone"
            )
    return asked


def _kind(answer: object) -> str:
    kind = f"a {type(answer).__name__}"
    return f"{kind} of {answer.dtype}" if hasattr(answer, "dtype") else kind


def _telling(function: Callable[[Array], Array], what: str) -> Callable[[Array], Array]:
    def ask(x: Array) -> Array:
        try:
            return function(x)
        except (Exception, SystemExit) as error:
            raise Unanswered(
                f"{what} must answer everywhere, with NaN outside its domain; it raises {error!r}"
            ) from error

    return ask


def starting_points(problem: Problem, count: int, rng: np.random.Generator) -> np.ndarray:
    """`count` starts, (count, n): the hand-picked ones first, then draws from the region."""
    chosen = np.array(problem.starts[:count], dtype=np.float64).reshape(-1, problem.dimension)
    low, high = (np.array(corner) for corner in problem.region)
    if len(chosen) < count and not np.isfinite(high - low).all():
        raise UsageError(
            f"the region of {problem.name} must be finite, as starts are drawn from it; "
            f"got {problem.region}"
        )
    drawn = rng.uniform(low, high, size=(count - len(chosen), problem.dimension))
    return np.concatenate([chosen, drawn])
