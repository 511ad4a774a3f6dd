"""Formulas about sequences reduced to claims over the reals, at an index that is any."""

from __future__ import annotations

import pytest
from proving import checked

from sam_theory.proofs.proof import Reals, Step, hypothesis
from sam_theory.verdict import Status

GIVEN = {
    "all": "always(k, a[k] >= 1)",
    "late": "eventually(k, b[k] >= 1)",
    "since": "since(K, k, c[k] >= 1)",
    "often": "frequently(k, e[k] >= 1)",
    "L": "forall(y, z, norm(grad(y) - grad(z)) <= L*norm(y - z))",
    "move": "always(k, x[k + 1] == x[k] - t[k]*g[k])",
    "t": "always(k, t[k] >= 0)",
    "implied": "implies(q > 0, eventually(k, b[k] >= 2))",
    "q": "q > 1",
    "either": "p > 0 or tends(k, a[k], 0)",
    "first": "implies(p > 0, summable(k, a[k]))",
    "second": "implies(tends(k, a[k], 0), summable(k, a[k]))",
    "margin": "forall(r, implies(r > 0, q > r))",
}


def status(then: str, *keys: str, **at: str) -> Status:
    given = tuple(hypothesis(key, **(at if key in ("L", "margin") else {})) for key in keys)
    return checked(Step(name="1", check=Reals(then=then, given=given)), GIVEN).verdict.status


PROVED = [
    ("always(k, a[k]**2 >= 1)", ("all",), {}),
    ("eventually(k, a[k] + b[k] >= 2)", ("all", "late"), {}),
    ("eventually(k, b[k] + c[k] >= 2 and k >= K)", ("late", "since"), {}),
    ("since(K, k, a[k] + c[k] >= 2)", ("all", "since"), {}),
    ("frequently(k, b[k] + e[k] >= 2)", ("late", "often"), {}),
    ("eventually(k, b[k] >= 2)", ("implied", "q"), {}),
    ("summable(k, a[k])", ("either", "first", "second"), {}),
    ("q > 1/2", ("margin",), {"r": "1/2"}),
    (
        "always(k, norm(grad(x[k + 1]) - grad(x[k])) <= L*t[k]*norm(g[k]))",
        ("L", "move", "t"),
        {"y": "x[k + 1]", "z": "x[k]"},
    ),
    ("forall(r, r**2 >= 0)", (), {}),
    ("always(k, k >= 1)", (), {}),
]
NOT_PROVED = [
    ("always(k, c[k] >= 1)", ("since",), {}),
    ("always(k, a[k] >= 2)", ("all",), {}),
    ("eventually(k, b[k] >= 2)", ("implied",), {}),
    ("summable(k, a[k])", ("either", "first"), {}),
    ("q > 1/2", ("margin",), {"r": "-1"}),
    ("always(k, k >= 2)", (), {}),
    ("always(k, 1/a[k] > 0)", (), {}),
    ("q/q == 1", (), {}),
]


@pytest.mark.parametrize(("then", "keys", "at"), PROVED)
def test_proved(then: str, keys: tuple[str, ...], at: dict[str, str]) -> None:
    assert status(then, *keys, **at) is Status.PROVED


@pytest.mark.parametrize(("then", "keys", "at"), NOT_PROVED)
def test_not_proved(then: str, keys: tuple[str, ...], at: dict[str, str]) -> None:
    assert status(then, *keys, **at) is not Status.PROVED


def test_a_contradiction_among_premises_says_nothing_else() -> None:
    given = {"a": "p > 0", "b": "p < 0"}
    refs = (hypothesis("a"), hypothesis("b"))
    assert checked(Step(name="1", check=Reals(then="q > 0", given=refs)), given).verdict.status is (
        Status.UNDECIDED
    )
    assert checked(Step(name="1", check=Reals(then="False", given=refs)), given).verdict.status is (
        Status.PROVED
    )
