"""Methods and problems of the catalogue, run by the reference engine."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import Function
from corpus.kinds.kind import (
    CYCLE,
    SHORT,
    SLOWLY,
    TO_A_MINIMIZER,
    Draw,
    record,
)
from sam_theory.library.catalogues import Library
from sam_theory.runs.batch import Plan
from sam_theory.runs.recording import Chunk
from sam_theory.runs.reference import run
from sam_theory.schedules.schedule import Schedule

STUCK_OFF = "-FFFF-F"  # ‖v‖ = ρ > 0 keeps x away from a limit; analysis says no more
LINE = "quadratic[eigenvalues=(1,)]"


def _engine(
    d: Draw, method: str, problem: str, step: str, radius: str, letters: str, rows: int
) -> Case:
    """A run from near one of the problem's starts, with the engine's own seed."""
    library = Library()
    found = library.get("problems", problem)
    constant = found.step_constant
    start = np.array(found.starts[0]) * d.rng.uniform(0.8, 1.2, found.dimension)
    seed = int(d.rng.integers(1 << 30))
    plan = Plan(
        method=library.get("methods", method),
        step=Schedule(step, None if constant is None else Fraction(constant)),
        radius=Schedule(radius),
        start=start,
    )
    kept: list[tuple[np.ndarray, ...]] = []

    def keep(chunk: Chunk, lengths: np.ndarray, runs: np.ndarray) -> None:
        there = slice(0, int(lengths[0]))
        columns = (chunk.x[:-1], chunk.step, chunk.radius)
        kept.append(tuple(column[there, 0].copy() for column in columns))

    run(found, [plan], iterations=rows * d.longer, seed=seed, observe=keep)
    x, steps, radii = (np.concatenate(column) for column in zip(*kept, strict=True))
    f = Function(found.value, found.gradient)
    return record(f, x, letters, step=steps, radius=radii if radius != "0" else None)


def _factor(d: Draw, low: float, high: float) -> str:
    return f"{d.between(low, high):.4f}"


def gradient_descent_on_logistic(d: Draw) -> Case:
    """GD with t < 2/L on a strictly convex function with a minimizer: linear."""
    t = f"{_factor(d, 0.5, 1.5)}/L"
    return _engine(d, "gradient-descent", "logistic", t, "0", TO_A_MINIMIZER, d.rows(600, 4000))


def gradient_descent_on_nesterov(d: Draw) -> Case:
    """GD with t < 2/L on Nesterov's quadratic in ℝ¹⁰: μ/L = 0.02."""
    t = f"{_factor(d, 0.5, 1.5)}/L"
    return _engine(d, "gradient-descent", "nesterov", t, "0", TO_A_MINIMIZER, d.rows(1000, 4000))


def gradient_descent_on_matrices(d: Draw) -> Case:
    """GD on a factorization, t = 0.02 … 0.05: linear to one of the minimizers."""
    t, rows = _factor(d, 0.02, 0.05), d.rows(2000, 5000)
    return _engine(d, "gradient-descent", "matrix-factorization", t, "0", TO_A_MINIMIZER, rows)


def heavy_ball_on_nesterov(d: Draw) -> Case:
    """Heavy ball, θ = 0.9, t < 2(1 + θ)/L: linear."""
    t = f"{_factor(d, 0.1, 1)}/L"
    return _engine(d, "heavy-ball", "nesterov", t, "0", TO_A_MINIMIZER, d.rows(800, 4000))


def sam_on_a_line(d: Draw) -> Case:
    """SAM with constants on ½x²: the two-cycle of K24, Example 3.1."""
    t, rho = _factor(d, 0.2, 1.2), _factor(d, 0.05, 0.5)
    return _engine(d, "sam", LINE, t, rho, CYCLE, d.rows(300, 4000))


def sam_fading_on_ridge_logistic(d: Draw) -> Case:
    """SAM, t = c/(Lk^p), constant ρ, strongly convex: ∇f → 0 and x → x* (K24, Theorem 3.2)."""
    t, rows = f"{_factor(d, 0.6, 1)}/(L*k**{_factor(d, 0.3, 0.6)})", d.rows(3000, 8000)
    return _engine(d, "sam", "ridge-logistic", t, _factor(d, 0.05, 0.3), TO_A_MINIMIZER, rows)


def sam_radius_fading_on_logistic(d: Draw) -> Case:
    """SAM, constant t ≤ 1/L, ρ = ck^(−p): x → x*, as errors vanish."""
    t, rho = f"{_factor(d, 0.5, 1)}/L", f"{_factor(d, 0.05, 0.3)}/k**{_factor(d, 0.4, 1)}"
    return _engine(d, "sam", "logistic", t, rho, TO_A_MINIMIZER, d.rows(2000, 6000))


def usam_on_logistic(d: Draw) -> Case:
    """USAM, Lρ < 1: x + ρ∇f is one to one, so only x* is fixed; linear."""
    t, rho = f"{_factor(d, 0.5, 1)}/L", _factor(d, 0.1, 0.9)
    return _engine(d, "usam", "logistic", t, rho, TO_A_MINIMIZER, d.rows(600, 4000))


def extragradient_on_nesterov(d: Draw) -> Case:
    """The extragradient method, ρ ≤ 0.5/L: linear, by the factor 1 − tλ(1 − ρλ)."""
    t, rho = f"{_factor(d, 0.5, 1.2)}/L", _factor(d, 0.1, 0.5)
    return _engine(d, "extragradient", "nesterov", t, rho, TO_A_MINIMIZER, d.rows(1500, 5000))


def inexact_gradients_on_a_line(d: Draw) -> Case:
    """K24, Example 3.4: x → ρ or −ρ."""
    t, rho = _factor(d, 0.05, 0.8), _factor(d, 0.01, 0.3)
    return _engine(d, "igd-constant-error", LINE, t, rho, SHORT, d.rows(400, 4000))


def unified_sam_on_a_line(d: Draw) -> Case:
    """Displaced by ρ(λx + (1 − λ)sgn x), λ = ½, on ½x²: a two-cycle, as for SAM."""
    t, rho = _factor(d, 0.2, 1), _factor(d, 0.05, 0.5)
    return _engine(d, "unified-sam", LINE, t, rho, CYCLE, d.rows(400, 4000))


def vasso_on_a_line(d: Draw) -> Case:
    """VaSSO, constants: |v| = ρ, so moves tend to tρ or more where x would converge."""
    t, rho = _factor(d, 0.2, 0.8), _factor(d, 0.1, 0.5)
    return _engine(d, "vasso", LINE, t, rho, STUCK_OFF, d.rows(600, 4000))


def vasso_fading_on_nesterov(d: Draw) -> Case:
    """VaSSO, constant t, ρ = ck^(−p), strongly convex: errors vanish."""
    t, rho = f"{_factor(d, 0.6, 1)}/L", f"{_factor(d, 0.05, 0.3)}/k**{_factor(d, 0.4, 1)}"
    return _engine(d, "vasso", "nesterov", t, rho, TO_A_MINIMIZER, d.rows(2000, 6000))


def f_sam_radius_fading(d: Draw) -> Case:
    """F-SAM, constant t, ρ = ck^(−p), strongly convex: errors vanish."""
    t, rho = f"{_factor(d, 0.5, 1)}/L", f"{_factor(d, 0.05, 0.3)}/k**{_factor(d, 0.4, 1)}"
    return _engine(d, "f-sam", "nesterov", t, rho, TO_A_MINIMIZER, d.rows(2000, 6000))


def sam_momentum_radius_fading(d: Draw) -> Case:
    """SAM with momentum 0.9, t ≤ 0.2/L, ρ = ck^(−p), on a quadratic: a stable linear recursion."""
    t, rho = f"{_factor(d, 0.05, 0.2)}/L", f"{_factor(d, 0.05, 0.3)}/k**{_factor(d, 0.4, 1)}"
    return _engine(d, "sam-momentum", "nesterov", t, rho, TO_A_MINIMIZER, d.rows(2000, 6000))


def sgd_on_least_squares(d: Draw) -> Case:
    """SGD with constant t, residuals ≠ 0 at x*: the noise there never ends."""
    t = f"{_factor(d, 0.02, 0.15)}/L"
    return _engine(d, "sgd", "least-squares", t, "0", "-FFFFFF", d.rows(2000, 5000))


def _fading(d: Draw, method: str, radius: str) -> Case:
    """t = ck^(−p)/L, p in 0.55 … 0.8; open unless the least mode is done, μΣt > 3, μ/L = 0.025."""
    c, p, rows = d.between(0.3, 0.8), d.between(0.55, 0.8), d.rows(3000, 8000)
    shown = 0.025 * c * rows ** (1 - p) / (1 - p) > 3
    letters = TO_A_MINIMIZER if shown else SLOWLY
    return _engine(d, method, "least-squares", f"{c:.4f}/(L*k**{p:.4f})", radius, letters, rows)


def sgd_fading_on_least_squares(d: Draw) -> Case:
    """SGD, t = ck^(−p)/L: x → x* almost surely (Robbins, Monro), later than is shown."""
    return _fading(d, "sgd", "0")


def n_sam_fading_on_least_squares(d: Draw) -> Case:
    """n-SAM, the same with ρ = k^(−½)/10: x → x*, errors and noise vanish, later than is shown."""
    return _fading(d, "n-sam", "0.1/k**0.5")


def sam_on_an_exponential(d: Draw) -> Case:
    """SAM on e^(−x), constants: x ~ log k → ∞, f → 0 is not attained."""
    t, rho = _factor(d, 0.3, 0.9), _factor(d, 0.05, 0.5)
    return _engine(d, "sam", "exponential-tail", t, rho, "TTTffTf", d.rows(1000, 6000))


def gradient_descent_on_log_sum_exp(d: Draw) -> Case:
    """GD on log Σ exp xᵢ: f → −∞ along (1, …, 1), on which ‖∇f‖ = 1/√n."""
    t, rows = f"{_factor(d, 0.5, 1)}/L", d.rows(600, 5000)
    return _engine(d, "gradient-descent", "log-sum-exp", t, "0", "FTFFF-F", rows)
