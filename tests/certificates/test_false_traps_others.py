"""No false trap is accepted: the other half of them."""

from __future__ import annotations

import pytest
from certificates.false_traps import FALSE
from certificates.verifying import accepted


@pytest.mark.parametrize("part", range(1, 20, 2))
def test_no_false_trap_is_accepted(part: int) -> None:
    assert [case for case in FALSE[part::20] if accepted(case)] == []
