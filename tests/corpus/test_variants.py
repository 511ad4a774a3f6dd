"""Changes of a record that say nothing of the run turn no right verdict into a wrong one."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from benchmarks.kinds import SHOWN_RIGHT, SHOWN_UNDECIDED, SHOWN_WRONG, VARIANTS, outcome

from corpus.case import Case
from corpus.kinds.every import KINDS, drawn
from corpus.kinds.kind import CLAIMS
from sam_theory.properties.judge import CHECKERS, judge

EVERY = 2  # of the kinds, to be soon done
PREFIXES = ("prefix 50 %", "prefix 20 %")  # do not show what the whole shows
ALIKE = {
    "held 2 rows": ("sam-on-its-cycle",),  # is then a constant record
    "carried 20 rows": ("lion-constant",),  # is then seen at a few points
}
THINNING = 0.12  # what this may add to the share of undecided verdicts; it adds 0.11


@cache
def cases() -> tuple[Case, ...]:
    """One draw of each."""
    return tuple(drawn(kind, 0) for kind in KINDS[::EVERY])


def outcomes(case: Case) -> list[str | None]:
    """How the verdict on each claim compares with its letter."""
    verdicts = judge(case.trace(), case.outlook, tuple(CHECKERS))
    return [
        outcome(letter, verdicts[name].status)
        for name, letter in zip(CLAIMS, case.letters, strict=True)
    ]


@cache
def whole() -> tuple[list[str | None], ...]:
    """Those of the records as they are."""
    return tuple(outcomes(case) for case in cases())


def test_no_verdict_on_a_kind_is_wrong_and_few_are_undecided() -> None:
    counts = Counter(result for found in whole() for result in found)
    assert counts[SHOWN_WRONG] == 0
    shown = counts[SHOWN_RIGHT] + counts[SHOWN_UNDECIDED]
    assert counts[SHOWN_UNDECIDED] <= 0.3 * shown


@pytest.mark.parametrize("name", [name for name in VARIANTS if name not in PREFIXES])
def test_no_right_verdict_becomes_a_wrong_one(name: str) -> None:
    flips = [
        (case.kind, claim)
        for case, before in zip(cases(), whole(), strict=True)
        if case.kind not in ALIKE.get(name, ())
        for claim, was, now in zip(CLAIMS, before, outcomes(VARIANTS[name](case)), strict=True)
        if (was, now) == (SHOWN_RIGHT, SHOWN_WRONG)
    ]
    assert flips == []


def test_every_second_row_tells_nearly_as_much() -> None:
    before = Counter(result for found in whole() for result in found)
    thin = [outcomes(VARIANTS["every 2nd row"](case)) for case in cases()]
    after = Counter(result for found in thin for result in found)
    shares = [
        counts[SHOWN_UNDECIDED] / (counts[SHOWN_UNDECIDED] + counts[SHOWN_RIGHT])
        for counts in (before, after)
    ]
    assert shares[1] <= shares[0] + THINNING
