"""Errors that stay, fade or turn: x follows −e/λ."""

from __future__ import annotations

import math

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import minus_cosine, quadratic, sine
from corpus.kinds.kind import (
    CYCLE,
    RECURS,
    SHORT,
    SLOWLY,
    TO_A_MINIMIZER,
    WANDERS,
    Draw,
    record,
    unseen,
)
from corpus.kinds.running import descend

OBLIQUE = np.array([0.6, 0.8])


def _follows(d: Draw, size: np.ndarray, letters: str, *, momentum: float = 0.0) -> Case:
    """GD on ½‖x‖² with the error `size`, (K,), in one direction: ∇f = x follows −e."""
    f, step = quadratic(np.ones(2)), d.between(0.1, 0.9) + 0 * size
    x = descend(f, d.start(2), step, error=size[:, None] * OBLIQUE, momentum=momentum)
    return record(f, x, letters, step=step)


def bias_constant(d: Draw) -> Case:
    """A constant error b, 10⁻⁷ to ½: x → −b linearly; open where (1 − t)^K is not below b/3."""
    rows, b, t = d.rows(300, 5000), d.spread(1e-7, 0.5), d.between(0.05, 0.8)
    f, step = quadratic(np.array([1, 0.6])), t + 0 * d.k(rows)
    x = descend(f, d.start(2), step, error=b * OBLIQUE + np.zeros((len(step), 2)))
    shown = 3 * (1 - 0.6 * t) ** rows < b / 3
    return record(f, x, SHORT if shown else unseen(SHORT), step=step)


def bias_root(d: Draw) -> Case:
    """b·k^(−0.3) → 0."""
    k = d.k(d.rows(1000, 8000))
    return _follows(d, d.between(0.1, 1) * k**-0.3, TO_A_MINIMIZER)


def bias_tiny_power(d: Draw) -> Case:
    """b·k^(−0.05) → 0, which no record shows."""
    return _follows(d, d.between(0.1, 1) * d.k(d.rows(1000, 8000)) ** -0.05, SLOWLY)


def bias_log(d: Draw) -> Case:
    """b/log k → 0, which no record shows."""
    return _follows(d, d.between(0.1, 1) / np.log(d.k(d.rows(1000, 8000)) + 1), SLOWLY)


def bias_with_a_floor(d: Draw) -> Case:
    """b(1 + ak^(−½)), a/√K in 0.3 … 1: ∇f → b at least half of the last ‖∇f‖."""
    rows = d.rows(1000, 8000)
    b, a = d.spread(1e-4, 0.1), d.between(0.3, 1) * math.sqrt(rows)
    return _follows(d, b * (1 + a / np.sqrt(d.k(rows))), SHORT)


def bias_with_a_low_floor(d: Draw) -> Case:
    """b(1 + ak^(−½)), a/√K in 4 … 20: the floor is 5 % to 20 % of the last ‖∇f‖, and hidden."""
    rows = d.rows(1000, 8000)
    b, a = d.spread(1e-4, 0.02), d.between(4, 20) * math.sqrt(rows)
    return _follows(d, b * (1 + a / np.sqrt(d.k(rows))), unseen(SHORT))


def bias_with_a_log_floor(d: Draw) -> Case:
    """b(1 + 1/log k): ∇f → b; moves are 1/(k log² k), summable, which no record shows."""
    k = d.k(d.rows(1000, 8000))
    return _follows(d, d.between(0.1, 1) * (1 + 1 / np.log(k + 1)), "FFFFFtt")


def bias_log_log(d: Draw) -> Case:
    """b(1 + 0.2 sin(w log log k)): ‖∇f‖ ≥ 0.8b, and x moves for ever, ever more slowly."""
    k, w = d.k(d.rows(1000, 8000)), d.between(1, 4)
    return _follows(d, d.between(0.1, 1) * (1 + 0.2 * np.sin(w * np.log(np.log(k + 2)))), "FFFFFff")


def bias_log_periodic(d: Draw) -> Case:
    """b(1 + 0.4 sin(w log k)) for ever: ‖∇f‖ ≥ 0.6b, and neither f nor x converges."""
    k, w = d.k(d.rows(3000, 9000)), d.between(2.5, 5)
    return _follows(d, d.between(0.2, 1) * (1 + 0.4 * np.sin(w * np.log(k))), WANDERS)


def bias_changing_sign(d: Draw) -> Case:
    """b sin(w log k) in one dimension passes 0 for ever, so that liminf ‖∇f‖ = 0."""
    k, w = d.k(d.rows(3000, 9000)), d.between(2.5, 5)
    f, step = quadratic(1.0), d.between(0.1, 0.9) + 0 * k
    error = d.between(0.2, 1) * np.sin(w * np.log(k))[:, None]
    return record(f, descend(f, d.start(1), step, error=error), RECURS, step=step)


def bias_under_momentum(d: Draw) -> Case:
    """Heavy ball with a constant error spirals into −b; β^(K/2) < 10⁻³."""
    k, b = d.k(d.rows(2000, 6000)), d.between(0.05, 1)
    return _follows(d, b + 0 * k, SHORT, momentum=1 - d.spread(0.01, 0.3))


def _turning(
    d: Draw, angle: np.ndarray, letters: str, *, size: np.ndarray | float = 1.0, flat: float = 1.0
) -> Case:
    """GD on ½(x² + λy²) whose error turns by `angle`."""
    f, step = quadratic(np.array([1, flat])), d.between(0.1, 0.9) + 0 * angle
    error = np.stack([np.cos(angle), np.sin(angle)], 1) * np.broadcast_to(size, len(angle))[:, None]
    x = descend(f, d.start(2), step, error=d.between(0.05, 0.5) * error)
    return record(f, x, letters, step=step)


def error_turning(d: Draw) -> Case:
    """At constant speed: x → a circle about 0, on which f is constant and positive."""
    return _turning(d, _steadily(d, d.k(d.rows(500, 5000))), CYCLE)


def error_turning_on_an_ellipse(d: Draw) -> Case:
    """At constant speed, λ = 0.4: x → an ellipse about 0 on which f varies."""
    return _turning(d, _steadily(d, d.k(d.rows(2000, 6000))), WANDERS, flat=0.4)


def _steadily(d: Draw, k: np.ndarray) -> np.ndarray:
    """2πpk/1009 modulo 2π, which is as exact for large k as for small."""
    return 2 * math.pi * (int(d.rng.integers(4, 150)) * k % 1009) / 1009


def error_turning_slower(d: Draw) -> Case:
    """By √k: x circles for ever, ever more slowly, and f converges."""
    return _turning(d, d.between(0.5, 1) * np.sqrt(d.k(d.rows(2000, 8000))), CYCLE)


def error_turning_by_log(d: Draw) -> Case:
    """By a log k: x circles for ever, a turn a decade or two, which no record shows."""
    return _turning(d, d.between(0.4, 2) * np.log(d.k(d.rows(2000, 8000))), _unseen_last(CYCLE))


def error_turning_by_log_log(d: Draw) -> Case:
    """By a log log k: x circles for ever, which no record shows."""
    angle = d.between(0.4, 2) * np.log(np.log(d.k(d.rows(2000, 8000)) + 2))
    return _turning(d, angle, _unseen_last(CYCLE))


def error_turning_and_fading(d: Draw) -> Case:
    """Of size 1/log k: everything converges, which no record shows."""
    k = d.k(d.rows(2000, 8000))
    return _turning(d, d.between(0.1, 0.5) * k, SLOWLY, size=1 / np.log(k + 1))


def _unseen_last(letters: str) -> str:
    """The same claims, the last of them not shown."""
    return letters[:-1] + letters[-1].lower()


def _trapped(d: Draw, step: np.ndarray, offset: float, room: float, letters: str) -> Case:
    """SAM on sin x, ρ in (π, 2π): x → x̄ = −π/2 − ρ, f′(x̄) = −sin ρ > 0 (Si, Yun 2023).

    y = x − x̄ ↦ y − t sin y while f′ > 0 on the way: |y| < `room`, the distance to a zero of f′.
    """
    rho = d.between(1.15, 1.85) * math.pi if room == 0 else room
    reach = min(rho - math.pi, 2 * math.pi - rho)
    f, radius = sine(1.0, 1.0), rho + 0 * step
    x = descend(f, [-math.pi / 2 - rho + offset * reach], step, method="sam", radius=radius)
    return record(f, x, letters, step=step, radius=radius)


def sam_trapped(d: Draw) -> Case:
    """SAM on a sine, constant t < 1: it converges linearly where f′ ≠ 0."""
    step = d.between(0.05, 0.9) + 0 * d.k(d.rows(300, 5000))
    return _trapped(d, step, d.between(-0.9, 0.9), 0.0, SHORT)


def sam_trapped_harmonic(d: Draw) -> Case:
    """The same, t = c/k, c in 0.4 … 1: y ~ k^(−c)."""
    step = d.between(0.4, 1) / d.k(d.rows(1000, 8000))
    return _trapped(d, step, d.between(-0.5, 0.5), 0.0, SHORT)


def sam_trapped_powers(d: Draw) -> Case:
    """The same, t = ck^(−0.7): a stretched exponential."""
    step = d.between(0.2, 0.9) * d.k(d.rows(1000, 6000)) ** -0.7
    return _trapped(d, step, d.between(-0.5, 0.5), 0.0, SHORT)


def sam_trapped_alternating(d: Draw) -> Case:
    """The same, t in 1.7 … 1.95: |y − t sin y| < |y|, so y alternates to 0."""
    step = d.between(1.7, 1.95) + 0 * d.k(d.rows(300, 5000))
    return _trapped(d, step, d.between(-0.4, 0.4), 0.0, SHORT)


def sam_trapped_in_a_cycle(d: Draw) -> Case:
    """The same, t in 2.05 … 2.25: y → ±a, sin a = 2a/t, a < 0.84 < room; f differs at x̄ ± a."""
    step = d.between(2.05, 2.25) + 0 * d.k(d.rows(500, 5000))
    rho = d.between(1.4, 1.6) * math.pi
    return _trapped(d, step, d.between(0.1, 0.4), rho, WANDERS)


def _hallucinated(d: Draw, pace: np.ndarray) -> Case:
    """USAM on −cos x: x + ρ sin x = 0 in (3π/2, 2π) attracts, as t(1 + ρ cos x) is `pace` < 1."""
    rho, low, high = d.between(5.5, 9), 1.5 * math.pi, 2 * math.pi - 1e-9
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if middle + rho * math.sin(middle) > 0 else (middle, high)
    f, step = minus_cosine(), pace / (1 + rho * math.cos(low))
    start, radius = [low + d.between(0.01, 0.08)], rho + 0 * pace
    x = descend(f, start, step, method="usam", radius=radius)
    return record(f, x, SHORT, step=step, radius=radius)


def usam_hallucinated(d: Draw) -> Case:
    """USAM rests where ∇f(x + ρ∇f(x)) = 0 ≠ ∇f(x)."""
    return _hallucinated(d, d.between(0.05, 0.9) + 0 * d.k(d.rows(300, 5000)))


def usam_hallucinated_harmonic(d: Draw) -> Case:
    """The same with t ~ c/k, c ≥ 0.4."""
    return _hallucinated(d, d.between(0.4, 0.9) / d.k(d.rows(1000, 8000)))
