"""Promised rates: how fast xᵏ, ∇f(xᵏ) and f(xᵏ) converge, against what a theorem says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sam_theory.proofs.statement import Given
from sam_theory.properties.rates import Decay, decay, linearly, of_order
from sam_theory.runs.trace import Trace
from sam_theory.setting.facts import holds
from sam_theory.statements import formulas
from sam_theory.statements.conclusions.properties import Check
from sam_theory.statements.hypotheses.iterates import EPS, gradient_floor
from sam_theory.statements.theorem import Conclusion, Hypothesis, Run, once
from sam_theory.verdict import Status, Verdict, consistent, proved, undecided

Quantity = Callable[[Run], Decay | None]


def gradient_decay(run: Run) -> Decay | None:
    """‖∇f(xᵏ)‖."""
    trace = run.trace
    return decay(trace.edges, trace.gradients.high, gradient_floor(run))


def value_decay(run: Run) -> Decay | None:
    """f(xᵏ) − inf f, which is f(xᵏ) − f(x̄) if it tends to 0."""
    trace, infimum = run.trace, run.setting.problem.facts.known_infimum
    if trace.values is None or infimum is None:
        return None
    floor = max(64 * EPS * abs(infimum.lower), infimum.upper - infimum.lower, 1e-290)
    return decay(trace.edges, np.maximum(trace.values.high - infimum.lower, 0.0), floor)


def value_left(run: Run) -> Decay | None:
    """f(xᵏ) less the last value, which is f(xᵏ) − f(x̄) less a rest."""
    trace = run.trace
    if trace.values is None:
        return None
    floor = max(64 * EPS * float(np.abs(trace.values.high).max()), 1e-290)
    return _early(trace, np.maximum(trace.values.high - trace.values.last, 0.0), floor)


def iterate_decay(run: Run) -> Decay | None:
    """The distance to the only minimizer, at most that of a box's centre and half its size."""
    trace, facts = run.trace, run.setting.problem.facts
    if not holds(facts.unique_minimizer):
        return None
    if trace.iterates is None or facts.minimizers is None:
        return None
    low, high = trace.iterates.low, trace.iterates.high
    centres = facts.minimizers.value((low + high) / 2)
    size = np.hypot.reduce(high - low, axis=-1, initial=0.0) / 2
    return decay(trace.edges, centres + size, 8 * EPS * reach(trace) + 1e-290)


def path_left(run: Run) -> Decay | None:
    """The path from xᵏ to the end of the run, which is at least ‖xᵏ − x̄‖ less a rest."""
    trace = run.trace
    if trace.moves is None or trace.iterates is None:
        return None
    left = np.cumsum(trace.moves.path[::-1])[::-1]
    return _early(trace, left, EPS * trace.iterations * reach(trace) + 1e-290)


def _early(trace: Trace, left: np.ndarray, floor: float) -> Decay | None:
    """The decay over the first quarter of the run.

    There the rest is negligible if the decay is linear and by 10 an octave: 10⁻⁶ of it or less.
    """
    count = int(np.searchsorted(trace.edges, trace.iterations / 4))
    return decay(trace.edges[: count + 1], left[:count], floor) if count else None


def reach(trace: Trace) -> float:
    """The largest coordinate in the last window."""
    assert trace.iterates is not None
    return float(np.maximum(np.abs(trace.iterates.low[-1]), np.abs(trace.iterates.high[-1])).max())


def nothing(run: Run) -> Decay | None:
    """No surrogate."""
    return None


@dataclass(frozen=True)
class Rated:
    """A quantity of which a rate is promised, and an upper bound of it that may be all there is.

    The bound leaves out what happens after the run, so that it can show a linear rate and no other.
    `term` is the quantity in formulas, `key` its name there. Where ‖xᵏ − x̄‖ is O(k^(−a)) by KL, it
    is of the order `factor`·a.
    """

    text: str
    quantity: Quantity
    bound: Quantity
    key: str
    term: str
    factor: int = 1

    def linearly(self, run: Run) -> Verdict:
        """Whether it tends to 0 linearly."""
        verdict = linearly(self.quantity(run), self.text)
        if verdict.status is not Status.UNDECIDED:
            return verdict
        by_bound = linearly(self.bound(run), self.text)
        return by_bound if by_bound.holds else verdict

    @property
    def linear(self) -> str:
        """That it is O(rᵏ) with some r < 1, as a formula."""
        bound = f"eventually(k, {self.term} <= c*r**k)"
        return f"exists(c, r, 0 < r and r < 1 and c > 0 and {bound})"

    def of_order(self, sequence: str) -> str:
        """That it is O of a sequence of k, as a formula."""
        return f"exists(c, eventually(k, {self.term} <= c*{sequence}))"

    @property
    def exponent(self) -> str:
        """`factor`·(1 − q)/(2q − 1), as a formula."""
        return "(2 - 2*q)/(2*q - 1)" if self.factor == 2 else "(1 - q)/(2*q - 1)"

    @property
    def of_kl(self) -> str:
        """That it is O(k^(−exponent)), as a formula."""
        return self.of_order(f"k**(-({self.exponent}))")


ITERATES = Rated("‖xᵏ − x̄‖", iterate_decay, path_left, "iterates", "norm(x[k] - xbar)")
GRADIENTS = Rated("‖∇f(xᵏ)‖", gradient_decay, nothing, "gradients", "norm(grad(x[k]))")
VALUES = Rated(
    "f(xᵏ) − f(x̄)", value_decay, value_left, "values", "abs(f(x[k]) - f(xbar))", factor=2
)


# ---- rates by the KL exponent


def exponent_at_most_half(run: Run) -> Verdict:
    """φ = Mt^(1−q) with q ∈ (0, ½]."""
    q = run.setting.problem.facts.implied_exponent
    if q is None:
        return undecided("no KL exponent is known")
    if q.value <= 0.5:
        return proved(f"q = {q.value:.4g}: {q.source}")
    return undecided(f"q = {q.value:.4g} holds; whether ½ does at x̄ is not known")


def exponent_above_half(run: Run) -> Verdict:
    """φ = Mt^(1−q) with q ∈ (½, 1)."""
    q = run.setting.problem.facts.implied_exponent
    if q is None:
        return undecided("no KL exponent is known")
    if run.setting.problem.facts.exponent_above_half is not None:
        return proved(f"q = {q.value:.4g}: {q.source}")
    return undecided(f"q = {q.value:.4g}, to which the linear rate belongs")


HALF = Hypothesis(
    "φ = Mt^(1−q) with q ∈ (0, ½]",
    exponent_at_most_half,
    states=(*formulas.KL, formulas.KL_POWER, formulas.EXPONENT_AT_MOST_HALF),
)
ABOVE_HALF = Hypothesis(
    "φ = Mt^(1−q) with q ∈ (½, 1)",
    exponent_above_half,
    states=(*formulas.KL, formulas.KL_POWER, formulas.EXPONENT_ABOVE_HALF),
)


def linear_rate(rated: Rated) -> Check:
    """The quantity tends to 0 linearly, or the run stops at a stationary point."""

    def check(run: Run) -> Verdict:
        if run.trace.stopped:
            return consistent(f"a finite stop: {run.trace.ending.evidence}")
        return once(rated.linearly, run.decided, run)

    return check


def power_rate(rated: Rated) -> Check:
    """The quantity is O(k^(−factor·(1−q)/(2q−1))), or the run stops at a stationary point."""

    def check(run: Run) -> Verdict:
        q = run.setting.problem.facts.exponent_above_half
        if q is None:
            return undecided("no KL exponent above ½ is known")
        if run.trace.stopped:
            return consistent(f"a finite stop: {run.trace.ending.evidence}")
        exponent = rated.factor * (1 - q) / (2 * q - 1)
        return of_order(rated.quantity(run), exponent, rated.text)

    return check


def kl_rates(
    number: str,
    chosen: tuple[Rated, ...],
    *needs: Hypothesis,
    linear: tuple[str, ...] = (),
    power: tuple[str, ...] = (),
) -> tuple[Conclusion, ...]:
    """The rates of these quantities under KL with an exponent; `linear`, `power`: their proofs."""
    for_small_exponents = (_linear_conclusion(number, rated, linear, *needs) for rated in chosen)
    for_large_ones = (_power_conclusion(number, rated, power, *needs) for rated in chosen)
    return (*for_small_exponents, *for_large_ones)


def _linear_conclusion(
    number: str, rated: Rated, proofs: tuple[str, ...], *needs: Hypothesis
) -> Conclusion:
    text = f"{number}q ≤ ½: {rated.text} → 0 linearly, or a finite stop"
    return Conclusion(
        text=text,
        property="rate",
        check=linear_rate(rated),
        needs=(*needs, HALF),
        proofs=proofs,
        states=Given(key=f"linear-{rated.key}", text=text, formula=rated.linear),
    )


def _power_conclusion(
    number: str, rated: Rated, proofs: tuple[str, ...], *needs: Hypothesis
) -> Conclusion:
    printed = rated.exponent.replace(" - ", "−").replace("*", "")
    text = f"{number}q > ½: {rated.text} = O(k^(−{printed})), or a finite stop"
    return Conclusion(
        text=text,
        property="rate",
        check=power_rate(rated),
        needs=(*needs, ABOVE_HALF),
        proofs=proofs,
        states=Given(key=f"power-{rated.key}", text=text, formula=rated.of_kl),
    )


# ---- rates that follow from that of xᵏ


def follows(rated: Rated, factor: int) -> Check:
    """The quantity decays linearly if xᵏ does, and like its `factor`th power if like a power."""

    def check(run: Run) -> Verdict:
        if run.trace.stopped:
            return consistent(f"a finite stop: {run.trace.ending.evidence}")
        if once(ITERATES.linearly, run.decided, run).holds:
            return once(rated.linearly, run.decided, run)
        lead = iterate_decay(run)
        if lead is None or lead.power is None:
            return undecided("‖xᵏ − x̄‖ shows no settled rate")
        return of_order(rated.quantity(run), factor * lead.power, rated.text)

    return check


def passes_on(rated: Rated, factor: int) -> Conclusion:
    """A conclusion that a rate of xᵏ passes on."""
    power, rate = ("m(k)²", "rate[k]**2") if factor == 2 else ("m(k)", "rate[k]")
    text = f"‖xᵏ − x̄‖ linear ⇒ {rated.text} linear; O(m(k)) ⇒ O({power})"
    orders = f"implies({ITERATES.of_order('rate[k]')}, {rated.of_order(rate)})"
    return Conclusion(
        text=text,
        property="rate",
        check=follows(rated, factor),
        proofs=(f"{rated.text} = O({power})",),
        states=Given(
            key=f"rate-of-{rated.key}",
            text=text,
            formula=f"implies({ITERATES.linear}, {rated.linear}) and {orders}",
        ),
    )
