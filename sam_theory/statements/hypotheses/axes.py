"""Where a run on f(x) = (μx₁² + βx₂²)/2 starts: near the cycle of one axis, or far on the other."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sam_theory.statements.hypotheses.constants import exact_value
from sam_theory.statements.hypotheses.quadratics import eigenvalues_of
from sam_theory.statements.theorem import Hypothesis, Run
from sam_theory.verdict import Verdict, proved, refuted, undecided

HALF = Fraction(1, 2)  # c in the proof, of any c < 1
UNKNOWN = undecided("t or ρ is not known as a rational number, or x¹ is not recorded")


@dataclass(frozen=True, kw_only=True)
class OnAxes:
    """A run in exact numbers; the constants of S23 are those of f."""

    start: tuple[Fraction, Fraction]
    step: Fraction
    radius: Fraction
    mu: Fraction
    beta: Fraction
    horizon: int  # T

    @property
    def share(self) -> Fraction:
        """tμT."""
        return self.step * self.mu * self.horizon

    @property
    def floor(self) -> Fraction:
        """β³ρ²/(32μ²T²)."""
        return self.beta * (self.beta * self.radius / (self.mu * self.horizon)) ** 2 / 32

    @property
    def height(self) -> Fraction:
        """β³t²ρ²/8."""
        return self.beta * (self.step * self.beta * self.radius) ** 2 / 8

    @property
    def near(self) -> bool:
        """x₁ = 0 and tβρ/2 ≤ |x₂| ≤ tβρ/(2(1 − tβ)), whence a step leads there again."""
        (aside, along), product = self.start, self.step * self.beta
        low = product * self.radius / 2
        return aside == 0 and low <= abs(along) and (1 - product) * abs(along) <= low

    @property
    def far(self) -> bool:
        """x₂ = 0 and |x₁| ≥ ρ + 2e, μe²/2 = β³ρ²/(32μ²T²)."""
        along, aside = self.start
        beyond = (abs(along) - self.radius) / 2
        return aside == 0 and beyond >= 0 and self.mu * beyond**2 / 2 >= self.floor


def on_axes(run: Run) -> OnAxes | None:
    """The numbers of a run, None where one is not known."""
    step, radius = exact_value(run.setting.step), exact_value(run.setting.radius)
    iterates = run.trace.iterates
    if step is None or radius is None or iterates is None:
        return None
    mu, beta = eigenvalues_of(run.setting)
    one, two = (Fraction(float(x)) for x in iterates.first)
    return OnAxes(
        start=(one, two),
        step=step,
        radius=radius,
        mu=mu,
        beta=beta,
        horizon=run.trace.iterations,
    )


def starts_near(run: Run) -> Verdict:
    """x¹ is about the cycle on the axis of β."""
    found = on_axes(run)
    if found is None:
        return UNKNOWN
    told = _told(found)
    return proved(told) if found.near else refuted(told)


def keeps_for_the_horizon(run: Run) -> Verdict:
    """x¹ is about the cycle and tμT ≥ ½, or far on the other axis and tμT ≤ ½."""
    found = on_axes(run)
    if found is None:
        return UNKNOWN
    told = f"{_told(found)}, tμT = {float(found.share):.6g}"
    large, small = found.near and found.share >= HALF, found.far and found.share <= HALF
    return proved(told) if large or small else refuted(told)


def condition_at_least_two(run: Run) -> Verdict:
    """β/μ ≥ 2."""
    mu, beta = eigenvalues_of(run.setting)
    told = f"β/μ = {float(beta / mu):.6g}"
    return proved(told) if beta >= 2 * mu else refuted(told)


def _told(found: OnAxes) -> str:
    one, two = (float(x) for x in found.start)
    return f"x¹ = ({one:.6g}, {two:.6g}), tβρ = {float(found.step * found.beta * found.radius):.6g}"


NEAR_THE_CYCLE = Hypothesis(
    "x¹ = (0, r) with tβρ/2 ≤ |r| ≤ tβρ/(2(1 − tβ))", starts_near, of_run=True
)
KEPT_FOR_THE_HORIZON = Hypothesis(
    "tμT ≥ ½ and x¹ = (0, r), tβρ/2 ≤ |r| ≤ tβρ/(2(1 − tβ)); or tμT ≤ ½ and x¹ = (r, 0), "
    "|r| ≥ ρ + ρ√(β³/μ³)/(2T)",
    keeps_for_the_horizon,
    of_run=True,
)
CONDITION = Hypothesis("β/μ ≥ 2", condition_at_least_two)
