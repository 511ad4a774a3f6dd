"""Phrases that several answers have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sam_theory.report.summary import PROPERTY_PHRASES
from sam_theory.statements.consistency import IMPLICATIONS
from sam_theory.statements.theorem import Theorem
from sam_theory.verdict import Status, Verdict

LONGEST = 120  # characters of evidence that a sentence repeats


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 setting, 1,204 settings."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def cited(theorem: Theorem) -> str:
    """The source of a theorem, and its name here."""
    return f"{theorem.source} ({theorem.name})"


def lacks(missing: Iterable[tuple[str, Verdict]]) -> str:
    """The conditions that are not met, those of the same evidence together, where that is short."""
    texts: dict[tuple[Status, str], list[str]] = {}
    for text, verdict in missing:
        texts.setdefault((verdict.status, verdict.evidence), []).append(f"“{text}”")
    return " and ".join(
        f"{' and '.join(told_of)} {'are' if len(told_of) > 1 else 'is'} {status}"
        + (f" ({evidence})" if len(evidence) <= LONGEST else "")
        for (status, evidence), told_of in texts.items()
    )


def shown(verdicts: Mapping[str, Verdict], who: str, *, plural: bool = True) -> str:
    """What runs or a record show of these properties: nothing that follows from what is told."""
    held = [name for name, verdict in verdicts.items() if verdict.holds]
    failed = [name for name, verdict in verdicts.items() if verdict.fails]
    left = [name for name in verdicts if name not in held and name not in failed]
    strongest = [n for n in held if not any((m, n) in IMPLICATIONS for m in held)]
    weakest = [n for n in failed if not any((n, m) in IMPLICATIONS for m in failed)]
    told_of = [
        (f"show{'' if plural else 's'}", strongest),
        (f"contradict{'' if plural else 's'}", weakest),
        (f"leave{'' if plural else 's'} undecided", left),
    ]
    if len(left) == len(PROPERTY_PHRASES):
        return f"{who} decide{'' if plural else 's'} none of the five properties."
    parts = [f"{verb} {_phrases(names)}" for verb, names in told_of if names]
    return f"{who} {', and '.join(parts)}."


def _phrases(names: Sequence[str]) -> str:
    return ", ".join(PROPERTY_PHRASES[name] for name in names)
