"""log(1 + eᶻ) in two halves is what one call of NumPy gives."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.setting.softplus import both_ways, softplus

ENDS = np.array([0.0, -0.0, 745.0, -745.0, -800.0, 1e308, -1e308, np.inf, -np.inf])


@pytest.mark.parametrize("scale", [1e-300, 1e-8, 1.0, 30.0, 700.0])
def test_it_is_exact_to_rounding(scale: float) -> None:
    z = np.concatenate([scale * np.random.default_rng(0).standard_normal(1000), ENDS])
    with np.errstate(all="ignore"):
        expected, both = np.logaddexp(z, np.zeros_like(z)), np.logaddexp(z, -z)
        np.testing.assert_allclose(softplus(z), expected, rtol=1e-15, atol=5e-324)
        np.testing.assert_allclose(both_ways(z), both, rtol=1e-15)
