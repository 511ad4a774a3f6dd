"""Whether f is the mean of the components that a problem states, and what is stated of these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sam_theory.auditing import oracles
from sam_theory.auditing.curvature import Curvature, Extreme, search
from sam_theory.auditing.sampling import (
    SAFETY,
    Sample,
    around,
    gradient_rounding,
    gradients,
    lengths,
    shown,
    value_rounding,
    values,
)
from sam_theory.auditing.smoothness import at_most, unbounded
from sam_theory.setting.facts import Enclosure, Facts
from sam_theory.setting.problem import Array, Components, Problem
from sam_theory.setting.spread import variance_at
from sam_theory.verdict import Verdict, consistent, undecided, violated

POINTS = 60  # of the sample
MOST = 64  # components that are asked for one by one
SEARCHED = 3  # of them, the steepest between points of the sample and CLOSE ones near each
CLOSE = 4
ROUNDS, BRED, ELITE = 16, 96, 8  # of the search for the greatest variance


def check(
    problem: Problem, components: Components, sample: Sample, rng: np.random.Generator
) -> Iterator[tuple[str, Verdict]]:
    """The verdicts on the components, on their common constant of (3), and on their variance."""
    mean = _mean(problem, components, sample, rng)
    yield "components", mean
    if mean.fails:
        return
    if components.lipschitz is not None:
        found = _lipschitz(problem, components, components.lipschitz.value, sample, rng)
        yield "components_lipschitz", found
    if components.variance is not None:
        spread = _variance(components, components.variance.value, sample, rng)
        yield "components_variance", spread


def weighted(problem: Problem, components: Components, weights: np.ndarray) -> Problem:
    """Σᵢ wᵢfᵢ as a problem of which nothing is known; its f is NaN where no values are stated."""

    def each(x: Array) -> np.ndarray:
        return np.broadcast_to(weights, (*x.shape[:-1], components.count))

    def value(x: Array) -> Array:
        given = components.value
        return np.full(x.shape[:-1], np.nan) if given is None else given(x, each(x))

    return replace(
        problem,
        value=value,
        gradient=lambda x: components.gradient(x, each(x)),
        facts=Facts(),
        components=None,
    )


# ---- the mean


def _mean(
    problem: Problem, components: Components, sample: Sample, rng: np.random.Generator
) -> Verdict:
    """Whether Σᵢ wᵢ∇fᵢ is linear in the weights, ∇f for the weights 1/N, and the slope of Σᵢ wᵢfᵢ.

    So likewise for the values.
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
    sizes = np.max([np.abs(_single(problem, components, i).value(x)) for i in _few(count)], axis=0)
    allowed = SAFETY * (value_rounding(problem, x) + count * 1e-15 * sizes)
    excess = np.where(np.isfinite(mean - f), np.abs(mean - f) - allowed, -np.inf)
    if np.max(excess) > 0:
        at = int(np.argmax(excess))
        return violated(
            f"at x = {shown(x[at])} the components' mean is {mean[at]:.10g}, f is {f[at]:.10g}"
        )
    for weights in (*np.eye(count)[list(_few(count))[:SEARCHED]], rng.uniform(0, 2 / count, count)):
        slope = oracles.gradient(weighted(problem, components, weights), sample, rng)
        if slope.fails:
            return violated(f"weighted components: {slope.evidence}", slope.slack)
    return None


def _few(count: int) -> range:
    return range(min(count, MOST))


def _single(problem: Problem, components: Components, i: int) -> Problem:
    return weighted(problem, components, np.eye(1, components.count, i)[0])


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


# ---- the constants


def _lipschitz(
    problem: Problem,
    components: Components,
    stated: Enclosure,
    sample: Sample,
    rng: np.random.Generator,
) -> Verdict:
    """Each ∇fᵢ is searched like ∇f; of many components those that rise fastest in the sample."""
    singles = [_single(problem, components, i) for i in _few(components.count)]
    chosen = singles
    if len(singles) > SEARCHED:
        near = around(sample, rng, CLOSE)
        points = sample[np.repeat(np.arange(len(sample.x)), CLOSE)]
        rises = [_rise(single, points, near) for single in singles]
        chosen = [singles[i] for i in np.argsort(rises)[-SEARCHED:]]
    nothing = sample[:0]
    searches = [[search(p, sample, nothing, rng) for p in chosen] for _ in range(2)]
    found = tuple(_steepest(several) for several in searches)
    text, whole = "‖∇fᵢ(x) − ∇fᵢ(y)‖/‖x − y‖", len(chosen) == components.count
    if not stated.absent:
        return at_most(stated, found, text, whole=whole)
    growth = np.max([s.growth[:, 0] for several in searches for s in several], axis=0)
    return unbounded(growth, found, text, whole=whole)


def _steepest(several: list[Curvature]) -> Extreme:
    return max((s.steepest for s in several), key=lambda extreme: extreme.quotient)


def _rise(single: Problem, sample: Sample, near: Sample) -> float:
    """The greatest ‖∇fᵢ(x) − ∇fᵢ(y)‖/‖x − y‖ among points near each other."""
    change = lengths(gradients(single, sample.x) - gradients(single, near.x))
    noise = gradient_rounding(single, sample.x) + gradient_rounding(single, near.x)
    quotient = (change - noise) / lengths(sample.x - near.x)
    return float(np.max(np.where(np.isfinite(quotient), quotient, 0.0)))


def _variance(
    components: Components, stated: Enclosure, sample: Sample, rng: np.random.Generator
) -> Verdict:
    if components.count > MOST:
        return undecided(f"more than {MOST} components are not asked for one by one")
    searches = [_widest(components, sample, rng) for _ in range(2)]
    found, text = tuple(extreme for extreme, _ in searches), "(1/N) Σ ‖∇fᵢ(x) − ∇f(x)‖²"
    if not stated.absent:
        return at_most(stated, found, text)
    return unbounded(np.max([growth for _, growth in searches], axis=0), found, text)


def _widest(
    components: Components, sample: Sample, rng: np.random.Generator
) -> tuple[Extreme, np.ndarray]:
    """The greatest variance that breeding from the sample finds, and that after each round."""
    best, reached, history = sample, _surely(components, sample), []
    for _ in range(ROUNDS):
        farther = Sample(2 * best.x, 2 * best.scale)  # where it may have no bound
        bred = _joined(around(best, rng, max(1, BRED // len(best.x))), farther)
        pool = np.concatenate([reached, _surely(components, bred)])
        order = np.argsort(pool)[-ELITE:]
        best, reached = _joined(best, bred)[order], pool[order]
        history.append(float(reached[-1]))
    top = best.x[-1]
    return Extreme(history[-1], top, top), np.array(history)


def _surely(components: Components, sample: Sample) -> np.ndarray:
    """The variance at each point less its rounding; −∞ where it is not finite."""
    value, rounding = variance_at(components, sample.x)
    return np.where(np.isfinite(value - rounding), value - rounding, -np.inf)


def _joined(one: Sample, other: Sample) -> Sample:
    return Sample(np.concatenate([one.x, other.x]), np.concatenate([one.scale, other.scale]))
