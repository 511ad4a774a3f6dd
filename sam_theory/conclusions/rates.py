"""Promised rates: how fast xᵏ, ∇f(xᵏ) and f(xᵏ) converge, against what a theorem says."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sam_theory.conclusions.properties import Check
from sam_theory.hypotheses.iterates import EPS, gradient_floor, minimal
from sam_theory.rates import Decay, decay, linearly, of_order
from sam_theory.theorem import Conclusion, Evidence, Hypothesis
from sam_theory.verdict import Verdict, consistent, proved, undecided

Quantity = Callable[[Evidence], Decay | None]


def gradient_decay(evidence: Evidence) -> Decay | None:
    """‖∇f(xᵏ)‖."""
    trace = evidence.trace
    return decay(trace.edges, trace.gradient_high, gradient_floor(evidence))


def value_decay(evidence: Evidence) -> Decay | None:
    """f(xᵏ) − f(x̄), where x̄ is a minimizer and inf f is known."""
    trace, infimum = evidence.trace, evidence.setting.problem.facts.infimum
    if trace.value_high is None or infimum is None or not minimal(evidence).holds:
        return None
    floor = max(64 * EPS * abs(infimum.value), 1e-290)
    return decay(trace.edges, np.maximum(trace.value_high - infimum.value, 0.0), floor)


def iterate_decay(evidence: Evidence) -> Decay | None:
    """‖xᵏ − x̄‖, where x̄ is the only minimizer: at most that of a box's centre and half its size."""
    trace, facts = evidence.trace, evidence.setting.problem.facts
    alone = facts.unique_minimizer is not None and facts.unique_minimizer.value
    low, high = trace.box_low, trace.box_high
    if low is None or high is None or facts.minimizers is None or not alone:
        return None
    if not minimal(evidence).holds:
        return None
    centres = facts.minimizers.value((low + high) / 2)
    reach = float(np.maximum(np.abs(low[-1]), np.abs(high[-1])).max())
    size = np.hypot.reduce(high - low, axis=-1, initial=0.0) / 2
    return decay(trace.edges, centres + size, max(8 * EPS * reach, 1e-290))


QUANTITIES: tuple[tuple[str, Quantity], ...] = (
    ("‖xᵏ − x̄‖", iterate_decay),
    ("‖∇f(xᵏ)‖", gradient_decay),
    ("f(xᵏ) − f(x̄)", value_decay),
)


# ---- rates by the KL exponent


def exponent_at_most_half(evidence: Evidence) -> Verdict:
    """φ = Mt^(1−q) with q ∈ (0, ½]."""
    q = evidence.setting.problem.facts.kl_exponent
    if q is None:
        return undecided("no KL exponent is known")
    if q.value <= 0.5:
        return proved(f"q = {q.value:.4g}: {q.source}")
    return undecided(f"q = {q.value:.4g} holds; whether ½ does at x̄ is not known")


def exponent_above_half(evidence: Evidence) -> Verdict:
    """φ = Mt^(1−q) with q ∈ (½, 1)."""
    q = evidence.setting.problem.facts.kl_exponent
    if q is None:
        return undecided("no KL exponent is known")
    if 0.5 < q.value < 1:
        return proved(f"q = {q.value:.4g}: {q.source}")
    return undecided(f"q = {q.value:.4g}, to which the linear rate belongs")


HALF = Hypothesis("φ = Mt^(1−q) with q ∈ (0, ½]", exponent_at_most_half)
ABOVE_HALF = Hypothesis("φ = Mt^(1−q) with q ∈ (½, 1)", exponent_above_half)


def linear_rate(what: str, quantity: Quantity) -> Check:
    """The quantity tends to 0 linearly, or the run stops at a stationary point."""

    def check(evidence: Evidence) -> Verdict:
        if evidence.trace.stopped:
            return consistent(f"a finite stop: {evidence.trace.ending.evidence}")
        return linearly(quantity(evidence), what)

    return check


def power_rate(what: str, quantity: Quantity, factor: int) -> Check:
    """The quantity is O(k^(−factor (1−q)/(2q−1))), or the run stops at a stationary point."""

    def check(evidence: Evidence) -> Verdict:
        q = evidence.setting.problem.facts.kl_exponent
        if q is None or not 0.5 < q.value < 1:
            return undecided("no KL exponent above ½ is known")
        if evidence.trace.stopped:
            return consistent(f"a finite stop: {evidence.trace.ending.evidence}")
        return of_order(quantity(evidence), factor * (1 - q.value) / (2 * q.value - 1), what)

    return check


def kl_rates(number: str, names: tuple[str, ...], *needs: Hypothesis) -> tuple[Conclusion, ...]:
    """The rates of the named quantities under KL with an exponent, as conclusions."""
    chosen = [(what, quantity) for what, quantity in QUANTITIES if what in names]
    linear = [
        Conclusion(
            text=f"{number}q ≤ ½: {what} → 0 linearly, or a finite stop",
            property="rate",
            check=linear_rate(what, quantity),
            needs=(*needs, HALF),
        )
        for what, quantity in chosen
    ]
    power = [
        Conclusion(
            text=f"{number}q > ½: {what} = O(k^(−{_fraction(what)})), or a finite stop",
            property="rate",
            check=power_rate(what, quantity, 2 if what.startswith("f") else 1),
            needs=(*needs, ABOVE_HALF),
        )
        for what, quantity in chosen
    ]
    return (*linear, *power)


def _fraction(what: str) -> str:
    return "(2−2q)/(2q−1)" if what.startswith("f") else "(1−q)/(2q−1)"


# ---- rates that follow from that of xᵏ


def follows(what: str, quantity: Quantity, factor: int) -> Check:
    """The quantity decays linearly if xᵏ does, and like its `factor`th power if like a power."""

    def check(evidence: Evidence) -> Verdict:
        if evidence.trace.stopped:
            return consistent(f"a finite stop: {evidence.trace.ending.evidence}")
        lead, fall = iterate_decay(evidence), quantity(evidence)
        if lead is None:
            return undecided("the rate of ‖xᵏ − x̄‖ is not known")
        if lead.linear:
            return linearly(fall, what)
        if lead.power is not None:
            return of_order(fall, factor * lead.power, what)
        return undecided("‖xᵏ − x̄‖ shows no settled rate")

    return check


def passes_on(what: str, quantity: Quantity, factor: int, *needs: Hypothesis) -> Conclusion:
    """A conclusion that a rate of xᵏ passes on."""
    power = "m(k)²" if factor == 2 else "m(k)"
    text = f"‖xᵏ − x̄‖ linear ⇒ {what} linear; O(m(k)) ⇒ O({power})"
    return Conclusion(
        text=text, property="rate", check=follows(what, quantity, factor), needs=needs
    )
