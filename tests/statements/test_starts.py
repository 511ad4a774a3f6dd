"""Verdicts over the starts of a setting: the worst is told, with the start that shows it."""

from __future__ import annotations

from sam_theory.statements.starts import Starts, worst_start
from sam_theory.verdict import Status, consistent, proved, undecided, violated


def test_the_worst_start_is_named() -> None:
    joined = worst_start([consistent("a"), violated("b"), undecided("c")])
    assert (joined.status, joined.evidence) == (Status.VIOLATED, "start 2: b")
    alone = proved("one for all")
    assert worst_start([alone, alone]) is alone


def test_what_holds_is_told_start_by_start() -> None:
    starts = Starts((consistent("a"), violated("b"), proved("c"), undecided("d")))
    assert starts.holds == (True, False, True, False)
    assert starts.worst.evidence == "start 2: b"
