"""The answer for a record: which of the five properties it shows, and what would tell more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sam_theory.report.phrases import shown
from sam_theory.report.summary import PROPERTY_WORDS
from sam_theory.verdict import Verdict


def record_answer(
    name: str, iterations: int, verdicts: Mapping[str, Verdict], needs: Mapping[str, str]
) -> str:
    """What a record of that many iterations shows; `needs` would decide the undecided ones."""
    told = shown(verdicts, f"{name}, k up to {iterations:,}: the record", plural=False)
    first = [need.partition(": ")[0] for need in needs.values()][:1]
    return f"{told} What would decide the rest: {first[0]}." if first else told


def records_answer(verdicts: Mapping[str, Mapping[str, Verdict]], files: int) -> str:
    """In how many of the records, of so many files, each property is shown, or its opposite."""
    found = [(name, v) for of_record in verdicts.values() for name, v in of_record.items()]
    held = Counter(PROPERTY_WORDS[name] for name, verdict in found if verdict.holds)
    failed = Counter(f"not {PROPERTY_WORDS[name]}" for name, verdict in found if verdict.fails)
    told = ", ".join(f"{words} in {count}" for words, count in (held | failed).items())
    return f"{len(verdicts)} of {files} files could be judged; they show {told or 'nothing'}."
