"""Which series along a run are seen to converge."""

from __future__ import annotations

import numpy as np
import pytest
from holding import INDEX, evidence, judged, tracing

from sam_theory.verdict import Status


@pytest.mark.parametrize(
    ("terms", "status"),
    [
        (INDEX**-2.0, "consistent"),
        (INDEX**-1.3, "consistent"),
        (1 / INDEX, "undecided"),
        (1 / (INDEX * np.log(INDEX + 1)), "undecided"),
        (INDEX**-0.5, "undecided"),
        (np.exp(-INDEX), "consistent"),
    ],
)
def test_sums_over_octaves(terms: np.ndarray, status: str) -> None:
    """Of a run with ∇f → 0, the terms of the series replaced."""
    made = tracing(1 / INDEX)
    sums = np.add.reduceat(terms, made.trace.edges[:-1] - 1)
    seen = judged(made, **{"elapsed.squares": sums, "moves.work": sums})
    assert seen.properties["step-squares-summable"].status == status
    assert seen.properties["work-summable"].status == status


def test_gradients_that_stay_away_are_not_summable() -> None:
    seen = evidence("quadratic", "sam", "0.5/L", "0.5/L")
    assert seen.properties["liminf-gradient"].fails
    assert seen.properties["step-squares-summable"].status is Status.VIOLATED
    assert not seen.properties["work-summable"].holds


def test_small_terms_are_not_believed_where_the_gradient_is_open() -> None:
    """Terms that fall fast, and ‖∇f‖ that swings slowly."""
    made = tracing(2 + np.sin(np.log(INDEX)))
    sums = np.add.reduceat(INDEX**-3.0, made.trace.edges[:-1] - 1)
    seen = judged(made, **{"elapsed.squares": sums, "moves.work": sums})
    assert not seen.properties["step-squares-summable"].holds
    assert not seen.properties["work-summable"].holds


def test_errors_that_do_not_shrink_with_the_gradient() -> None:
    lasting = evidence("quadratic", "rsam", "1/(L*k)", "0.1", iterations=3000)
    fading = evidence("quadratic", "rsam", "1/(L*k)", "0.1/k", iterations=3000)
    assert not lasting.properties["errors-summable"].holds
    assert fading.trace.measured is None or fading.properties["errors-summable"].holds
