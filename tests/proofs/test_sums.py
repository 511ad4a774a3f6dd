"""Finite sums and means: linear, unfolded at their ends."""

from __future__ import annotations

import pytest

from sam_theory.proofs.normal import Normal
from sam_theory.proofs.terms import Refused, read

NORMAL = Normal(frozenset({"x"}))


def equal(a: str, b: str) -> bool:
    return NORMAL.scalar(read(a)) == NORMAL.scalar(read(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("total(i, K, K, a[i])", "0"),
        ("total(i, K, k + 1, a[i])", "total(i, K, k, a[i]) + a[k]"),
        ("total(i, K, k + 2, a[i])", "total(i, K, k, a[i]) + a[k] + a[k + 1]"),
        ("total(i, K + 1, k, a[i])", "total(i, K, k, a[i]) - a[K]"),
        ("total(i, 1, 3, a[i])", "a[1] + a[2]"),
        ("total(i, K, k, c*a[i] - b[i]/d)", "c*total(j, K, k, a[j]) - total(i, K, k, b[i])/d"),
        ("total(i, K, k, 1)", "k - K"),
        ("total(i, K, k, c)", "c*(k - K)"),
        ("total(i, K, m, a[i]) + total(i, m, k, a[i])", "total(i, K, k, a[i])"),
        ("total(i, k, K, a[i])", "-total(i, K, k, a[i])"),
        ("mean(xi, c*a(xi) + b(xi) - d)", "c*mean(xi, a(xi)) + mean(xi, b(xi)) - d"),
        ("mean(xi, mean(eta, a(xi)))", "mean(eta, a(eta))"),
    ],
)
def test_equal(a: str, b: str) -> None:
    assert equal(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("total(i, K, k, a[i])", "total(i, K, k, a[i]**2)"),
        ("total(i, K, k, i*a[i])", "k*total(i, K, k, a[i])"),
        ("total(i, K, k + 1, a[i])", "total(i, K, k, a[i]) + a[k + 1]"),
        ("total(i, K, k, 1)", "k - K + 1"),
        ("mean(xi, a(xi)**2)", "mean(xi, a(xi))**2"),
        ("mean(xi, a(xi)*b(xi))", "mean(xi, a(xi))*mean(xi, b(xi))"),
        ("tail(i, k, c*a[i])", "c*tail(i, k, a[i])"),  # only where the series converges
    ],
)
def test_not_equal(a: str, b: str) -> None:
    assert not equal(a, b)


def test_values_of_sums() -> None:
    """The unfolded sum of i², from 2 to 4, is 4 + 9 + 16."""
    assert equal("total(i, 2, 5, i**2)", "29")


def test_a_sum_has_four_arguments() -> None:
    with pytest.raises(Refused, match="a sum must read"):
        NORMAL.scalar(read("total(i, 1, a[i])"))
