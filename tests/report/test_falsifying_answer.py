"""What is said of a hypothesis, from what came of it for every conclusion."""

from __future__ import annotations

from typing import get_args

import pytest

from sam_theory.falsifying.attacking import Attack, targets_of
from sam_theory.falsifying.claims import Attacked, Outcome
from sam_theory.library.catalogues import Library
from sam_theory.report.falsifying_answer import attack_answer, outcome_of, unreachable_lines
from sam_theory.report.falsifying_document import claims_of

TARGET = targets_of(Library().get("theorems", "khanh-3.2"))[0]


def row(*outcomes: Outcome) -> str:
    return outcome_of([Attacked(target=TARGET, outcome=one) for one in outcomes])


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_what_all_say(outcome: Outcome) -> None:
    assert row(outcome, outcome) == outcome


def test_one_kill_is_enough() -> None:
    assert row("superfluous", "necessary", "unreachable", "open") == "necessary"
    assert row("stands", "open", "false-as-stated") == "false-as-stated"


def test_what_is_shown_for_some_conclusions_only_is_open() -> None:
    assert row("superfluous", "unreachable") == "open"  # no proof does without it for the second
    assert row("superfluous", "open") == "open"
    assert row("stands", "open") == "open"
    assert row("unattacked", "open") == "open"
    assert row("stands", "unattacked") == "unattacked"


@pytest.mark.parametrize(("cut", "told"), [(7, True), (60, False), (None, False)])
def test_a_search_that_ran_out_of_time_says_so(cut: int | None, told: bool) -> None:
    cells = (Attacked(target=TARGET, outcome="open", tested=3),)
    attack = Attack(theorem=TARGET.theorem, results=cells, cut=cut, planned=60)
    assert ("after 7 of 60 rounds" in attack_answer(attack)) is told


@pytest.mark.parametrize(("tested", "told"), [(0, False), (3, True)])
def test_what_was_not_searched_has_no_settings(tested: int, told: bool) -> None:
    cells = (Attacked(target=TARGET, outcome="stands", tested=tested),)
    answer = attack_answer(Attack(theorem=TARGET.theorem, results=cells))
    assert ("settings contradicts" in answer) is told


def test_wrong_facts_are_told() -> None:
    cells = (Attacked(target=TARGET, outcome="open"),)
    attack = Attack(theorem=TARGET.theorem, results=cells, faults=("f(x) = x²: L is 3",))
    assert attack_answer(attack).endswith("a bug of ours: f(x) = x²: L is 3.")


@pytest.mark.parametrize(
    ("because", "why"),
    [
        ("", "none of 1,234 settings tried has all the others without it"),
        ("it follows from the others by real arithmetic",) * 2,
    ],
)
def test_why_nothing_goes_without_a_hypothesis_is_told(because: str, why: str) -> None:
    first, second = [t for t in targets_of(TARGET.theorem) if t.dropped and not t.weakened_to][:2]
    cells = (
        Attacked(target=first, outcome="unreachable", tested=1234, because=because),
        Attacked(target=second, outcome="open", tested=9),
    )
    attack = Attack(theorem=TARGET.theorem, results=cells)
    assert unreachable_lines(attack) == [f"1: unreachable, {why}."]
    assert f"1 is unreachable ({why})" in attack_answer(attack)
    said, other = claims_of([attack])
    assert said["because"] == said["conclusions"][0]["because"] == why
    assert other["because"] is other["conclusions"][0]["because"] is None
