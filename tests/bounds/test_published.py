"""What is published, read from the catalogues, is what the papers print."""

from __future__ import annotations

from fractions import Fraction

import pytest
from asking_bounds import asked

from sam_theory.bounds.inequality import step_bound
from sam_theory.bounds.published import closed_form, published
from sam_theory.library.catalogues import Library

L, T, RHO, S = Fraction(2), Fraction(1, 5), Fraction(1, 3), Fraction(3, 2)
LIBRARY = Library()


def said(method: str, functions: str, name: str, **more: Fraction) -> Fraction | None:
    """What an inequality of that name says of one step at ‖∇f(x)‖ = S."""
    given = {"lipschitz": L, "step": T, "radius": RHO, **more}
    question = asked(method, functions, "decrease", "anywhere", **given)
    return {entry.name: bound for entry, bound in published(question, S, LIBRARY)}.get(name)


@pytest.mark.parametrize(
    ("method", "functions", "name", "printed"),
    [
        ("sam", "smooth-convex", "(25)", -T / 2 * (2 - L * T) * S**2 + L**3 * T**2 * RHO**2 / 2),
        ("sam", "smooth-convex", "(26)", -T / 2 * S**2 + L**3 * T**2 * RHO**2 / 2),
        (
            "igd-absolute[error=0.3]",
            "smooth",
            "(28)",
            -(2 - L * T - Fraction(3, 10) * (1 - L * T)) / 2 * T * S**2
            + ((1 - L * T) / 2 + L * T * Fraction(3, 20)) * T * Fraction(3, 10),
        ),
        (
            "igd-relative[error=0.25]",
            "descent",
            "(40)",
            -(Fraction(3, 2) - L * T * Fraction(25, 16)) / 2 * T * S**2,
        ),
        ("sam", "smooth", "the step to 3.4", -T / 2 * S**2 + T / 2 * L**2 * RHO**2),
    ],
)
def test_printed(method: str, functions: str, name: str, printed: Fraction) -> None:
    assert said(method, functions, name) == printed


def test_where_nothing_is_said() -> None:
    assert said("sam", "smooth", "(25)") is None  # convex f only
    assert said("sam", "smooth-convex", "(25)", step=Fraction(3, 5)) is None  # Lt > 1
    assert said("sam", "descent", "(28)") is None  # (3) only
    assert said("igd-relative[error=0.25]", "smooth", "(40)", step=Fraction(1)) is None  # (12)
    assert said("sam", "smooth", "(40)") is None  # no relative error
    assert said("sam", "smooth-convex", "(26)", step=Fraction(1, 2)) is None  # Lt = 1
    assert said("igd-absolute[error=0.3]", "smooth", "(28)", step=Fraction(1, 2)) is None
    assert said("igd-absolute[error=2.7]", "smooth", "(28)") is None  # c₁ < 0
    assert said("igd-absolute[error=3.4]", "smooth", "(28)", step=Fraction(49, 100)) is None  # c₂
    assert said("extragradient", "smooth", "the one-step bound") is None  # no Unified SAM
    assert said("usam", "smooth", "the one-step bound") is not None


def test_averages_and_gaps() -> None:
    question = asked("sam", "smooth-convex", "gradient-average", "Delta", iterations=2)
    by = {entry.name: bound for entry, bound in published(question, None, LIBRARY)}
    assert by["Theorem 3.3"] == 2 / Fraction(1, 2) / 2 + Fraction(1, 2) * Fraction(1, 16)
    strong = asked("sam", "smooth-strongly-convex[mu=0.1]", "gap", "Delta", iterations=2)
    by = {entry.name: bound for entry, bound in published(strong, None, LIBRARY)}
    rate, noise = 1 - Fraction(1, 20) * Fraction(3, 2), Fraction(1, 32) / Fraction(3, 10)
    assert by["Theorem 1, as quoted"] == rate**2 + noise


def test_bounds_that_need_strong_convexity() -> None:
    assert not published(asked("sam", "smooth-convex", "gap", "Delta"), None, LIBRARY)


def test_step_bound() -> None:
    """(12): t < (2 − 2ν)/(L(1 + ν)²)."""
    question = asked("igd-relative[error=0.25]", "smooth", "decrease", "anywhere", lipschitz=2)
    assert step_bound(question) == Fraction(3, 2) / (2 * Fraction(25, 16))
    assert step_bound(asked("sam", "smooth", "decrease", "anywhere")) is None


def test_closed_form_of_sam() -> None:
    question = asked(
        "sam", "smooth-convex", "decrease", "anywhere", lipschitz=L, step=T, radius=RHO
    )
    found = closed_form(question, S, LIBRARY)
    assert found is not None
    assert found[0] == "one-step-worst"
    assert found[2] == max(-T * S * q + L * T**2 * q**2 / 2 for q in (S, S + L * RHO))
