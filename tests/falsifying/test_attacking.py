"""What is said of a hypothesis without which no setting was found to have all the others."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sam_theory.falsifying.attacking import ENOUGH, MANY, Outcome, outcome, targets_of
from sam_theory.falsifying.candidates import Candidate
from sam_theory.falsifying.claims import Target
from sam_theory.falsifying.kinds.sums import Sum
from sam_theory.falsifying.piecing import quadratic
from sam_theory.falsifying.screening import screened
from sam_theory.falsifying.searching import Search
from sam_theory.library.catalogues import Library

LIBRARY = Library()
THEOREM = LIBRARY.get("theorems", "khanh-3.3")


def searching() -> Search:
    return Search(theorem=THEOREM, targets=targets_of(THEOREM), methods=())


def without(text: str) -> Target:
    return next(t for t in targets_of(THEOREM) if t.dropped and t.dropped.text == text)


@pytest.mark.parametrize(
    ("tested", "lacking", "said"),
    [
        (ENOUGH, MANY, "unreachable"),
        (ENOUGH, MANY - 1, "open"),  # hardly any was drawn that goes without it
        (ENOUGH - 1, MANY, "open"),
    ],
)
def test_what_was_never_drawn_is_not_called_unreachable(
    tested: int, lacking: int, said: Outcome
) -> None:
    search, target = searching(), without("tₖ > 0")
    search.tested[target], search.without[target] = tested, lacking
    assert outcome(search, target, None) == said


def test_what_is_rare_is_not_called_unreachable() -> None:
    search = searching()
    asking_least, *others = [
        t
        for t in search.targets
        if t.dropped and t.dropped.text.startswith("limsup") and not t.weakened_to
    ]
    for target in (asking_least, *others):
        search.tested[target], search.without[target] = ENOUGH, MANY
    search.reached[asking_least] = MANY - 1
    assert {outcome(search, target, None) for target in others} == {"open"}
    search.reached[asking_least] = MANY
    assert {outcome(search, target, None) for target in others} == {"unreachable"}


def test_settings_that_go_without_a_hypothesis_are_counted() -> None:
    search = searching()
    one = Candidate(
        function=Sum((quadratic(Fraction(1)),)),
        method=LIBRARY.get("methods", "gradient-descent"),
        step="1/4",
        radius="0",
        start=(Fraction(1),),
    )
    screened(search, list(search.targets), [one])
    assert search.tested[without("tₖ > 0")] == 1
    assert search.without[without("tₖ > 0")] == 0
    assert search.without[without("tₖ ↓ 0")] == 1
    weaker = {t.weakened_to.text: search.without[t] for t in search.targets if t.weakened_to}
    assert weaker["tₖ → 0"] == 0  # it does not hold either
    assert weaker["tₖ does not increase for large k"] == 1
