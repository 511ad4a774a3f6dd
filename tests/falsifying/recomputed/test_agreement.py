"""Errors planted in the facts of functions, and in f itself, are noticed, each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sam_theory.falsifying.collecting import kinds_of_functions
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.recomputed.agreement import faults
from sam_theory.setting import piecewise
from sam_theory.setting.facts import Enclosure, Fact
from sam_theory.setting.pieces import Ending, Pieces
from sam_theory.setting.problem import Problem


def made(knots: str, slopes: str, first: str, left: Ending, right: Ending) -> Pieces:
    numbers = [tuple(map(Fraction, text.split())) for text in (knots, slopes)]
    return Pieces(numbers[0], numbers[1], Fraction(first), (left, right))


SQUARE = made("0", "2 2", "0", "straight", "straight")
WELLS = made("-1/2 1", "1/2 -2 1", "5/4", "straight", "straight")
FADING = made("0 1", "1 1 0", "-2", "straight", "fading")
QUARTIC = made("0", "0 0", "0", "cubic", "cubic")
FLAT = made("-1 1", "2 0 1/2", "0", "straight", "cubic")
STEEP = made("0", "1 -4", "2", "straight", "straight")
FUNCTIONS = ((SQUARE,), (WELLS,), (FADING,), (QUARTIC,), (FLAT,), (STEEP,), (WELLS, SQUARE))


def problem(pieces: tuple[Pieces, ...]) -> Problem:
    return Sum(pieces).problem("planted", [(Fraction(1),) * len(pieces)])


def noticed() -> set[str]:
    """The first words of what is told of all of them."""
    return {fault.split()[0] for each in FUNCTIONS for fault in faults(problem(each))}


def test_what_is_right_is_left_alone() -> None:
    assert not noticed()
    rng = np.random.default_rng(5)
    for kind in kinds_of_functions():
        drawn = kind.draw(rng)
        assert faults(drawn.problem("drawn", [(Fraction(1),) * drawn.dimension])) == ()


AT = Pieces.at


def _of_property(name: str, change: Callable[[Any], Any]) -> tuple[str, property]:
    get = vars(Pieces)[name].func
    return name, property(lambda self: change(get(self)))


PLANTED: tuple[tuple[tuple[str, Any], str], ...] = (
    (_of_property("bends", lambda b: (min(b), max(b) / 2)), "descent"),  # D too small
    (_of_property("bends", lambda b: (b[0] / 2, b[1])), "lipschitz"),  # L, where f falls steeply
    (_of_property("bends", lambda b: (max(b[0], 0), b[1])), "convex"),
    (_of_property("infimum", lambda v: v + 1), "infimum"),
    (_of_property("infimum", lambda v: max(v, Fraction(-100))), "infimum"),  # f is unbounded below
    (_of_property("stationary", lambda s: s[1:]), "infimum"),
    (_of_property("minimizers", lambda m: ()), "attained"),
    (_of_property("minimizers", lambda m: m and ((m[0][0], m[0][0]),)), "unique_minimizer"),
    (_of_property("minimizers", lambda m: tuple((a, b and b + 1) for a, b in m)), "minimizers"),
    (_of_property("exponent", lambda q: Fraction(1, 2)), "kl_exponent"),
    (("far", lambda self, side: float("inf")), "level_sets_bounded"),
    (("at", lambda self, x: AT(self, x + 1)), "f"),
    (_of_property("heights", lambda h: tuple((f, 2 * g) for f, g in h)), "∇f"),
)


@pytest.mark.parametrize(("planted", "seen"), PLANTED)
def test_errors_in_pieces_are_noticed(
    planted: tuple[str, Any], seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = {each: Sum(each).formula for each in FUNCTIONS}  # which is as it was
    monkeypatch.setattr(Pieces, *planted)
    told = set()
    for each in FUNCTIONS:
        anew = [replace(pieces) for pieces in each]  # of which nothing is known yet
        found = piecewise.sum_of_pieces(anew, name="planted", formula=lines[each])
        told |= {re.split(r"[ (]", fault)[0] for fault in faults(found)}
    assert seen in told, told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quadratic", (3.0,)),
        ("strong_convexity", Enclosure(4, 4)),
        ("lipschitz", Enclosure(0, 8)),  # which says little
        ("definability", "analytic"),
        ("kl_property", True),  # of which nothing is known here
    ],
)
def test_errors_in_facts_are_noticed(name: str, value: object) -> None:
    good = problem((SQUARE,))
    facts = replace(good.facts, **{name: Fact(value, "by hand")})  # type: ignore[arg-type]
    assert [fault.split()[0] for fault in faults(replace(good, facts=facts))] == [name]


def test_another_line_or_f_is_noticed() -> None:
    good = problem((WELLS,))
    other = replace(good, formula=problem((STEEP,)).formula)
    assert any(fault.startswith("∇f(") for fault in faults(other))
    moved = replace(good, value=lambda x: good.value(x) + (x[..., 0] > 1))
    assert [fault[:2] for fault in faults(moved)] == ["f("]
    assert faults(replace(good, formula="f(x) = sin x")) != ()
