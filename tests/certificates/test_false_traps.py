"""No false trap is accepted, and each is seen to be false without the verifier."""

from __future__ import annotations

import pytest
from certificates.false_traps import FALSE, OVER
from certificates.falsifying import falsified
from certificates.verifying import accepted


def test_there_are_enough_of_them() -> None:
    assert len(FALSE) >= 250
    assert len(set(FALSE)) == len(FALSE)
    assert all(case.why for case in FALSE)


@pytest.mark.parametrize("part", range(0, 20, 2))
def test_no_false_trap_is_accepted(part: int) -> None:
    assert [case for case in FALSE[part::20] if accepted(case)] == []


def test_each_is_false() -> None:
    assert [case for case in (*FALSE, *OVER) if not falsified(case)] == []


@pytest.mark.parametrize("case", OVER, ids=lambda case: f"{case.entry.at}")
def test_a_run_from_a_stationary_point_is_over(case) -> None:
    assert not accepted(case)
