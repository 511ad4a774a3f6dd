"""Hand-written Numba loops that record what the engines record: the yardstick of the benchmark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log1p, sin, sqrt
from typing import Any

import numba
import numpy as np

ROUNDING = 64 * np.finfo(float).eps
THETA = 0.4  # of VaSSO
Kernel = Callable[..., Any]


@dataclass(frozen=True)
class Handwritten:
    """f with ∇f, and ∇f alone, as Numba functions that write ∇f(x) into their second argument."""

    value_and_gradient: Kernel
    gradient: Kernel
    lipschitz: float


def quadratic(n: int) -> Handwritten:
    """½ Σ λᵢ xᵢ² with λ from 1 to 10."""
    spectrum = np.linspace(1, 10, n)

    @numba.njit(inline="always")
    def gradient(x, out):  # type: ignore[no-untyped-def]
        for i in range(n):
            out[i] = spectrum[i] * x[i]

    @numba.njit(inline="always")
    def both(x, out):  # type: ignore[no-untyped-def]
        total = 0.0
        for i in range(n):
            out[i] = spectrum[i] * x[i]
            total += x[i] * out[i]
        return total / 2

    return Handwritten(both, gradient, 10.0)


def ripple(n: int) -> Handwritten:
    """Σ (1 − cos xᵢ), nonconvex."""

    @numba.njit(inline="always")
    def gradient(x, out):  # type: ignore[no-untyped-def]
        for i in range(n):
            out[i] = sin(x[i])

    @numba.njit(inline="always")
    def both(x, out):  # type: ignore[no-untyped-def]
        total = 0.0
        for i in range(n):
            out[i] = sin(x[i])
            half = sin(x[i] / 2)
            total += half * half
        return 2 * total

    return Handwritten(both, gradient, 1.0)


def log_squares(n: int) -> Handwritten:
    """Σ log(1 + (Ax − b)ᵢ²) with the data of the catalogue."""
    rng = np.random.default_rng(0)
    a = rng.standard_normal((n, n))
    solution = np.linalg.solve(a, rng.standard_normal(n))

    @numba.njit(inline="always")
    def gradient(x, out):  # type: ignore[no-untyped-def]
        for i in range(n):
            out[i] = 0.0
        for j in range(n):
            r = 0.0
            for i in range(n):
                r += (x[i] - solution[i]) * a[j, i]
            weight = 2 * r / (1 + r * r)
            for i in range(n):
                out[i] += weight * a[j, i]

    @numba.njit(inline="always")
    def both(x, out):  # type: ignore[no-untyped-def]
        total = 0.0
        for i in range(n):
            out[i] = 0.0
        for j in range(n):
            r = 0.0
            for i in range(n):
                r += (x[i] - solution[i]) * a[j, i]
            total += log1p(r * r)
            weight = 2 * r / (1 + r * r)
            for i in range(n):
                out[i] += weight * a[j, i]
        return total

    return Handwritten(both, gradient, 2 * float(np.linalg.svd(a, compute_uv=False)[0]) ** 2)


def kernel(problem: Handwritten, n: int, method: str, *, parallel: bool) -> Kernel:
    """(X, t, rho, edges) -> last iterates, scalars (W, 13, B), boxes (W, 2, n, B); X is (B, n).

    Run after run, k after k; windows w cover k = edges[w] … edges[w+1] − 1.
    """
    both, gradient, L = problem.value_and_gradient, problem.gradient, problem.lipschitz
    vasso, sam = method == "vasso", method == "sam"

    @numba.njit(parallel=parallel, error_model="numpy")
    def run(X, t, rho, edges):  # type: ignore[no-untyped-def]
        W, B = len(edges) - 1, X.shape[0]
        scalars, boxes, last = np.empty((W, 13, B)), np.empty((W, 2, n, B)), np.empty((B, n))
        for r in numba.prange(B):
            x, g, h, y = X[r].copy(), np.empty(n), np.empty(n), np.empty(n)
            d, low, high = np.zeros(n), np.empty(n), np.empty(n)
            previous, worked, going = np.inf, 1.0, True
            for w in range(W):
                low_g, high_g, low_f, high_f = np.inf, -np.inf, np.inf, -np.inf
                rise, low_d, low_s, high_s, slack = -np.inf, np.inf, np.inf, -np.inf, np.inf
                path, squares, weighted, works = 0.0, 0.0, 0.0, 0.0
                for i in range(n):
                    low[i], high[i] = np.inf, -np.inf
                for k in range(edges[w], edges[w + 1]):
                    tk, rk = t[k], rho[k]
                    f = both(x, g)
                    square = 0.0
                    for i in range(n):
                        square += g[i] * g[i]
                    size = sqrt(square)
                    bound = L * rk
                    if vasso:
                        square_d = 0.0
                        for i in range(n):
                            d[i] = (1 - THETA) * d[i] + THETA * g[i]
                            square_d += d[i] * d[i]
                        scale = rk / sqrt(square_d)
                        for i in range(n):
                            y[i] = x[i] + scale * d[i]
                    elif sam:
                        scale = rk / size
                        for i in range(n):
                            y[i] = x[i] + scale * g[i]
                    else:
                        bound *= size
                        for i in range(n):
                            y[i] = x[i] + rk * g[i]
                    gradient(y, h)
                    moved, estimate, displaced, error = 0.0, 0.0, 0.0, 0.0
                    for i in range(n):
                        new = x[i] - tk * h[i]
                        move, gap = new - x[i], h[i] - g[i]
                        moved += move * move
                        estimate += h[i] * h[i]
                        displaced += y[i] * y[i]
                        error += gap * gap
                        low[i], high[i] = min(low[i], x[i]), max(high[i], x[i])
                        x[i] = new
                    moved, estimate = sqrt(moved), sqrt(estimate)
                    displaced, error = sqrt(displaced), sqrt(error)
                    if not (np.isfinite(f) and size > 0 and np.isfinite(displaced + estimate)):
                        going = False
                        break
                    work, drop = size * moved, previous - f
                    low_g, high_g = min(low_g, size), max(high_g, size)
                    low_f, high_f = min(low_f, f), max(high_f, f)
                    rise = max(rise, -drop)
                    if previous < np.inf and abs(drop) > ROUNDING * max(abs(previous), abs(f)):
                        low_d = min(low_d, drop / worked)
                    share = size / estimate
                    low_s, high_s = min(low_s, share), max(high_s, share)
                    allowed = bound + ROUNDING * (size + estimate + L * displaced)
                    slack = min(slack, (allowed - error) / allowed)
                    path += moved
                    squares += square
                    weighted += tk * square
                    works += work
                    previous, worked = f, work
                s = scalars[w]
                s[0, r], s[1, r], s[2, r], s[3, r], s[4, r] = low_g, high_g, low_f, high_f, rise
                s[5, r], s[6, r], s[7, r], s[8, r] = low_d, low_s, high_s, slack
                s[9, r], s[10, r], s[11, r], s[12, r] = path, squares, weighted, works
                for i in range(n):
                    boxes[w, 0, i, r], boxes[w, 1, i, r] = low[i], high[i]
                if not going:
                    break
            last[r] = x
        return last, scalars, boxes

    return run  # type: ignore[no-any-return]
