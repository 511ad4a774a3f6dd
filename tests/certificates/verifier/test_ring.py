"""A ring: accepted where no step leaves it, refused where a number is another."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

pytest.importorskip("flint")
from sam_theory.certificates.dynamics import Dynamics, Place
from sam_theory.certificates.established import Established, Refused, refuted_properties
from sam_theory.certificates.forms import Entry, Ring
from sam_theory.certificates.verifier.accepting import accept, accept_run
from sam_theory.certificates.verifier.ring import (
    ROUND,
    _mean_value,
    _Question,
    _squares,
    inside,
    verify,
)
from sam_theory.library.catalogues import Library
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.facts import Fact, Facts
from sam_theory.setting.jets import ball, between

ROUND_BOWL = "quadratic[eigenvalues=(1.0, 1.0)]"
HALF = (Fraction(1, 2), Fraction(1, 2))
CIRCLE = Fraction(1, 5)  # tρ/(2 − t) for t = 1/2, ρ = 3/5: the radius of the two-cycles
RADIUS = (Fraction(3, 5), Fraction(3, 5))
RING = Ring(
    center=(Fraction(0), Fraction(0)),
    ends=(CIRCLE * 3 / 4, CIRCLE * 5 / 4),
    step=HALF,
    radius=RADIUS,
    slope=Fraction(149, 1000),
)
# For a ring from r − d to r + d the distances after a step are between r − d/2 and r + d/2.


def dynamics(problem: str = ROUND_BOWL, method: str = "sam", step: str = "0.5") -> Dynamics:
    library = Library()
    return Dynamics(
        problem=library.get("problems", problem),
        method=library.get("methods", method),
        step=Schedule(step),
        radius=Schedule("0.6"),
    )


def with_ends(low: str, high: str) -> Ring:
    return replace(RING, ends=(Fraction(low), Fraction(high)))


ACCEPTED = {
    "quadratic": (dynamics(), RING),
    "far from symmetric": (dynamics(), with_ends("0.15", "0.226")),
    "Huber's function": (dynamics("huber"), RING),
    "ranges": (
        dynamics(),
        replace(
            RING, step=(Fraction("0.49"), Fraction("0.51")), radius=(Fraction("0.59"), RADIUS[1])
        ),
    ),
}
BROKEN = {
    "low end": (dynamics(), with_ends("0.176", "0.25"), "leave"),
    "high end": (dynamics(), with_ends("0.15", "0.224"), "leave"),
    "slope": (dynamics(), replace(RING, slope=Fraction("0.1501")), "‖∇f‖"),
    "longer steps": (dynamics(), replace(RING, step=(HALF[0], Fraction("0.57"))), "leave"),
    "shorter steps": (dynamics(), replace(RING, step=(Fraction("0.43"), HALF[1])), "leave"),
    "larger radii": (dynamics(), replace(RING, radius=(RADIUS[0], Fraction("0.75"))), "leave"),
    "smaller radii": (dynamics(), replace(RING, radius=(Fraction("0.5"), RADIUS[1])), "leave"),
    "center": (dynamics(), replace(RING, center=(Fraction("0.03"), Fraction(0))), "leave|‖∇f‖"),
    "method": (dynamics(method="gradient-descent"), RING, "leave"),
    "eigenvalues": (dynamics("quadratic[eigenvalues=(1.0, 1.5)]"), RING, "leave"),
    "the whole disc": (dynamics(), with_ends("0", "0.25"), "ends"),
    "ends the wrong way": (dynamics(), with_ends("0.25", "0.15"), "ends"),
    "no slope": (dynamics(), replace(RING, slope=Fraction(0)), "slope"),
    "no step": (dynamics(), replace(RING, step=(Fraction(0), HALF[1])), "t > 0"),
    "negative radius": (dynamics(), replace(RING, radius=(-RADIUS[0], RADIUS[1])), "t > 0"),
    "on the line": (dynamics("quadratic[eigenvalues=(1.0,)]"), RING, "plane"),
    "in space": (dynamics("quadratic[eigenvalues=(1.0, 1.0, 1.0)]"), RING, "plane"),
    "with memory": (dynamics(method="vasso"), RING, "no state"),
    "drawing": (dynamics(method="m-sam"), RING, "draw nothing"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str) -> None:
    setting, ring = ACCEPTED[name]
    shown = accept(setting, ring)
    assert isinstance(shown, Established), shown
    assert shown.slope == ring.slope
    assert shown.bounded


@pytest.mark.parametrize("name", BROKEN)
def test_broken_ones_are_refused(name: str) -> None:
    setting, ring, reason = BROKEN[name]
    shown = verify(setting.problem, setting.method, ring, effort=500)
    assert isinstance(shown, Refused)
    assert any(part in shown.reason for part in reason.split("|"))


@pytest.mark.parametrize("name", ACCEPTED)
def test_no_point_of_many_leaves(name: str) -> None:
    """In floats, with the closed form of a step on ½‖x‖²: x⁺ = (1 − t)x − tρx/‖x‖."""
    _, ring = ACCEPTED[name]
    rng = np.random.default_rng(1)
    r, t, rho = (
        rng.uniform(float(low), float(high), 2000)
        for low, high in (ring.ends, ring.step, ring.radius)
    )
    after = np.abs((1 - t) * r - t * rho)
    assert ((ring.ends[0] <= after) & (after <= ring.ends[1])).all()


def test_a_run_is_in_the_ring_from_some_k_on() -> None:
    start = (Fraction(2), Fraction(1))
    shown = accept_run(dynamics(), RING, Entry(start=start, at=12))
    assert isinstance(shown, Established)
    assert refuted_properties(shown, Facts(convex=Fact(True, "by hand"))).keys() == {
        "liminf-gradient",
        "stationary-accumulation",
        "gradient-limit",
        "iterate-limit",
    }
    assert isinstance(accept_run(dynamics(), RING, Entry(start=start, at=1)), Refused)
    later = accept_run(dynamics(step="0.5+1/k"), RING, Entry(start=start, at=12))
    assert isinstance(later, Refused)


def test_a_place_is_inside_where_the_schedules_stay_in_the_ranges() -> None:
    place = Place((ball(0), ball(CIRCLE)))
    assert inside(dynamics(), RING, place, 1)
    assert not inside(dynamics(), RING, Place((ball(0), ball(1))), 1)
    assert not inside(dynamics(step="0.5+1/k"), RING, place, 1)
    assert not inside(replace(dynamics(), radius=Schedule("0.6+1/k")), RING, place, 1)


def test_pieces_go_all_the_way_round() -> None:
    assert 2 * np.pi < ROUND


def test_the_mean_value_theorem_holds_on_a_piece() -> None:
    """Where directions differ: the distance after a step, and ‖∇f‖, are in what encloses them."""
    setting = dynamics("quadratic[eigenvalues=(1.0, 2.5)]")
    question = _Question(problem=setting.problem, method=setting.method, ring=RING)
    sides, middle = [between(0.18, 0.22), between(0.3, 0.5)], [ball(0.2), ball(0.4)]
    offset = [side - m for side, m in zip(sides, middle, strict=True)]
    enclosed = [
        _mean_value(over, at, offset)[0]
        for over, at in zip(_squares(question, sides), _squares(question, middle), strict=True)
    ]
    for r in np.linspace(0.181, 0.219, 5):
        for angle in np.linspace(0.301, 0.499, 5):
            x = r * np.array([np.cos(angle), np.sin(angle)])
            slope = np.array([1.0, 2.5]) * x
            probe = x + 0.6 * slope / np.linalg.norm(slope)
            after = x - 0.5 * np.array([1.0, 2.5]) * probe
            assert enclosed[0].contains(ball(float(after @ after)))
            assert enclosed[1].contains(ball(float(slope @ slope)))
