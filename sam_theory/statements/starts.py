"""Verdicts on the runs of a setting, one from each start, and the worst of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sam_theory.verdict import RANKS, Verdict


@dataclass(frozen=True)
class Starts:
    """The verdicts on one claim, one a run; the same object where no run enters."""

    verdicts: tuple[Verdict, ...]

    @cached_property
    def holds(self) -> tuple[bool, ...]:
        """Of which runs the claim counts as satisfied."""
        return tuple([verdict.holds for verdict in self.verdicts])

    @cached_property
    def worst(self) -> Verdict:
        """The worst of them; its evidence names the start."""
        return worst_start(self.verdicts)


def worst_start(verdicts: Sequence[Verdict]) -> Verdict:
    """The worst verdict over the starts; its evidence names the start."""
    first = verdicts[0]
    if len(set(map(id, verdicts))) == 1:
        return first
    ranks = [RANKS[verdict.status] for verdict in verdicts]
    where = ranks.index(max(ranks))  # the first among equals
    chosen = verdicts[where]
    evidence = sys.intern(f"start {where + 1}: {chosen.evidence}")  # it recurs, and is long
    return Verdict(chosen.status, evidence, chosen.slack)
