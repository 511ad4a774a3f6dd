"""Units of measurement are found."""

from __future__ import annotations

from sam_theory.proofs.exact.polynomial import Polynomial, parsed
from sam_theory.proofs.finding.grading import grading


def degrees(*texts: str) -> tuple[int, list[bool]]:
    """How many units there are, and whether each polynomial is homogeneous."""
    polynomials = [parsed(text) for text in texts]
    atoms = frozenset[str]().union(*(p.atoms for p in polynomials))
    units = grading(polynomials, {}, atoms)
    return units.size, [len({units.degree(m) for m in p.terms}) == 1 for p in polynomials]


def test_every_polynomial_is_homogeneous() -> None:
    size, same = degrees("L*t-2", "f-f_-t*N**2", "N-L*rho")
    assert size == 2
    assert all(same)


def test_what_is_compared_with_a_number_has_no_unit() -> None:
    assert degrees("x-1", "y-x**2")[0] == 0
    assert degrees("x-y")[0] == 1
    assert degrees("x*y-1")[0] == 1


def test_inner_products_have_the_units_of_their_vectors() -> None:
    grams = {
        ("u", "u"): parsed("<u|u>"),
        ("u", "v"): parsed("<u|v>"),
        ("v", "v"): parsed("<v|v>"),
    }
    units = grading([], grams, [f"<{u}|{v}>" for u, v in grams])
    mixed, first, second = (units.of(grams[pair]) for pair in (("u", "v"), ("u", "u"), ("v", "v")))
    assert units.size == 2
    assert all(2 * m == a + b for m, a, b in zip(mixed, first, second, strict=True))


def test_degrees_add() -> None:
    units = grading([parsed("a*b-c")], {}, ["a", "b", "c"])
    assert units.of(parsed("a*b")) == units.of(parsed("c"))
    assert units.of(Polynomial.number(1)) == (0,) * units.size
