"""What claims about runs speak of: quantities of xᵏ, and the constants that bounds are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce

import flint
import numpy as np

from sam_theory.asymptotics.enclosing import intervals
from sam_theory.asymptotics.formula import fold
from sam_theory.asymptotics.intervals import Interval, Unclear
from sam_theory.asymptotics.parsing import parse
from sam_theory.certificates.dynamics import (
    Box,
    Dynamics,
    answering,
    gradients,
    greatest_norm,
    least_norm,
    values,
)
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.choices import Undecided
from sam_theory.setting.facts import holds
from sam_theory.setting.jet_arrays import plain
from sam_theory.setting.jets import Ball, ball, between, exactly
from sam_theory.setting.problem import Problem

STATED = 1e-9  # relative error of stated minimizers that were computed in floating point
NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
Path = list[Box]  # x¹, …, xᵏ


# ---- quantities


def quantity_of(dynamics: Dynamics, path: Path, quantity: str) -> Ball:
    """A ball around the quantity of x¹, …, xᵏ; raises Undecided where it is not known."""
    if quantity not in QUANTITIES:
        raise Undecided(f"a quantity must be one of {', '.join(QUANTITIES)}; got {quantity}")
    return QUANTITIES[quantity](dynamics.problem, path)


def _hull(balls: list[Ball]) -> Ball:
    return reduce(lambda a, b: a.union(b), balls)


def _value(problem: Problem, path: Path) -> Ball:
    return _hull(list(values(problem, path[-1])))


def _gap(problem: Problem, path: Path) -> Ball:
    fact = problem.facts.infimum
    if fact is None or not (abs(fact.value.lower) < np.inf and abs(fact.value.upper) < np.inf):
        raise Undecided("inf f is not known")
    return _value(problem, path) - between(fact.value.lower, fact.value.upper)


def _distance(problem: Problem, path: Path) -> Ball:
    """‖x − x*‖, as the problem states it: with room for a minimizer computed in floats."""
    fact, x = problem.facts.minimizers, path[-1]
    if fact is None or not holds(problem.facts.unique_minimizer):
        raise Undecided("the minimizer is not known, or not the only one")
    with answering():
        found = np.asarray(fact.value(plain(x)[None, :])).reshape(-1)[0].value
    scale = 1 + sum((abs(side).upper() for side in x), ball(0)) + abs(found).upper()
    return (found + STATED * scale * flint.arb(0, 1)).nonnegative_part()


def _slope(problem: Problem, x: Box) -> Ball:
    return _hull([least_norm(box).union(greatest_norm(box)) for box in gradients(problem, x)])


def _average(problem: Problem, path: Path) -> Ball:
    slopes = [_slope(problem, x) for x in path]
    return sum((slope * slope for slope in slopes), ball(0)) / len(path)


def _least(problem: Problem, path: Path) -> Ball:
    return reduce(flint.arb.min, [_slope(problem, x) for x in path])


QUANTITIES: Mapping[str, Callable[[Problem, Path], Ball]] = {
    "value": _value,  # f(xᵏ)
    "coordinate": lambda problem, path: path[-1][0],  # x₁ᵏ
    "gap": _gap,  # f(xᵏ) − inf f
    "distance": _distance,  # ‖xᵏ − x*‖, x* the only minimizer
    "gradient": lambda problem, path: _slope(problem, path[-1]),  # ‖∇f(xᵏ)‖
    "gradient-square-average": _average,  # (1/k) Σ_{i≤k} ‖∇f(xⁱ)‖²
    "least-gradient": _least,  # min_{i≤k} ‖∇f(xⁱ)‖
}


# ---- bounds


def bound_at(dynamics: Dynamics, start: Box, bound: str, k: int) -> Interval:
    """The bound at k; raises Undecided where it has no known value, UsageError for bad formulas.

    It may name k; t and rho, the formulas of tₖ and ρₖ; L, D and mu, constants of (3), (4) and
    strong convexity that are valid, whether or not they are the best ones; n; R = ‖x¹ − x*‖ and
    Delta = f(x¹) − inf f.
    """
    ends = {name: interval_of(value) for name, value in of_start(dynamics, start, bound).items()}
    algebra = intervals(Interval(Fraction(k), Fraction(k)))
    read = {**algebra.of_values, "L": lambda: ends["L"], "D": lambda: ends["D"]}
    try:
        return fold(parse(bound_text(dynamics, bound)), replace(algebra, of_values=read))
    except Unclear as unclear:
        raise Undecided(f"the bound may have no value at k = {k}") from unclear


def of_start(dynamics: Dynamics, start: Box, bound: str) -> Mapping[str, Ball]:
    """R and Δ, where the bound asks for them, by the names that stand for them in its text."""
    asked, one = NAME.findall(bound), ball(1)
    return {
        "L": _distance(dynamics.problem, [start]) if "R" in asked else one,
        "D": _gap(dynamics.problem, [start]) if "Delta" in asked else one,
    }


def bound_text(dynamics: Dynamics, bound: str) -> str:
    """The bound as a formula in k alone; L and D, no longer in use, stand for R and Δ.

    Raises Undecided where a constant that it names is not known.
    """
    names = _constants(dynamics)
    unknown = [name for name in NAME.findall(bound) if name in names and names[name] is None]
    if unknown:
        raise Undecided(f"{unknown[0]} is not known")
    return named(bound, {name: text for name, text in names.items() if text is not None})


def _constants(dynamics: Dynamics) -> Mapping[str, str | None]:
    """The text that each name stands for; none where the constant is not valid everywhere."""
    problem, facts = dynamics.problem, dynamics.problem.facts
    everywhere = problem.region_of_constants is None
    smooth = everywhere and facts.lipschitz_bound is not None
    descends = everywhere and facts.descent_bound is not None
    mu = facts.strong_convexity
    return {
        "t": formula_text(dynamics.step),
        "rho": formula_text(dynamics.radius),
        "L": _number(problem.step_constant if smooth else None),
        "D": _number(problem.descent_constant if descends else None),
        "mu": _number(None if mu is None else Fraction(mu.value.lower)),
        "n": str(problem.dimension),
        "R": "L",
        "Delta": "D",
    }


def formula_text(schedule: Schedule) -> str | None:
    """The formula with the numbers of its constants; None where they, or it, are not known."""
    if schedule.numbers is not None or schedule.unknown:
        return None
    constants = {name: _number(value) for name, value in schedule.constants.items()}
    return named(schedule.formula, {name: text for name, text in constants.items() if text})


def named(formula: str, texts: Mapping[str, str]) -> str:
    """The formula with names replaced by the texts that they stand for, all at once."""
    return NAME.sub(
        lambda found: f"({texts[found[0]]})" if found[0] in texts else found[0], formula
    )


def _number(value: Fraction | None) -> str | None:
    return None if value is None else f"({value.numerator}/{value.denominator})"


def interval_of(value: Ball) -> Interval:
    """The ends of a ball; raises Undecided where it has none."""
    if not value.is_finite():
        raise Undecided("a quantity is not enclosed")
    return Interval(exactly(value.lower()), exactly(value.upper()))
