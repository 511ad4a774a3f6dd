"""The inequalities of a class hold for its functions, and fail for others."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from sam_theory.bounds.classes import FunctionClass, Point, function_class
from sam_theory.bounds.forms import Form, Vector, generator, number
from sam_theory.errors import UsageError

NAMES = ("smooth", "descent", "smooth-convex", "smooth-strongly-convex[mu=0.5]")
ONE, HALF = Fraction(1), Fraction(1, 2)
SPOTS = tuple(map(Fraction, ("-3", "-1", "-0.25", "0", "0.5", "2")))


def on_the_line(x: Fraction, bend: Fraction) -> Point:
    """A point of f(x) = bend·x²/2, with the one generator `a`, whose square is 1."""
    a = generator("a")
    return Point(name=str(x), position=x * a, gradient=bend * x * a, value=number(bend * x**2 / 2))


def at_one(form: Form) -> Fraction:
    """The form where ⟨a, a⟩ = 1."""
    assert set(form.products) <= {("a", "a")}
    assert not form.values
    return form.products.get(("a", "a"), Fraction(0)) + form.constant


def least(functions: FunctionClass, bend: str) -> Fraction:
    """The smallest of the forms of all pairs, on a parabola."""
    points = [on_the_line(x, Fraction(bend)) for x in SPOTS]
    return min(at_one(functions.between(i, j)) for i, j in itertools.permutations(points, 2))


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("smooth", ("-1", "-0.3", "0", "1"), ("-1.01", "1.01")),
        ("descent", ("-50", "0", "1"), ("1.01",)),
        ("smooth-convex", ("0", "0.4", "1"), ("-0.01", "1.01")),
        ("smooth-strongly-convex[mu=0.5]", ("0.5", "0.7", "1"), ("0.49", "1.01")),
    ],
)
def test_curvature_of_the_class(
    name: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    functions = function_class(name, ONE)
    assert all(least(functions, bend) >= 0 for bend in inside)
    assert all(least(functions, bend) < 0 for bend in outside)


@pytest.mark.parametrize("name", ["smooth", "smooth-convex", "smooth-strongly-convex[mu=0.5]"])
def test_the_inequality_is_that_of_the_shifted_function(name: str) -> None:
    """For h = f − (μ/2)‖·‖²: h(i) ≥ h(j) + ⟨∇h(j), d⟩ + ‖∇h(i) − ∇h(j)‖²/(2(L − μ))."""
    functions = function_class(name, Fraction(2))
    mu = functions.lower
    assert mu is not None
    i, j = (
        Point(name=n, position=generator(f"x{n}"), gradient=generator(f"g{n}"), value=number(v))
        for n, v in (("1", 3), ("2", 5))
    )

    def shifted(p: Point) -> tuple[Form, Vector]:
        return p.value - (mu / 2) * p.position.squared, p.gradient - mu * p.position

    (hi, gi), (hj, gj) = shifted(i), shifted(j)
    d = i.position - j.position
    wanted = hi - hj - gj.dot(d) - (1 / (2 * (2 - mu))) * (gi - gj).squared
    rest = functions.between(i, j) - wanted
    assert not rest.products
    assert rest.constant == 0


@pytest.mark.parametrize("name", NAMES)
def test_least_value(name: str) -> None:
    """f = x²/2 ≥ 0 meets the condition with equality, f = x²/2 − 1/100 does not."""
    functions = function_class(name, ONE)
    point = on_the_line(Fraction(2), ONE)
    assert at_one(functions.above(point, number(0))) == 0
    assert at_one(functions.above(point, number(Fraction(1, 100)))) < 0


@pytest.mark.parametrize(
    "text",
    [
        "smoth",
        "smooth[mu=1]",
        "smooth-strongly-convex",
        "smooth-strongly-convex[mu=0]",
        "smooth-strongly-convex[mu=1]",
        "smooth-strongly-convex[mu='a']",
        "smooth-strongly-convex[mu=0.1, nu=2]",
    ],
)
def test_what_is_no_class(text: str) -> None:
    with pytest.raises(UsageError, match="; got"):
        function_class(text, ONE)
