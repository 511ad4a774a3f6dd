"""SAM, USAM and their relatives."""

from __future__ import annotations

import numpy as np

from corpus.case import Case
from corpus.kinds.functions import Function, minus_cosine, quadratic, sine
from corpus.kinds.kind import SHORT, WANDERS, Draw, record
from corpus.kinds.kind import TO_A_MINIMIZER as ALL
from corpus.kinds.running import descend, unit
from corpus.unseen.tools import bowl, exp_minus_x, iterates, log_cosh, shown, spectrum

# moves don't vanish at x*, and SAM has no other fixed point on a strongly convex quadratic
STIRRED, SWINGS = "-FFFF-F", "FFFFF-F"


def _setting(
    draw: Draw,
    low: float = 0.3,
    high: float = 3.0,
    most: int = 6,
    share: tuple[float, float] = (0.02, 0.8),
) -> tuple[int, np.ndarray, Function, float]:
    n = int(draw.rng.integers(1, most))
    lam = spectrum(draw, n, low, high)
    return n, lam, bowl(draw, lam), draw.spread(*share) / lam[-1]


def sam_constants(draw: Draw) -> Case:
    """SAM with constants on a quadratic: ends in a swing of two along an eigenvector."""
    rows = draw.rows(300, 10000)
    n, lam, f, t = _setting(draw)
    step, rho = np.full(rows * draw.longer, t), np.full(rows * draw.longer, draw.spread(0.01, 1))
    x = descend(f, draw.start(n), step, method="sam", radius=rho)
    return record(f, x, shown(SWINGS, t * lam[0] * rows > 15), step=step, radius=rho)


def sam_constants_lopsided(draw: Draw) -> Case:
    """SAM with constants on e^x − x: a cycle of two points whose f differ."""
    rows, t = draw.rows(300, 5000), draw.between(0.2, 0.6)
    step, rho = np.full(rows * draw.longer, t), np.full(rows * draw.longer, draw.between(0.1, 0.8))
    x = descend(exp_minus_x(), draw.start(1, 0.3, 1), step, method="sam", radius=rho)
    return record(exp_minus_x(), x, WANDERS, step=step, radius=rho)


def sam_fading_steps(draw: Draw) -> Case:
    """Constant radius, Σt = ∞ > Σt², a strongly convex quadratic: converges (K24, Thm 3.2)."""
    rows, a = draw.rows(500, 20000), draw.between(0.6, 1)
    n, lam, f, _ = _setting(draw, 0.5, 3)
    c = draw.between(1, 2) / lam[0]
    step = c * (draw.k(rows) + (c * lam[-1]) ** (1 / a)) ** -a
    rho = np.full(len(step), draw.spread(0.02, 0.5))
    x = descend(f, draw.start(n), step, method="sam", radius=rho)
    return record(f, x, shown(ALL, step[:rows].sum() * lam[0] > 5), step=step, radius=rho)


def sam_root_steps(draw: Draw) -> Case:
    """One dimension, t ~ k^(−a), a in 0.3 … 0.5, constant radius: |x| = O(tₖρ) once it is near."""
    rows, lam, a = draw.rows(500, 10000), draw.spread(0.3, 3), draw.between(0.3, 0.5)
    step, rho = 0.8 / lam * draw.k(rows) ** -a, draw.spread(0.05, 1)
    f, radius = quadratic([lam], draw.between(-1, 1)), np.full(rows * draw.longer, rho)
    x = descend(f, draw.start(1), step, method="sam", radius=radius)
    return record(f, x, shown(ALL, step[:rows].sum() * lam > 12), step=step, radius=radius)


def inward_probe_fading(draw: Draw) -> Case:
    """∇f(x − ρ∇f/‖∇f‖), constant ρ, t ~ k^(−a) on ½λ‖x‖²: x → ρx¹/‖x¹‖ (K24, Ex. 3.4)."""
    rows, n, a = draw.rows(500, 10000), int(draw.rng.integers(1, 5)), draw.between(0.5, 1)
    lam, rho = draw.spread(0.3, 3), draw.between(0.05, 0.4)
    c = draw.between(1, 2) / lam
    step = c * (draw.k(rows) + (2 * c * lam) ** (1 / a)) ** -a
    f, radius = quadratic(np.full(n, lam)), np.full(len(step), rho)
    x = descend(f, draw.start(n), step, method="igd", radius=radius)
    return record(f, x, shown(SHORT, step[:rows].sum() * lam > 7), step=step, radius=radius)


def usam_constants(draw: Draw) -> Case:
    """USAM with constants, t(1 + ρL)L < 2: linear (K24, Thm 4.2)."""
    rows, most = draw.rows(300, 10000), draw.between(0.1, 0.9)
    n, lam, f, t = _setting(draw, 0.1, 3, share=(0.01, 0.6))
    step, rho = np.full(rows * draw.longer, t), np.full(rows * draw.longer, most / lam[-1])
    x = descend(f, draw.start(n), step, method="usam", radius=rho)
    return record(f, x, shown(ALL, t * lam[0] * rows > 5), step=step, radius=rho)


def extragradient_constants(draw: Draw) -> Case:
    """Extragradient with ρL < 1: linear, at tλ(1 − ρλ)."""
    rows, most = draw.rows(300, 10000), draw.between(0.1, 0.95)
    n, lam, f, t = _setting(draw, 0.1, 3, share=(0.01, 0.8))
    rho = most / lam[-1]
    step, radius = np.full(rows * draw.longer, t), np.full(rows * draw.longer, rho)
    x = descend(f, draw.start(n), step, method="extragradient", radius=radius)
    return record(
        f, x, shown(ALL, (t * lam * (1 - rho * lam)).min() * rows > 5), step=step, radius=radius
    )


def extragradient_too_far(draw: Draw) -> Case:
    """Extragradient with ρ > 1/L on log cosh: 0 repels, x = ρ tanh x attracts, linearly."""
    rows, n, rho = draw.rows(500, 5000), int(draw.rng.integers(1, 4)), draw.between(1.3, 3)
    t = draw.spread(0.02, 0.5)
    root = rho
    for _ in range(200):
        root = rho * np.tanh(root)
    pull = t * (1 - rho / np.cosh(root) ** 2)
    step, radius = np.full(rows * draw.longer, t), np.full(rows * draw.longer, rho)
    x = descend(log_cosh(), draw.start(n, 0.5, 3), step, method="extragradient", radius=radius)
    return record(log_cosh(), x, shown(SHORT, pull * rows > 8), step=step, radius=radius)


def usam_to_a_maximizer(draw: Draw) -> Case:
    """USAM with ρ > 1 on −cos x: the maximizer π attracts at the rate t(ρ − 1): stationary."""
    rows, rho, t = draw.rows(500, 5000), draw.between(1.4, 2.5), draw.spread(0.01, 0.3)
    step, radius = np.full(rows * draw.longer, t), np.full(rows * draw.longer, rho)
    x = descend(
        minus_cosine(), np.pi + draw.start(1, 0.05, 0.3), step, method="usam", radius=radius
    )
    return record(minus_cosine(), x, shown(ALL, t * (rho - 1) * rows > 6), step=step, radius=radius)


def sam_vanishing_radius(draw: Draw) -> Case:
    """Constant step, ρ ~ k^(−p), p in 0.35 … 1: ∇f → 0 as k^(−p), x → x*."""
    rows, p = draw.rows(1000, 20000), draw.between(0.35, 1)
    n, lam, f, t = _setting(draw, share=(0.05, 0.8))
    step, rho = np.full(rows * draw.longer, t), draw.spread(0.05, 1) * draw.k(rows) ** -p
    x = descend(f, draw.start(n), step, method="sam", radius=rho)
    return record(f, x, shown(ALL, t * lam[0] * rows > 15), step=step, radius=rho)


def sam_hardly_vanishing_radius(draw: Draw) -> Case:
    """ρ ~ k^(−p), p below 0.03: everything converges, and no record of this length shows it."""
    rows, p = draw.rows(500, 10000), draw.spread(0.001, 0.03)
    n, _, f, t = _setting(draw, share=(0.05, 0.8))
    step, rho = np.full(rows * draw.longer, t), draw.spread(0.05, 1) * draw.k(rows) ** -p
    x = descend(f, draw.start(n), step, method="sam", radius=rho)
    return record(f, x, ALL.lower(), step=step, radius=rho)


def sam_radius_with_a_floor(draw: Draw) -> Case:
    """ρ = r(c + k^(−p)): ends as SAM with the constant rc, a swing."""
    rows, p, c = draw.rows(500, 20000), draw.between(0.5, 1), draw.spread(0.003, 0.3)
    n, lam, f, t = _setting(draw, share=(0.05, 0.8))
    step = np.full(rows * draw.longer, t)
    rho = draw.spread(0.1, 1) * (c + draw.k(rows) ** -p)
    x = descend(f, draw.start(n), step, method="sam", radius=rho)
    seen = c > 5 * rows**-p and t * lam[0] * rows > 20
    return record(f, x, shown(SWINGS, seen), step=step, radius=rho)


def sam_radius_on_squares(draw: Draw) -> Case:
    """t ~ 1/k, ρ constant on the squares and k^(−p) elsewhere (K24, G.2): converges."""
    rows, p = draw.rows(500, 20000), draw.between(0.3, 1)
    n, lam, f, _ = _setting(draw, 0.5, 2)
    k, c = draw.k(rows), draw.between(1, 2) / lam[0]
    step, big = c / (k + c * lam[-1]), draw.between(0.1, 0.5)
    rho = np.where(np.sqrt(k) % 1 == 0, big, big * k**-p)
    x = descend(f, draw.start(n), step, method="sam", radius=rho)
    return record(f, x, shown(ALL, step[:rows].sum() * lam[0] > 5), step=step, radius=rho)


def sam_radius_follows_step(draw: Draw) -> Case:
    """ρ = ct, t from a cosine down to a positive floor, then constant: in the end a small swing."""
    rows, low = draw.rows(1000, 20000), draw.spread(0.05, 0.5)
    n, lam, f, t = _setting(draw, share=(0.2, 0.8))
    k, end = draw.k(rows), draw.between(0.3, 0.6) * rows
    step = t * (low + (1 - low) * (1 + np.cos(np.pi * np.minimum(k / end, 1))) / 2)
    rho = draw.spread(0.1, 2) * step
    x = descend(f, draw.start(n), step, method="sam", radius=rho)
    return record(f, x, shown(SWINGS, t * low * lam[0] * 0.4 * rows > 20), step=step, radius=rho)


def vasso_constants(draw: Draw) -> Case:
    """VaSSO, constants: the probe has the length ρ for ever, so x cannot converge."""
    rows, theta, rho = draw.rows(500, 8000), draw.between(0.1, 0.9), draw.spread(0.02, 0.5)
    n, lam, f, t = _setting(draw, share=(0.05, 0.5))
    d = np.zeros(n)

    def update(i: int, x: np.ndarray) -> np.ndarray:
        d[:] = (1 - theta) * d + theta * f.gradient(x)
        return x - t * f.gradient(x + rho * unit(d))

    x = iterates(update, draw.start(n), rows * draw.longer)
    return record(
        f,
        x,
        shown(STIRRED, t * lam[0] * rows > 25),
        step=np.full(len(x), t),
        radius=np.full(len(x), rho),
    )


def friendly_sam_constants(draw: Draw) -> Case:
    """F-SAM, σ < 1, constants: as VaSSO, x cannot converge."""
    rows, theta, sigma = draw.rows(500, 8000), draw.between(0.1, 0.9), draw.between(0.2, 0.7)
    rho = draw.spread(0.02, 0.5)
    n, lam, f, t = _setting(draw, share=(0.05, 0.5))
    m = np.zeros(n)

    def update(i: int, x: np.ndarray) -> np.ndarray:
        g = f.gradient(x)
        m[:] = (1 - theta) * m + theta * g
        return x - t * f.gradient(x + rho * unit(g - sigma * m))

    x = iterates(update, draw.start(n), rows * draw.longer)
    return record(
        f,
        x,
        shown(STIRRED, t * lam[0] * rows > 25),
        step=np.full(len(x), t),
        radius=np.full(len(x), rho),
    )


def sam_with_momentum(draw: Draw) -> Case:
    """SAM with heavy ball and constants: at rest neither at x* nor anywhere else."""
    rows, beta = draw.rows(500, 8000), draw.between(0.3, 0.9)
    n, lam, f, t = _setting(draw, share=(0.05, 0.5))
    step = np.full(rows * draw.longer, t * (1 - beta))
    rho = np.full(rows * draw.longer, draw.spread(0.02, 0.5))
    x = descend(f, draw.start(n), step, method="sam", radius=rho, momentum=beta)
    return record(f, x, shown(STIRRED, t * lam[0] * rows > 25), step=step, radius=rho)


def unified_sam_constants(draw: Draw) -> Case:
    """Unified SAM, 0 < λ < 1, constants: the probe keeps the length ρλ at x*."""
    rows, share, rho = draw.rows(500, 8000), draw.between(0.1, 0.9), draw.spread(0.02, 0.3)
    n, lam, f, t = _setting(draw, share=(0.05, 0.5))

    def update(i: int, x: np.ndarray) -> np.ndarray:
        g = f.gradient(x)
        return x - t * f.gradient(x + rho * ((1 - share) * g + share * unit(g)))

    x = iterates(update, draw.start(n), rows * draw.longer)
    return record(
        f,
        x,
        shown(STIRRED, t * lam[0] * rows > 25),
        step=np.full(len(x), t),
        radius=np.full(len(x), rho),
    )


def sam_stuck_on_a_sine(draw: Draw) -> Case:
    """S23's sine: from the rising side x → the point whose probe is a minimizer; rate tβ there."""
    rows, rho, t = draw.rows(300, 5000), draw.spread(0.05, 1), draw.spread(0.01, 0.4)
    w = 5 * np.pi / (3 * rho)
    f = sine(w, 1 / w**2)  # curvature 1
    step, radius = np.full(rows * draw.longer, t), np.full(rows * draw.longer, rho)
    x = descend(f, [draw.between(-1.3, 1.3) / w], step, method="sam", radius=radius)
    return record(f, x, shown(SHORT, t * rows > 12), step=step, radius=radius)


def noisy_sam_constants(draw: Draw) -> Case:
    """SAM with constants under Gaussian noise: recurrent, nothing converges."""
    rows = draw.rows(2000, 15000)
    n, lam, f, t = _setting(draw, share=(0.05, 0.5))
    step, rho = np.full(rows * draw.longer, t), np.full(rows * draw.longer, draw.spread(0.02, 0.3))
    start, sigma = draw.start(n), draw.between(0.2, 1)
    x = descend(f, start, step, method="sam", radius=rho, error=sigma * draw.noise(step, n))
    return record(f, x, shown("tFFFFFF", t * lam[0] * rows > 40), step=step, radius=rho)


def noisy_usam_fading(draw: Draw) -> Case:
    """USAM under noise, t ~ k^(−a), constant ρ with ρL < 1: converges almost surely."""
    rows, a = draw.rows(2000, 15000), draw.between(0.65, 1)
    n, lam, f, _ = _setting(draw, 0.5, 2)
    c = draw.between(1.2, 2) / lam[0]
    step = c * (draw.k(rows) + (2 * c * lam[-1]) ** (1 / a)) ** -a
    rho = np.full(len(step), 0.5 / lam[-1])
    start, sigma = draw.start(n), draw.between(0.1, 0.6)
    x = descend(f, start, step, method="usam", radius=rho, error=sigma * draw.noise(step, n))
    return record(f, x, shown(ALL, step[:rows].sum() * lam[0] > 5), step=step, radius=rho)
