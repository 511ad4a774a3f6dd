"""Iterations of methods that say where they take ∇f: all runs at once, whatever their methods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import Any

import numpy as np

from sam_theory.runs.answers import directed
from sam_theory.runs.batch import Batch, read_only
from sam_theory.runs.recording import Steps
from sam_theory.setting.displacement import Direction, descent, displacement
from sam_theory.setting.method import Method
from sam_theory.setting.momentum import Momentum
from sam_theory.setting.norms import norm
from sam_theory.setting.oracle import Oracle
from sam_theory.setting.point import Point
from sam_theory.setting.problem import Array

Steered = tuple[Method, Direction, slice, Iterator[tuple[Any, ...]]]


def displaced_steps(batch: Batch, k: np.ndarray) -> Steps:
    """xᵏ⁺¹ = xᵏ − tₖ∇f(xᵏ + vₖ) for all runs at once: ∇f is asked for twice an iteration.

    Of runs with a momentum these gradients go into their balls.
    """
    count, (step, radius) = len(k), batch.times(k)
    oracle = Oracle.of(batch.problem)
    X, G, Y, E = (batch.buffer(name, count + 1) for name in "XGYE")
    N, D = batch.buffer("N", count, 1), batch.buffer("D", 1)[0]
    steered, balls = _steered(batch, k, step, radius), batch.once("balls", partial(_balls, batch))
    signed, mixture = batch.once("mixture", partial(_mixture, batch))
    moved = batch.once("moved", partial(_moved, batch))
    reach = radius[:, :, None] * signed  # of ∇f(xᵏ), or of another dᵏ
    undivided = (reach == 0) | (mixture == 0)
    X[0] = x = batch.x
    for c, (t, rho, whole) in enumerate(zip(step[:, :, None], reach, undivided, strict=True)):
        G[c] = oracle.gradient(x)
        d = _directions(batch, steered, oracle, G[c], D) if steered else G[c]
        N[c] = length = norm(d)
        for _, _, b in balls:  # they roll on where dᵏ = 0
            whole[b] |= length[b] == 0
        v = displacement(d, length, rho, mixture, whole)
        y, g = np.add(x, v, out=Y[c]), E[c]
        if moved:
            g[:moved] = oracle.gradient(y[:moved])
        g[moved:] = G[c, moved:]
        for name, ball, b in balls:
            g[b], *batch.memory[name] = ball.carry(x[b], g[b], *batch.memory[name])
        x = np.subtract(x, np.multiply(t, g, out=D), out=X[c + 1])
    for _, _, b, _ in steered:  # of ∇f(xᵏ), not of dᵏ
        N[:count, b] = norm(G[:count, b])
    for _, _, b in balls:  # dᵏ = 0 does not end them
        Y[:count, b] = X[:count, b]
    batch.hold(x)
    rests = np.broadcast_to(batch.once("resting", partial(_resting, batch)), (count, len(x)))
    return batch.steps(k, step, radius, displaced=Y[:count], rests=rests)


def _directions(
    batch: Batch,
    steered: Sequence[Steered],
    oracle: Oracle,
    gradient: np.ndarray,
    into: np.ndarray,
) -> np.ndarray:
    """dᵏ of every run, (R, n), ∇f(xᵏ) where the method has no other."""
    np.copyto(into, gradient)
    for method, direction, b, rows in steered:
        x, g, t, rho, k, xi = next(rows)
        at = Point(x, g, t, rho, k, batch.memory[method.name], xi, (), oracle)
        into[b], batch.memory[method.name] = directed(method, direction, at)
    return into


def _steered(
    batch: Batch, k: np.ndarray, step: np.ndarray, radius: np.ndarray
) -> Sequence[Steered]:
    """The methods whose dᵏ is another than ±∇f(xᵏ), each with its xᵏ, ∇f(xᵏ), tₖ, ρₖ, k, ξₖ."""
    X, G = (read_only(batch.buffers[name]) for name in "XG")
    at, draws = k.astype(np.float64)[:, None], batch.draws(k)
    found = []
    for (method, shape, b), (drawn, _) in zip(batch.shapes(), draws, strict=True):
        if shape.direction is not None and shape.steered:
            xi = zip(*drawn, strict=True) if drawn else repeat(())
            times = step[:, b, None], radius[:, b, None]
            rows = zip(X[: len(k), b], G[: len(k), b], *times, at, xi, strict=False)
            found.append((method, shape.direction, b, rows))
    return found


def _moved(batch: Batch) -> int:
    """How many of the runs come before those whose methods all use no radius."""
    ends = [b.stop for method, b in batch.groups() if method.uses_radius]
    return max(ends, default=0)


def _balls(batch: Batch) -> list[tuple[str, Momentum, slice]]:
    """The balls that gradients go into, by the names of their methods."""
    return [(m.name, m.momentum, b) for m, b in batch.groups() if m.momentum is not None]


def _resting(batch: Batch) -> np.ndarray:
    """Whose vₖ is 0, or along ±∇f(xᵏ): they stay where ∇f(xᵏ) = 0, whatever t and ρ, (R,).

    A ball does not.
    """
    rests = np.zeros(len(batch.x), dtype=bool)
    for method, shape, b in batch.shapes():
        vanishing = batch.vanishing[batch.columns[1, batch.active[b]]]
        rests[b] = method.momentum is None and (vanishing if shape.steered else True)
    return rests


def _mixture(batch: Batch) -> tuple[np.ndarray, Array]:
    """By what ρₖ is multiplied for every run, and its λ: (R, 1) each.

    0 where the method uses no radius, −1 where dᵏ = −∇f(xᵏ): ∇f(xᵏ) then stands for dᵏ. λ is
    one number where all are alike.
    """
    signed, mixture = np.ones((len(batch.x), 1)), np.ones((len(batch.x), 1))
    for method, shape, b in batch.shapes():
        sign = -1.0 if shape.direction is descent else 1.0
        signed[b], mixture[b] = sign * method.uses_radius, shape.mixture
    first = float(mixture[0, 0])
    return signed, first if (mixture == first).all() else mixture
