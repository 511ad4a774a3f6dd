"""What is tried first for a run."""

from __future__ import annotations

import pytest

pytest.importorskip("flint")
from stepping import dynamics

from sam_theory.certificates.finding import attempt as attempts
from sam_theory.certificates.finding.attempt import attempt
from sam_theory.certificates.forms import Cycle, Short


def test_steps_that_are_too_short_ask_for_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def unasked(*_: object) -> None:
        raise AssertionError("no run is needed")

    monkeypatch.setattr(attempts, "path", unasked)
    found = attempt(dynamics("rosenbrock", "0.0001/k**2", "0.01"), (-1.0, 1.0))
    assert found is not None
    assert isinstance(found.certificate, Short)


def test_constant_steps_are_followed() -> None:
    found = attempt(dynamics("quadratic[eigenvalues=(1.0,)]", "1/2"), (0.3,), 400)
    assert found is not None
    assert isinstance(found.certificate, Cycle)
