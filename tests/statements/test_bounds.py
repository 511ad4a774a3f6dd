"""Bounds on gaps under strong convexity: each factor of them matters, on records made by hand."""

from __future__ import annotations

from math import inf, log

import numpy as np
import pytest
from holding import by_hand, recorded, setting

from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.statements.conclusions.bounds import (
    Numbers,
    average_nonconvex,
    gap_contracts,
    numbers,
)
from sam_theory.statements.conclusions.horizons import horizon_step
from sam_theory.statements.theorem import Run

STEP, BETA, MU, INFIMUM = 0.3, 3.0, 0.4, -0.2  # t, L, μ, f*
FACTOR = 1 - STEP * MU * (2 - BETA * STEP)  # 0.868
WINDOWS = 16  # of one iteration each


def evidence(gaps: np.ndarray, radius: float, first: float) -> Run:
    """The evidence of a run in which f(xᵏ) − f* is gaps[k − 1] and f(x¹) − f* is `first`."""
    facts = {
        "lipschitz": Fact(Enclosure(2.0, BETA), "by hand"),
        "strong_convexity": Fact(Enclosure(MU, 1.7), "by hand"),
        "infimum": Fact(Enclosure(INFIMUM, INFIMUM), "by hand"),
    }
    s = setting("quadratic[eigenvalues=(2.0,)]", "sam", str(STEP), str(radius), facts)
    values = INFIMUM + gaps
    trace = recorded(s, np.ones((len(gaps), 1)))
    return by_hand(
        s, trace, **{"values.low": values, "values.high": values, "values.first": INFIMUM + first}
    )


def contracting(excess: np.ndarray, gap: float = 5.0) -> Run:
    """Without a radius: f(xᵏ) − f* = (1 + excess)(1 − tμ(2 − Lt))ᵏ⁻¹ Δ."""
    k = np.arange(WINDOWS)
    return evidence((1 + excess) * FACTOR**k * gap, 0.0, gap)


def test_gaps_just_inside_a_contraction_by_the_factor() -> None:
    assert gap_contracts(contracting(np.full(WINDOWS, -1e-6))).status == "consistent"


@pytest.mark.parametrize("window", [1, 5, 15])
def test_gaps_just_outside_of_a_contraction_at_one_k(window: int) -> None:
    verdict = gap_contracts(contracting(np.where(np.arange(WINDOWS) == window, 1e-4, -1e-4)))
    assert verdict.status == "violated"
    assert f" at k = {window + 1};" in verdict.evidence


@pytest.mark.parametrize(("excess", "status"), [(-1e-4, "consistent"), (1e-4, "violated")])
@pytest.mark.parametrize("radius", [0.7, 0.05])
def test_gaps_near_the_floor(radius: float, excess: float, status: str) -> None:
    """From f(x¹) = f*, so that nothing but tL²ρ²/(2μ(2 − Lt)) is left of the bound."""
    floor = STEP * BETA**2 * radius**2 / (2 * MU * (2 - BETA * STEP))
    gaps = np.full(WINDOWS, (1 + excess) * floor)
    gaps[0] = 0.0
    assert gap_contracts(evidence(gaps, radius, 0.0)).status == status


# ---- an infimum that is not known exactly


def squares(level: float, low: float, high: float) -> Run:
    """A run from f(x¹) = 4.8 with average squared gradients `level`, inf f in [low, high]."""
    made = evidence(np.full(WINDOWS, 5.0), 0.0, 5.0)
    infimum = {"infimum": Fact(Enclosure(low, high), "by hand")}
    s = setting(
        "quadratic[eigenvalues=(2.0,)]",
        "sam",
        str(STEP),
        "0",
        {"lipschitz": Fact(Enclosure(2.0, BETA), "by hand")} | infimum,
    )
    sums = np.full(WINDOWS, level)
    return by_hand(s, made.trace, **{"gradients.squares": sums})


@pytest.mark.parametrize(
    ("level", "low", "high", "status"),
    [
        (1.9, 0.0, 0.0, "consistent"),  # 2Δ/(tT) = 2 at T = 16, Δ = 4.8
        (2.1, 0.0, 0.0, "violated"),
        (1.9, 0.0, 1.0, "undecided"),  # the bound may be less
        (2.1, -1.0, 0.0, "undecided"),  # the bound may be more
        (2.6, -1.0, 0.0, "violated"),
        (2.1, -inf, 0.0, "undecided"),
        (2.1, 0.0, inf, "violated"),
    ],
)
def test_bounds_by_an_enclosure_of_the_infimum(
    level: float, low: float, high: float, status: str
) -> None:
    assert average_nonconvex(squares(level, low, high)).status == status


# ---- the step for a horizon


def constants(radius: float, gap: float) -> Numbers:
    found = numbers(evidence(np.full(WINDOWS, gap), radius, gap))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("radius", "gap", "T", "expected"),
    [
        (0.7, 1.3, 200, log(0.16 * 1.3 * 200**2 / (27 * 0.49)) / (0.4 * 200)),
        (0.05, 1.3, 2000, log(0.16 * 1.3 * 2000**2 / (27 * 0.0025)) / (0.4 * 2000)),
        (20.0, 1.3, 200, 1 / (0.4 * 200)),  # the logarithm is below 1
        (0.7, 0.0, 200, 1 / (0.4 * 200)),  # it is −∞
        (0.7, 1.3, 10, 1 / 6),  # 1/(2β) is less
        (0.0, 1.3, 10_000, 1 / 6),  # the logarithm is ∞
    ],
)
def test_the_step_for_a_horizon(radius: float, gap: float, T: int, expected: float) -> None:
    """η = min{(1/(μT)) max{1, log(μ²ΔT²/(β³ρ²))}, 1/(2β)}, μ = 0.4, β = 3."""
    assert horizon_step(constants(radius, gap), T) == pytest.approx(expected, rel=1e-12)


def test_constants_are_taken_from_the_safe_ends_of_their_enclosures() -> None:
    found = constants(0.7, 1.3)
    assert (found.step, found.radius, found.lipschitz, found.convexity) == (0.3, 0.7, 3.0, 0.4)
    assert found.gap == pytest.approx(1.3, rel=1e-12)
