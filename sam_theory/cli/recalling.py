"""The short report of a kept study, which is kept beside it: no finding is read to print it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sam_theory.cli.output import INCONSISTENT
from sam_theory.report.saying import Said, plain, read, show_report
from sam_theory.study.told import recalled, remember

if TYPE_CHECKING:
    from rich.console import Console

    from sam_theory.statements.finding import Finding
    from sam_theory.study.store import Store


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the exit status of `check` goes by."""

    inconsistent: bool  # verdicts of ours exclude each other
    new: bool  # something is contradicted, and no known erratum accounts for it
    known: bool  # or one does

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> Outcome:
        """Of the findings of a study."""
        from sam_theory.statements.finding import statements

        errata = [bool(statement.erratum) for statement in statements(findings)]
        inconsistent = any(finding.inconsistencies for finding in findings)
        return cls(inconsistent=inconsistent, new=not all(errata), known=any(errata))

    def status(self, *, strict: bool) -> int:
        """The exit status of a study that was finished."""
        return INCONSISTENT if self.inconsistent else int(self.new or (strict and self.known))


@dataclass(frozen=True)
class Short:
    """The short report of a study of several settings."""

    answer: str
    body: tuple[Said, ...]
    outcome: Outcome


def recall(keep: str, asked: Mapping[str, Any]) -> Short | None:
    """What was printed of the folder, asked the same; None where it has to be found out."""
    found = recalled(keep, asked)
    if found is None:
        return None
    return Short(found["answer"], read(found["body"]), Outcome(**found["outcome"]))


def keep_short(store: Store, asked: Mapping[str, Any], short: Short) -> None:
    """Have it for the next time."""
    said = {
        "answer": short.answer,
        "body": plain(short.body),
        "outcome": vars(short.outcome),
    }
    remember(str(store.folder), asked, said, store.known)


def print_short(screen: Console, short: Short, *, note: str = "", page: str = "") -> None:
    """Print it, with a note and where the page is."""
    show_report(screen, short.answer, short.body, note=note, page=page)
