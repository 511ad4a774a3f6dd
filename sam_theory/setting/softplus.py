"""log(1 + eᶻ), of which the losses of logistic regression are made."""

from __future__ import annotations

import numpy as np

from sam_theory.setting.problem import Array, namespace


def softplus(z: Array) -> Array:
    """log(1 + eᶻ), exact to rounding for every z, in the shape of z."""
    if type(z) is np.ndarray and z.dtype == np.float64:  # np.logaddexp takes twice the time
        return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    xp = namespace(z)
    return xp.logaddexp(z, xp.zeros_like(z))


def both_ways(z: Array) -> Array:
    """log(eᶻ + e⁻ᶻ), likewise."""
    xp = namespace(z)
    if type(z) is np.ndarray and z.dtype == np.float64:
        return np.abs(z) + softplus(-2 * np.abs(z))
    return xp.logaddexp(z, -z)
