"""Weighted components as problems of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sam_theory.setting.facts import Facts
from sam_theory.setting.problem import Array, Components, Problem

MOST = 64  # components that are asked for one by one


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


def few(count: int) -> range:
    """The components that are asked for one by one."""
    return range(min(count, MOST))


def single(problem: Problem, components: Components, i: int) -> Problem:
    """fᵢ as a problem."""
    return weighted(problem, components, np.eye(1, components.count, i)[0])
