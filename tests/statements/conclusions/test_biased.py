"""The bias of n-SAM on the trap of m-SAM: what is claimed of E f from below."""

from __future__ import annotations

import numpy as np
from holding import drawn, observed, setting

from sam_theory.statements.conclusions.biased import bias, biased, farthest
from sam_theory.statements.conclusions.means import constants
from sam_theory.statements.theorem import Run, alone
from sam_theory.verdict import Status

STEP, RADIUS = 0.004, 0.125


def seen(start: float = 0.25 * RADIUS) -> Run:
    return observed(setting("msam-trap", "n-sam", str(STEP), str(RADIUS)), (start,), 1500)


def test_the_mean_stays_above_the_bias() -> None:
    assert biased(drawn(seen())).status is Status.CONSISTENT
    assert biased(drawn(seen(), scale=0.1)).status is Status.UNDECIDED  # few seeds for so little
    assert biased(drawn(seen(), scale=-1000.0)).status is Status.VIOLATED


def test_without_draws_nothing_is_said() -> None:
    assert biased(alone(seen())).status is Status.UNDECIDED


def test_the_bias_in_the_end() -> None:
    """(507/32768 − (9/4)tβ)βρ², and less before."""
    c = constants(seen())
    assert c is not None
    found = bias(c, 0.03, np.array([1.0, 1e5]))
    assert np.isclose(found[1], (507 / 32768 - 9 / 4 * STEP) * RADIUS**2)
    assert found[0] < 0 < found[1]


def test_no_draw_leads_further() -> None:
    run = seen(2 * RADIUS)
    c = constants(run)
    assert c is not None
    ends = -3 * RADIUS, 2 * RADIUS
    values = run.setting.problem.value(np.array(ends)[:, None])
    assert np.isclose(farthest(run, c, 2 * RADIUS), values.max() - c.infimum.lower)
    for step in (STEP, 1 / 8):
        for x in np.linspace(*ends, 400):
            after = [
                x - step * slope(run, j, x + RADIUS * np.sign(slope(run, i, x)))
                for i in (0, 1)
                for j in (0, 1)
            ]
            assert ends[0] <= min(after) <= max(after) <= max(x, RADIUS)


def slope(run: Run, i: int, x: float) -> float:
    """lᵢ′(x)."""
    components = run.setting.problem.components
    assert components is not None
    return float(components.gradient(np.array([x]), np.eye(2)[i])[0])
