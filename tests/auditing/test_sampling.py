"""How far rounding carries gradients: measured by what changes of x in its last digits do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sam_theory.auditing.sampling import EPS, gradient_rounding
from sam_theory.library.catalogues import Library
from sam_theory.setting.problem import Array


def test_rounding_is_seen_where_changes_of_all_coordinates_cancel() -> None:
    """∇f = a⟨a, x⟩ at x = (c, 0, −c), a = (1, 1, 1)/3: ⟨a, x⟩ is the difference of equal numbers.

    All of x by a factor, or its coordinates by two in turn, leave that difference at 0.
    """

    def gradient(x: Array) -> Array:
        return np.sum(x / 3, axis=-1, keepdims=True) * np.full(3, 1 / 3)

    problem = replace(Library().get("problems", "least-squares"), gradient=gradient)
    size = 1e4
    (found,) = gradient_rounding(problem, np.array([[size, 0.0, -size]]))
    assert found > EPS * size / 3
