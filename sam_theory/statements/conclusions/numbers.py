"""Promises about numbers and schedules alone, decided exactly: no run enters."""

from __future__ import annotations

from sam_theory.schedules.deciding import decide
from sam_theory.statements.formulas import CONDITION_11
from sam_theory.statements.hypotheses.schedules import (
    PRODUCT_SUMMABLE,
    RADIUS_LIMSUP,
    STEP_DECREASES_TO_ZERO,
    STEP_DIVERGES,
)
from sam_theory.statements.hypotheses.shapes import power, scales_with_lipschitz
from sam_theory.statements.theorem import Conclusion, Run
from sam_theory.verdict import Status, Verdict, proved, refuted, undecided, worst

OF_SCHEDULES = "schedule"  # the `property` of conclusions that speak of tₖ and ρₖ alone


def schedules_satisfy_11(run: Run) -> Verdict:
    """(11): Σ tₖ = ∞, tₖ ↓ 0, Σ tₖρₖ < ∞, limsup ρₖ < 2/L."""
    parts = (STEP_DIVERGES, STEP_DECREASES_TO_ZERO, PRODUCT_SUMMABLE, RADIUS_LIMSUP)
    verdict = worst(hypothesis.decide(run) for hypothesis in parts)
    if verdict.status is Status.PROVED:
        return proved("; ".join(dict.fromkeys(h.decide(run).evidence for h in parts)))
    return verdict


def satisfy_11(proof: str) -> Conclusion:
    """(11), as that conclusion of the theorem's proof has it."""
    return Conclusion(
        text="(11) holds: Σ tₖ = ∞, tₖ ↓ 0, Σ tₖρₖ < ∞, limsup ρₖ < 2/L",
        property=OF_SCHEDULES,
        check=schedules_satisfy_11,
        states=CONDITION_11,
        proofs=(proof,),
    )


def tail_for_every_exponent(run: Run) -> Verdict:
    """(9) with φ = Mt^(1−q), for every q ∈ (0, 1)."""
    setting = run.setting
    summable = decide("product-summable", setting.step, setting.radius)
    if summable.status is Status.REFUTED:
        return refuted(f"Σ tₖεₖ = ∞, so that no tail is finite: {summable.evidence}")
    return decide("kl-tail", setting.step, setting.radius, kl="every")


def almost_constant(run: Run) -> Verdict:
    """ρₖ > 0.99 C after C million iterations, ρₖ = C/k^p; for every C where the formula names L."""
    radius = run.setting.radius
    found = power(radius)
    if found is None:
        return undecided("the radius is not C/k^p")
    any_factor = scales_with_lipschitz(radius)
    C, p = (1.0, found[1]) if any_factor else found
    k = C * 1e6
    if k < 1:
        return undecided(f"C = {C:.4g}: C million iterations are less than one")
    ratio = k ** (-p)
    chosen = "for the L that makes C = 1" if any_factor else f"C = {C:.4g}"
    text = f"{chosen}: ρₖ = {ratio:.6f} C at k = {k:.6g}"
    if abs(ratio - 0.99) <= 1e-9:
        return undecided(text)
    return proved(text) if ratio > 0.99 else refuted(text)


def tail_below_integral(run: Run) -> Verdict:
    """Σ_{i >= k} i^(−1−p) <= ∫ₖ^∞ x^(−1−p) dx = 1/(pkᵖ).

    Refuted for every k and p > 0: i^(−1−p) > ∫ᵢ^(i+1) x^(−1−p) dx, as the integrand falls.
    """
    found = power(run.setting.radius)
    if found is None or found[1] <= 0:
        return undecided("εₖ is not k^(−p) with p > 0")
    p = found[1]
    return refuted(
        f"each term exceeds the integral over [i, i + 1], x^(−1−p) being decreasing: at k = 1 the "
        f"sum is ζ({1 + p:.4g}) > {1 / p:.4g} = 1/p"
    )


def concave_power(run: Run) -> Verdict:
    """C[φ'(x + y)]⁻¹ <= [φ'(x)]⁻¹ + [φ'(y)]⁻¹ with C = 1, where [φ'(s)]⁻¹ = s^q/(M(1 − q))."""
    fact = run.setting.problem.facts.implied_exponent
    if fact is None:
        return undecided("no exponent is known")
    return subadditive(fact.value)


def subadditive(q: float) -> Verdict:
    """(x + y)^q <= x^q + y^q for all x, y > 0."""
    if 0 <= q <= 1:
        return proved(f"q = {q:.4g}: s ↦ s^q is concave and nonnegative at 0, hence subadditive")
    if q < 0:
        return proved(f"q = {q:.4g}: (x + y)^q <= x^q, as s^q falls")
    return refuted(f"q = {q:.4g}: at x = y = 1, 2^q = {2**q:.4g} > 2")
