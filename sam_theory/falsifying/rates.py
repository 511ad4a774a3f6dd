"""Rates: what a cell that shrinks to a point says of a run that tends there too slowly.

xᵏ is in the cell [l(k), h(k)] for all k from some on, and |f′| ≥ s(k) > 0 there. Where l and h tend
to z, xᵏ → z, and |xᵏ − z| is at least the distance from z to the nearer end; and where besides
f(z) = inf f and ∇f is L-Lipschitz, f(xᵏ) − f(z) ≥ |f′(xᵏ)|²/(2L) (Nesterov 2018, (2.1.10), at
xᵏ − f′(xᵏ)/L).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.asymptotics import trees
from sam_theory.asymptotics.formula import Node
from sam_theory.asymptotics.parsing import parse
from sam_theory.certificates.forms import Moving
from sam_theory.certificates.ranges import tends_to_infinity, value_at
from sam_theory.setting.exact_numbers import exact_row
from sam_theory.setting.facts import holds
from sam_theory.statements.conclusions.rates import GRADIENTS, ITERATES, VALUES, Rated
from sam_theory.statements.theorem import Conclusion, Run

HIGHEST = 32  # power of 1/k: what stays above one is above every c·rᵏ with r < 1 for large k
WHOLE = range(1, 9)  # denominators of limits that are tried
LATE = 10**40  # k at which an end is looked at for its limit


def too_slow(run: Run, conclusion: Conclusion) -> str:
    """That the certificate of the run keeps a quantity above a claimed rate; nothing if not."""
    claim = _claimed(run, conclusion)
    slow = None if claim is None else _shrinking(run)
    if claim is None or slow is None:
        return ""
    rated, power = claim
    lower = _lower(run, slow, rated)
    above = trees.power(trees.K, trees.num(HIGHEST if power is None else power))
    if lower is None or not tends_to_infinity(trees.mul(lower, above)):
        return ""
    assert run.certified is not None
    rate = "every c·rᵏ with r < 1" if power is None else f"every c·k^(−{power})"
    tends = "" if slow.limit is None else f"xᵏ → {slow.limit}, and "
    return f"{run.certified.shown.text}; so {tends}{rated.text} is above {rate} for large k"


def claims_rate(conclusion: Conclusion) -> bool:
    """Whether it says how fast something tends to its limit."""
    said = None if conclusion.states is None else conclusion.states.formula
    return any(said in (rated.linear, rated.of_kl) for rated in (ITERATES, GRADIENTS, VALUES))


def _claimed(run: Run, conclusion: Conclusion) -> tuple[Rated, Fraction | None] | None:
    """The quantity of which the conclusion gives a rate, with the power of 1/k, None if linear."""
    said = None if conclusion.states is None else conclusion.states.formula
    q = run.setting.problem.facts.exponent_above_half
    for rated in (ITERATES, GRADIENTS, VALUES):
        if said == rated.linear:
            return rated, None
        if said == rated.of_kl and q is not None:
            return rated, rated.factor * (1 - Fraction(q)) / (2 * Fraction(q) - 1)
    return None


# ---- what the certificate says


@dataclass(frozen=True, kw_only=True)
class Shrinking:
    """A bound of |f′| from below; the limit z, if known, and the distance of the nearer end."""

    slope: Node
    limit: Fraction | None = None
    near: Node | None = None


def _shrinking(run: Run) -> Shrinking | None:
    certified = run.certified
    if certified is None or not isinstance(certified.certificate, Moving):
        return None
    moving = certified.certificate
    if len(moving.cells) != 1 or len(moving.cells[0].x) != 1:
        return None
    ((low, high),) = moving.cells[0].x
    if low is None or high is None:
        return None
    return _between(parse(low), parse(high), parse(moving.slope))


def _between(low: Node, high: Node, slope: Node) -> Shrinking:
    for limit in _limits(high):
        z = trees.num(limit)
        for near, far in (
            (trees.sub(low, z), trees.sub(high, z)),
            (trees.sub(z, high), trees.sub(z, low)),
        ):
            if all(tends_to_infinity(trees.div(trees.ONE, distance)) for distance in (near, far)):
                return Shrinking(slope=slope, limit=limit, near=near)
    return Shrinking(slope=slope)


def _limits(end: Node) -> Iterator[Fraction]:
    """Numbers with small denominators near to where an end is late."""
    found = value_at(end, LATE)
    if found is not None:
        yield from dict.fromkeys(Fraction(round(found[0] * q), q) for q in WHOLE)


def _lower(run: Run, slow: Shrinking, rated: Rated) -> Node | None:
    """A formula in k below the quantity; None where none is known."""
    if rated is ITERATES:
        return slow.near
    if rated is GRADIENTS:
        return slow.slope
    L = run.setting.problem.facts.lipschitz_bound
    if not L or slow.limit is None or not _minimal(run, slow.limit):
        return None
    return trees.div(trees.mul(slow.slope, slow.slope), trees.num(2 * Fraction(L)))


def _minimal(run: Run, point: Fraction) -> bool:
    """Whether f is least there: exactly what the infimum is, or stationary where f is convex."""
    problem = run.setting.problem
    at, infimum = exact_row((point,))[None, :], problem.facts.infimum
    if holds(problem.facts.convex):
        return bool(problem.gradient(at)[0][0].value == 0)
    value = problem.value(at)[0].value
    return infimum is not None and bool(value <= infimum.value.lower)
