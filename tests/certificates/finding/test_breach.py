"""Breaches of published bounds, found from the problem alone."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest

pytest.importorskip("flint")
from settings_of_certificates import dynamics

from sam_theory.certificates.finding.breach import find, rational_starts
from sam_theory.certificates.forms import Breach, Claim

UPPER = Claim(quantity="distance", relation="<=", bound="t*rho*mu/(1-t*mu)", kept=True)
QUOTED = Claim(
    quantity="gap",
    relation="<=",
    bound="(1-t*mu*(2-L*t))**(k-1)*Delta + t*L**2*rho**2/(2*mu*(2-L*t))",
)
AVERAGE = Claim(
    quantity="gradient-square-average", relation="<=", bound="2*Delta/(t*k) + t*L**3*rho**2"
)


def distance(start: tuple[Fraction, ...], spectrum: tuple[int, ...], t: str, k: int) -> mpmath.mpf:
    """‖xᵏ‖ of SAM with ρ = 0.1 on ½Σλx², in sixty digits."""
    x = [mpmath.mpf(c.numerator) / c.denominator for c in start]
    for _ in range(k - 1):
        g = [a * c for a, c in zip(spectrum, x, strict=True)]
        length = mpmath.sqrt(sum(c * c for c in g)) * 10
        probe = [c + d / length for c, d in zip(x, g, strict=True)]
        x = [c - mpmath.mpf(t) * a * d for a, c, d in zip(spectrum, x, probe, strict=True)]
    return mpmath.sqrt(sum(c * c for c in x))


def search(problem: str, step: str, radius: str, claim: Claim) -> Breach | None:
    setting = dynamics(problem, "sam", step, radius)
    return find(setting, claim, rational_starts(setting.problem, np.random.default_rng(0)))


def test_the_upper_bound_of_example_3_1() -> None:
    found = search("quadratic", "0.95", "0.1", UPPER)
    assert found is not None
    assert found.at > 1
    with mpmath.workdps(60):
        assert distance(found.start, (1, 10), "0.95", 1) < mpmath.mpf("1.9")
        assert distance(found.start, (1, 10), "0.95", found.at) > mpmath.mpf("1.9")


def test_it_stands_where_the_eigenvalues_are_close() -> None:
    assert search("quadratic[eigenvalues=(1.0, 1.5)]", "0.8", "0.1", UPPER) is None


@pytest.mark.parametrize(
    ("problem", "step", "radius"),
    [("quadratic[eigenvalues=(2.0,)]", "1/2", "1"), ("quadratic", "0.15", "0.1")],
)
def test_the_bound_quoted_from_dai(problem: str, step: str, radius: str) -> None:
    assert search(problem, step, radius, QUOTED) is not None


def test_it_stands_for_small_constants() -> None:
    assert search("quadratic[eigenvalues=(1.0,)]", "1/2", "1", QUOTED) is None


def test_a_bound_that_is_proved_is_not_broken() -> None:
    for problem in ("quadratic", "huber", "log-cosh"):
        assert search(problem, "0.1", "0.1", AVERAGE) is None


def test_other_relations_and_quantities() -> None:
    for quantity in ("value", "gap", "distance", "gradient", "least-gradient"):
        high = Claim(quantity=quantity, relation=">=", bound="1e6")
        low = Claim(quantity=quantity, relation=">=", bound="-1")
        assert search("quadratic", "0.1", "0.1", high) is not None
        assert search("quadratic", "0.1", "0.1", low) is None


def test_methods_that_draw_are_left_alone() -> None:
    setting = dynamics("quadratic", "rsam", "0.1", "0.1")
    claim = Claim(quantity="gap", relation="<=", bound="-1")
    starts = rational_starts(setting.problem, np.random.default_rng(0))
    assert find(setting, claim, starts) is None
