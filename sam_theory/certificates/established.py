"""What a certificate establishes of runs, and which properties it refutes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sam_theory.setting.facts import Facts, fails, holds
from sam_theory.verdict import Verdict, refuted


@dataclass(frozen=True, kw_only=True)
class Established:
    """What is true of every run that the certificate speaks of, in words and numbers.

    liminf ‖∇f(xᵏ)‖ ≥ `slope`, limsup ‖∇f(xᵏ)‖ ≥ `recurring`, f(xᵏ) − inf f ≥ `gap` for all large k;
    whether xᵏ stays bounded, ‖xᵏ‖ → ∞, xᵏ has two accumulation points, and f(xᵏ) has.
    """

    text: str
    slope: Fraction = Fraction(0)
    recurring: Fraction = Fraction(0)
    gap: Fraction = Fraction(0)
    bounded: bool = False
    escapes: bool = False
    parts: bool = False
    values_part: bool = False
    repels: bool = False  # a cycle that some starts, as near as you please, leave
    unless_stationary: bool = False  # runs that hit a point with ∇f = 0 end there, and are excepted


@dataclass(frozen=True)
class Refused:
    """Why a certificate is not accepted."""

    reason: str


def refuted_properties(shown: Established, facts: Facts) -> dict[str, Verdict]:
    """The properties that fail on such a run, those of K24, Table 1, and further, with the reason.

    f(xᵏ) may tend to a critical value although xᵏ stays where ‖∇f‖ is large, or ‖xᵏ‖ → ∞:
    `value-limit` fails for certain only where f(xᵏ) has no limit, or where f is convex and stays
    above its one critical value or has none. What is said by convention of ‖xᵏ‖ → ∞ is the judge's.
    """
    convex = holds(facts.convex)
    failing = []
    if shown.slope > 0:
        failing += ["liminf-gradient"] + (["stationary-accumulation"] if shown.bounded else [])
    if shown.slope > 0 or shown.recurring > 0:
        failing.append("gradient-limit")
    if shown.slope > 0 or shown.recurring > 0 or shown.escapes or shown.values_part:
        failing.append("iterate-limit")
    if shown.values_part or (convex and (shown.gap > 0 or fails(facts.attained))):
        failing.append("value-limit")
    if shown.values_part:
        failing += ["value-convergence", "decrease"]
    if shown.parts or shown.values_part or shown.escapes:
        failing.append("convergence")
    if shown.escapes:
        failing.append("bounded")
    return {name: refuted(shown.text) for name in failing}
