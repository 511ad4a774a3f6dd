"""Methods as worst cases see them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sam_theory.bounds.probes import Inexact, Probe, mover
from sam_theory.errors import UsageError


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("sam", "1/4"),
        ("igd-constant-error", "-1/4"),
        ("usam", "1/2"),
        ("extragradient", "-1/2"),
        ("unified-sam[mixture=0.2]", "9/20"),
        ("gradient-descent", "0"),
    ],
)
def test_length_of_the_displacement(name: str, length: str) -> None:
    """At ρ = 1/4 and ‖∇f(x)‖ = 2."""
    probe = mover(name)
    assert isinstance(probe, Probe)
    assert probe.length(Fraction(1, 4), Fraction(2)) == Fraction(length)


def test_names_are_those_of_the_catalogue() -> None:
    assert mover("unified-sam[mixture=0.2]").name == "unified-sam[lam=0.2]"
    assert mover("unified-sam[mixture=0.5]").name == "unified-sam"


def test_inexact_descent() -> None:
    assert mover("igd-absolute[error=2]") == Inexact(
        name="igd-absolute[error=2]", error=Fraction(2), relative=False
    )


@pytest.mark.parametrize(
    "name",
    [
        "vasso",
        "nothing",
        "sam[mixture=1]",
        "igd-absolute",
        "igd-absolute[error=-1]",
        "igd-relative[error=1]",
        "igd-relative[error='a']",
        "unified-sam[mixture=2]",
    ],
)
def test_what_is_no_method_here(name: str) -> None:
    with pytest.raises(UsageError):
        mover(name)
