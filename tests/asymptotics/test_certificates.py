"""What is certified to be positive from some k on is positive there."""

from __future__ import annotations

import mpmath
from formulas import PHASES, SMOOTH, value_at
from hypothesis import given, settings
from hypothesis import strategies as st

from sam_theory.asymptotics.certificates import Certifier
from sam_theory.asymptotics.growth import Growth
from sam_theory.asymptotics.outcome import Undecidable, Undefined
from sam_theory.asymptotics.parsing import parse
from sam_theory.errors import UsageError

RESOLVED = mpmath.mpf(10) ** (-60)  # of values with 80 digits


@settings(max_examples=250, deadline=None, derandomize=True, phases=PHASES)
@given(SMOOTH, st.sampled_from([5, 17, 65]))
def test_certified_germs_are_positive(formula: str, start: int) -> None:
    growth = Growth()
    try:
        germ = growth.germ(parse(formula))
        certified = Certifier(growth.scale, start).positive(germ)
    except (Undecidable, Undefined, UsageError):
        return
    if not certified:
        return
    assert growth.sign(parse(formula)) == 1
    for k in (*range(start, start + 40), 10**3, 10**5, 10**8, 10**12):
        exact = value_at(formula, k)
        assert exact is None or exact > -RESOLVED, (formula, k)
