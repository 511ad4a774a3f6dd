"""Whether f is the mean of the components that a problem states, and what is stated of these."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sam_theory.auditing import oracles
from sam_theory.auditing.sampling import (
    SAFETY,
    Sample,
    gradient_rounding,
    gradients,
    lengths,
    shown,
    value_rounding,
    values,
)
from sam_theory.auditing.spreads import lipschitz, variance
from sam_theory.auditing.weighting import MOST, few, single, weighted
from sam_theory.setting.problem import Components, Problem
from sam_theory.verdict import Verdict, consistent, undecided, violated

POINTS = 60  # of the sample
COMPONENTS = 3  # whose values are held against their gradients, and random weights


def check(
    problem: Problem, components: Components, sample: Sample, rng: np.random.Generator
) -> Iterator[tuple[str, Verdict]]:
    """The verdicts on the components, on their common constant of (3), and on their variance."""
    mean = _mean(problem, components, sample, rng)
    yield "components", mean
    if mean.fails:
        return
    if components.lipschitz is not None:
        found = lipschitz(problem, components, components.lipschitz.value, sample, rng)
        yield "components_lipschitz", found
    if components.variance is not None:
        spread = variance(components, components.variance.value, sample, rng)
        yield "components_variance", spread


def _mean(
    problem: Problem, components: Components, sample: Sample, rng: np.random.Generator
) -> Verdict:
    """Whether Σᵢ wᵢ∇fᵢ is linear in the weights, ∇f for the weights 1/N, and the slope of Σᵢ wᵢfᵢ.

    Σᵢ wᵢfᵢ must be f for the weights 1/N.
    """
    x = sample.x[:POINTS]
    x = x[np.all(np.isfinite(gradients(problem, x)), axis=-1)]
    count = components.count
    if count < 1:
        return violated(f"the number of components must be at least 1; it is {count}")
    if not len(x):
        return undecided("∇f is finite at no point that was sampled")
    try:
        found = _held(problem, components, x)
        if components.value is None or found.fails:
            return found
        wrong = _with_values(problem, components, sample, rng)
        return found if wrong is None else wrong
    except Exception as error:
        return violated(f"the components raise {type(error).__name__}: {error}")


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


def _with_values(
    problem: Problem, components: Components, sample: Sample, rng: np.random.Generator
) -> Verdict | None:
    """What is wrong with the values of the components, if anything is."""
    count, x = components.count, sample.x[:POINTS]
    equal = weighted(problem, components, np.full(count, 1 / count))
    mean, f = np.asarray(equal.value(x)), values(problem, x)
    if mean.shape != f.shape:
        return violated(f"for points of shape {x.shape} the components' value has {mean.shape}")
    sizes = np.max([np.abs(single(problem, components, i).value(x)) for i in few(count)], axis=0)
    allowed = SAFETY * (value_rounding(problem, x) + count * 1e-15 * sizes)
    excess = np.where(np.isfinite(mean - f), np.abs(mean - f) - allowed, -np.inf)
    if np.max(excess) > 0:
        at = int(np.argmax(excess))
        return violated(
            f"at x = {shown(x[at])} the components' mean is {mean[at]:.10g}, f is {f[at]:.10g}"
        )
    for weights in (
        *np.eye(count)[list(few(count))[:COMPONENTS]],
        rng.uniform(0, 2 / count, count),
    ):
        slope = oracles.gradient(weighted(problem, components, weights), sample, rng)
        if slope.fails:
            return violated(f"weighted components: {slope.evidence}", slope.slack)
    return None


def _one_by_one(components: Components, x: np.ndarray) -> np.ndarray:
    """∇fᵢ(x) of the first components, (N', n)."""
    units = np.eye(min(components.count, MOST), components.count)
    return np.concatenate([np.asarray(components.gradient(x, e[None])) for e in units])


def _rounding(problem: Problem, components: Components, x: np.ndarray) -> np.ndarray:
    """What two ways to sum N components may differ by, (S,)."""
    parts = np.stack([_one_by_one(components, point[None]) for point in x])  # (S, N', n)
    terms = np.max(lengths(parts), axis=-1)
    together = gradient_rounding(problem, x) + components.count * 1e-15 * terms
    return np.asarray(SAFETY * together)
