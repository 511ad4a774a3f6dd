"""What a checked proof is to be believed on: rules of analysis, arithmetic, and what is cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sam_theory.proofs.checking import Checked
from sam_theory.proofs.proof import Cited, Read, Rule
from sam_theory.proofs.reporting import Report
from sam_theory.proofs.schema import Schema
from sam_theory.proofs.schemas import SCHEMAS

KINDS: Mapping[str, str] = {  # why an arithmetic step is believed
    "identity": "by certificates that expand to an identity",
    "enclosure": "by rigorous enclosures",
    "exact": "in exact numbers, by SymPy, or by the decider of series",
    "solver": "because solvers say so",
}


@dataclass(frozen=True, kw_only=True)
class Base:
    """The trusted base of some proofs."""

    rules: tuple[Schema, ...]
    certificates: Mapping[str, int]
    cited: tuple[str, ...]
    read: tuple[str, ...]


def trusted(reports: Sequence[Report]) -> Base:
    """What the steps of these proofs rest on, in the order of the list of rules."""
    steps = [checked for report in reports for checked in report.checked]
    used = {c.step.check.schema for c in steps if isinstance(c.step.check, Rule)}
    return Base(
        rules=tuple(schema for name, schema in SCHEMAS.items() if name in used),
        certificates=_counted(steps),
        cited=_once([c.step.check.source for c in steps if isinstance(c.step.check, Cited)]),
        read=_once([c.step.check.why for c in steps if isinstance(c.step.check, Read)]),
    )


def _counted(steps: Sequence[Checked]) -> Mapping[str, int]:
    counts = Counter(c.certificate for c in steps if c.verdict.holds)
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def _once(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def base_document(base: Base) -> dict[str, object]:
    """The trusted base as plain data."""
    return {
        "rules": [{"name": s.name, "text": s.text, "source": s.source} for s in base.rules],
        "certificates": dict(base.certificates),
        "cited": list(base.cited),
        "read": list(base.read),
    }


def base_text(base: Base) -> str:
    """The trusted base in a paragraph."""
    counts = [f"{count} steps {KINDS[kind]}" for kind, count in base.certificates.items()]
    parts = [f"real arithmetic ({', '.join(counts)})"] if counts else []
    if base.rules:
        rules = ", ".join(f"“{s.name}” ({s.source})" for s in base.rules)
        parts.append(f"{len(base.rules)} rules of analysis: {rules}")
    if base.cited:
        parts.append(f"cited: {'; '.join(base.cited)}")
    if base.read:
        parts.append(f"read, not checked: {'; '.join(base.read)}")
    return f"Trusted: {'. '.join(parts)}." if parts else ""
