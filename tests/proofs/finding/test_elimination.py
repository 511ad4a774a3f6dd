"""Division by equations keeps its account."""

from __future__ import annotations

import pytest

from sam_theory.proofs.exact.polynomial import Polynomial, parsed
from sam_theory.proofs.exact.verifier import Fact
from sam_theory.proofs.finding.elimination import elimination

SYSTEMS = [
    ("x-a*b", "y-x**2", "inverse(a)*a-1"),
    ("p*inverse(p)-1", "norm(u)**2-<u|u>", "<u|u>-p**2"),
    ("a*x-b", "a*y-b"),
    ("s-41/40", "s**2-1681/1600"),
    ("s", "s-1"),
    ("x_-x+2*t*x-2*t*rho", "P_-P*p", "x-rho-c*P"),
]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s[0])
def test_quotients_and_remainder_add_up(system: tuple[str, ...]) -> None:
    equations = [parsed(text) for text in system]
    found = elimination([Fact(p, "==") for p in equations])
    for text in ("x**2*y*a", "inverse(p)*p**3+norm(u)**3", "s**3+s*x_", "P_*x_*inverse(a)*a", "7"):
        p = parsed(text)
        rest, by = found.divided(p)
        total = rest
        for i, q in by.items():
            total = total + q * equations[i]
        assert total == p
        assert found.reduced(rest) == rest


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s[0])
def test_what_is_left_follows_from_the_equations(system: tuple[str, ...]) -> None:
    equations = [parsed(text) for text in system]
    for p, by in elimination([Fact(q, "==") for q in equations]).left:
        total = Polynomial.number(0)
        for i, q in by.items():
            total = total + q * equations[i]
        assert total == p


def test_definitions_are_substituted() -> None:
    found = elimination([Fact(parsed("w-1/2*L*t"), "=="), Fact(parsed("w-v"), "==")])
    assert found.reduced(parsed("w+v")) == parsed("L*t")
    assert not found.left


def test_inequalities_give_no_rules() -> None:
    assert not elimination([Fact(parsed("x"), ">="), Fact(parsed("y"), ">")]).rules
