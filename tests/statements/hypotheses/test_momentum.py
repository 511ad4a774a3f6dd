"""Heavy balls: which methods they are, and what is asked of their step."""

from __future__ import annotations

import pytest
from holding import LIBRARY, evidence, observed, setting

from sam_theory.setting.displacement import ascent
from sam_theory.statements.holding import hold
from sam_theory.statements.hypotheses.methods import heavy_ball, momentum_of
from sam_theory.statements.hypotheses.momentum import RELATIVE_SHARE, STEP_FOR_MOMENTUM
from sam_theory.verdict import Status


@pytest.mark.parametrize(
    ("name", "with_ascent", "at_x"),
    [
        ("usam-momentum", True, False),
        ("heavy-ball", False, True),
        ("sam-momentum", False, False),  # normalized
        ("usam-momentum[nesterov=True]", False, False),
        ("heavy-ball[weight_decay=0.1]", False, False),
        ("usam", False, False),
    ],
)
def test_which_methods_are_balls(name: str, with_ascent: bool, at_x: bool) -> None:
    method = LIBRARY.get("methods", name)
    assert heavy_ball(method, ascent) is with_ascent
    assert heavy_ball(method, None) is at_x


def test_the_momentum_and_the_probe_are_known() -> None:
    ball = LIBRARY.get("methods", "usam-momentum[momentum=0.3]")
    assert momentum_of(ball) == 0.3
    assert ball.shape.mixture == 0
    assert momentum_of(LIBRARY.get("methods", "usam")) == 0


@pytest.mark.parametrize(
    ("method", "step", "radius", "expected"),
    [
        ("heavy-ball[momentum=0.5]", "0.99/L", "0", Status.PROVED),  # tL < 2(1 − β) = 1
        ("heavy-ball[momentum=0.5]", "1/L", "0", Status.REFUTED),
        ("heavy-ball[momentum=0.5]", "0.99/L", "5/L", Status.PROVED),  # which does not use ρ
        ("usam-momentum[momentum=0.5]", "0.99/L", "0.1/L", Status.REFUTED),
        ("usam-momentum[momentum=0.5]", "0.66/L", "0.1/L", Status.PROVED),  # 1 − 3/9 = 2/3
        ("usam-momentum[momentum=0.5]", "0.67/L", "0.1/L", Status.REFUTED),
        ("usam-momentum[momentum=0]", "0.1/L", "1/L", Status.REFUTED),
    ],
)
def test_the_step(method: str, step: str, radius: str, expected: Status) -> None:
    seen = evidence("quadratic", method, step, radius, None, 10)
    assert STEP_FOR_MOMENTUM.decide(seen).status is expected


def test_the_share() -> None:
    for radius, status in (("0.9/L", Status.PROVED), ("1/L", Status.REFUTED)):
        seen = evidence("quadratic", "usam-momentum[momentum=0.2]", "0.1/L", radius, None, 10)
        assert RELATIVE_SHARE.decide(seen).status is status


@pytest.mark.parametrize("problem", ["quadratic", "ripple", "huber", "log-cosh", "smooth-power"])
def test_what_is_proved_shows(problem: str) -> None:
    s = setting(problem, "usam-momentum[momentum=0.2]", "0.5/L", "0.1/L")
    first, _ = hold(LIBRARY.get("theorems", "khanh-momentum-1"), observed(s, None, 4000))
    assert first.promised
    assert not first.verdict.fails
