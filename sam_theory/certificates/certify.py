"""The two-cycle of SAM with constants: existence, attraction, and what follows for the iterates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.certificates.closed_form import attracts, cycle_radius, multipliers, usam_factors
from sam_theory.certificates.ranges import number_at
from sam_theory.errors import UsageError
from sam_theory.methods.gradient_descent import gradient_descent
from sam_theory.methods.sam import sam
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.problem import Problem
from sam_theory.verdict import Verdict, proved, refuted, undecided

if TYPE_CHECKING:
    from sam_theory.certificates.dynamics import Box, Dynamics
    from sam_theory.certificates.forms import Cycle
    from sam_theory.certificates.verifier.cycle import Enclosed

MOST_DIMENSIONS = 24  # beyond, matrices of balls take more than a second
NEEDS_FLINT = 'needs python-flint; run: pip install "sam-theory[proofs]"'
NEARBY = Fraction(1, 10**10)  # a branch of ∇f this close to a cycle keeps it from being enclosed
NEAR_1 = Fraction(1, 10**12)  # what the rounding of eigenvalues may amount to
NEUTRAL = 1e-6  # a multiplier this close to 1 belongs to a cycle that is not isolated


@dataclass(frozen=True, kw_only=True)
class TwoCycle:
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
    problem: Problem, step: Schedule, radius: Schedule, near: Sequence[float] | None = None
) -> TwoCycle:
    """Certify the cycle near a point, or, for a quadratic, the one along its top eigenvector.

    The schedules are constant.
    """
    eigenvalues, t, rho = _eigenvalues(problem), constant(step), constant(radius)
    if eigenvalues is not None and not attracts(t, eigenvalues):
        return TwoCycle(verdict=undecided(_outside(t, eigenvalues)))
    if not certifiable():
        return _uncertified(NEEDS_FLINT, t, rho, eigenvalues)
    if problem.dimension > MOST_DIMENSIONS:
        reason = f"dimension {problem.dimension} exceeds {MOST_DIMENSIONS}"
        return _uncertified(reason, t, rho, eigenvalues)
    if near is None:
        if eigenvalues is None:
            return TwoCycle(verdict=undecided("no run settled on a two-cycle"))
        near = _start(problem, t, rho, eigenvalues)
    return _certified(problem, step, radius, np.array(near, dtype=np.float64))


def usam_on_quadratic(problem: Problem, step: Schedule, radius: Schedule) -> Verdict | None:
    """Whether USAM with constants fails to converge on a quadratic with a minimizer, exactly.

    None where f is none.
    """
    eigenvalues = _eigenvalues(problem)
    if eigenvalues is None or min(eigenvalues) <= 0:
        return None
    factors = usam_factors(constant(step), constant(radius), eigenvalues)
    greatest = max(map(abs, factors))
    law = "USAM multiplies x − x* by 1 − tλ(1 + ρλ) along each eigenvector"
    if greatest < 1 - NEAR_1:
        return refuted(f"{law}: all are at most {float(greatest):.6g} in size, and runs converge")
    if greatest <= 1 + NEAR_1:
        return undecided(f"{law}: one is ±1 up to rounding")
    return proved(f"{law}: one is {float(greatest):.6g} in size, and nearly all runs diverge")


def certifiable() -> bool:
    """Whether the extra is there that encloses numbers."""
    return find_spec("flint") is not None


def constant(schedule: Schedule) -> Fraction:
    """The number of a constant schedule, exact where it is rational; raises UsageError for none."""
    found = number_at(schedule, 1)
    if found is None:
        raise UsageError(f"a constant must have a known value; got {schedule.formula!r}")
    return (found[0] + found[1]) / 2


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
) -> TwoCycle:
    """No certificate, but the closed form where there is one."""
    if eigenvalues is None:
        return TwoCycle(verdict=undecided(reason))
    return TwoCycle(
        verdict=undecided(reason),
        radius=float(cycle_radius(step, radius, max(eigenvalues))),
        multiplier=float(max(m**2 for m in multipliers(step, eigenvalues))),
    )


def _start(
    problem: Problem, step: Fraction, radius: Fraction, eigenvalues: Sequence[Fraction]
) -> tuple[float, ...]:
    """x* + r v on a quadratic, from its gradient at 0 and at unit vectors."""
    n = problem.dimension
    slope = problem.gradient(np.zeros(n))
    matrix = problem.gradient(np.eye(n)) - slope
    minimizer = np.linalg.solve((matrix + matrix.T) / 2, -slope)
    direction = np.linalg.eigh(matrix + matrix.T)[1][:, -1]
    return tuple(minimizer + float(cycle_radius(step, radius, max(eigenvalues))) * direction)


def _certified(problem: Problem, step: Schedule, radius: Schedule, start: np.ndarray) -> TwoCycle:
    import flint

    from sam_theory.certificates.dynamics import Dynamics
    from sam_theory.certificates.finding.cycles import cycle_near
    from sam_theory.certificates.finding.path import path
    from sam_theory.certificates.verifier.cycle import PRECISION, Map, enclosure

    dynamics = Dynamics(problem=problem, method=sam(), step=step, radius=radius)
    rows = path(dynamics, start, 2).rows
    cycle = cycle_near(dynamics, rows) if len(rows) == 2 else None
    with flint.ctx.workprec(PRECISION):
        enclosed = None if cycle is None else enclosure(Map(dynamics), dynamics, cycle)
        if cycle is None or enclosed is None:
            return _unenclosed(dynamics, rows)
        return _judged(dynamics, cycle, enclosed)


def _unenclosed(dynamics: Dynamics, rows: np.ndarray) -> TwoCycle:
    from sam_theory.certificates.finding.cycles import derivative_along
    from sam_theory.setting.choices import Undecided

    points = [tuple(map(Fraction, row)) for row in rows.tolist()]
    try:
        derivative = derivative_along(dynamics, points, NEARBY)
    except (TypeError, AttributeError, Undecided) as error:
        return TwoCycle(verdict=undecided(f"∇f cannot be enclosed: {error}"))
    neutral = not np.abs(np.linalg.eigvals(derivative)).max() <= 1 - NEUTRAL
    why = "a multiplier is 1, so it is not isolated" if neutral else "although one attracts"
    reason = f"Krawczyk's test encloses no two-cycle where the runs settle: {why}"
    return TwoCycle(verdict=undecided(reason), expected=not neutral)


def _judged(dynamics: Dynamics, cycle: Cycle, enclosed: Enclosed) -> TwoCycle:
    """What is known of a cycle that exists: starts nearby leave it, or are shown to be attracted.

    Where it repels there is no attraction to certify.
    """
    from sam_theory.certificates.verifier import measures
    from sam_theory.certificates.verifier.cycle import Map, multipliers

    found = multipliers(Map(dynamics), enclosed)
    greatest = max(map(measures.upper, found), default=math.inf)
    half = measures.distance(*enclosed.points) / 2
    radii, point = (measures.lower(half), measures.upper(half)), measures.middle(enclosed.x(0))
    at = f"near ({_listed(point)}), of radius {radii[0]:.12g} up to {radii[1] - radii[0]:.0e}"
    known = TwoCycle(
        verdict=undecided(f"exactly one two-cycle {at}"),
        radius=sum(radii) / 2,
        enclosure=radii,
        multiplier=greatest,
        point=point,
    )
    if any(measures.lower(multiplier) > 1 for multiplier in found):
        text = f"{known.verdict.evidence}; it repels, with a multiplier of {greatest:.6g}"
        return replace(known, verdict=undecided(text))
    return _bounded(dynamics.problem, cycle, enclosed, known)


def _bounded(problem: Problem, cycle: Cycle, enclosed: Enclosed, known: TwoCycle) -> TwoCycle:
    """With the ball of starts that are attracted, and the bound of their distance from x*."""
    from sam_theory.certificates.verifier import measures

    assert known.point is not None
    assert known.multiplier is not None
    text, greatest = known.verdict.evidence, known.multiplier
    ball = measures.ball_within_reach(cycle, known.point) if greatest < 1 else 0.0
    points = (enclosed.x(0), enclosed.x(1))
    center = stationary_between(problem, points)
    if center is None:
        below, star = measures.distance_from_stationary(problem, enclosed), "any stationary point"
    else:
        below = measures.distance_from(points, center)
        star = f"the stationary point ({_listed(measures.middle(center))})"
    bound = math.nextafter(below, 0)  # below the limit, strictly
    if ball <= 0 or bound <= 0:
        told = f"{text}, but its attraction is not certified: multiplier {greatest:.6g}"
        verdict = undecided(told)
    else:
        verdict = proved(
            f"Krawczyk: {text}; multiplier ≤ {_shown(greatest, ROUND_CEILING)} < 1; starts "
            f"within {_shown(ball, ROUND_FLOOR)} of that point converge to it, and then "
            f"‖xᵏ − x*‖ > {_shown(bound, ROUND_FLOOR)} for all large k, x* {star}"
        )
    return replace(known, verdict=verdict, ball=ball, bound=bound, expected=True)


def stationary_between(problem: Problem, points: tuple[Box, Box]) -> Box | None:
    """The stationary point near the middle of two points: a fixed point of gradient descent."""
    from sam_theory.certificates.dynamics import Dynamics
    from sam_theory.certificates.finding.cycles import point_near
    from sam_theory.certificates.verifier.cycle import Map, enclosure

    constant = Schedule("1")
    descent = Dynamics(problem=problem, method=gradient_descent(), step=constant, radius=constant)
    middle = [float(((a + b) / 2).mid()) for a, b in zip(*points, strict=True)]
    found = point_near(descent, np.array(middle))
    enclosed = None if found is None else enclosure(Map(descent), descent, found)
    return None if enclosed is None else enclosed.x(0)


def _listed(point: Sequence[float]) -> str:
    return ", ".join(f"{c + 0.0:.6g}" for c in point)


def _shown(value: float, rounding: str) -> str:
    """Six digits of a bound, more where it is close to 1, rounded so that it stays a bound."""
    digits = 17 if 0.99999 <= value < 1 else 6
    return f"{Context(prec=digits, rounding=rounding).create_decimal_from_float(value):g}"
