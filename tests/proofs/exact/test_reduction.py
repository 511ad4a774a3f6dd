"""A claim becomes a case that is satisfiable where the claim fails or is undefined."""

from __future__ import annotations

import pytest

from sam_theory.proofs.exact.reduction import negated
from sam_theory.proofs.finding.search import certificate
from sam_theory.proofs.real_arithmetic import Claim
from sam_theory.proofs.terms import Refused


def holds(then: str, *given: str, vectors: tuple[str, ...] = ()) -> bool:
    """Whether a certificate is found."""
    return certificate(Claim(given, then, vectors)) is not None


TRUE = [
    ("x/x == 1", ("x != 0",)),
    ("implies(x > 0, x/x == 1)", ()),
    ("implies(x != 0, 1/x**2 > 0)", ()),
    ("sqrt(x)**2 == x", ("x >= 0",)),
    ("sqrt(x) >= 0", ("x >= 0",)),
    ("x > 0", ("1/x > 0", "x != 0")),
    ("1/(1/x) == x", ("x > 0",)),
    ("abs(x) >= x and abs(x) >= -x", ()),
    ("max(x, y) >= min(x, y)", ()),
    ("max(x, y) == x or max(x, y) == y", ()),
    ("x == 0", ("x**2 <= 0",)),
    ("not x < 0", ("x >= 0",)),
    ("x < 0 or x >= 0", ()),
    ("x < 1 < y", ("2*x < 2", "y == 2")),
    ("pi > 3", ()),
]


@pytest.mark.parametrize(("then", "given"), TRUE)
def test_what_is_true(then: str, given: tuple[str, ...]) -> None:
    assert holds(then, *given)


FALSE = [
    ("x/x == 1", ()),
    ("x/x == 1", ("x >= 0",)),
    ("0*(1/x) == 0", ()),
    ("1/x - 1/x == 0", ()),
    ("1/(x - x) == 1/(x - x)", ()),
    ("x != 0 or 1/x == 1/x", ()),
    ("implies(x > 0, y/x >= 0) and y/x == y/x", ("y > 0",)),
    ("implies(x/x == 1, x != 0)", ()),
    ("sqrt(x)**2 == x", ()),
    ("sqrt(x) >= 0", ()),
    ("x > 0", ("x >= 0",)),
    ("x > 0", ("1/x > 0",)),
    ("1/x == 0", ("x == 0",)),
    ("abs(x) == x", ()),
    ("max(x, y) == x", ("y <= x + 1",)),
    ("pi > 22/7", ()),
    ("pi == 355/113", ()),
]


@pytest.mark.parametrize(("then", "given"), FALSE)
def test_what_is_false_or_undefined(then: str, given: tuple[str, ...]) -> None:
    assert not holds(then, *given)


VECTORS = ("u", "v")


def test_vectors() -> None:
    assert holds("norm(u + v) <= norm(u) + norm(v)", vectors=VECTORS)
    assert holds("norm(-2*u) == 2*norm(u)", vectors=VECTORS)
    assert holds("dot(u, w) == dot(v, w)", "u == v", vectors=(*VECTORS, "w"))
    assert holds("u - v == 0", "norm(u - v) <= 0", vectors=VECTORS)
    assert holds("norm(u/c) == norm(u)/c", "c > 0", vectors=VECTORS)
    assert not holds("norm(u/c) == norm(u)/c", "c < 0", vectors=VECTORS)
    assert not holds("norm(u/c) == norm(u)/abs(c)", vectors=VECTORS)
    assert not holds("norm(u + v) == norm(u) + norm(v)", vectors=VECTORS)
    assert not holds("dot(u, v) >= 0", vectors=VECTORS)
    assert not holds("norm(u) > 0", vectors=VECTORS)
    assert not holds("norm(u) > 0", "u != v", vectors=VECTORS)


def test_premises_may_stand_in_any_order_and_spelling() -> None:
    first = Claim(("x > 0", "y >= 2*x"), "y > 0", ())
    again = Claim(("2*x - y <= 0", "0 < 3*x/3"), "0 < y", ())
    assert negated(first) == negated(again)


@pytest.mark.parametrize(
    "text",
    ["log(x) > 0", "x**y > 0", "x**(-1) > 0", "x**0.5 > 0", "a[k] > 0", "x", "x + 1", "u > v"],
)
def test_what_is_outside_real_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        negated(Claim((), text, ("u", "v")))
