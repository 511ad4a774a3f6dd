"""Quadratics with constant step and radius: the spectrum, and where a run goes along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sam_theory.auditing.sampling import gradients
from sam_theory.certificates.closed_form import cycle_radius, multipliers
from sam_theory.setting.problem import Problem
from sam_theory.statements.formulas import given
from sam_theory.statements.hypotheses.constants import constant, exact_value, first_value
from sam_theory.statements.quadratic_formulas import LINEAR, SYMMETRIC
from sam_theory.statements.theorem import Hypothesis, Run, Setting
from sam_theory.verdict import Verdict, consistent, proved, refuted, undecided, violated

MARGIN = 1e-9  # relative distance from a boundary within which nothing is decided
SEEN = 1e-6  # of ‖x − x*‖: a component from which on it is more than rounding
NEWTON = 3  # steps to x*, of which all but the first mend rounding
LOST = 8 * float(np.finfo(np.float64).eps)  # relative, a coordinate: by ∇f, a sum, a step


def quadratic_with_constants(setting: Setting) -> bool:
    """Whether f is a quadratic, and step and radius are constant."""
    return setting.problem.facts.quadratic is not None and constant(setting)


def eigenvalues_of(setting: Setting) -> tuple[Fraction, ...]:
    """The eigenvalues of a quadratic, least first."""
    fact = setting.problem.facts.quadratic
    assert fact is not None
    return tuple(sorted(Fraction(float(value)) for value in fact.value))


@dataclass(frozen=True, kw_only=True)
class TwoCycle:
    """The points center ± r·top that SAM exchanges, and what a step multiplies distances by."""

    center: np.ndarray  # (n,), x*, that nearest to x¹ where there are many
    top: np.ndarray  # (n,), a unit eigenvector of λmax
    largest: float  # λmax
    radius: float  # r = tρλmax/(2 − tλmax)
    error: float  # what rounding may move these points by, or a run in a step
    rate: float  # the greatest |multiplier| of one step, over the eigenvalues λ > 0


def two_cycle(run: Run) -> TwoCycle | None:
    """That of a run; None where λmax ≤ 0, tλmax ≥ 2, or x¹ is not recorded."""
    setting, iterates = run.setting, run.trace.iterates
    t, rho = exact_value(setting.step), exact_value(setting.radius)
    values = eigenvalues_of(setting)
    if iterates is None or t is None or rho is None or not 0 < t * values[-1] < 2:
        return None
    radius = float(cycle_radius(t, rho, values[-1]))
    start, size = iterates.first, max(float(np.hypot.reduce(iterates.first)), radius)
    spectrum = _spectrum(setting.problem, start, size or 1.0)
    center = _center(setting.problem, start, spectrum, sum(value > 0 for value in values))
    return TwoCycle(
        center=center,
        top=spectrum[1][:, -1],
        largest=float(values[-1]),
        radius=radius,
        error=_error(values, max(size, float(np.hypot.reduce(center))), radius),
        rate=float(max(map(abs, multipliers(t, [v for v in values if v > 0])))),
    )


def _spectrum(problem: Problem, at: np.ndarray, size: float) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues, (n,), least first, and eigenvectors of ∇²f, by differences of ∇f over that size.

    With ‖x‖ for the size their rounding is relative, wherever f is translated to.
    """
    slopes = gradients(problem, np.vstack([at, at + size * np.eye(len(at))]))
    hessian = (slopes[1:] - slopes[0]) / size
    values, vectors = np.linalg.eigh((hessian + hessian.T) / 2)
    return values, vectors


def _center(
    problem: Problem, start: np.ndarray, spectrum: tuple[np.ndarray, np.ndarray], positive: int
) -> np.ndarray:
    """The stationary point nearest to x¹, (n,): Newton's step, and again for what it rounds.

    As many of the greatest eigenvalues are `positive`.
    """
    values, vectors = spectrum
    inverse = np.zeros_like(values)
    inverse[-positive:] = 1 / values[-positive:]
    center = start
    for _ in range(NEWTON):
        center = center - vectors @ (inverse * (vectors.T @ gradients(problem, center)))
    return np.asarray(center)


def _error(values: Sequence[Fraction], size: float, radius: float) -> float:
    """8nε(λmax/λmin ‖x‖ + λmax/(λmax − λ) r): of the solution, and of v, λ the next below λmax."""
    top, least = float(values[-1]), float(min(value for value in values if value > 0))
    gap = min(top - float(value) for value in (*values, 0) if float(value) < top)
    turned = min(2.0, top / gap * LOST * len(values))
    return LOST * len(values) * top / least * size + turned * radius


def convex_quadratic(run: Run) -> Verdict:
    """f = ½⟨Ax, x⟩ − ⟨b, x⟩ with A ⪰ 0, A ≠ 0."""
    least, *_, largest = (*eigenvalues_of(run.setting)[:1], eigenvalues_of(run.setting)[-1])
    text = f"λ from {float(least):.6g} to {float(largest):.6g}"
    return proved(text) if least >= 0 and largest > 0 else refuted(text)


def simple_top(run: Run) -> Verdict:
    """λmax is simple: no other eigenvalue is near it."""
    *others, top = eigenvalues_of(run.setting)
    if not others:
        return proved("n = 1")
    text = f"λmax = {float(top):.6g}, the next is {float(others[-1]):.6g}"
    if others[-1] == top:
        return refuted(text)
    return proved(text) if float(top - others[-1]) > MARGIN * abs(float(top)) else undecided(text)


def step_below_top(run: Run) -> Verdict:
    """tλmax < 2."""
    t, top = exact_value(run.setting.step), eigenvalues_of(run.setting)[-1]
    if t is None:
        product = first_value(run.setting.step) * float(top)
        return undecided(f"tλmax = {product:.6g}, where t is not known as a rational number")
    text = f"tλmax = {float(t * top):.6g}"
    return proved(text) if t * top < 2 else refuted(text)


def along_the_top(run: Run) -> Verdict:
    """⟨xᵏ − x*, v⟩ ≠ 0 for all k: once 0 it remains 0, so that the last iterate tells."""
    cycle, iterates = two_cycle(run), run.trace.iterates
    if cycle is None or iterates is None:
        return undecided("tλmax ≥ 2, or no iterate was recorded")
    first, last = (_along(cycle, x) for x in (iterates.first, iterates.last))
    text = f"⟨x − x*, v⟩ is {first[0]:.3g}‖x − x*‖ at the start, {last[0]:.3g} at the end"
    if first[0] <= 1e-15 and first[1] <= SEEN:
        return violated(text)
    seen = last[0] > SEEN + last[1]
    return consistent(text) if seen else undecided(f"{text}, up to {max(first[1], last[1]):.2g}")


def _along(cycle: TwoCycle, x: np.ndarray) -> tuple[float, float]:
    """|⟨x − x*, v⟩| as a share of ‖x − x*‖, and what rounding makes of it."""
    away = max(float(np.hypot.reduce(x - cycle.center)), 1e-300)
    return abs(float((x - cycle.center) @ cycle.top)) / away, cycle.error / away


SPECTRUM = (
    LINEAR,
    SYMMETRIC,
    given(
        "spectrum",
        "0 ≤ ⟨Ay, y⟩ ≤ λmax‖y‖²",
        "forall(y, 0 <= dot(A(y), y) and dot(A(y), y) <= lmax*sq(y))",
    ),
)
CONVEX_QUADRATIC = Hypothesis(
    "f = ½⟨Ax, x⟩ − ⟨b, x⟩ with A ⪰ 0, A ≠ 0",
    convex_quadratic,
    states=SPECTRUM,
    short="f quadratic, A ⪰ 0",
)
SIMPLE_TOP = Hypothesis(
    "λmax is simple, with the eigenvector v",
    simple_top,
    states=(
        given("top", "Av = λmax v, ‖v‖ = 1", "norm(v) == 1 and A(v) == lmax*v"),
        given(
            "simple",
            "Aw = λmax w only for multiples w of v",
            "forall(w, implies(A(w) == lmax*w, w == dot(w, v)*v))",
        ),
    ),
    short="λmax simple",
)
STEP_BELOW_TOP = Hypothesis(
    "tλmax < 2",
    step_below_top,
    states=(given("step-below-top", "0 < tλmax < 2", "0 < t*lmax and t*lmax < 2"),),
)
ALONG_THE_TOP = Hypothesis(
    "⟨xᵏ − x*, v⟩ ≠ 0 for all k",
    along_the_top,
    of_run=True,
    states=(given("along-the-top", "⟨xᵏ − x*, v⟩ ≠ 0", "always(k, dot(x[k] - xstar, v) != 0)"),),
)
