"""Balls compared: what overlaps is not told apart."""

from __future__ import annotations

import pytest

flint = pytest.importorskip("flint")
from sam_theory.proofs.number import Balls  # noqa: E402  # after the extra is known to be there

ORDER = {  # of balls: a below b, overlapping it, the same number
    "below": ((1.0, 0.25), (2.0, 0.25)),
    "overlapping": ((1.5, 1.0), (2.5, 1.0)),
    "equal": ((2.0, 0.0), (2.0, 0.0)),
}
KNOWN: dict[str, dict[str, bool | None]] = {
    "below": {"<": True, "<=": True, ">": False, ">=": False, "==": False, "!=": True},
    "overlapping": dict.fromkeys(("<", "<=", ">", ">=", "==", "!=")),
    "equal": {"<": False, "<=": True, ">": False, ">=": True, "==": True, "!=": False},
}
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@pytest.mark.parametrize("name", ORDER)
@pytest.mark.parametrize("relation", MIRRORED)
def test_balls_are_compared(name: str, relation: str) -> None:
    a, b = (flint.arb(*ball) for ball in ORDER[name])
    assert Balls({}).compare(relation, a, b) is KNOWN[name][relation]
    assert Balls({}).compare(MIRRORED[relation], b, a) is KNOWN[name][relation]


@pytest.mark.parametrize(
    ("name", "truths", "expected"),
    [
        ("and", [True, None], None),
        ("and", [False, None], False),
        ("and", [True, True], True),
        ("or", [False, None], None),
        ("or", [True, None], True),
        ("or", [False, False], False),
        ("not", [None], None),
        ("not", [True], False),
        ("not", [False], True),
        ("implies", [False, None], True),
        ("implies", [None, True], True),
        ("implies", [None, False], None),
        ("implies", [True, False], False),
    ],
)
def test_what_is_not_known_is_carried_on(
    name: str, truths: list[bool | None], expected: bool | None
) -> None:
    assert Balls({}).connect(name, truths) is expected
