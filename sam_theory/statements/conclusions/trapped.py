"""m-SAM held by two components, whatever is drawn: the interval of msam-trap, verified."""

from __future__ import annotations

from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from sam_theory.statements.hypotheses.constants import exact_value
from sam_theory.statements.hypotheses.draws import component_constant, component_variance
from sam_theory.statements.theorem import Run, once
from sam_theory.verdict import Verdict, consistent, proved, undecided, violated

if TYPE_CHECKING:
    from sam_theory.certificates.forms import Trap

WIDTH = Fraction(5, 16)  # half that of the trap, in ρ
SLOPE, GAP = Fraction(3, 32), Fraction(9, 512)  # there f′ in βρ, f − f* in βρ²
LONGEST = Fraction(5, 16)  # η in 1/β
PRINTED_CONVEXITY = Fraction(1, 5)  # μ in β
QUIET = float(2 * GAP * PRINTED_CONVEXITY**5) ** 0.25  # σ in βρ, by `prove msam-noise`
ROOM = Fraction(1, 64)  # of what is between, for the rounding of the verifier
ROUNDING = 1e-9  # relative, of what a run may show beside the certificate
NEEDS_FLINT = undecided('needs python-flint; run: pip install "sam-theory[proofs]"')
NOT_RATIONAL = undecided("η, ρ or β is not known as a rational number")


def sizes(run: Run) -> tuple[Fraction, Fraction, Fraction] | None:
    """η, ρ, and β of the components, None where one is not known."""
    step, radius = exact_value(run.setting.step), exact_value(run.setting.radius)
    fact = component_constant(run)
    if step is None or radius is None or fact is None or not fact.value.bounded:
        return None
    return step, radius, Fraction(fact.value.upper)


def half_width(step: Fraction, radius: Fraction, beta: Fraction) -> Fraction:
    """w between ηβρ, which is as far as l₂ leads from 0, and 5ρ/16, near which it is."""
    return radius * (WIDTH - ROOM * (WIDTH - step * beta))


def trap_of(step: Fraction, radius: Fraction, beta: Fraction) -> Trap:
    """|x| ≤ w as a trap for every t ≤ η."""
    from sam_theory.certificates.forms import Cell, Trap

    half = half_width(step, radius, beta)
    return Trap(
        cells=(Cell(((-half, half),)),),
        step=(Fraction(0), step),
        radius=(radius, radius),
        slope=SLOPE * beta * radius,
        gap=GAP * beta * radius**2,
    )


def certificate(run: Run) -> Verdict:
    """No draw leads out of |x| ≤ w, where f′ ≥ (3/32)βρ and f − f* ≥ (9/512)βρ²; of a setting."""
    found = sizes(run)
    if found is None:
        return NOT_RATIONAL
    if found[0] * found[2] >= LONGEST:
        return undecided("the verifier needs room between ηβρ and 5ρ/16")
    if find_spec("flint") is None:
        return NEEDS_FLINT
    from sam_theory.certificates.dynamics import Dynamics
    from sam_theory.certificates.established import Refused
    from sam_theory.certificates.verifier.accepting import accept

    s = run.setting
    dynamics = Dynamics(problem=s.problem, method=s.method, step=s.step, radius=s.radius)
    shown = accept(dynamics, trap_of(*found))
    return undecided(shown.reason) if isinstance(shown, Refused) else proved(shown.text)


def held(run: Run) -> Verdict:
    """The certificate, and that the run stays inside if it starts there."""
    shown, found = once(certificate, run.setting.decided, run), sizes(run)
    iterates = run.trace.iterates
    if found is None or not shown.holds or iterates is None:
        return shown
    half = float(half_width(*found))
    farthest = float(max(np.abs(iterates.low).max(), np.abs(iterates.high).max()))
    if abs(float(iterates.first[0])) <= half < farthest * (1 - ROUNDING):
        return violated(f"|x| is {farthest:.6g} on the run from inside; {shown.evidence}")
    return shown


def averages_held(run: Run) -> Verdict:
    """E f(x̄) − f* ≥ (9/512)βρ² of a run that starts inside: every x̄ is in the interval."""
    shown, found = held(run), sizes(run)
    iterates, values, best = run.trace.iterates, run.trace.values, run.setting.problem.facts.infimum
    if found is None or not shown.holds or iterates is None or values is None or best is None:
        return shown
    step, radius, beta = found
    if abs(Fraction(float(iterates.first[0]))) > half_width(step, radius, beta):
        return undecided("the run does not start in the interval of the certificate")
    least, floor = float(values.low.min()) - best.value.lower, float(GAP * beta * radius**2)
    if least < floor * (1 - ROUNDING):
        return violated(f"f − f* is {least:.6g} on the run; {shown.evidence}")
    return proved(f"{shown.evidence}; so at every weighted average, as the interval is convex")


def for_its_variance(run: Run) -> Verdict:
    """The printed statement for β, ρ, η of the setting, and σ from that of the components on.

    For σ < (2Cμ⁵/β⁵)^(1/4)βρ no interval on the line that no draw leaves has f − f* ≥ Cβρ² at its
    end: `msam-noise`. This is told for C = 9/512 and the μ = β/5 that is printed.
    """
    shown, fact, found = held(run), component_variance(run), sizes(run)
    if not shown.holds or found is None or fact is None or not fact.value.bounded:
        return undecided(f"no certificate: {shown.evidence}")
    sigma = float(np.sqrt(fact.value.upper))
    quiet = QUIET * float(found[2] * found[1])
    return consistent(
        f"so it is for σ ≥ {sigma:.6g}; for σ < {quiet:.3g} no interval on the line that no draw "
        f"leaves has this gap (`prove msam-noise`); between, it is not known: {shown.evidence}"
    )
