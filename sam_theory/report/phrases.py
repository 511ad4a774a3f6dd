"""Phrases that several answers have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sam_theory.report.summary import PROPERTY_PHRASES
from sam_theory.statements.consistency import IMPLICATIONS
from sam_theory.statements.theorem import Theorem
from sam_theory.verdict import Status, Verdict

LONGEST = 120  # characters of evidence that a sentence repeats, all in all
MOST = 2  # conditions that it names; tables have the others


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 setting, 1,204 settings."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def cited(theorem: Theorem) -> str:
    """The source of a theorem, and its name here."""
    return f"{theorem.source} ({theorem.name})"


def listed(texts: Sequence[str]) -> str:
    """The texts as quotations."""
    return " and ".join(f"“{text}”" for text in texts)


def erratum(theorem: str, text: str) -> str:
    """What is known to be wrong in a theorem."""
    return f"Known erratum of {theorem}: {text}."


def lacks(missing: Iterable[tuple[str, Verdict]], longest: int = LONGEST) -> str:
    """The conditions that are not met, those of the same evidence together, where that is short."""
    texts: dict[tuple[Status, str], list[str]] = {}
    for text, verdict in missing:
        texts.setdefault((verdict.status, verdict.evidence), []).append(text)
    told = []
    for (status, evidence), of_it in list(texts.items())[:MOST]:
        short = len(evidence) <= longest
        longest -= len(evidence) if short else 0
        are = "are" if len(of_it) > 1 else "is"
        told.append(f"{listed(of_it)} {are} {status}" + (f" ({evidence})" if short else ""))
    more = [f"{len(texts) - MOST} more"] if len(texts) > MOST else []
    return " and ".join((*told, *more))


def shown(verdicts: Mapping[str, Verdict], who: str, *, plural: bool = True) -> str:
    """What runs or a record show of these properties: nothing that follows from what is told.

    What a certificate refutes is told apart from what runs contradict.
    """
    held = [name for name, verdict in verdicts.items() if verdict.holds]
    failed = [name for name, verdict in verdicts.items() if verdict.fails]
    left = [name for name in verdicts if name not in held and name not in failed]
    strongest = [n for n in held if not any((m, n) in IMPLICATIONS for m in held)]
    weakest = [n for n in failed if not any((n, m) in IMPLICATIONS for m in failed)]
    refuted = [n for n in weakest if verdicts[n].status is Status.REFUTED]
    told_of = [
        (f"show{'' if plural else 's'}", strongest),
        (f"contradict{'' if plural else 's'}", [n for n in weakest if n not in refuted]),
        (f"leave{'' if plural else 's'} undecided", left),
    ]
    if len(left) == len(PROPERTY_PHRASES):
        return f"{who} decide{'' if plural else 's'} none of the five properties."
    parts = [f"{verb} {_phrases(names)}" for verb, names in told_of if names]
    seen = [f"{who} {', and '.join(parts)}."] if parts else []
    certified = [f"A certificate refutes {_phrases(refuted)}."] if refuted else []
    return " ".join(seen + certified)


def _phrases(names: Sequence[str]) -> str:
    return ", ".join(PROPERTY_PHRASES[name] for name in names)
