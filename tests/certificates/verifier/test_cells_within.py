"""A ball is between two ends only if all of it is."""

from __future__ import annotations

from fractions import Fraction

import pytest

flint = pytest.importorskip("flint")
from sam_theory.certificates.verifier.cells import within  # noqa: E402


@pytest.mark.parametrize(
    ("low", "high", "inside"),
    [
        (1, 2, True),
        (1, None, True),
        (None, 2, True),
        (None, None, True),
        (1.3, 2, False),
        (1, 1.7, False),
        (1.3, None, False),
        (None, 1.7, False),
    ],
)
def test_within(low: float | None, high: float | None, inside: bool) -> None:
    ends = tuple(None if end is None else Fraction(end) for end in (low, high))
    assert within(ends, flint.arb(1.5, 0.25)) is inside  # type: ignore[arg-type]
