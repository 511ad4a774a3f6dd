"""Bounds with explicit constants: each factor of them matters, on records made by hand."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import NamedTuple

import numpy as np
import pytest
from gaps import BETA, FACTOR, MU, STEP, WINDOWS, constants, evidence
from holding import (
    by_hand,
    recorded,
    setting,
    theorem,
)

from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.statements.conclusions.bounds import (
    average_convex,
    average_nonconvex,
    average_unified,
    gap_at_last,
    gap_contracts,
    gap_unified,
)
from sam_theory.statements.theorem import Run
from sam_theory.verdict import Verdict


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


@pytest.mark.parametrize(("excess", "status"), [(-1e-4, "consistent"), (1e-4, "violated")])
@pytest.mark.parametrize("radius", [0.7, 0.05])
def test_gaps_of_the_last_iterate(radius: float, excess: float, status: str) -> None:
    """f(xᵏ) − f* = (1 + excess) max{(1 − ημ(2 − βη))ᵏ⁻¹Δ, β⁴η²ρ²/(2μ)} for k ≥ 2."""
    floor = BETA**4 * STEP**2 * radius**2 / (2 * MU)
    gaps = (1 + excess) * np.maximum(FACTOR ** np.arange(WINDOWS) * 5.0, floor)
    gaps[0] = 5.0
    assert gap_at_last(evidence(gaps, radius, 5.0)).status == status


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


def test_constants_are_taken_from_the_safe_ends_of_their_enclosures() -> None:
    found = constants(0.7, 1.3)
    assert (found.step, found.radius, found.lipschitz, found.convexity) == (0.3, 0.7, 3.0, 0.4)
    assert found.gap == pytest.approx(1.3, rel=1e-12)


SQUARE = "quadratic[eigenvalues=(2.0,)]"  # f = x²


RADIUS, GAP = 0.7, 1.3  # ρ, Δ
MIXTURE = 0.8  # λ: a = Lρ(1 − λ) = 0.42, b = Lρλ = 1.68
KEPT, REST = 0.58, 1.68  # 1 − a, b


class Average(NamedTuple):
    """A bound 2Δ/(ηT share) + floor on an average, and a method that it speaks of."""

    check: Callable[[Run], Verdict]
    floor: float
    method: str = "sam"
    share: float = 1.0

    def at(self, T: np.ndarray) -> np.ndarray:
        return np.asarray(2 * GAP / (STEP * T * self.share) + self.floor)


BOUNDS = {
    "si-yun-3.3": Average(average_convex, STEP * BETA**3 * RADIUS**2),
    "si-yun-3.4": Average(average_nonconvex, BETA**2 * RADIUS**2),
    "unified-sam-1": Average(
        average_unified, (REST / KEPT) ** 2, f"unified-sam[lam={MIXTURE}]", KEPT
    ),
}


def averaging(bound: Average, excess: np.ndarray) -> Run:
    """The average of ‖∇f‖² up to the end of window w is 1 + excess[w] times the bound."""
    facts = {
        "lipschitz": Fact(Enclosure(2.0, BETA), "by hand"),
        "infimum": Fact(Enclosure(-0.2, -0.2), "by hand"),
    }
    s = setting(SQUARE, bound.method, str(STEP), str(RADIUS), facts)
    trace = recorded(s, np.ones((len(excess), 1)))
    T = trace.edges[1:] - 1
    sums = T * (1 + excess) * bound.at(T)
    squares = np.diff(sums, prepend=0)
    return by_hand(s, trace, **{"values.first": GAP - 0.2, "gradients.squares": squares})


@pytest.mark.parametrize("name", BOUNDS)
def test_averages_just_inside_their_bound(name: str) -> None:
    for excess in (np.full(16, -1e-6), np.full(16, -1e-12)):
        assert BOUNDS[name].check(averaging(BOUNDS[name], excess)).status == "consistent"


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("window", [0, 1, 7, 15])
def test_averages_just_outside_of_their_bound_at_one_T(name: str, window: int) -> None:
    bound = BOUNDS[name]
    verdict = bound.check(averaging(bound, np.where(np.arange(16) == window, 1e-4, -1e-4)))
    assert verdict.status == "violated"
    assert verdict.evidence.endswith(f"at k = {window + 1}")
    assert verdict.slack == pytest.approx(-1e-4 * bound.at(np.array(window + 1.0)), rel=1e-6)


@pytest.mark.parametrize("name", BOUNDS)
def test_the_theorems_state_these_bounds(name: str) -> None:
    """Of a theorem's conclusions, one at least fails just outside, and holds just inside."""
    runs = (averaging(BOUNDS[name], np.full(16, excess)) for excess in (-1e-4, 1e-4))
    inside, outside = runs
    found = {(c.check(inside).status, c.check(outside).status) for c in theorem(name).conclusions}
    assert ("consistent", "violated") in found


@pytest.mark.parametrize(("excess", "status"), [(-1e-4, "consistent"), (1e-4, "violated")])
@pytest.mark.parametrize("gap", [5.0, 0.0])
def test_gaps_of_unified_sam(gap: float, excess: float, status: str) -> None:
    """f(xᵏ) − f* = (1 + excess)((1 − μt(1 − a))ᵏ⁻¹Δ + b²/(2μ(1 − a)²)) for k ≥ 2."""
    k = np.arange(WINDOWS)
    gaps = (1 + excess) * ((1 - MU * STEP * KEPT) ** k * gap + (REST / KEPT) ** 2 / (2 * MU))
    gaps[0] = gap
    run = evidence(gaps, RADIUS, gap, f"unified-sam[lam={MIXTURE}]")
    assert gap_unified(run).status == status


def test_no_bound_for_unified_sam_where_the_error_may_exceed_the_gradient() -> None:
    """λ = 0.5: a = Lρ(1 − λ) = 1.05."""
    run = evidence(np.full(WINDOWS, 5.0), RADIUS, 5.0, "unified-sam")
    assert gap_unified(run).status == average_unified(run).status == "undecided"
