"""Promised inequalities with explicit constants, held against the windows of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sam_theory.setting.facts import Enclosure
from sam_theory.statements.conclusions.claimed import read
from sam_theory.statements.conclusions.inequality import VALUES, held, unless
from sam_theory.statements.hypotheses.constants import first_value
from sam_theory.statements.hypotheses.iterates import gradient_floor, octaves
from sam_theory.statements.hypotheses.measured import height
from sam_theory.statements.theorem import Run, Together, once
from sam_theory.verdict import Verdict, consistent, undecided, violated

ROUNDING = 1e-9  # relative size of an excess that accumulated rounding could explain


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The constants of a run of SAM with constant step and radius; L and 1/μ from above."""

    step: float
    radius: float
    lipschitz: float
    convexity: float  # a lower bound of μ, 0 where f is not known to be strongly convex
    infimum: Enclosure  # bounded from below at least
    gap: float  # f(x¹) − inf f at most: the bounds, which grow with it, then hold a fortiori


def numbers(run: Run) -> Numbers | None:
    """The constants, None where one is not known."""
    facts, trace = run.setting.problem.facts, run.trace
    L, low = facts.lipschitz_bound, facts.lower_bound
    if L is None or facts.infimum is None or low is None or trace.values is None:
        return None
    modulus = facts.strong_convexity
    return Numbers(
        step=first_value(run.setting.step),
        radius=np.float64(first_value(run.setting.radius)),
        lipschitz=np.float64(L),  # its powers may overflow, to ∞
        convexity=np.float64(0 if modulus is None else modulus.value.lower),
        infimum=facts.infimum.value,
        gap=trace.values.first - low,
    )


UNKNOWN = undecided("L, inf f or f(x¹) is not known")


def told(c: Numbers, verdict: Verdict) -> Verdict:
    """Of a bound at the greatest possible Δ: that it holds says nothing where Δ may be smaller."""
    if verdict.holds and not c.infimum.sharp:
        return undecided(f"inf f is in {c.infimum}, and with its lower end {verdict.evidence}")
    return verdict


def hold_below(
    left: np.ndarray, right: np.ndarray, at: np.ndarray, what: str, rounding: float = 0.0
) -> Verdict:
    """left <= right at each of the iterations `at`; `rounding` is what it may add to the left."""
    if not (np.isfinite(left).all() and np.isfinite(right).all()):
        return undecided(f"{what}, or the bound on it, leaves the floating-point range")
    slack = right + rounding - left
    scale = np.maximum(np.abs(left), np.abs(right))
    excess = np.divide(slack, scale, out=np.zeros_like(slack), where=scale > 0)
    worst = int(np.argmin(excess))
    text = f"{what}: {left[worst]:.6g} against {right[worst]:.6g} at k = {at[worst]}"
    if excess[worst] >= -ROUNDING:
        return consistent(text, float(slack.min()))
    return violated(text, float(slack[worst]))


# ---- average squared gradients


def averages(run: Run) -> tuple[np.ndarray, np.ndarray]:
    """(1/T) Σ_{i <= T} ‖∇f(xⁱ)‖² and T, at the end of every window, (W,) each."""
    ends = run.trace.edges[1:] - 1
    return np.cumsum(run.trace.gradients.squares) / ends, ends


average_convex = held(read("meansq <= 2*gap/(t*k) + t*L*(L*rho)**2"))
average_nonconvex = held(read("meansq <= 2*gap/(t*k) + (L*rho)**2"))
average_sampa = held(read("meansq <= 2*gap/(t*k) + 3*t*L*(L*rho)**2"))
gap_at_last = held(
    read("f(x) - fmin <= Max((1 - t*mu*(2 - L*t))**(k - 1)*gap, (L*t*(L*rho))**2/(2*mu))")
)
gap_sampa = held(read("f(x) - fmin <= (1 - mu*t)**(k - 1)*gap + 3*t*L*(L*rho)**2/(2*mu)"))


KEPT = "(1 - L*rho*(1 - lam))"  # 1 − a with a = Lρ(1 − λ), meant where it is positive
UNIFIED_AVERAGE = read(f"meansq <= 2*gap/(t*k*{KEPT}) + (L*rho*lam/{KEPT})**2")
UNIFIED_GAP = read(f"f(x) - fmin <= (1 - mu*t*{KEPT})**(k - 1)*gap + (L*rho*lam/{KEPT})**2/(2*mu)")


def _no_share(run: Run) -> Verdict | None:
    return UNKNOWN if unified_share(run) is None else None


def _no_contraction(run: Run) -> Verdict | None:
    kept, c = unified_share(run), numbers(run)
    if kept is None or c is None:
        return UNKNOWN
    factor = 1 - c.convexity * c.step * kept
    if factor < 0:
        return undecided(f"the bound is meaningless: 1 − μt(1 − a) = {factor:.4g}")
    return None


def unified_share(run: Run) -> float | None:
    """1 − a with a = Lρ(1 − λ) for vₖ = ρ(1 − λ + λ/‖∇f‖)∇f; None unless a < 1."""
    c, shape = numbers(run), run.setting.method.displacement
    if c is None or shape is None:
        return None
    kept = 1 - c.lipschitz * c.radius * (1 - shape.mixture)
    return kept if kept > 0 else None


# (1/T) Σ‖∇f(xⁱ)‖² <= 2Δ/(tT(1 − a)) + b²/(1 − a)², a = Lρ(1 − λ) < 1, b = Lρλ.
average_unified = unless(_no_share, held(UNIFIED_AVERAGE))
# f(xᵏ) − f* <= (1 − μt(1 − a))ᵏ⁻¹Δ + b²/(2μ(1 − a)²), a = Lρ(1 − λ) < 1, b = Lρλ.
gap_unified = unless(_no_contraction, held(UNIFIED_GAP))


def means(run: Run) -> np.ndarray:
    """The mean of ‖∇f(xᵏ)‖² over each of the last octaves, oldest first, at most (4,)."""
    lengths = np.diff(run.trace.edges).astype(np.float64)
    squares = octaves(run.trace.gradients.squares, np.add)
    return np.asarray(squares / octaves(lengths, np.add))[-4:]


def rounding_square(run: Run) -> float:
    """A squared norm of ∇f well above what rounding may leave."""
    return float(np.float64(100 * gradient_floor(run)) ** 2)


def cycles(run: Run) -> bool:
    """Whether x goes to and fro: in each of the last octaves its path is thrice its box or more."""
    trace = run.trace
    if trace.iterates is None or trace.moves is None:
        return False
    low, high = octaves(trace.iterates.low, np.minimum), octaves(trace.iterates.high, np.maximum)
    sizes = np.hypot.reduce(high - low, axis=-1, initial=0.0)[-4:]
    return bool(np.all(octaves(trace.moves.path, np.add)[-4:] >= 3 * sizes) and sizes.min() > 0)


def average_vanishes(run: Run) -> Verdict:
    """(1/k) Σ‖∇f(xⁱ)‖² = O(1/k + 1/√k)."""
    if run.trace.stopped:
        return consistent("the run ends at a stationary point, after which the sum is constant")
    average, k = averages(run)
    tail = k >= k[-1] / 16
    scaled = average[tail] * np.sqrt(k[tail])
    level = means(run)
    if len(level) < 4 or k[-1] < 1000:
        return undecided(f"{k[-1]} iterations are too few")
    steady = np.ptp(level) <= 0.05 * level.min() and level.min() > rounding_square(run)
    if steady and average[-1] <= 2 * level[-1] and cycles(run):
        return violated(
            f"the mean of ‖∇f‖² over each of the last four octaves is {level.min():.4g} to "
            f"{level.max():.4g}, and the average {average[-1]:.4g}"
        )
    if np.all(np.diff(scaled) <= ROUNDING * scaled[:-1]):
        return consistent(f"√k times the average falls, to {scaled[-1]:.4g} at k = {k[-1]}")
    return undecided(f"√k times the average is {scaled[-1]:.4g} at k = {k[-1]}")


def _average_near_error(runs: Sequence[Run]) -> list[Verdict]:
    """(1/k) Σ‖∇f(xⁱ)‖² = O(1/k) + L²ρ²."""
    within = unless(_average_met, average_nonconvex).find(runs)
    return [_near_error(run, verdict) for run, verdict in zip(runs, within, strict=True)]


average_near_error = Together(_average_near_error)


def _average_met(run: Run) -> Verdict | None:
    """Where L²ρ² alone bounds the average, or is not known."""
    c = numbers(run)
    if c is None:
        return UNKNOWN
    average, k = averages(run)
    limit = (c.lipschitz * c.radius) ** 2
    if average[-1] <= limit or run.trace.stopped:
        return consistent(f"the average is {average[-1]:.4g} at k = {k[-1]}, L²ρ² = {limit:.4g}")
    return None


def _near_error(run: Run, within: Verdict) -> Verdict:
    """From whether 2Δ/(ηT) + β²ρ² bounds the average, where L²ρ² alone does not."""
    met, c = _average_met(run), numbers(run)
    if met is not None or c is None:
        return within
    average, _ = averages(run)
    level, limit = means(run), (c.lipschitz * c.radius) ** 2
    steady = len(level) == 4 and np.ptp(level) <= 0.05 * level.min()
    large = level.min() > 1.05 * limit + rounding_square(run)
    if steady and large and cycles(run) and not within.holds:
        return violated(
            f"the mean of ‖∇f‖² over each of the last four octaves is {level.min():.4g} or more, "
            f"L²ρ² = {limit:.4g}"
        )
    if within.holds:
        return consistent(f"2Δ/(ηT) + β²ρ² bounds {within.evidence}")
    return undecided(f"the average exceeds L²ρ² = {limit:.4g} by {average[-1] - limit:.4g}")


# ---- gaps under strong convexity


def _gaps_contract(runs: Sequence[Run]) -> list[Verdict]:
    """f(xᵏ) − f* <= (1 − tμ(2 − Lt))ᵏ(f(x⁰) − f*) + tL²ρ²/(2μ(2 − Lt)); our x¹ is x⁰ there.

    Where it fails, the same with L³, which is invariant under f → cf, tells what is at fault.
    """
    return [_explained(run, told) for run, told in zip(runs, GAP_WITHIN[2].find(runs), strict=True)]


gap_contracts = Together(_gaps_contract)


def _explained(run: Run, verdict: Verdict) -> Verdict:
    c = numbers(run)
    if not verdict.fails or c is None:
        return verdict
    if gap_within(run, power=3).fails:
        large = "; t ≤ 1/L is missing" if c.step * c.lipschitz > 1 else ""
        why = f"with L³ for L² it fails as well, tL = {c.step * c.lipschitz:.4g}{large}"
    else:
        why = f"with L³ for L² it holds, L = {c.lipschitz:.4g}: the units are wrong"
    return violated(f"{verdict.evidence}; {why}", verdict.slack)


def _meaningless(run: Run) -> Verdict | None:
    """Where the bound says nothing."""
    c = numbers(run)
    if c is None or c.convexity == 0:
        return UNKNOWN
    margin = 2 - c.lipschitz * c.step
    factor = 1 - c.step * c.convexity * margin
    if margin <= 0 or not 0 <= factor <= 1:
        return undecided(f"the bound is meaningless: 1 − tμ(2 − Lt) = {factor:.4g}")
    return None


GAP_WITHIN = {
    power: unless(
        _meaningless,
        held(
            read(
                "f(x) - fmin <= "
                f"(1 - t*mu*(2 - L*t))**(k - 1)*gap + t*L**{power}*rho**2/(2*mu*(2 - L*t))"
            )
        ),
    )
    for power in (2, 3)
}


def gap_within(run: Run, *, power: int) -> Verdict:
    """The bound with that power of L in its last term."""
    return once(GAP_WITHIN[power], run.decided, run)


def noise(run: Run, c: Numbers) -> float:
    """What rounding in f(xᵏ) and the width of the stated infimum may add to f(xᵏ) − f*."""
    rounding = VALUES * (height(run) + abs(c.infimum.lower))
    return rounding + c.infimum.upper - c.infimum.lower
