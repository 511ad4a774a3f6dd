"""True certificates are accepted, but for those of which the reason is known."""

from __future__ import annotations

from certificates import true_cycles, true_traps
from certificates.falsifying import falsified
from certificates.verifying import accepted

TRUE = (*true_traps.TRUE, *true_cycles.TRUE)


def test_there_are_enough_of_them() -> None:
    assert len(TRUE) >= 100
    assert all(case.why for case in TRUE)


def test_none_is_seen_to_be_false() -> None:
    assert [case for case in TRUE if falsified(case)] == []


def test_they_are_accepted() -> None:
    assert [case for case in TRUE if accepted(case) == bool(case.refused)] == []
