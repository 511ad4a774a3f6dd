"""Floors under noise: the limits that are admitted hold them, and none is taken for a decay."""

from __future__ import annotations

from corpus.floors import Floor, floors

from sam_theory.properties.continuations import SMALL
from sam_theory.properties.judge import judge_all
from sam_theory.properties.outlook import Outlook
from sam_theory.verdict import Status, Verdict

FLOORS = tuple(floors(1, 200, (0.05, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5), 0.3))
DECAYS = tuple(floors(2, 60, (0.0,), 0.1))


def judged(records: tuple[Floor, ...]) -> list[Verdict]:
    """Whether ‖∇f‖ → 0 in each."""
    outlooks = [Outlook()] * len(records)
    found = judge_all([record.trace for record in records], outlooks, ["gradient-limit"])
    return [verdicts["gradient-limit"] for verdicts in found]


def holds(verdict: Verdict, floor: Floor) -> bool:
    """Whether the interval holds the limit, but for the noise of the level that it is told of."""
    assert verdict.limit is not None
    low, high = verdict.limit
    return bool(0.97 * low <= floor.limit <= 1.03 * high)


def test_the_interval_holds_the_floor() -> None:
    told = [holds(verdict, floor) for verdict, floor in zip(judged(FLOORS), FLOORS, strict=True)]
    assert sum(told) >= 0.98 * len(told)


def test_a_floor_above_the_fraction_is_no_decay() -> None:
    wrong = [
        floor.share
        for verdict, floor in zip(judged(FLOORS), FLOORS, strict=True)
        if floor.limit > SMALL * floor.level and verdict.status is Status.CONSISTENT
    ]
    assert len(wrong) <= len(FLOORS) / 200


def test_a_decay_is_seen_under_some_noise() -> None:
    found = [verdict.status for verdict in judged(DECAYS)]
    assert found.count(Status.CONSISTENT) >= 0.7 * len(found)
    assert Status.VIOLATED not in found


def test_all_floors_are_judged_in_one_unit() -> None:
    for verdict in judged(FLOORS[:5]):
        assert verdict.fraction == SMALL
