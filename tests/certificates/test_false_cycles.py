"""No false cycle is accepted, and each is seen to be false without the verifier."""

from __future__ import annotations

from certificates.false_cycles import DRAWN, FALSE
from certificates.falsifying import falsified
from certificates.verifying import accepted


def test_no_false_cycle_is_accepted() -> None:
    assert len(set(FALSE)) == len(FALSE) >= 250
    assert [case for case in (*FALSE, *DRAWN) if accepted(case)] == []


def test_each_is_false() -> None:
    assert [case for case in FALSE if not falsified(case)] == []
