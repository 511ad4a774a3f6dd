"""What has been established about a claim, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import NoReturn


class Status(StrEnum):
    """How far a claim has been established; a finite run yields only the middle three."""

    PROVED = "proved"
    CONSISTENT = "consistent"
    UNDECIDED = "undecided"
    VIOLATED = "violated"
    REFUTED = "refuted"

    @property
    def rank(self) -> int:
        """0 for the best status, 4 for the worst."""
        return RANKS[self]


RANKS = {status: rank for rank, status in enumerate(Status)}


@dataclass(frozen=True)
class Verdict:
    """A status, a sentence of evidence with its numbers, and the worst slack where measured.

    `slack` is the amount by which an inequality holds (negative: fails), in the units of its sides.
    """

    status: Status
    evidence: str
    slack: float | None = None
    limit: tuple[float, float] | None = None  # the limits that a record admits, where it is of one
    fraction: float | None = None  # the share of the last value below which a limit counts as 0

    def __bool__(self) -> NoReturn:
        raise TypeError("a Verdict has five statuses and is not a bool; compare verdict.status")

    @property
    def holds(self) -> bool:
        """Whether the claim counts as satisfied: proved, or consistent with the run."""
        return self.status in (Status.PROVED, Status.CONSISTENT)

    @property
    def fails(self) -> bool:
        """Whether the opposite of the claim was seen or established."""
        return self.status in (Status.VIOLATED, Status.REFUTED)

    def document(self) -> dict[str, object]:
        """The verdict as plain data, without NaN or infinity."""
        slack = self.slack if self.slack is not None and isfinite(self.slack) else None
        told: dict[str, object] = {
            "status": self.status.value,
            "evidence": self.evidence,
            "slack": slack,
        }
        if self.limit is None:
            return told
        limit = [end if isfinite(end) else None for end in self.limit]
        return {**told, "limit": limit, "fraction": self.fraction}


def proved(evidence: str, slack: float | None = None) -> Verdict:
    """Established for every k, by exact reasoning."""
    return Verdict(Status.PROVED, evidence, slack)


def consistent(evidence: str, slack: float | None = None) -> Verdict:
    """Shown by the run, as far as it went, with a trend that supports it."""
    return Verdict(Status.CONSISTENT, evidence, slack)


def undecided(evidence: str, slack: float | None = None) -> Verdict:
    """Neither; the evidence says why."""
    return Verdict(Status.UNDECIDED, evidence, slack)


def violated(evidence: str, slack: float | None = None) -> Verdict:
    """The run shows the opposite, as far as it went."""
    return Verdict(Status.VIOLATED, evidence, slack)


def refuted(evidence: str, slack: float | None = None) -> Verdict:
    """The opposite is established exactly, with a witness."""
    return Verdict(Status.REFUTED, evidence, slack)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of worst status, the first among equals.

    Raises ValueError if there is none to choose from.
    """
    return max(verdicts, key=lambda verdict: RANKS[verdict.status])
