"""The certificate of a two-cycle: existence, attraction, and what follows for the iterates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.certificates.closed_form import attracts, cycle_radius, multipliers
from sam_theory.methods.sam import sam
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict, proved, undecided

if TYPE_CHECKING:
    from sam_theory.certificates.enclosure import CycleBox

MOST_DIMENSIONS = 24  # beyond, matrices of balls take more than a second
NEUTRAL = 1e-6  # a multiplier this close to 1 belongs to a cycle that is not isolated


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What has been established of the two-cycle of SAM with constants t, ρ.

    `radius` is half the distance of the two points; `enclosure` and `multiplier`, an upper bound of
    the greatest absolute multiplier of two steps, are rigorous where there is an enclosure.
    Starts within `ball` of `point` converge to the cycle, and then ‖xᵏ − x*‖ > `bound` for all
    large k. `expected` says that a cycle should have been certified.
    """

    verdict: Verdict
    radius: float | None = None
    enclosure: tuple[float, float] | None = None
    multiplier: float | None = None
    point: tuple[float, ...] | None = None
    ball: float | None = None
    bound: float | None = None
    expected: bool = False


def certify(
    problem: Problem, step: Fraction, radius: Fraction, near: Sequence[float] | None = None
) -> Certificate:
    """Certify the cycle near a point, or, for a quadratic, the one along its top eigenvector."""
    eigenvalues = _eigenvalues(problem)
    if eigenvalues is not None and not attracts(step, eigenvalues):
        return Certificate(verdict=undecided(_outside(step, eigenvalues)))
    if find_spec("flint") is None:
        reason = 'needs python-flint; run: pip install "sam-theory[proofs]"'
        return _uncertified(reason, step, radius, eigenvalues)
    if problem.dimension > MOST_DIMENSIONS:
        reason = f"dimension {problem.dimension} exceeds {MOST_DIMENSIONS}"
        return _uncertified(reason, step, radius, eigenvalues)
    if eigenvalues is None and near is None:
        return Certificate(verdict=undecided("no run settled on a two-cycle"))
    return _enclosed(problem, step, radius, near, eigenvalues)


def _eigenvalues(problem: Problem) -> tuple[Fraction, ...] | None:
    fact = problem.facts.quadratic
    return None if fact is None else tuple(Fraction(float(value)) for value in fact.value)


def _outside(step: Fraction, eigenvalues: Sequence[Fraction]) -> str:
    top = max(eigenvalues)
    if step * top >= 2:
        return (
            f"outside the certified region: tλmax = {float(step * top):.6g} ≥ 2, no cycle attracts"
        )
    if min(eigenvalues) <= 0:
        return "outside the certified region: A is singular, the minimizers are not isolated"
    return "outside the certified region: λmax is multiple, a sphere of cycles, none attracts alone"


def _uncertified(
    reason: str, step: Fraction, radius: Fraction, eigenvalues: Sequence[Fraction] | None
) -> Certificate:
    """No certificate, but the closed form where there is one."""
    if eigenvalues is None:
        return Certificate(verdict=undecided(reason))
    return Certificate(
        verdict=undecided(reason),
        radius=float(cycle_radius(step, radius, max(eigenvalues))),
        multiplier=float(max(m**2 for m in multipliers(step, eigenvalues))),
    )


def _enclosed(
    problem: Problem,
    step: Fraction,
    radius: Fraction,
    near: Sequence[float] | None,
    eigenvalues: tuple[Fraction, ...] | None,
) -> Certificate:
    import flint

    from sam_theory.certificates import enclosure as rigorous
    from sam_theory.certificates.attraction import approximate_multiplier, attracted_ball
    from sam_theory.certificates.attraction import multipliers as enclosed_multipliers
    from sam_theory.setting.choices import Undecided

    with flint.ctx.workprec(rigorous.PRECISION):
        try:
            start = _start(problem, step, radius, eigenvalues) if near is None else near
            point = np.array(start, dtype=np.float64)
            image = rigorous.step_map(sam(), problem, step, radius)
            cycle = rigorous.enclose(image, point)
        except (TypeError, AttributeError, Undecided) as error:
            return Certificate(verdict=undecided(f"∇f cannot be enclosed: {error}"))
        if cycle is None:
            neutral = approximate_multiplier(image, point) > 1 - NEUTRAL
            why = "a multiplier is 1, so it is not isolated" if neutral else "although one attracts"
            reason = f"Krawczyk's test encloses no two-cycle where the runs settle: {why}"
            return Certificate(verdict=undecided(reason), expected=not neutral)
        enclosed = enclosed_multipliers(image, cycle)
        if any(rigorous.lower(multiplier) > 1 for multiplier in enclosed):
            return _repelling(cycle, max(map(rigorous.upper, enclosed)))
        greatest = max(map(rigorous.upper, enclosed), default=np.inf)
        ball = attracted_ball(image, cycle)[0] if greatest < 1 else 0.0
        return _assemble(problem, cycle, greatest, ball)


def _start(
    problem: Problem,
    step: Fraction,
    radius: Fraction,
    eigenvalues: tuple[Fraction, ...] | None,
) -> np.ndarray:
    """x* + r v on a quadratic, from its gradient at 0 and its constant Hessian."""
    from sam_theory.certificates.enclosure import gradient_map
    from sam_theory.setting.jets import ball

    assert eigenvalues is not None
    n = problem.dimension
    slope, hessian = gradient_map(problem)([ball(0.0)] * n)
    matrix = np.array([[float(hessian[i, j]) for j in range(n)] for i in range(n)])
    minimizer = np.linalg.solve(matrix, [-float(s) for s in slope])
    direction = np.linalg.eigh(matrix + matrix.T)[1][:, -1]
    return np.asarray(minimizer + float(cycle_radius(step, radius, max(eigenvalues))) * direction)


def _repelling(cycle: CycleBox, greatest: float) -> Certificate:
    """A cycle that exists and that nearby starts leave: there is no attraction to certify."""
    point, found, text = _described(cycle)
    return Certificate(
        verdict=undecided(f"{text}; it repels, with a multiplier of {greatest:.6g}"),
        radius=sum(found) / 2,
        enclosure=found,
        multiplier=greatest,
        point=point,
    )


def _described(cycle: CycleBox) -> tuple[tuple[float, ...], tuple[float, float], str]:
    """A point of the cycle, the enclosure of its radius, and both in words."""
    from sam_theory.certificates.enclosure import lower, upper

    found = (lower(cycle.radius), upper(cycle.radius))
    point = tuple(float(c.mid()) for c in cycle.first)
    width = found[1] - found[0]
    at = f"near ({_listed(point)}), of radius {found[0]:.12g} up to {width:.0e}"
    return point, found, f"exactly one two-cycle {at}"


def _listed(point: Sequence[float]) -> str:
    return ", ".join(f"{c + 0.0:.6g}" for c in point)


def _assemble(problem: Problem, cycle: CycleBox, greatest: float, ball: float) -> Certificate:
    from sam_theory.certificates.enclosure import distance_below

    point, found, text = _described(cycle)
    below, center = distance_below(problem, cycle)
    bound = math.nextafter(below, 0)  # below the limit, strictly
    star = "any stationary point" if center is None else f"the stationary point ({_listed(center)})"
    if ball <= 0 or bound <= 0:
        verdict = undecided(
            f"{text}, but its attraction is not certified: multiplier {greatest:.6g}"
        )
    else:
        verdict = proved(
            f"Krawczyk: {text}; multiplier ≤ {_shown(greatest, ROUND_CEILING)} < 1; starts "
            f"within {_shown(ball, ROUND_FLOOR)} of that point converge to it, and then "
            f"‖xᵏ − x*‖ > {_shown(bound, ROUND_FLOOR)} for all large k, x* {star}"
        )
    return Certificate(
        verdict=verdict,
        radius=sum(found) / 2,
        enclosure=found,
        multiplier=greatest,
        point=point,
        ball=ball,
        bound=bound,
        expected=True,
    )


def _shown(value: float, rounding: str) -> str:
    """Six digits of a bound, more where it is close to 1, rounded so that it stays a bound."""
    digits = 17 if 0.99999 <= value < 1 else 6
    return f"{Context(prec=digits, rounding=rounding).create_decimal_from_float(value):g}"
