"""What a parameter may be: refused in the words of its domain, drawn from it."""

from __future__ import annotations

import pytest

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.library.domains import (
    REALS,
    Domain,
    above,
    at_least,
    inside,
    optional,
    several,
    whole,
    without,
)

LIBRARY = Library()


@pytest.mark.parametrize(
    ("domain", "text", "good", "bad"),
    [
        (above(0), "a number > 0", [1, 0.5], [0, -1, True, "1", None, float("inf"), (1,)]),
        (at_least(2), "a number ≥ 2", [2, 2.5], [1.9]),
        (inside(0.06, 1, opened=(False, True)), "a number in [0.06, 1)", [0.06], [1, 0.05]),
        (whole(1, 9), "an integer from 1 to 9", [1, 9], [0, 10, 1.0, True]),
        (without(REALS, (0, 1)), "a number, not 0 or 1", [2, -1], [0, 1.0]),
        (optional(above(1)), "a number > 1, if given", [None, 2], [1]),
        (several(above(0)), "a tuple of 1 or more numbers > 0", [(1,), [1, 2]], [(), (0,), 1]),
        (several(REALS, 2, 2), "a tuple of 2 numbers", [(1, 1)], [(1,), (1, 2, 3)]),
        (
            several(REALS, 2, order="falling"),
            "a tuple of 2 or more numbers, falling",
            [(2, 1)],
            [(1, 1), (1, 2)],
        ),
        (
            several(REALS, order="rising"),
            "a tuple of 1 or more numbers, rising",
            [(1, 2)],
            [(2, 1)],
        ),
    ],
)
def test_what_is_in_it(domain: Domain, text: str, good: list[object], bad: list[object]) -> None:
    assert domain.text == text
    assert all(map(domain.holds, good))
    assert not any(map(domain.holds, bad))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("huber[dimension=0]", "dimension of huber must be an integer from 1 to 100,000; got 0"),
        ("power[exponent=1]", "exponent of power must be a number > 1; got 1"),
        ("double-well[reach=0.5]", "reach of double-well must be a number > 1, if given; got 0.5"),
        ("least-squares[seed=-1]", "seed of least-squares must be an integer from 0"),
        ("si-yun-quadratic[mu=2.0]", "mu must be at most beta"),
    ],
)
def test_a_refusal_says_the_domain(name: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        LIBRARY.get("problems", name)
    assert said in str(refused.value)


def test_defaults_and_examples_are_in_their_domains() -> None:
    for name, entry in LIBRARY.entries("problems").items():
        for values in (entry.defaults, *entry.examples):
            assert all(entry.domains[key].holds(value) for key, value in values.items()), name


def test_every_number_of_a_family_has_a_domain() -> None:
    """So that falsify can draw it, and a refusal says what it must be."""
    entries = LIBRARY.entries("problems").values()
    lacking = {e.name: set(e.defaults) - set(e.domains) for e in entries}
    assert not {name: keys for name, keys in lacking.items() if keys}
