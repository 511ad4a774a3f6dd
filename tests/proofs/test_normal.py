"""Normal forms: what is told to be the same, and what is not."""

from __future__ import annotations

import pytest

from sam_theory.proofs.normal import Normal
from sam_theory.proofs.terms import Refused, read

VECTORS = frozenset({"x", "y", "z", "grad"})


def normal(text: str) -> str:
    return Normal(VECTORS).formula(read(text))


SAME = [
    ("a*b + c >= 0", "c + b*a >= 0"),
    ("2*a >= 2*b", "b <= a"),
    ("a == b", "-b == -a"),
    ("(a + b)**2 > 0", "a**2 + 2*a*b + b**2 > 0"),
    ("norm(y - z) <= L", "norm(z - y) <= L"),
    ("norm(2*y) <= L", "2*norm(y) <= L"),
    ("dot(y + z, y - z) == 0", "sq(y) == sq(z)"),
    ("forall(y, f(y) >= c)", "forall(z, f(z) >= c)"),
    ("since(K, k, a[k] > 0)", "forall(m, implies(m >= K, a[m] > 0))"),
    ("always(k, a[k] > 0)", "since(1, k, a[k] > 0)"),
    ("forall(y, forall(z, f(y) >= f(z)))", "forall(y, z, f(y) >= f(z))"),
    ("implies(a > 0, implies(b > 0, c > 0))", "implies(b > 0 and a > 0, c > 0)"),
    ("not a < b", "a >= b"),
    ("a < b < c", "b < c and a < b"),
    ("grad(y) == grad(z)", "grad(z) - grad(y) == 0"),
    ("summable(k, a[k]*b[k])", "summable(j, b[j]*a[j])"),
    ("a/2 > 0", "a > 0"),
    ("tends(k, x[s[k]], y)", "tends(j, x[s[j]], y)"),
]
OTHER = [
    ("a >= 0", "a > 0"),
    ("a <= b", "b <= a"),
    ("norm(y - z) <= L", "norm(y + z) <= L"),
    ("forall(y, z, f(y) >= f(z))", "forall(z, f(y) >= f(z))"),
    ("forall(y, exists(C, f(y) <= C))", "exists(C, forall(y, f(y) <= C))"),
    ("eventually(k, a[k] > 0)", "frequently(k, a[k] > 0)"),
    ("since(K, k, a[k] > 0)", "since(K1, k, a[k] > 0)"),
    ("implies(a > 0, b > 0)", "implies(b > 0, a > 0)"),
    ("a > 0 or b > 0", "a > 0 and b > 0"),
    ("a*(1/a) == 1", "1 == 1"),  # only where a ≠ 0
    ("sqrt(a**2) == a", "0 == 0"),
    ("tends(k, a[k], c)", "tends(k, a[k], d)"),
    ("tends(k, a[k], c)", "liminf(k, a[k], c)"),
    ("a[k + 1] > 0", "a[k] > 0"),
    ("x[s[j]] == y", "x[j] == y"),
    ("f(grad(y)) > 0", "f(y) > 0"),
    ("mu**q > 0", "mu**r > 0"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_same(a: str, b: str) -> None:
    assert normal(a) == normal(b)


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_not_the_same(a: str, b: str) -> None:
    assert normal(a) != normal(b)


@pytest.mark.parametrize(
    "text",
    [
        *("y <= z", "y + 1 > 0", "a[1/2] > 0", "a[k - 1] > 0", "a[q] > 0", "a[-k] > 0"),
        *("norm(a) > 0", "dot(y, a) > 0", "max(a) > 0", "a[0] > 0", "a[2*k] > 0"),
    ],
)
def test_what_has_no_meaning_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        normal(text)


def test_a_natural_number_is_at_least_one() -> None:
    assert normal("k >= 1") == normal("k >= 0") == "True"
    assert normal("k >= 2") != "True"
    assert normal("a >= 1") != "True"
