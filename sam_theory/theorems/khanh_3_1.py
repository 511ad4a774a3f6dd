"""SAM with constants does not converge on a strongly convex quadratic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import first_value
from sam_theory.statements.hypotheses.methods import ascends_along_the_gradient
from sam_theory.statements.hypotheses.quadratics import MARGIN, quadratic_with_constants
from sam_theory.statements.hypotheses.schedules import CONSTANT_RADIUS_POSITIVE
from sam_theory.statements.quadratic_formulas import LINEAR, SYMMETRIC
from sam_theory.statements.theorem import (
    Conclusion,
    Erratum,
    Hypothesis,
    Run,
    Setting,
    Theorem,
)
from sam_theory.verdict import (
    Verdict,
    consistent,
    proved,
    refuted,
    undecided,
    violated,
)


@dataclass(frozen=True, kw_only=True)
class Quadratic:
    """λmin, λmax, t and ρ of a setting, and the bound tρλmin/(1 − tλmin) of (15)."""

    least: float
    largest: float
    step: float
    radius: float

    @property
    def bound(self) -> float:
        """tρλmin/(1 − tλmin)."""
        return self.step * self.radius * self.least / (1 - self.step * self.least)


def of_setting(setting: Setting) -> Quadratic:
    """The numbers of the example."""
    fact = setting.problem.facts.quadratic
    assert fact is not None
    return Quadratic(
        least=min(fact.value),
        largest=max(fact.value),
        step=first_value(setting.step),
        radius=first_value(setting.radius),
    )


def positive_definite(run: Run) -> Verdict:
    """A ≻ 0."""
    q = of_setting(run.setting)
    text = f"λ from {q.least:.6g} to {q.largest:.6g}"
    if q.least > MARGIN * q.largest:
        return proved(text)
    return refuted(text) if q.least <= 0 else undecided(text)


def step_in_13(run: Run) -> Verdict:
    """t ∈ (1/λmin − 1/(λmax + λmin), 1/λmin), that is tλmin ∈ (λmax/(λmax + λmin), 1)."""
    q = of_setting(run.setting)
    if q.least <= 0:
        return undecided("the interval is not defined without λmin > 0")
    low, t = q.largest / (q.largest + q.least), q.step * q.least
    text = f"tλmin = {t:.6g}, the interval is ({low:.6g}, 1)"
    if low * (1 + MARGIN) < t < 1 - MARGIN:
        return proved(text)
    outside = t < low * (1 - MARGIN) or t > 1 + MARGIN
    return refuted(text) if outside else undecided(f"{text}: too close to an end")


def start_close(run: Run) -> Verdict:
    """0 < ‖x¹ − x*‖ < tρλmin/(1 − tλmin)."""
    q, minimizers = of_setting(run.setting), run.setting.problem.facts.minimizers
    iterates = run.trace.iterates
    if minimizers is None or iterates is None or q.step * q.least >= 1 or q.least <= 0:
        return undecided("x*, x¹ or the bound is not known")
    distance = float(minimizers.value(iterates.first))
    text = f"‖x¹ − x*‖ = {distance:.6g}, the bound is {q.bound:.6g}"
    room = MARGIN * (q.bound + float(np.abs(iterates.first).max()))
    if room < distance < q.bound - room:
        return proved(text)  # x¹ and what f is made of are given, and rounding is far below that
    return consistent(text) if 0 < distance < q.bound * (1 - MARGIN) else violated(text)


def stays_between(run: Run) -> Verdict:
    """(15), from ‖∇f(xᵏ)‖/λmax <= ‖xᵏ − x*‖ <= ‖∇f(xᵏ)‖/λmin."""
    q, trace = of_setting(run.setting), run.trace
    if trace.stopped:
        return violated(f"xᵏ = x* at k = {trace.iterations}")
    least = trace.gradients.high / q.largest
    at = int(np.argmax(least > q.bound * (1 + MARGIN)))
    if least[at] > q.bound * (1 + MARGIN):
        k = f"k = {trace.edges[at]} … {trace.edges[at + 1] - 1}"
        return violated(f"‖xᵏ − x*‖ >= {least[at]:.6g} for some {k}, the bound is {q.bound:.6g}")
    low, high = trace.gradients.low.min() / q.largest, trace.gradients.high.max() / q.least
    text = f"‖xᵏ − x*‖ lies in [{low:.4g}, {high:.4g}], the bound is {q.bound:.6g}"
    return consistent(text) if high < q.bound and low > 0 else undecided(text)


def ill_conditioned(run: Run) -> bool:
    """λmax > 2λmin."""
    q = of_setting(run.setting)
    return q.largest > 2 * q.least


def does_not_converge(run: Run) -> Verdict:
    """xᵏ does not converge to x*, the only stationary point."""
    shown = run.properties["iterate-limit"]
    if shown.fails:
        return consistent(shown.evidence)
    return violated(shown.evidence) if shown.holds else shown


SPECTRUM = given(
    "spectrum",
    "λmin‖y‖² ≤ ⟨Ay, y⟩ ≤ λmax‖y‖², λmin > 0",
    "lmin > 0 and forall(y, lmin*sq(y) <= dot(A(y), y) and dot(A(y), y) <= lmax*sq(y))",
)
LEAST = given("least", "λmin is an eigenvalue", "exists(w, norm(w) == 1 and A(w) == lmin*w)")
LARGEST = given("largest", "λmax is an eigenvalue", "exists(w, norm(w) == 1 and A(w) == lmax*w)")
STEP = given(
    "(13)",
    "1/λmin − 1/(λmax + λmin) < t < 1/λmin",
    "t > 1/lmin - 1/(lmax + lmin) and t < 1/lmin",
)
START = given(
    "start",
    "0 < ‖x¹ − x*‖ < tρλmin/(1 − tλmin)",
    "x[1] != xstar and norm(x[1] - xstar) < t*rho*lmin/(1 - t*lmin)",
)
SOLUTION = given("solution", "Ax* = b", "A(xstar) == b")
BETWEEN = given(
    "(15)",
    "0 < ‖xᵏ − x*‖ < tρλmin/(1 − tλmin) for all k",
    "always(k, norm(x[k] - xstar) > 0 and norm(x[k] - xstar) < t*rho*lmin/(1 - t*lmin))",
)
NO_CONVERGENCE = given("no-convergence", "xᵏ does not converge to x*", "not tends(k, x[k], xstar)")
ITERATION = (
    given("f", "f = ½⟨Ay, y⟩ − ⟨b, y⟩", "forall(y, f(y) == dot(A(y), y)/2 - dot(b, y))"),
    given("gradient", "∇f = Ay − b", "forall(y, grad(y) == A(y) - b)"),
    given(
        "iteration",
        "xᵏ⁺¹ = xᵏ − t∇f(xᵏ + ρ∇f(xᵏ)/‖∇f(xᵏ)‖)",
        "always(k, x[k + 1] == x[k] - t*grad(x[k] + (rho/norm(grad(x[k])))*grad(x[k])))",
    ),
)

khanh_3_1 = Theorem(
    name="khanh-3.1",
    summary="SAM with constants on a strongly convex quadratic stays away from the solution",
    about=ascends_along_the_gradient,
    about_settings=quadratic_with_constants,
    hypotheses=(
        Hypothesis(
            "f = ½⟨Ax, x⟩ − ⟨b, x⟩ with A ≻ 0",
            positive_definite,
            states=(LINEAR, SYMMETRIC, SPECTRUM, LEAST, LARGEST),
        ),
        Hypothesis("t ∈ (1/λmin − 1/(λmax + λmin), 1/λmin) (13)", step_in_13, states=(STEP,)),
        CONSTANT_RADIUS_POSITIVE,
        Hypothesis("0 < ‖x¹ − x*‖ < tρλmin/(1 − tλmin)", start_close, of_run=True, states=(START,)),
    ),
    conclusions=(
        Conclusion(
            text="0 < ‖xᵏ − x*‖ < tρλmin/(1 − tλmin) for all k (15)",
            property="bound",
            check=stays_between,
            measures="‖xᵏ − x*‖",
            states=BETWEEN,
            proofs=(
                "0 < ‖xᵏ − x*‖ for all k",
                "‖xᵏ − x*‖ < tρλmin/(1 − tλmin) for all k",
            ),
            errata=(
                Erratum(
                    text="the upper bound fails where λmax > 2λmin",
                    fails_where=ill_conditioned,
                    proof="khanh-3.1",
                    step="(15) run",
                ),
            ),
            elsewhere=("(15) for λmax ≤ 2λmin",),
        ),
        Conclusion(
            text="xᵏ does not converge to x*",
            property="no convergence",
            check=does_not_converge,
            states=NO_CONVERGENCE,
            proofs=("xᵏ does not converge to x*",),
        ),
    ),
    stands=(SOLUTION,),
    iteration=ITERATION,
    source="K24, Examples 3.1 and A.1",
)
