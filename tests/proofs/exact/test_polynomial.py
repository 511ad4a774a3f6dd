"""Polynomials are read as they are printed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sam_theory.proofs.exact.polynomial import Polynomial, parsed

ATOMS = ("a", "b_", "<G|H>", "norm(G-1*H)", "inverse(L**2*t-2)", "max(a,b-1)")
MONOMIALS = st.dictionaries(st.sampled_from(ATOMS), st.integers(1, 3), max_size=3).map(
    lambda powers: tuple(sorted(powers.items()))
)
COEFFICIENTS = st.fractions(-5, 5, max_denominator=9).filter(bool)
POLYNOMIALS = st.dictionaries(MONOMIALS, COEFFICIENTS, max_size=4).map(Polynomial)


@given(POLYNOMIALS)
def test_printed_and_read(p: Polynomial) -> None:
    assert parsed(str(p)) == p


@pytest.mark.parametrize("text", ["", "a+", "a--b", "a**0", "a***2", "*a", "2a", "+", "1//2"])
def test_what_is_no_polynomial_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # by Fraction, or by us
        parsed(text)


@given(POLYNOMIALS.filter(lambda p: bool(p.terms)))
def test_content_divides_every_term(p: Polynomial) -> None:
    common = p.content
    rest = p.without(common)
    assert rest * Polynomial({common: Fraction(1)}) == p
    assert not rest.content
