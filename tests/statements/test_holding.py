"""Theorems held against the runs of a setting: as against each run, and checks of many at once."""

from __future__ import annotations

from dataclasses import replace

from holding import LIBRARY, held, observed, setting

from sam_theory.statements.holding import check_together, hold, hold_setting
from sam_theory.statements.theorem import Evidence, Run, Together
from sam_theory.verdict import Verdict, consistent

NAMES = ("khanh-3.3", "khanh-4.1", "khanh-4.2", "khanh-b.2", "si-yun-3.3")


def started(method: str) -> tuple[Run, ...]:
    """Runs of one setting from three starts."""
    s = setting("quadratic", method, "0.5/L", "0.1/L")
    return tuple(observed(s, start, 400) for start in ((1.0, 1.0), (0.0, 0.0), (3.0, -2.0)))


def test_a_setting_is_held_against_as_each_of_its_runs() -> None:
    for method in ("sam", "usam"):
        runs = started(method)
        items = [LIBRARY.get("theorems", name) for name in NAMES]
        for item, of in held(runs, items):
            for place, run in enumerate(runs):
                fresh = replace(run, setting=replace(run.setting))
                assert tuple(one.of(place) for one in of) == hold(item, fresh), item.name


def test_checks_of_many_are_made_once_where_they_are_promised() -> None:
    asked: list[int] = []

    def find(runs: list[Run]) -> list[Verdict]:
        asked.append(len(runs))
        return [consistent("by hand") for _ in runs]

    item = LIBRARY.get("theorems", "khanh-b.2")
    told = replace(item.conclusions[0], check=Together(find), needs=(), property="by hand")
    easy = replace(item, hypotheses=(), conclusions=(told,))
    starts = [started("sam"), started("usam")]
    settings = [Evidence(setting=runs[0].setting, runs=runs) for runs in starts]
    never = replace(easy, conclusions=(replace(told, about=lambda method: False),))
    check_together([(evidence, [never]) for evidence in settings])
    assert asked == []
    check_together([(evidence, [easy]) for evidence in settings])
    assert asked == [6]
    for evidence in settings:
        (one,) = hold_setting(easy, evidence)
        assert [verdict.evidence for verdict in one.verdicts] == ["by hand"] * 3
    assert asked == [6]
