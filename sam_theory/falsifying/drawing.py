"""What is drawn beside functions: schedules and starts, small numbers first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

import numpy as np

from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.functions import Function, Start
from sam_theory.setting.method import Method

T = TypeVar("T")
ON_AXIS = 0.25  # how often a further coordinate of a start is 0
STARTS = (*(Fraction(i, 4) for i in range(-16, 17) if i), Fraction(8), Fraction(-8))
FINEST = 16  # denominator of a constant
FRACTIONS = tuple(map(Fraction, ("1/8", "1/4", "1/2", "3/4", "1", "5/4", "3/2", "7/4", "2", "3")))

# Sequences that vanish, or are summable, or grow, each in its slowest and a few other ways, that
# alternate, go in periods or growing blocks, or have sparse peaks; each of them is decided.
POWER_OF_2 = "log(k)/log(2) == floor(log(k)/log(2))"
VARYING_STEPS = (
    "1/k",
    "1/(k+1)",
    "1/(2*k)",
    "1/(4*k)",
    "2/k",
    "1/k**(3/4)",
    "1/(k*log(k+1))",
    "1/sqrt(k)",
    "1/log(k+1)",
    "1/k**2",
    "1/2**k",
    "1/(k+1)**2",
    "1/(k*log(k+1)**2)",
    "log(k+1)/k",
    "where(Mod(k, 2), 1/k, 1/k**2)",
    "where(Mod(k, 2), 1/k, 1/(2*k))",
    "where(Mod(k, 2), 1, 1/2)",
    "where(Mod(k, 3), 1/2, 1)",
    "where(is_square(k), 1/sqrt(k), 1/k**2)",
    "where(is_square(k), 1, 1/k)",
    f"where({POWER_OF_2}, 1, 1/k**2)",
    "1/floor(sqrt(k))",
)
NO_STEPS = ("0", "where(k <= 2, 0, 1/k)", "where(is_square(k), 0, 1/k)", "where(Mod(k, 2), 0, 1)")
VARYING_RADII = (
    "1/k",
    "1/sqrt(k)",
    "1/k**2",
    "1/2**k",
    "1/log(k+1)",
    "1/(k*log(k+1)**2)",
    "where(is_square(k), 1, 1/k)",
    "where(Mod(k, 2), 1, 1/k)",
    "where(Mod(k, 2), 1, 1/2)",
    "where(Mod(floor(sqrt(k)), 2), 1/2, 1)",
    f"where({POWER_OF_2}, 1, 1/k)",
    "log(k+1)",
    "sqrt(k)",
    "k",
    "2*k",
    "k**2",
    "where(is_square(k), k, 1)",
)
NO_RADII = ("0", "0", "where(Mod(k, 2), 1/k, 0)")
NONE = 1 / 12  # how often some steps, or some radii, are 0


def one_of(rng: np.random.Generator, options: Sequence[T]) -> T:
    """One of them, all alike."""
    return options[int(rng.integers(len(options)))]


def steps(rng: np.random.Generator, sizes: Sequence[Fraction], count: int) -> list[str]:
    """Formulas for tₖ: constants in parts of 1/L or 1/D, and what varies."""
    return [_formula(rng, sizes, VARYING_STEPS, NO_STEPS) for _ in range(count)]


def radii(rng: np.random.Generator, sizes: Sequence[Fraction], count: int) -> list[str]:
    """Formulas for ρₖ."""
    return [_formula(rng, sizes, VARYING_RADII, NO_RADII) for _ in range(count)]


def _formula(
    rng: np.random.Generator, sizes: Sequence[Fraction], varying: Sequence[str], none: Sequence[str]
) -> str:
    chance = rng.random()
    if chance < NONE:
        return one_of(rng, none)
    if chance < 0.5:
        return one_of(rng, varying)
    size = one_of(rng, FRACTIONS) / one_of(rng, (Fraction(1), *sizes))
    return str(size.limit_denominator(FINEST) or Fraction(1, FINEST))


def start(rng: np.random.Generator, dimension: int) -> Start:
    """A point; of several coordinates all but one may be 0."""
    point = tuple(one_of(rng, STARTS) for _ in range(dimension))
    kept = int(rng.integers(dimension))
    return tuple(
        Fraction(0) if i != kept and rng.random() < ON_AXIS else c for i, c in enumerate(point)
    )


def candidates(
    rng: np.random.Generator, drawn: Function, methods: Sequence[Method], count: int
) -> Iterator[Candidate]:
    """Settings of one function that may be run together."""
    sizes = [s for s in _constants(drawn) if s.denominator <= 4 and s.numerator <= 10]
    pairs = zip(steps(rng, sizes, count), radii(rng, sizes, count), strict=True)
    for step, radius in pairs:
        method = one_of(rng, methods)
        yield Candidate(
            function=drawn,
            method=method,
            step=step,
            radius=radius if method.uses_radius else "0",
            start=start(rng, drawn.dimension),
        )


def _constants(drawn: Function) -> list[Fraction]:
    """L and D, where they are finite and positive."""
    facts = drawn.problem("drawn", []).facts
    known = [f.value for f in (facts.lipschitz, facts.implied_descent) if f is not None]
    return [Fraction(value.upper) for value in known if value.divides]
