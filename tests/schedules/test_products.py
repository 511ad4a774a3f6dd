"""Products of MultiplicativeLR's factors; their values are held against PyTorch's elsewhere."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from sam_theory.errors import UsageError
from sam_theory.schedules.laws import Index
from sam_theory.schedules.products import product_of
from sam_theory.schedules.schedule import Schedule

FACTORS: list[tuple[str, Callable[[int], float]]] = [
    ("0.98", lambda e: 0.98),
    ("0.5 if epoch < 7 else 0.9", lambda e: 0.5 if e < 7 else 0.9),
    ("0.5 if epoch <= 7 else 0.9", lambda e: 0.5 if e <= 7 else 0.9),
    ("0.5 if epoch > 7 else 0.9", lambda e: 0.5 if e > 7 else 0.9),
    ("0.5 if epoch >= 7 else 0.9", lambda e: 0.5 if e >= 7 else 0.9),
    ("0.5 if epoch >= 0 else 0.9", lambda e: 0.5),
    ("0.5 if epoch == 7 else 0.9", lambda e: 0.5 if e == 7 else 0.9),
    ("0.5 if epoch == 0 else 0.9", lambda e: 0.5 if e == 0 else 0.9),
    ("0.5 if epoch % 5 == 0 else 0.9", lambda e: 0.5 if e % 5 == 0 else 0.9),
    ("0.5 if epoch % 5 == 3 else 0.9", lambda e: 0.5 if e % 5 == 3 else 0.9),
    ("0.9 ** (0.1 * epoch - 1)", lambda e: 0.9 ** (0.1 * e - 1)),
    ("exp(-epoch / 50)", lambda e: math.exp(-e / 50)),
    ("(epoch + 1) / (epoch + 3)", lambda e: (e + 1) / (e + 3)),
    ("(2*epoch + 7) / (epoch + 1.5)", lambda e: (2 * e + 7) / (e + 1.5)),
    ("0.9 * (epoch + 2) / (epoch + 1) * 1.01", lambda e: 0.9 * (e + 2) / (e + 1) * 1.01),
]


@pytest.mark.parametrize(("text", "factor"), FACTORS)
@pytest.mark.parametrize("first", [0, 1])
def test_products(text: str, factor: Callable[[int], float], first: int) -> None:
    formula = product_of(text, first)(Index())
    found = Schedule(formula).values(np.arange(1, 61))
    expected = [math.prod(factor(j) for j in range(first, e + 1)) for e in range(60)]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_a_product_that_starts_at_zero_has_no_quotient() -> None:
    assert product_of("epoch / (epoch + 1)", 1)(Index())
    with pytest.raises(UsageError, match="no formula"):
        product_of("epoch / (epoch + 1)", 0)


@pytest.mark.parametrize(
    "text",
    [
        "epoch**2",
        "epoch",
        "epoch / 5",
        "(epoch + 1) / (epoch + 1.5)",
        "1 + 1/epoch",
        "0.9 if sin(epoch) > 0 else 1",
        "0.9 if epoch < 5.5 else 1",
        "0.9 if epoch < 5 else epoch",
        "0.9 ** (epoch**2)",
        "(epoch + 1) / (epoch + 100)",
    ],
)
def test_products_without_a_formula(text: str) -> None:
    with pytest.raises(UsageError, match="no formula that is known; give the rate itself"):
        product_of(text, 1)
