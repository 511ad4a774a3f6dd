"""The default study: what it covers, and which pairs are run where."""

from __future__ import annotations

from fractions import Fraction

import pytest
from holding import DISPLACED

from sam_theory.errors import UsageError
from sam_theory.library.catalogues import Library
from sam_theory.schedules.schedule import Schedule
from sam_theory.study.defaults import PAIRS, study_of
from sam_theory.study.examining import examine
from sam_theory.study.settings import pairs_of
from sam_theory.study.study import Pair

LIBRARY = Library()


def test_the_default_study_covers_the_catalogues() -> None:
    study = study_of(LIBRARY)
    families = {name.partition("[")[0] for name in study.problems}
    entries = LIBRARY.entries("problems")
    left_out = {name for name, entry in entries.items() if not entry.examples}
    assert families == set(entries) - left_out
    assert len(left_out) < len(families) / 3
    assert set(study.methods) == {*DISPLACED, "sam-momentum"}
    everything = study_of(LIBRARY, methods=["all"])
    assert set(everything.methods) == set(LIBRARY.entries("methods"))
    assert len(everything.methods) >= 21
    assert set(study.theorems) == set(LIBRARY.entries("theorems"))
    assert len(study.problems) >= 40
    assert study.iterations >= 5000
    assert study.starts >= 2


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("L", [Fraction(1, 1000), Fraction(1), Fraction(2500)])
def test_every_default_formula_is_defined(pair: Pair, L: Fraction) -> None:
    assert Schedule(pair.step, L, descent=L / 2).first_invalid(5000) is None
    assert Schedule(pair.radius, L, descent=L / 2).first_invalid(5000) is None


def default_pairs(problem: str, method: str) -> list[Pair]:
    return pairs_of(
        study_of(LIBRARY), LIBRARY.get("problems", problem), LIBRARY.get("methods", method)
    )


IN_D = [pair for pair in PAIRS if "D" in pair.step]


def test_gradient_descent_is_run_once_a_step() -> None:
    pairs = default_pairs("lopsided-wells", "gradient-descent")
    assert len(pairs) == len({pair.step for pair in PAIRS})
    assert {pair.radius for pair in pairs} == {"0"}


@pytest.mark.parametrize(
    ("problem", "method", "run"),
    [
        ("lopsided-wells", "usam", True),
        ("lopsided-wells", "extragradient", True),
        ("log-drift", "usam", True),
        ("lopsided-wells", "sam", False),  # no theorem on (4) is about it
        ("lopsided-wells", "unified-sam", False),
        ("quadratic", "usam", False),  # D is L
        ("quartic-hill", "usam", True),  # L is that of a box
        ("linear", "usam", False),  # there is neither
        ("rosenbrock", "usam", False),
    ],
)
def test_pairs_in_d_are_run_where_they_say_more(problem: str, method: str, run: bool) -> None:
    assert len(IN_D) == 3
    others = [pair for pair in PAIRS if pair not in IN_D]
    assert default_pairs(problem, method) == (list(PAIRS) if run else others)


@pytest.mark.parametrize("pair", IN_D)
@pytest.mark.parametrize("problem", ["quadratic", "lopsided-wells"])
def test_a_pair_that_is_asked_for_is_never_left_out(pair: Pair, problem: str) -> None:
    study = study_of(LIBRARY, step=pair.step, radius=pair.radius)
    for method in study.methods:
        radius = "0" if method == "gradient-descent" else pair.radius
        asked = pairs_of(study, LIBRARY.get("problems", problem), LIBRARY.get("methods", method))
        assert asked == [Pair(pair.step, radius)]


def test_theorem_4_2_fails_on_lopsided_wells_in_the_default_study() -> None:
    study = study_of(LIBRARY, problems=["lopsided-wells"], methods=["usam"], theorems=["khanh-4.2"])
    findings, skipped = examine(study, "lopsided-wells")
    broken = [(f.step, f.radius) for f in findings if f.contradiction]
    assert ("0.5/D", "0.1/D") in broken
    assert skipped == ()


def test_theorems_are_chosen_by_patterns_and_bring_their_methods() -> None:
    usual = LIBRARY.default_items("methods")
    study = study_of(LIBRARY, theorems=["si-yun-3*", "si-yun-4.2-*"])
    assert set(study.theorems) == {
        *(f"si-yun-3.{number}" for number in range(1, 5)),
        *(f"si-yun-4.2-{name}" for name in ("convex", "nonconvex", "strongly-convex")),
    }
    assert set(study.methods) == {*usual, "m-sam", "n-sam"}
    assert study_of(LIBRARY, theorems=["si-yun-3.3"]).methods == usual
    assert study_of(LIBRARY, theorems=["si-yun-4.3"], methods=["sam"]).methods == ("sam",)
    assert study_of(LIBRARY).methods == usual
    with pytest.raises(UsageError, match="got 'si-yun-9"):
        study_of(LIBRARY, theorems=["si-yun-9*"])
