"""A claim about every xᵏ, certainly broken at one k of a run that is followed in balls."""

from __future__ import annotations

from itertools import islice

import flint

from sam_theory.asymptotics.intervals import Interval
from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Breach, Claim
from sam_theory.certificates.verifier.claims import Path, bound_at, interval_of, quantity_of
from sam_theory.certificates.verifier.orbit import orbit, precision_for
from sam_theory.certificates.wording import QUANTITIES, formula_text, number_text
from sam_theory.errors import UsageError
from sam_theory.setting.choices import Undecided

MOST_STEPS = 10_000  # beyond which no run is followed in balls


def verify(dynamics: Dynamics, breach: Breach) -> Established | Refused:
    """Whether the quantity is certainly beyond the bound at k = `at` of the run."""
    if len(breach.start) != dynamics.problem.dimension or not 1 <= breach.at <= MOST_STEPS:
        return Refused(f"a breach needs a start of n coordinates, and 1 ≤ k ≤ {MOST_STEPS:,}")
    claim = breach.claim
    if claim.relation not in ("<=", ">=", "<", ">"):
        return Refused(f"a relation must be <=, >=, < or >; got {claim.relation}")
    with flint.ctx.workprec(precision_for(breach.at)):
        try:
            path = [place.x for place in islice(orbit(dynamics, breach.start), breach.at)]
            if claim.kept and not _apart(*_sides(dynamics, claim, path[:1])):
                return Refused("the claim is not made of this run: it is not seen to hold at k = 1")
            below, above = _sides(dynamics, claim, path)
        except (Undecided, UsageError, ZeroDivisionError) as error:
            return Refused(str(error))
    if not _broken(claim, below, above):
        return Refused(f"{claim.quantity} {claim.relation} {claim.bound} is not seen to be broken")
    return _established(breach, below, above)


def _sides(dynamics: Dynamics, claim: Claim, path: Path) -> tuple[Interval, Interval]:
    """What is claimed to be the smaller, and what the larger, at the end of the path."""
    quantity = interval_of(quantity_of(dynamics, path, claim.quantity))
    bound = bound_at(dynamics, path[0], claim.bound, len(path))
    return (quantity, bound) if claim.relation in ("<=", "<") else (bound, quantity)


def _broken(claim: Claim, below: Interval, above: Interval) -> bool:
    """Whether what is claimed to be smaller is certainly larger, or the same where it may not be.

    The same is what is known to the last digit.
    """
    strict = claim.relation in ("<", ">")
    same = None not in (above.high, below.low) and above.high == below.low
    return _apart(above, below) or (strict and same)


def _apart(smaller: Interval, larger: Interval) -> bool:
    """Whether one is certainly below the other."""
    return smaller.high is not None and larger.low is not None and smaller.high < larger.low


def _established(breach: Breach, below: Interval, above: Interval) -> Established:
    """In words: `below`, claimed to be the smaller, is at least its low end, `above` its high."""
    assert below.low is not None  # as they are apart
    assert above.high is not None
    claim, start = breach.claim, ", ".join(str(c) for c in breach.start)
    point = start if len(breach.start) == 1 else f"({start})"
    over = f"is ≥ {number_text(below.low)}"
    under = f"is ≤ {number_text(above.high, upwards=True)}"
    quantity, bound = (over, under) if claim.relation in ("<=", "<") else (under, over)
    return Established(
        text=f"from x¹ = {point}, at k = {breach.at}, {QUANTITIES[claim.quantity]} {quantity}, "
        f"and {formula_text(claim.bound)} {bound}"
    )
