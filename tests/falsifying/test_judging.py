"""What counts as a kill, and what does not: settings by hand, judged as those of the search."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

pytest.importorskip("flint")

from sam_theory.falsifying.attacking import targets_of
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Counterexample
from sam_theory.falsifying.judging import killed, problem_in, tried
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.library.catalogues import Library
from sam_theory.setting.pieces import Ending, Pieces
from sam_theory.statements.theorem import Hypothesis, Theorem
from sam_theory.verdict import consistent, proved

LIBRARY = Library()
STRAIGHT: tuple[Ending, Ending] = ("straight", "straight")
Setting = tuple[tuple[Pieces, ...], str, str, str, str]  # f, method, step, radius, start


def pieces(
    knots: str, slopes: str, first: str, endings: tuple[Ending, Ending] = STRAIGHT
) -> Pieces:
    numbers = [tuple(map(Fraction, text.split())) for text in (knots, slopes)]
    return Pieces(numbers[0], numbers[1], Fraction(first), endings)


BENT = pieces("0", "1 2", "0")  # gradient descent with t = 3/2 alternates, and f with it
HILL = pieces("0 1", "1 -2 1", "1")
HALF = pieces("0", "1 1", "0")
LINE = pieces("0", "0 0", "1")
SQUARE = pieces("0", "2 2", "0")
QUARTIC = pieces("0", "0 0", "0", ("cubic", "cubic"))
FALLING = pieces("0", "0 0", "-1", ("straight", "fading"))
WELLS = pieces("-1/2 1", "1/2 -2 1", "5/4")  # SAM rests at −3/4, where f′ = 9/8
STEEP = pieces("0", "1 -4", "2")  # falls faster than it rises: (4) with L = 1, (3) with 4


def candidate(setting: Setting) -> Candidate:
    f, method, step, radius, start = setting
    return Candidate(
        function=Sum(f),
        method=LIBRARY.get("methods", method),
        step=step,
        radius=radius,
        start=tuple(map(Fraction, start.split())),
    )


def kills(theorem: Theorem, setting: Setting) -> list[Counterexample]:
    found = tried(candidate(setting), "against-it")
    assert found is not None
    return list(killed(found, targets_of(theorem)))


def numbers(theorem: Theorem, setting: Setting) -> set[int]:
    """The numbers of the hypotheses without which something fails; 0 as stated."""
    conditions = theorem.conditions
    return {
        0 if kill.target.dropped is None else conditions.index(kill.target.dropped) + 1
        for kill in kills(theorem, setting)
    }


NECESSARY: tuple[tuple[str, int, Setting], ...] = (
    ("khanh-3.2", 1, ((WELLS,), "sam", "1/k", "7/8", "-3/4")),
    ("khanh-3.2", 2, ((QUARTIC,), "sam", "1/k", "1", "4")),
    ("khanh-3.2", 3, ((SQUARE,), "sam", "1/2", "1/2", "2")),
    ("khanh-3.2", 4, ((SQUARE,), "sam", "1/(k+1)**2", "1/4", "4")),
    ("khanh-3.2", 5, ((SQUARE,), "sam", "1/(2*k)", "k", "1/4")),
    ("khanh-3.2", 7, ((LINE,), "sam", "1/k", "1", "0")),
    ("khanh-3.2", 8, ((FALLING,), "sam", "1/k", "1/k", "1")),
    ("khanh-3.3", 5, ((SQUARE,), "gradient-descent", "1", "0", "1")),
    ("khanh-4.1", 4, ((SQUARE,), "gradient-descent", "1", "0", "1")),
    ("khanh-4.1", 4, ((BENT,), "gradient-descent", "3/2", "0", "1")),
    ("khanh-3.2", 3, ((SQUARE,), "sam", "3/2", "1", "1")),
    ("khanh-3.3", 1, ((QUARTIC,), "gradient-descent", "1/k", "0", "4")),
    ("si-yun-3.3", 3, ((LINE,), "sam", "1/4", "0", "0")),
    ("khanh-3.1", 2, ((HALF, SQUARE), "sam", "1/4", "1", "0 1/4")),
    ("khanh-3.1", 4, ((SQUARE,), "sam", "3/8", "1", "3")),
    ("khanh-3.1", 4, ((SQUARE,), "sam", "3/8", "1", "8")),
    ("khanh-3.4", 1, ((SQUARE,), "igd-constant-error", "1/(4*k)", "1/8", "-2")),
    ("khanh-3.4", 1, ((SQUARE,), "igd-constant-error", "1/(4*k)", "0", "1")),  # ρ = 0 is stationary
    ("khanh-4.1", 9, ((SQUARE,), "gradient-descent", "1/(4*k)", "0", "1")),  # x ~ 1/√k
    ("si-yun-3.3", 4, ((SQUARE,), "sam", "3/4", "1", "5")),
)


@pytest.mark.parametrize(("name", "number", "setting"), NECESSARY)
def test_a_hypothesis_is_necessary(name: str, number: int, setting: Setting) -> None:
    assert numbers(LIBRARY.get("theorems", name), setting) == {number}


def test_what_is_held_above_the_minimum_tends_to_no_minimizer() -> None:
    """SAM tends to 0, a hill between two wells: its probe is at the bottom of one of them."""
    theorem: Theorem = LIBRARY.get("theorems", "khanh-3.2")
    found = kills(theorem, ((HILL,), "sam", "1/k", "2", "1/4"))
    first, _, *of_minimizers = theorem.conclusions
    killed_by = {kill.target.conclusion for kill in found}
    assert killed_by >= {first, *of_minimizers[:2]}
    assert theorem.conclusions[1] not in killed_by  # it is bounded


def test_a_cycle_kills_whatever_it_breaks() -> None:
    """xᵏ alternates between 1 and −2, and f(xᵏ) between 1 and 2."""
    theorem: Theorem = LIBRARY.get("theorems", "khanh-4.1")
    found = kills(theorem, ((BENT,), "gradient-descent", "3/2", "0", "1"))
    assert {kill.target.conclusion for kill in found} == set(theorem.conclusions[:5])


FALSE: tuple[tuple[str, Setting], ...] = (
    ("khanh-3.4", ((SQUARE,), "igd-constant-error", "1/(k+1)", "1/4", "3")),
    ("khanh-3.1", ((SQUARE, pieces("0", "5 5", "0")), "sam", "2/5", "2", "3 -5/2")),
    ("si-yun-3.3", ((SQUARE,), "sam", "1/4", "1/2", "2")),
    ("dai-1", ((SQUARE,), "sam", "1/2", "1", "1")),
)


@pytest.mark.parametrize(("name", "setting"), FALSE)
def test_a_statement_is_false_as_printed_by_a_known_error(name: str, setting: Setting) -> None:
    found = kills(LIBRARY.get("theorems", name), setting)
    assert [kill.target.dropped for kill in found] == [None] * len(found) != []
    assert all(kill.erratum for kill in found)


TRUE: tuple[tuple[str, Setting], ...] = (
    ("khanh-3.2", ((SQUARE,), "sam", "1/k", "1", "1")),
    ("khanh-3.2", ((pieces("-1 1", "1 0 1", "0"),), "sam", "1/k", "1", "3")),  # many minimizers
    ("khanh-3.3", ((WELLS,), "sam", "1/k", "1/k", "-3/4")),
    ("khanh-3.5", ((WELLS,), "sam", "1/log(k+1)", "1/k**2", "-3/4")),
    ("khanh-4.1", ((WELLS,), "usam", "1/4", "1/8", "1")),
    ("khanh-4.2", ((SQUARE,), "extragradient", "1/8", "1/4", "1")),
    ("si-yun-3.3", ((SQUARE,), "sam", "0", "0", "1")),  # of t > 0 it speaks, and of no other
    ("si-yun-3.4", ((LINE,), "sam", "0", "1", "1")),
)


@pytest.mark.parametrize(("name", "setting"), TRUE)
def test_what_converges_kills_nothing(name: str, setting: Setting) -> None:
    assert numbers(LIBRARY.get("theorems", name), setting) == set()


def test_a_hypothesis_that_always_holds_is_no_less_kept() -> None:
    """A superfluous one more: what kills without another hypothesis says nothing against it."""
    theorem: Theorem = LIBRARY.get("theorems", "khanh-3.2")
    more = Hypothesis("k ≥ 1", lambda run: proved("k counts from 1"))
    longer = replace(theorem, hypotheses=(*theorem.hypotheses, more))
    for name, number, setting in NECESSARY:
        if name == "khanh-3.2":
            assert len(longer.hypotheses) not in numbers(longer, setting)
            assert number <= len(theorem.hypotheses) or number == 8


def test_what_is_only_seen_is_not_proved() -> None:
    """f → −∞ is not excluded where inf f(xᵏ) > −∞ is seen alone."""
    theorem: Theorem = LIBRARY.get("theorems", "khanh-3.2")
    setting: Setting = ((SQUARE,), "sam", "1/2", "1/2", "2")
    seen = replace(theorem.hypotheses[0], decide=lambda run: consistent("seen"))
    weaker = replace(theorem, hypotheses=(seen, *theorem.hypotheses[1:]))
    assert 3 in numbers(theorem, setting)
    assert numbers(weaker, setting) == set()


def test_the_problem_is_that_of_the_file() -> None:
    found = tried(candidate(NECESSARY[0][2]), "against-it")
    assert found is not None
    problem = problem_in(found.source)
    assert problem.name == found.run.setting.problem.name == "against-it"
    assert problem.starts == ((-0.75,),)
    assert "f′(x) = " in problem.formula


def test_what_rests_on_a_wrong_fact_kills_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is told, as is the whole attack's."""
    theorem, (name, number, setting) = LIBRARY.get("theorems", "khanh-3.2"), NECESSARY[3]
    assert (name, number) == ("khanh-3.2", 4)
    found = tried(candidate(setting), "against-it")
    assert found is not None
    assert found.doubted == ()
    monkeypatch.setattr("sam_theory.setting.separable._single", lambda best: False)
    doubted = tried(candidate(setting), "against-it")
    assert doubted is not None
    assert list(killed(found, targets_of(theorem))) != []
    assert list(killed(doubted, targets_of(theorem))) == []
    (told,) = doubted.doubted
    assert told == "f(x) = x²: unique_minimizer is stated as False, and True by its line"


@pytest.mark.parametrize(
    ("setting", "number", "sought"),
    [
        (((SQUARE,), "gradient-descent", "1/(4*k)", "0", "1"), 6, True),  # slowly
        (((SQUARE,), "gradient-descent", "1", "0", "1"), 1, True),
        (((SQUARE,), "gradient-descent", "1/4", "0", "1"), 1, False),  # it converges
    ],
)
def test_a_certificate_is_sought_of_what_seems_to_fail(
    setting: Setting, number: int, sought: bool
) -> None:
    theorem = LIBRARY.get("theorems", "khanh-4.1")
    told = theorem.conclusions[number - 1]
    targets = [t for t in targets_of(theorem) if t.conclusion is told]
    found = tried(candidate(setting), "against-it", targets=targets, failing=True)
    assert found is not None
    assert (found.run.certified is not None) is sought
