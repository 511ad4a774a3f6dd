"""Hypotheses about schedules, each as its worst key."""

from __future__ import annotations

import numpy as np
import pytest
from holding import between, unrun

from sam_theory.schedules.deciding import decide_all
from sam_theory.schedules.schedule import Schedule
from sam_theory.setting.facts import Fact
from sam_theory.statements.hypotheses.facts import (
    finite,
)
from sam_theory.statements.hypotheses.schedules import (
    PRODUCT_SUMMABLE,
    RADIUS_BOUNDED,
    RADIUS_POSITIVE,
    STEP_BOUNDED_BELOW,
    STEP_DECREASES_TO_ZERO,
    STEP_DIVERGES,
    STEP_POSITIVE,
    STEP_SQUARE_SUMMABLE,
    kl_tail,
)
from sam_theory.statements.theorem import Hypothesis
from sam_theory.verdict import Status, worst

BREAKING: tuple[
    tuple[Hypothesis, str, str, str], ...
] = (  # what it says, and a pair that breaks it
    (STEP_POSITIVE, "step-positive", "where(k < 3, 0, 1/k)", "0.1"),
    (STEP_DIVERGES, "step-diverges", "k**(-1.5)", "0.1"),
    (STEP_SQUARE_SUMMABLE, "step-square-summable", "k**(-0.5)", "0.1"),
    (STEP_DECREASES_TO_ZERO, "step-vanishes", "0.5+1/k", "0.1"),
    (STEP_DECREASES_TO_ZERO, "step-decreases", "(2+(-1)**k)/k", "0.1"),
    (STEP_BOUNDED_BELOW, "step-bounded-below", "1/k", "0.1"),
    (RADIUS_BOUNDED, "radius-bounded", "1/k", "log(k+1)"),
    (RADIUS_POSITIVE, "radius-positive", "1/k", "where(k < 3, 0, 0.1)"),
    (PRODUCT_SUMMABLE, "product-summable", "1/k", "0.1"),
)


@pytest.mark.parametrize(("hypothesis", "key", "step", "radius"), BREAKING)
def test_a_hypothesis_about_schedules_fails_where_one_of_its_keys_does(
    hypothesis: Hypothesis, key: str, step: str, radius: str
) -> None:
    """The pair breaks that key alone: the others of the hypothesis are proved on it."""
    made = unrun("sam", step, radius)
    assert hypothesis.decide(made).status is Status.REFUTED
    answers = decide_all(made.setting.step, made.setting.radius)
    keys = {k for other, k, _, _ in BREAKING if other is hypothesis}
    assert {k for k in keys if answers[k].status is not Status.PROVED} == {key}


PAIRS = (  # any two keys are told apart by one of them
    ("1/k", "k**(-0.1)"),
    ("0.5", "0.1"),
    ("k**(-2)", "log(k+1)"),
    ("k**(-0.5)", "k**(-0.5)"),
    ("where(k < 3, 0, 1/k)", "0.1"),
    ("0.5", "where(k < 3, 0, 0.1)"),
    ("(2+(-1)**k)*k**(-2)", "0.1"),
    ("k**(-0.5)", "k**(-2)"),
)


@pytest.mark.parametrize("hypothesis", {h.text: h for h, _, _, _ in BREAKING}.values())
@pytest.mark.parametrize("pair", PAIRS)
def test_a_hypothesis_about_schedules_is_as_its_worst_key(
    hypothesis: Hypothesis, pair: tuple[str, str]
) -> None:
    made = unrun("sam", *pair)
    answers = decide_all(made.setting.step, made.setting.radius)
    expected = worst(answers[key] for other, key, _, _ in BREAKING if other is hypothesis)
    assert expected.status in (Status.PROVED, Status.REFUTED)
    assert hypothesis.decide(made).status is expected.status


def test_the_pairs_tell_keys_apart() -> None:
    answers = [decide_all(Schedule(step), Schedule(radius)) for step, radius in PAIRS]
    columns = {key: tuple(a[key].status for a in answers) for key in answers[0]}
    assert len(set(columns.values())) == len(columns)


def test_finite() -> None:
    assert finite(None, "x").status is Status.UNDECIDED
    assert finite(between(1, np.inf), "x").status is Status.UNDECIDED
    assert finite(between(np.inf, np.inf), "x").status is Status.REFUTED
    assert finite(between(0, 0), "x").status is Status.PROVED


@pytest.mark.parametrize(
    ("step", "radius", "status"),
    [
        ("1/k", "k**(-0.1)", "proved"),
        ("1/k", "k**(-0.001)", "proved"),
        ("k**(-0.6)", "k**(-0.6)", "refuted"),  # 2 · 0.6 + 0.6 <= 2: fails even for q = 1
        ("k**(-0.6)", "k**(-0.9)", "proved"),  # 2 · 0.6 + 0.9 > 2: holds for q near 1
        ("1/k", "1", "refuted"),  # Σtε = ∞
    ],
)
def test_kl_tail_may_raise_the_exponent(step: str, radius: str, status: str) -> None:
    """Σ k^(−a) k^(−q(a+b−1)) < ∞ for some q < 1 exactly if 2a + b > 2, whatever q f has."""
    for q in (0.5, 0.75):
        made = unrun("sam", step, radius, {"kl_exponent": Fact(q, "by hand")})
        assert kl_tail(made).status == status
