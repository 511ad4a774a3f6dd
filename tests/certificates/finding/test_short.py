"""Runs that stop short, found, and compared with long runs in sixty digits."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest

pytest.importorskip("flint")
from settings_of_certificates import dynamics

from sam_theory.certificates.finding.short import find
from sam_theory.certificates.forms import Cell, Entry, Short

PARABOLA = "quadratic[eigenvalues=(1.0,)]"
SETTINGS = [
    ((PARABOLA, "sam", "0.5**k", "0.1"), (Fraction(8, 7),)),
    ((PARABOLA, "sam", "1/(k*log(k+1)**2)", "0.1"), (Fraction(8, 7),)),
    ((PARABOLA, "sam", "0.1*exp(-k/10)", "0.1/k"), (Fraction(8, 7),)),
    ((PARABOLA, "sam", "0.3/(k+3)**1.2", "0.1"), (Fraction(8, 7),)),
    ((PARABOLA, "usam", "1/(k+1)**2", "0.1/k"), (Fraction(8, 7),)),
    ((PARABOLA, "usam", "0.2*k**(-1.5)", "1/k**2"), (Fraction(8, 7),)),
    ((PARABOLA, "usam", "0.01*2**(-floor(k/30))", "0.1"), (Fraction(8, 7),)),
    ((PARABOLA, "sam", "where(k < 10, 0.1, 0)", "0.1"), (Fraction(8, 7),)),
    ((PARABOLA, "sam-momentum[momentum=0.5]", "0.1*0.5**k", "0.1"), (Fraction(8, 7),)),
    (("huber", "sam", "0.5**k", "0.1"), (Fraction(2), Fraction(1, 3))),
    (("double-well", "sam", "0.1*0.5**k", "0.1"), (Fraction(1, 3),)),
    (("rosenbrock", "sam", "0.0001/k**2", "0.01"), (Fraction(-1), Fraction(1))),
    (("quadratic", "rsam", "0.001*0.5**k", "0.01"), (Fraction(1), Fraction(1))),
]


@pytest.fixture(scope="module", params=SETTINGS, ids=str)
def case(request: pytest.FixtureRequest) -> tuple[tuple[str, ...], Short, Entry]:
    setting, start = request.param
    found = find(dynamics(*setting), start, latest=32)
    assert found is not None
    assert isinstance(found.certificate, Short)
    return setting, found.certificate, found.entry


def test_the_run_is_where_it_should_be(case: tuple[tuple[str, ...], Short, Entry]) -> None:
    setting, short, entry = case
    if setting[0] != PARABOLA or setting[1] == "rsam":
        return
    (low, high), x = short.cell.x[0], _long(setting, entry.start[0])
    assert low <= x <= high
    assert abs(x) >= short.slope


def _long(setting: tuple[str, ...], start: Fraction, iterations: int = 3000) -> Fraction:
    """x at the end of a long run on the parabola, in sixty digits; formulas read by mpmath."""
    with mpmath.workdps(60):
        names = {"exp": mpmath.exp, "log": mpmath.log, "floor": mpmath.floor}
        names["where"] = lambda test, a, b: a if test else b
        x, m = mpmath.mpf(start.numerator) / start.denominator, mpmath.mpf(0)
        for k in range(1, iterations):
            t, rho = (
                mpmath.mpf(eval(text, {"__builtins__": {}}, {**names, "k": mpmath.mpf(k)}))
                for text in setting[2:]
            )
            g = x + rho * (x if setting[1] == "usam" else mpmath.sign(x))
            m = (m / 2 if "momentum" in setting[1] else 0) + g
            x = x - t * m
        return Fraction(str(x))


@pytest.mark.parametrize(
    "setting",
    [
        (PARABOLA, "sam", "1/k", "0.1"),  # Σt = ∞
        (PARABOLA, "sam", "0.1", "0.1"),
        (PARABOLA, "sam", "1/k**2", "0.1"),  # x² = −ρ, and then xᵏ → 0
        (PARABOLA, "sam", "0.5**k", "k"),
    ],
)
def test_none_is_found_where_there_is_none(setting: tuple[str, ...]) -> None:
    assert find(dynamics(*setting), (Fraction(8, 7),), latest=32) is None


def test_states_are_in_a_cell_where_there_are_any() -> None:
    found = find(dynamics(*SETTINGS[8][0]), SETTINGS[8][1])
    assert found is not None
    assert isinstance(found.certificate, Short)
    cell: Cell = found.certificate.cell
    assert cell.state is not None
    assert len(cell.state) == 1
