"""Gaps that SAM with constants keeps on the axes of f(x) = (μx₁² + βx₂²)/2, held against a run."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.statements.hypotheses.axes import UNKNOWN, OnAxes, keeps_for_the_horizon, on_axes
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Verdict, proved, undecided, violated

ROUNDING = 1e-9  # relative, of what a run may show below what is proved


def gap_kept_for_ever(run: Run) -> Verdict:
    """f(xᵏ) − f* ≥ β³t²ρ²/8 for all k.

    |x₂| goes to tβρ − (1 − tβ)|x₂|, so that [tβρ/2, tβρ/(2(1 − tβ))] is mapped into itself.
    """
    found = on_axes(run)
    if found is None:
        return UNKNOWN
    return _kept(run, found, found.height, found.near, "for all k, by the interval of |x₂|")


def gap_kept_for_the_horizon(run: Run) -> Verdict:
    """f(xᵏ) − f* ≥ β³ρ²/(32μ²T²) for k ≤ T, the length of the run.

    About the cycle as for ever. Far on the other axis |x₁| + ρ shrinks by 1 − tμ, to no less than
    (1 − tμT)(|x¹| + ρ) ≥ (|x¹| + ρ)/2 ≥ e + ρ.
    """
    found = on_axes(run)
    if found is None:
        return UNKNOWN
    shown = keeps_for_the_horizon(run).holds
    return _kept(run, found, found.floor, shown, f"for k ≤ T = {found.horizon}")


def _kept(run: Run, found: OnAxes, floor: Fraction, shown: bool, when: str) -> Verdict:
    """What the record says, else what follows from the start where t ≤ 1/β."""
    values = run.trace.values
    if values is None:
        return UNKNOWN
    least, asked = float(values.low.min()), float(floor)  # f* = 0
    told = f"f − f* is {least:.6g} or more on the run; {asked:.6g} is asked for"
    if least < asked * (1 - ROUNDING):
        return violated(told)
    usable = shown and 0 <= found.step * found.beta <= 1 and found.radius > 0
    return proved(f"{told}, and kept {when}") if usable else undecided(told)
