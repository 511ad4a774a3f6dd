"""The findings of a study as a document of the public schema."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from sam_theory.report.heights import summaries, summarized, summary_document
from sam_theory.report.summary import contradicted
from sam_theory.statements.finding import (
    ConclusionFinding,
    Finding,
    Skipped,
    Statement,
    TheoremFinding,
)
from sam_theory.study.study import ITERATIONS, SEED, STARTS, Study
from sam_theory.verdict import Verdict

Document = dict[str, Any]


def check_document(
    study: Study, findings: Sequence[Finding], skipped: Sequence[Skipped], answer: str
) -> Document:
    """The answer, then `findings`, with each hypothesis' text and verdict once under `hypotheses`.

    The findings are an iterator, since a large study would not fit into memory twice; the
    hypotheses are a function, to be called once the findings have been gone through.
    """
    ids: dict[tuple[str, Verdict], str] = {}

    def hypotheses() -> Document:
        return {n: {"text": text, **verdict.document()} for (text, verdict), n in ids.items()}

    return {
        "answer": answer,
        "findings": (_finding(finding, ids) for finding in findings),
        "hypotheses": hypotheses,
        "contradictions": sum(finding.contradiction for finding in findings),
        "statements": [_statement(study, statement) for statement in contradicted(study, findings)],
        "inconsistencies": [
            {
                "problem": finding.problem,
                "method": finding.method,
                "step": finding.step,
                "radius": finding.radius,
                "text": text,
            }
            for finding in findings
            for text in finding.inconsistencies
        ],
        "skipped": [vars(item) for item in skipped],
        **({"summary": summary_document(summaries(study, findings))} if summarized(study) else {}),
    }


def _finding(finding: Finding, ids: dict[tuple[str, Verdict], str]) -> Document:
    return {
        "problem": finding.problem,
        "method": finding.method,
        "step": finding.step,
        "radius": finding.radius,
        "iterations": finding.iterations,
        "starts": finding.starts,
        **({"constants": finding.constants} if finding.constants else {}),
        "properties": {name: v.document() for name, v in finding.properties.items()},
        "theorems": [_theorem(theorem, ids) for theorem in finding.theorems],
    }


def _theorem(theorem: TheoremFinding, ids: dict[tuple[str, Verdict], str]) -> Document:
    return {
        "name": theorem.name,
        "applies": theorem.applies.value,
        "hypotheses": [ids.setdefault(h, f"h{len(ids) + 1}") for h in theorem.hypotheses],
        "conclusions": [_conclusion(conclusion) for conclusion in theorem.conclusions],
        "contradiction": theorem.contradiction,
    }


def _conclusion(conclusion: ConclusionFinding) -> Document:
    return {
        "property": conclusion.property,
        "text": conclusion.text,
        **conclusion.verdict.document(),
        "promised": conclusion.promised,
        **({"reading": conclusion.reading} if conclusion.reading else {}),
        **({"mean": True} if conclusion.mean else {}),
        **({"unconfirmed": conclusion.unconfirmed} if conclusion.unconfirmed else {}),
    }


def _statement(study: Study, statement: Statement) -> Document:
    example = statement.example
    return {
        "theorem": statement.theorem,
        "text": statement.text,
        "settings": statement.settings,
        "known": bool(statement.erratum),
        "erratum": statement.erratum or None,
        "example": {
            "problem": example.problem,
            "method": example.method,
            "step": example.step,
            "radius": example.radius,
            "command": " ".join(reproduce(study, example, statement.theorem)),
        },
    }


def reproduce(study: Study, finding: Finding, theorem: str | None = None) -> list[str]:
    """The command that shows one finding alone, as words quoted for a shell.

    It names the theorem, if one is given, and no others then; what `check` does anyway is left out.
    """
    counts = {
        "--iterations": (study.iterations, ITERATIONS),
        "--starts": (study.starts, STARTS),
        "--seed": (study.seed, SEED),
    }
    options = {
        "--problem": finding.problem,
        "--method": finding.method,
        **({} if theorem is None else {"--theorem": theorem}),
        "--step": finding.step,
        "--radius": finding.radius,
        **{name: str(count) for name, (count, usual) in counts.items() if count != usual},
    }
    words = [f"{name} {shlex.quote(value)}" for name, value in options.items()]
    words += [f"--library {shlex.quote(folder)}" for folder in study.library.folders]
    return ["sam-theory check", *words]
