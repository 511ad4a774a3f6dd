"""Certificates are found for true claims of many kinds, and for no false one."""

from __future__ import annotations

import pytest

from sam_theory.proofs.finding.search import certificate
from sam_theory.proofs.real_arithmetic import Claim

UVW = ("u", "v", "w")

TRUE = [
    ("a*b <= (a**2 + b**2)/2",),
    ("(a + b + c)**2 <= 3*(a**2 + b**2 + c**2)",),
    ("a/b + b/a >= 2", "a > 0", "b > 0"),
    ("x**3 >= 0", "x >= 0"),
    ("x == y", "x**3 == y**3", "x > 0", "y > 0"),
    ("1/(1 + x) >= 1 - x", "x > -1"),
    ("sqrt(a*b) <= (a + b)/2", "a >= 0", "b >= 0"),
    ("sqrt(1 + x) <= 1 + x/2", "x >= 0"),
    ("abs(a + b) <= abs(a) + abs(b)",),
    ("abs(abs(a) - abs(b)) <= abs(a - b)",),
    ("max(a, b) == (a + b + abs(a - b))/2",),
    ("dot(u, v) <= norm(u)*norm(v)",),
    ("norm(u - w) <= norm(u - v) + norm(v - w)",),
    ("norm(u) - norm(v) <= norm(u - v)",),
    ("sq(u + v) + sq(u - v) == 2*sq(u) + 2*sq(v)",),
    ("norm(u)/norm(u) == 1", "norm(u) > 0"),
    ("norm((r/norm(u))*u) == r", "norm(u) > 0", "r > 0"),
    ("sq(u) <= c**2*sq(v)", "norm(u) <= c*norm(v)"),
    ("x <= M*M", "x <= a*M", "a <= M", "M >= 0"),
    ("implies(x > 0, y > 0)", "x*y > 0"),
    ("x >= 1 or x <= 0", "x == 1 or x == -1 or x == 0"),
]


@pytest.mark.parametrize("claim", TRUE, ids=lambda c: c[0])
def test_true_claims(claim: tuple[str, ...]) -> None:
    then, *given = claim
    assert certificate(Claim(tuple(given), then, UVW)) is not None


FALSE = [
    ("a*b <= (a**2 + b**2)/3",),
    ("(a + b + c)**2 <= 2*(a**2 + b**2 + c**2)",),
    ("a/b + b/a >= 2", "a > 0"),
    ("a/b + b/a > 2", "a > 0", "b > 0"),
    ("x**3 >= 0",),
    ("x == y", "x**2 == y**2"),
    ("1/(1 + x) >= 1 - x",),
    ("1/(1 + x) <= 1 - x", "x > -1"),
    ("sqrt(a*b) <= (a + b)/3", "a >= 0", "b >= 0"),
    ("sqrt(a) <= a", "a >= 0"),
    ("sqrt(a**2) == a",),
    ("abs(a + b) == abs(a) + abs(b)",),
    ("abs(a - b) <= abs(a) - abs(b)",),
    ("max(a, b) >= a + b", "a >= 0"),
    ("min(a, b) >= 0", "a >= 0"),
    ("dot(u, v) < norm(u)*norm(v)",),
    ("dot(u, v) <= norm(u)*norm(w)", "norm(v) <= 2*norm(w)"),
    ("norm(u - w) < norm(u - v) + norm(v - w)",),
    ("norm(u) + norm(v) <= norm(u + v)",),
    ("dot(u, v) == 0",),
    ("dot(u, w) >= 0", "dot(u, v) >= 0", "dot(v, w) >= 0"),
    ("norm(u)/norm(u) == 1",),
    ("norm((r/norm(u))*u) == r", "norm(u) > 0"),
    ("norm(u) == 0", "norm(u) == norm(v)"),
    ("u == v", "norm(u) == norm(v)"),
    ("u == v", "dot(u, w) == dot(v, w)"),
    ("sq(u) <= c*sq(v)", "norm(u) <= c*norm(v)"),
    ("norm(u) <= c*norm(v)", "sq(u) <= c**2*sq(v)"),
    ("x <= M*M", "x <= a*M", "a <= M"),
    ("implies(x > 0, y > 0)", "x*y >= 0"),
    ("x >= 1", "x == 1 or x == -1"),
    ("x*y > 0", "x > 0 or y > 0"),
    ("x > 0", "x >= 0"),
    ("x > 0", "x**2 > 0"),
    ("x >= 1", "x**2 >= 1"),
    ("x*y <= z*b", "x <= z", "y <= b"),
    ("x/y <= z/y", "x <= z"),
    ("1/x <= 1/y", "x >= y"),
    ("x <= y/c", "c*x <= y"),
    ("f_ <= f", "f_ <= f - t*sq(u)"),
    ("f_ <= f - t*sq(u)/2", "f_ <= f - t*sq(u) + L*t**2*sq(u)/2", "t > 0", "L > 0"),
    ("dot(u, v) >= (1 - c)*sq(u)", "norm(v - u) <= 2*c*norm(u)", "c >= 0"),
    ("sq(u) <= 2*m*(f - low)", "m > 0", "low >= f + dot(u, v) + m/2*sq(v)"),
    ("e_ <= q*e", "e_ <= q*e + b", "b >= 0"),
    ("d <= R", "d <= r + S", "r < R/2", "S < R"),
    ("x < eps", "x < eps/2 + y", "y < eps"),
    ("False", "x >= 0", "y >= 0", "x + y <= 0"),
    ("False", "u != v", "norm(u) == norm(v)"),
    ("pi**2 < 9",),
    ("t*L < 1", "t <= 1/L", "L > 0"),
    ("x == x/x*x",),
]


def test_how_many_false_claims_there_are() -> None:
    assert len({claim[0:] for claim in FALSE}) >= 50


@pytest.mark.parametrize("claim", FALSE, ids=lambda c: " given ".join(c[:2]))
def test_false_claims(claim: tuple[str, ...]) -> None:
    then, *given = claim
    assert certificate(Claim(tuple(given), then, UVW), budget=10_000) is None


def test_what_is_found_does_not_depend_on_what_was_asked_before() -> None:
    claim = Claim(("a > 0", "b > 0"), "a/b + b/a >= 2", ())
    assert certificate(claim) == certificate(claim)


def test_without_effort_nothing_is_found() -> None:
    assert certificate(Claim(("x >= 1",), "x >= 0", ()), budget=0) is None
