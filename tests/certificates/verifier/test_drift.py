"""Half spaces of drift: accepted where every step leads outwards and Σt = ∞, refused elsewhere."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

pytest.importorskip("flint")
from moving_cells import DRIFTS, drift, setting

from sam_theory.certificates.dynamics import Dynamics
from sam_theory.certificates.established import Established, Refused
from sam_theory.certificates.forms import Drift, Entry
from sam_theory.certificates.verifier.accepting import accept, accept_run
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.method import Method
from sam_theory.setting.point import Move, Point


@pytest.mark.parametrize("name", DRIFTS)
def test_accepted(name: str) -> None:
    dynamics, certificate, start = DRIFTS[name]
    shown = accept(dynamics, certificate)
    assert isinstance(shown, Established)
    assert shown.escapes
    assert not shown.unless_stationary
    entry = Entry(start=tuple(map(Fraction, start)), at=1)
    assert isinstance(accept_run(dynamics, certificate, entry), Established)


TAIL, FORWARD, _ = DRIFTS["exponential tail"]
BOWL = setting("quadratic[eigenvalues=(1.0,)]", "sam", "1/k", "1/2")
BROKEN: dict[str, tuple[Dynamics, Drift, str]] = {
    "direction": (TAIL, replace(FORWARD, direction=-1), ""),
    "neither direction": (TAIL, replace(FORWARD, direction=2), "direction"),
    "coordinate": (TAIL, replace(FORWARD, coordinate=1), "coordinate"),
    "range of ρ": (TAIL, drift("1", ("1/2", "1/4")), "range"),
    "negative ρ": (TAIL, drift("1", ("-1/2", "1/4")), "range"),
    "finite sum": (replace(TAIL, step=Schedule("1/k**1.01")), FORWARD, "Σ"),
    "a minimizer on the way": (BOWL, drift("-1", ("1/2", "1/2")), ""),
    "inwards": (BOWL, drift("1", ("1/2", "1/2")), "outwards"),
    "the other way": (BOWL, drift("1", ("1/2", "1/2"), direction=-1), "outwards"),
    "the gradient vanishes in it": (setting("log-drift", "sam", "1", "1/2"), drift("0"), ""),
    "a radius that turns it": (
        setting("saddle", "sam", "1", "1.001"),
        drift("1", ("0", "1.001"), coordinate=1),
        "outwards",
    ),
    "an end that such a radius needs": (
        setting("saddle", "sam", "1", "1.001"),
        drift("1.0009", ("0", "1.001"), coordinate=1),
        "outwards",
    ),
    "a state": (setting("linear", "heavy-ball", "1"), drift("1", direction=-1), "state"),
    "another coordinate counts": (
        setting("separable-logistic", "gradient-descent", "1/k"),
        drift("1"),
        "more than",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_refused(name: str) -> None:
    dynamics, certificate, reason = BROKEN[name]
    shown = accept(dynamics, certificate)
    assert isinstance(shown, Refused)
    assert reason in shown.reason


def test_runs_that_are_not_there() -> None:
    entry = Entry(start=(Fraction(3, 2),), at=1)
    for dynamics, certificate in (
        (TAIL, replace(FORWARD, end=Fraction(16, 10))),
        (TAIL, drift("1", ("1/4", "0.499"))),
        (replace(TAIL, radius=Schedule("1/2+1/k")), FORWARD),
        (replace(TAIL, step=Schedule("1/k - 0.5*(k == 3)")), FORWARD),
    ):
        assert isinstance(accept_run(dynamics, certificate, entry), Refused)


def stepping(estimate: object, name: str) -> Method:
    def step(at: Point) -> Move:
        g = estimate(at)  # type: ignore[operator]
        return Move(at.x - at.step * g, g)

    return Method(name=name, formula="", step=step, error=None, source="a test")


def test_a_step_that_depends_on_k_or_t_is_refused() -> None:
    fading = stepping(lambda at: at.here / (at.k[:, None] * at.k[:, None]), "fading")
    damped = stepping(lambda at: at.here / (1 + at.step), "damped")
    for method in (fading, damped):
        shown = accept(replace(TAIL, method=method), FORWARD)
        assert isinstance(shown, Refused)
        assert "more than" in shown.reason


def test_a_step_that_is_not_what_it_says_is_refused() -> None:
    lying = replace(stepping(lambda at: at.here, "lying"), step=lambda at: Move(at.x, at.here))
    shown = accept(replace(TAIL, method=lying), FORWARD)
    assert isinstance(shown, Refused)
    assert "x⁺ = x − tg" in shown.reason


def test_a_step_that_fades_with_the_radius_is_refused() -> None:
    """Each is positive, at ρ = 0 too, but not by a margin for all ρ > 0."""
    fading = stepping(
        lambda at: 0 * at.here - np.where(at.radius == 0, 1.0, at.radius), "fading with ρ"
    )
    dynamics = replace(TAIL, method=fading)
    assert isinstance(accept(dynamics, drift("1", ("1/4", "1/2"))), Established)
    assert isinstance(accept(dynamics, drift("1", ("0", "0"))), Established)
    assert isinstance(accept(dynamics, drift("1", ("0", "1/2"))), Refused)
