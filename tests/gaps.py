"""Runs made by hand of which f(xᵏ) − f* is given."""

from __future__ import annotations

import numpy as np
from holding import by_hand, recorded, setting

from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.statements.conclusions.bounds import Numbers, numbers
from sam_theory.statements.theorem import Run

STEP, BETA, MU, INFIMUM = 0.3, 3.0, 0.4, -0.2  # t, L, μ, f*
FACTOR = 1 - STEP * MU * (2 - BETA * STEP)  # 0.868
WINDOWS = 16  # of one iteration each


def evidence(gaps: np.ndarray, radius: float, first: float, method: str = "sam") -> Run:
    """The evidence of a run in which f(xᵏ) − f* is gaps[k − 1] and f(x¹) − f* is `first`."""
    facts = {
        "lipschitz": Fact(Enclosure(2.0, BETA), "by hand"),
        "strong_convexity": Fact(Enclosure(MU, 1.7), "by hand"),
        "infimum": Fact(Enclosure(INFIMUM, INFIMUM), "by hand"),
    }
    s = setting("quadratic[eigenvalues=(2.0,)]", method, str(STEP), str(radius), facts)
    values = INFIMUM + gaps
    trace = recorded(s, np.ones((len(gaps), 1)))
    return by_hand(
        s, trace, **{"values.low": values, "values.high": values, "values.first": INFIMUM + first}
    )


def constants(radius: float, gap: float) -> Numbers:
    """The constants of such a run."""
    found = numbers(evidence(np.full(WINDOWS, gap), radius, gap))
    assert found is not None
    return found
