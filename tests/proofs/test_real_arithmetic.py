"""How hard z3 is asked, and where it is asked again."""

from __future__ import annotations

from typing import Any

import pytest

z3 = pytest.importorskip("z3")
from sam_theory.proofs import real_arithmetic  # noqa: E402  # after the extra is known to be there
from sam_theory.proofs.claim import Claim  # noqa: E402
from sam_theory.proofs.real_arithmetic import GUESSES, SIMPLE, decide  # noqa: E402
from sam_theory.proofs.solver import EFFORT, QUICK_EFFORT, ask  # noqa: E402
from sam_theory.verdict import Status  # noqa: E402

Asked = list[tuple[tuple[Any, ...], int]]
FALSE = Claim(("x > 0",), "x*y + z <= dot(G, G)", ("G",))
VARIABLES = {"x", "y", "z", "G[1]"}


def resisting(monkeypatch: pytest.MonkeyPatch, times: float) -> Asked:
    """What is asked, where z3 gives up so many times before it answers."""
    asked: Asked = []

    def answer(*constraints: Any, effort: int = EFFORT) -> tuple[str, Any]:
        asked.append((constraints, effort))
        return ask(*constraints, effort=effort) if len(asked) > times else ("unknown", None)

    monkeypatch.setattr(real_arithmetic, "ask", answer)
    return asked


def test_a_claim_that_resists_is_asked_at_simple_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the variables are set, in so many guesses, before the whole effort is spent."""
    asked = resisting(monkeypatch, float("inf"))
    assert decide(FALSE).status is Status.UNDECIDED
    (whole, quick), *guesses, (last, full) = asked
    assert (quick, full) == (QUICK_EFFORT, EFFORT)
    assert len(last) == len(whole)
    assert len(guesses) == GUESSES
    for constraints, effort in guesses:
        assert effort == QUICK_EFFORT // 4
        pins = constraints[len(whole) :]
        assert all(z3.is_eq(pin) for pin in pins)
        ends = [sorted(pin.children(), key=z3.is_rational_value) for pin in pins]
        assert all(any(value.eq(simple) for simple in SIMPLE) for _, value in ends)
        names = {str(variable) for variable, _ in ends}
        assert len(names) == len(pins) == 2
        assert names < VARIABLES


def test_what_is_found_at_simple_values_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resisting(monkeypatch, 1)
    assert decide(FALSE).status is Status.REFUTED
    assert 2 <= len(asked) <= 1 + GUESSES


def test_a_quick_question_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resisting(monkeypatch, float("inf"))
    assert decide(FALSE, quick=True).status is Status.UNDECIDED
    assert [effort for _, effort in asked] == [QUICK_EFFORT]
