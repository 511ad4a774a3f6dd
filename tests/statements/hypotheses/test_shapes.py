"""The shapes of schedules that examples speak of."""

from __future__ import annotations

from fractions import Fraction

from sam_theory.schedules.schedule import Schedule
from sam_theory.statements.hypotheses.constants import exact_value
from sam_theory.statements.hypotheses.shapes import constant_on_squares, harmonic, power


def test_shapes() -> None:
    assert harmonic(Schedule("3/k"))
    assert not harmonic(Schedule("1/(k+1)"))
    assert not harmonic(Schedule("1/(2*floor(k/2)+1)"))
    assert power(Schedule("0.3*k**(-0.001)")) == (0.3, 0.001)
    assert power(Schedule("0.3")) == (0.3, 0.0)
    assert power(Schedule("log(k+1)")) is None
    assert power(Schedule("0")) is None
    assert constant_on_squares(Schedule("where(is_square(k), 0.3, 0.3/sqrt(k))")) == (0.3, 0.5)
    assert constant_on_squares(Schedule("where(is_square(k), 0.3, 0.2/sqrt(k))")) is None
    assert constant_on_squares(Schedule("0.3")) is None
    assert exact_value(Schedule("2*(3-1/L)/4", Fraction(5))) == Fraction(7, 5)
    assert exact_value(Schedule("n/(2*D)", Fraction(5), 3, descent=Fraction(4))) == Fraction(3, 8)
    assert exact_value(Schedule("1/D", Fraction(5))) is None
    assert exact_value(Schedule("sqrt(2)")) is None
