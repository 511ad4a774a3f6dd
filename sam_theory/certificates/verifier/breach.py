"""A claim about every xᵏ, certainly broken at one k of a run that is followed in balls."""

from __future__ import annotations

from itertools import islice

import flint

from sam_theory.asymptotics.intervals import Interval
from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Breach
from sam_theory.certificates.verifier.claims import bound_at, quantity_of
from sam_theory.certificates.verifier.orbit import PRECISION, orbit
from sam_theory.certificates.wording import number_text
from sam_theory.errors import UsageError
from sam_theory.setting.choices import Undecided
from sam_theory.setting.jets import Ball, exactly

MOST_STEPS = 10_000  # beyond which no run is followed in balls


def verify(dynamics: Dynamics, breach: Breach) -> Established | Refused:
    """Whether the quantity is certainly beyond the bound at k = `at` of the run."""
    if len(breach.start) != dynamics.problem.dimension or not 1 <= breach.at <= MOST_STEPS:
        return Refused(f"a breach needs a start of n coordinates, and 1 ≤ k ≤ {MOST_STEPS:,}")
    with flint.ctx.workprec(PRECISION):
        try:
            path = [place.x for place in islice(orbit(dynamics, breach.start), breach.at)]
            quantity = quantity_of(dynamics, path, breach.claim.quantity)
            bound = bound_at(dynamics, path[0], breach.claim.bound, breach.at)
        except (Undecided, UsageError, ZeroDivisionError) as error:
            return Refused(str(error))
        return _established(breach, quantity, bound)


def _established(breach: Breach, quantity: Ball, bound: Interval) -> Established | Refused:
    claim, over = breach.claim, breach.claim.relation == "<="
    if not quantity.is_finite():
        return Refused("the quantity is not enclosed")
    low, high = exactly(quantity.lower()), exactly(quantity.upper())
    end = bound.high if over else bound.low
    beyond = end is not None and (low > end if over else high < end)
    if claim.relation not in ("<=", ">=") or end is None or not beyond:
        return Refused(f"{claim.quantity} {claim.relation} {claim.bound} is not seen to be broken")
    start = ", ".join(str(c) for c in breach.start)
    told = (low, "≥", end, "≤") if over else (high, "≤", end, "≥")
    return Established(
        text=(
            f"from x¹ = ({start}), {claim.quantity} at k = {breach.at} is {told[1]} "
            f"{number_text(told[0], upwards=not over)}, and {claim.bound} is {told[3]} "
            f"{number_text(told[2], upwards=over)}"
        )
    )
