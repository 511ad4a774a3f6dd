"""Values to probe unknown constants with."""

from __future__ import annotations

from sam_theory.asymptotics.formula import CONSTANTS
from sam_theory.asymptotics.numeric import UNKNOWNS


def test_every_unknown_constant_has_a_value_to_probe_with() -> None:
    assert set(UNKNOWNS) == set(CONSTANTS)
    assert len(set(UNKNOWNS.values())) == len(CONSTANTS)
