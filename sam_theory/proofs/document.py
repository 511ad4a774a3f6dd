"""A report on a proof as plain data of the public schema."""

from __future__ import annotations

import ast
from typing import Any

from sam_theory.proofs.checking import Checked
from sam_theory.proofs.reporting import Report


def proof_document(report: Report) -> dict[str, Any]:
    """One entry of `proofs`."""
    return {
        "name": report.proof.name,
        "source": report.proof.source,
        "conclusion": report.conclusion.status.value,
        "outcome": report.proof.outcome,
        "conclusions": [
            {"text": part.text, "ours": part.ours, **report.part(part).document()}
            for part in report.proof.parts
        ],
        "hypotheses_unused": list(report.unused),
        "steps": [_step(checked) for checked in report.checked],
    }


def _step(checked: Checked) -> dict[str, Any]:
    step = checked.step
    document = {
        "name": step.name,
        "claim": step.claim or ast.unparse(checked.formula),
        "formula": ast.unparse(checked.formula),
        "within": list(checked.within),
        "by": step.by,
        "ours": step.ours,
        "premises": [
            {"text": ast.unparse(p.formula), "from": p.ref.kind, "name": str(p.ref)}
            for p in checked.premises
        ],
        "certificate": checked.certificate,
        **checked.verdict.document(),
    }
    said = {"run": step.run, "erratum": step.erratum}
    return document | {key: text for key, text in said.items() if text}
