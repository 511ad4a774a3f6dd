"""Rates for a step chosen for the horizon T: averages, and what constant one in Õ(…) needs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from sam_theory.properties.slopes import exponents
from sam_theory.runs.batch import Plan
from sam_theory.runs.recording import Chunk
from sam_theory.runs.reference import run
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.problem import Problem
from sam_theory.statements.conclusions.bounds import (
    UNKNOWN,
    Numbers,
    averages,
    hold_below,
    noise,
    numbers,
    told,
)
from sam_theory.statements.theorem import Run, Together
from sam_theory.verdict import Verdict, consistent, undecided, violated

SHORTEST = 64  # the least T that is tried
LOGARITHMS = 2  # the powers of log T that η² hides
SLOWER = 1.0  # an exponent of T by which a rate misses the order, beyond any power of log T
LARGE = 100.0  # a constant from which on such growth counts
FEWEST = 5  # octaves of T


def published_step(c: Numbers, T: int) -> float:
    """t = min{1/β, √(Δ/(Tβ³ρ²))}, for ρ > 0."""
    L = c.lipschitz
    return float(min(1 / L, np.sqrt(c.gap / (T * L)) / (L * c.radius)))


def average_at_horizon(run: Run) -> Verdict:
    """(1/T) Σ‖∇f(xⁱ)‖² <= (2βΔ + β²ρ²)/√T for t = 1/(β√T), T the length of the run."""
    return _average_within(
        run, lambda c, T: (2 * c.lipschitz * c.gap + (c.lipschitz * c.radius) ** 2) / np.sqrt(T)
    )


def average_at_published_horizon(run: Run) -> Verdict:
    """(1/T) Σ‖∇f(xⁱ)‖² <= 2βΔ/T + 3√(Δβ³ρ²/T) for `published_step`, T the length of the run."""
    return _average_within(
        run,
        lambda c, T: (
            2 * c.lipschitz * c.gap / T
            + 3 * c.lipschitz * c.radius * np.sqrt(c.gap * c.lipschitz / T)
        ),
    )


def _average_within(run: Run, bound: Callable[[Numbers, np.ndarray], np.ndarray]) -> Verdict:
    c = numbers(run)
    if c is None:
        return UNKNOWN
    average, T = averages(run)
    return told(c, hold_below(average[-1:], bound(c, T[-1:]), T[-1:], "the average of ‖∇f‖²"))


def horizon_step(c: Numbers, T: int) -> float:
    """η = min{(1/(μT)) max{1, log(μ²ΔT²/(β³ρ²))}, 1/(2β)}."""
    mu, beta = c.convexity, c.lipschitz
    if c.radius == 0:
        return 1 / (2 * beta)
    inside = c.gap / beta * (mu * T / (beta * c.radius)) ** 2
    logarithm = math.log(inside) if inside > 0 else -math.inf
    return min(max(1.0, logarithm) / (mu * T), 1 / (2 * beta))


def order(c: Numbers, T: int) -> float:
    """exp(−μT/(2β))Δ + β³ρ²/(μ²T²)."""
    mu, beta = c.convexity, c.lipschitz
    return math.exp(-mu * T / (2 * beta)) * c.gap + beta * (beta * c.radius / (mu * T)) ** 2


def _gaps_at_horizon(runs: Sequence[Run]) -> list[Verdict]:
    """f(x^T) − f* = Õ(exp(−μT/(2β))Δ + β³ρ²/(μ²T²)), for T = 64, 128, … up to that of the run.

    For each T the method is run with the η of that T, all of them together. Õ leaves the constant
    open, and powers of log T: the form is held against log² T, which the square of η has.
    """
    asked = {i: c for i, c in enumerate(map(_told_of, runs)) if c is not None}
    plans = [
        _until(runs[i], horizon_step(c, T), T)
        for i, c in asked.items()
        for T in _horizons(runs[i].trace.iterations)
    ]
    last = iter(_last_values(runs[0].setting.problem, plans))
    found = [UNKNOWN] * len(runs)
    for i, c in asked.items():
        horizons = _horizons(runs[i].trace.iterations)
        found[i] = _of_gaps(runs[i], c, horizons, [next(last) for _ in horizons])
    return found


gap_at_horizon = Together(_gaps_at_horizon)


def _told_of(run: Run) -> Numbers | None:
    """What is known of the run, where that is enough."""
    c = numbers(run)
    if c is None or not c.infimum.sharp or run.trace.iterates is None or c.convexity == 0:
        return None
    return c


def _of_gaps(run: Run, c: Numbers, horizons: Sequence[int], last: Sequence[float]) -> Verdict:
    gaps = np.array(last) - c.infimum.lower
    orders = np.array([order(c, T) for T in horizons])
    seen = (gaps > noise(run, c)) & (orders > 0)
    needed = gaps[seen] / orders[seen]
    if len(needed) < FEWEST:
        return _few(gaps, orders, noise(run, c))
    return _form(np.array(horizons)[seen], needed)


def _horizons(longest: int) -> list[int]:
    return [longest >> j for j in range(64) if longest >> j >= SHORTEST][::-1]


def _until(run: Run, step: float, horizon: int) -> tuple[Plan, int]:
    """The same run with that constant step, and until which T."""
    assert run.trace.iterates is not None
    setting = run.setting
    plan = Plan(
        method=setting.method,
        step=Schedule(str(Fraction(step))),
        radius=setting.radius,
        start=run.trace.iterates.first,
    )
    return plan, horizon


def _last_values(problem: Problem, plans: Sequence[tuple[Plan, int]]) -> np.ndarray:
    """f at the last iterate of each of these runs, (R,), NaN where it has none."""
    last, horizons = np.full(len(plans), np.nan), np.array([horizon for _, horizon in plans])

    def observe(chunk: Chunk, lengths: np.ndarray, active: np.ndarray) -> None:
        rows = np.minimum(lengths, horizons[active] - chunk.first + 1)
        counted = np.flatnonzero(rows > 0)
        last[active[counted]] = chunk.value[rows[counted] - 1, counted]

    if plans:
        longest = int(horizons.max())
        run(problem, [plan for plan, _ in plans], iterations=longest, observe=observe)
    return last


def _few(gaps: np.ndarray, orders: np.ndarray, rounding: float) -> Verdict:
    if np.all(gaps <= orders + rounding):
        return consistent("f − f* is within the order in Õ, with constant 1, or is rounding")
    return undecided(f"{len(gaps)} horizons, few of which show more than rounding")


def _form(horizons: np.ndarray, needed: np.ndarray) -> Verdict:
    """Whether the constant that the runs need grows like a power of T."""
    slopes = -exponents(horizons, np.log(needed))
    reduced = needed / (1 + np.log(horizons)) ** LOGARITHMS
    text = (
        f"f − f* is {needed[0]:.3g} times the order in Õ at T = {horizons[0]}, "
        f"{needed[-1]:.3g} times at T = {horizons[-1]}, at most {needed.max():.3g} times"
    )
    half = len(reduced) // 2
    if needed.max() <= 1:
        return consistent(f"{text}: the constant 1 will do")
    if reduced[half:].max() <= reduced[: half + 1].max() * (1 + 1e-6):
        return consistent(f"{text}; over log² T it does not grow")
    if needed[-1] > LARGE and slopes[-FEWEST + 1 :].min() >= SLOWER:
        return violated(f"{text}; it grows like T^{slopes[-FEWEST + 1 :].min():.2g} or faster")
    return undecided(f"{text}; it grows, by T^{slopes[-1]:.2g} at the end")
