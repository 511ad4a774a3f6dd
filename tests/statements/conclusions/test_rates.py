"""Which rates a record shows."""

from __future__ import annotations

import numpy as np
import pytest

from sam_theory.properties.rates import decay, linearly, of_order
from sam_theory.verdict import Status

EDGES = np.unique(np.ceil(2.0 ** (np.arange(16 * 14) / 16)).astype(np.int64))


@pytest.mark.parametrize(
    ("values", "linear", "root"),
    [
        (lambda k: np.exp(-k / 30), "consistent", "consistent"),
        (lambda k: np.exp(-k / 1e5), "undecided", "undecided"),
        (lambda k: 1 / k, "violated", "consistent"),
        (lambda k: k**-0.5, "violated", "consistent"),
        (lambda k: k**-0.3, "violated", "violated"),
        (lambda k: np.exp(-np.sqrt(k)), "undecided", "consistent"),
        (lambda k: 1 / np.log(k + 2), "undecided", "undecided"),
        (lambda k: (k + 3000) ** -1.0, "undecided", "consistent"),
        (lambda k: np.exp(-k) + 1e-30, "consistent", "consistent"),
        (lambda k: sum(np.exp(-k / 4**j) / 2**j for j in range(5)), "consistent", "consistent"),
    ],
)
@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e200])
def test_rates(values: object, linear: str, root: str, scale: float) -> None:
    """Whether the decay is linear, and whether it is O(k^(−½))."""
    assert callable(values)
    fall = decay(np.append(EDGES, 2**14), scale * values(EDGES.astype(float)), 1e-20 * scale)
    assert linearly(fall, "y").status == linear
    assert of_order(fall, 0.5, "y").status == root


def test_rates_of_nothing() -> None:
    assert decay(np.append(EDGES, 2**14), np.zeros(len(EDGES)), 1e-300) is None
    assert linearly(None, "y").status is Status.UNDECIDED
    assert of_order(None, 1.0, "y").status is Status.UNDECIDED
