"""The findings of a study as a document of the public schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sam_theory.study import ConclusionFinding, Finding, Skipped, TheoremFinding
from sam_theory.verdict import Verdict

Document = dict[str, Any]


def check_document(findings: Sequence[Finding], skipped: Sequence[Skipped]) -> Document:
    """`findings`, with each hypothesis' text and verdict once under `hypotheses`."""
    ids: dict[tuple[str, Verdict], str] = {}
    documents = [_finding(finding, ids) for finding in findings]
    return {
        "findings": documents,
        "hypotheses": {
            name: {"text": text, **verdict.document()} for (text, verdict), name in ids.items()
        },
        "contradictions": sum(finding.contradiction for finding in findings),
        "skipped": [vars(item) for item in skipped],
    }


def _finding(finding: Finding, ids: dict[tuple[str, Verdict], str]) -> Document:
    return {
        "problem": finding.problem,
        "method": finding.method,
        "step": finding.step,
        "radius": finding.radius,
        "iterations": finding.iterations,
        "starts": finding.starts,
        "properties": {name: v.document() for name, v in finding.properties.items()},
        "theorems": [_theorem(theorem, ids) for theorem in finding.theorems],
        "contradiction": finding.contradiction,
    }


def _theorem(theorem: TheoremFinding, ids: dict[tuple[str, Verdict], str]) -> Document:
    return {
        "name": theorem.name,
        "applies": theorem.applies.value,
        "hypotheses": [ids.setdefault(h, f"h{len(ids) + 1}") for h in theorem.hypotheses],
        "conclusions": [_conclusion(conclusion) for conclusion in theorem.conclusions],
    }


def _conclusion(conclusion: ConclusionFinding) -> Document:
    return {
        "property": conclusion.property,
        "text": conclusion.text,
        **conclusion.verdict.document(),
        "promised": conclusion.promised,
    }
