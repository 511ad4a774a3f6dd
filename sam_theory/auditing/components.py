"""Whether f is the mean of the components that a problem states."""

from __future__ import annotations

import numpy as np

from sam_theory.auditing.sampling import (
    SAFETY,
    Sample,
    gradient_rounding,
    gradients,
    lengths,
    shown,
)
from sam_theory.setting.problem import Components, Problem
from sam_theory.verdict import Verdict, consistent, undecided, violated

POINTS = 60  # of the sample
MOST = 64  # components that are asked for one by one


def check(problem: Problem, components: Components, sample: Sample) -> Verdict:
    """Whether Σᵢ wᵢ∇fᵢ is linear in the weights, and ∇f for the weights 1/N, at sampled points."""
    x = sample.x[:POINTS]
    x = x[np.all(np.isfinite(gradients(problem, x)), axis=-1)]
    count = components.count
    if count < 1:
        return violated(f"the number of components must be at least 1; it is {count}")
    if not len(x):
        return undecided("∇f is finite at no point that was sampled")
    try:
        return _held(problem, components, x)
    except Exception as error:
        return violated(f"the components' gradient raises {type(error).__name__}: {error}")


def _held(problem: Problem, components: Components, x: np.ndarray) -> Verdict:
    mean = np.full((len(x), components.count), 1 / components.count)
    whole = np.asarray(components.gradient(x, mean))
    if whole.shape != x.shape:
        return violated(f"for points of shape {x.shape} the components' gradient has {whole.shape}")
    excess = lengths(whole - gradients(problem, x)) - _rounding(problem, components, x)
    if np.max(excess) > 0:
        at = int(np.argmax(excess))
        return violated(
            f"at x = {shown(x[at])} the components' mean is {shown(whole[at])}, ∇f is "
            f"{shown(gradients(problem, x[at]))}",
            -float(excess[at]),
        )
    parts = _one_by_one(components, x[:1])
    weights = np.linspace(1, 2, len(parts)) / len(parts)
    full = np.zeros((1, components.count))
    full[0, : len(parts)] = weights
    together = np.asarray(components.gradient(x[:1], full))[0]
    apart = lengths(together - weights @ parts) - SAFETY * 1e-14 * lengths(parts).sum()
    if apart > 0:
        return violated(
            f"the gradient of weighted components is not their weighted sum, by {apart}"
        )
    return consistent(f"the mean of {components.count} components has ∇f at {len(x)} points")


def _one_by_one(components: Components, x: np.ndarray) -> np.ndarray:
    """∇fᵢ(x) of the first components, (N', n)."""
    few = min(components.count, MOST)
    return np.concatenate(
        [
            np.asarray(components.gradient(x, np.eye(few, components.count)[i : i + 1]))
            for i in range(few)
        ]
    )


def _rounding(problem: Problem, components: Components, x: np.ndarray) -> np.ndarray:
    """What two ways to sum N components may differ by, (S,)."""
    parts = np.stack([_one_by_one(components, point[None]) for point in x])  # (S, N', n)
    terms = np.max(lengths(parts), axis=-1)
    together = gradient_rounding(problem, x) + components.count * 1e-15 * terms
    return np.asarray(SAFETY * together)
