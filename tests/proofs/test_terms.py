"""Formulas as syntax: free names, and substitution that captures nothing."""

from __future__ import annotations

import ast

import pytest

from sam_theory.proofs.terms import Refused, free_names, read, replace, replacements


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a + b[k]*f(y)", {"a", "b", "k", "f", "y"}),
        ("forall(y, f(y) >= c)", {"f", "c"}),
        ("since(K, k, a[k] <= a[K])", {"K", "a"}),
        ("total(i, a, b, c[i] + i)", {"a", "b", "c"}),
        ("tends(k, a[k], c)", {"a", "c"}),
        ("tends(k, a[k], k)", {"a", "k"}),
        ("exists(C, D, C <= D) and C > 0", {"C"}),
        ("norm(x) + sqrt(pi)", {"x"}),
    ],
)
def test_free_names(text: str, names: set[str]) -> None:
    assert free_names(read(text)) == names


@pytest.mark.parametrize(
    ("text", "by", "expected"),
    [
        ("a[k] + a[k + 1]", {"a[k]": "t[k]*k"}, "t[k] * k + t[k + 1] * (k + 1)"),
        ("P(K)", {"P(k)": "a[k] >= c"}, "a[K] >= c"),
        ("forall(y, f(y) >= c)", {"c": "y"}, "forall(y1, f(y1) >= y)"),
        ("forall(y, f(y) >= c)", {"y": "2"}, "forall(y, f(y) >= c)"),
        ("since(K, k, a[k] <= c)", {"K": "k", "c": "k"}, "since(k, k1, a[k1] <= k)"),
        ("total(i, K, k, a[i])", {"a[j]": "b[j]*i"}, "total(i1, K, k, b[i1] * i)"),
        ("gradient(f, grad)", {"f": "h", "grad": "dh"}, "gradient(h, dh)"),
        ("f(grad(y))", {"f(z)": "z + 1"}, "grad(y) + 1"),
        ("x[s[j]]", {"x[k]": "y[k + 1]"}, "y[s[j] + 1]"),
    ],
)
def test_what_is_put_in_captures_nothing(text: str, by: dict[str, str], expected: str) -> None:
    assert ast.unparse(replace(read(text), replacements(by))) == expected


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("a[k]", {"a": "b + 1"}),
        ("f(y)", {"f": "2"}),
        ("a", {"a[k]": "k"}),
        ("f(y, z)", {"f(y)": "y"}),
        ("gradient(f, grad)", {"f(y)": "y"}),
    ],
)
def test_what_is_of_another_kind_is_refused(text: str, by: dict[str, str]) -> None:
    with pytest.raises(Refused, match="another kind"):
        replace(read(text), replacements(by))


@pytest.mark.parametrize(
    "text", ["a +", "forall(2, a)", "forall(y, y, a)", "f.g(y)", "f(y=1)", "[a for a in b]"]
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        replace(read(text), replacements({"q": "1"}))


def test_a_key_that_is_no_name_is_refused() -> None:
    with pytest.raises(Refused, match="must be c"):
        replacements({"a + b": "1"})
