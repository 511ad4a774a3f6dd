"""The scale asks the zero test that it is given, and believes it."""

from __future__ import annotations

from sam_theory.asymptotics.germs import Germ
from sam_theory.asymptotics.parsing import parse
from sam_theory.asymptotics.reading import Reader
from sam_theory.asymptotics.scale import Scale
from sam_theory.asymptotics.vanishing import is_identically_zero


def test_the_zero_test_is_asked_where_coefficients_cancel() -> None:
    asked: list[Germ] = []

    def listening(scale: Scale, germ: Germ) -> bool:
        asked.append(germ)
        return is_identically_zero(scale, germ)

    reader = Reader(Scale(listening))
    assert reader.scale.is_zero(reader.germ(parse("sqrt(k**2+2*k+1)-k-1")))
    assert asked
    asked.clear()
    assert reader.scale.sign(reader.germ(parse("sqrt(k**2+1)-k"))) == 1
    assert not asked


def test_the_zero_test_is_believed() -> None:
    """A difference that falls like k⁻⁶ is 0 for a test that says so."""
    sum_ = "+".join(
        f"({(-1) ** i * c})*sqrt(1+{i}/k)" for i, c in enumerate((1, 6, 15, 20, 15, 6, 1))
    )
    for answer in (True, False):
        reader = Reader(Scale(lambda scale, germ, answer=answer: answer))
        assert reader.scale.is_zero(reader.germ(parse(sum_))) is answer
