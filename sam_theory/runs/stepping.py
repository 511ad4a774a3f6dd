"""Iterations of methods of which no more is known than their step."""

from __future__ import annotations

import numpy as np

from sam_theory.errors import UsageError
from sam_theory.runs.answers import answered, taken
from sam_theory.runs.batch import Batch, read_only
from sam_theory.runs.recording import Steps
from sam_theory.setting.norms import norm
from sam_theory.setting.oracle import Oracle
from sam_theory.setting.point import Point

EXACT = 8 * float(np.finfo(np.float64).eps)  # relative: xᵏ⁺¹ against xᵏ − tₖgₖ


def general_steps(batch: Batch, k: np.ndarray, sparing: bool) -> Steps:
    """(x, state, t, ρ) ↦ (x⁺, g, state), whatever the methods make of it."""
    count, (step, radius) = len(k), batch.times(k)
    groups, draws, oracle = batch.groups(), batch.draws(k), Oracle.of(batch.problem)
    numbers = k.astype(np.float64)[:, None]
    X, G, E = (batch.buffer(name, count + 1) for name in "XGE")
    N = batch.buffer("N", count, 1)
    seeing, ask = any(method.uses_gradient for method, _ in groups), taken
    g = np.full_like(batch.x, np.nan)
    X[0] = x = batch.x
    for c, (t, rho) in enumerate(zip(step[:, :, None], radius[:, :, None], strict=True)):
        if seeing:
            G[c] = g = oracle.gradient(x)
        for (method, b), drawn in zip(groups, draws, strict=True):
            xi, weights = (tuple(a[c] for a in kind) for kind in drawn)
            held = batch.memory[method.name]
            x_b, g_b = read_only(x[b]), read_only(g[b])
            at = Point(x_b, g_b, t[b], rho[b], numbers[c], held, xi, weights, oracle)
            X[c + 1][b], E[c][b], batch.memory[method.name] = ask(method, at)
        x, ask = X[c + 1], answered if sparing else taken
    if not seeing:  # all at once takes a fraction of the time
        G[:count] = oracle.gradient(X[:count])
    N[:count] = norm(G[:count])
    checked = 1 if sparing else count
    _require_estimates(batch, X[: checked + 1], E[:checked], step[:checked])
    batch.hold(x)
    # Whether a step that may read k, t and ρ would stay where it is cannot be told.
    return batch.steps(k, step, radius, rests=np.zeros((count, len(x)), dtype=bool))


def _require_estimates(batch: Batch, x: np.ndarray, g: np.ndarray, step: np.ndarray) -> None:
    """Raise UsageError unless xᵏ⁺¹ = xᵏ − tₖgₖ up to rounding wherever both are finite."""
    moved = step[:, :, None] * g
    off = np.abs(x[1:] - (x[:-1] - moved))
    wrong = off > EXACT * (np.abs(x[:-1]) + np.abs(x[1:]) + np.abs(moved))
    wrong &= np.isfinite(x[1:]) & np.isfinite(moved)
    if wrong.any():
        run = int(np.argwhere(wrong)[0][1])
        name = batch.plans[batch.active[run]].method.name
        raise UsageError(
            f"the step of {name} must return x⁺ and g with x⁺ = x − tg; they differ by "
            f"{off[wrong].max():.3g}; let g be (x − x⁺)/t"
        )
