"""What `falsify` found, as a document of the public schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sam_theory.falsifying.attacking import Attack
from sam_theory.falsifying.claims import Attacked, Counterexample, SequenceExample
from sam_theory.report.falsifying import FOLDER, command_of
from sam_theory.report.falsifying_answer import Row, outcome_of, rows_of, why_unreachable

Document = dict[str, Any]
TOLD = ("unreachable", "unattacked")  # outcomes with a reason


def claims_of(attacks: Sequence[Attack], folders: Sequence[str] = (FOLDER,)) -> list[Document]:
    """A claim for every statement, dropped hypothesis and weaker form, with its conclusions.

    The folders are those that its commands name.
    """
    return [
        _claim(attack, row, cells, folders)
        for attack in attacks
        for row, cells in rows_of(attack).items()
    ]


def _claim(attack: Attack, row: Row, cells: Sequence[Attacked], folders: Sequence[str]) -> Document:
    dropped, weaker = row
    outcome = outcome_of(cells)
    shown = next((c for c in cells if c.outcome == outcome and c.counterexample), None)
    proved = next((c.proof for c in cells if c.outcome == outcome and c.proof), None)
    because = dict.fromkeys(why_unreachable(c) for c in cells if c.outcome == outcome)
    threshold = next((c.threshold for c in cells if c.threshold is not None), None)
    document: Document = {
        "theorem": attack.theorem.name,
        "dropped": None if dropped is None else dropped.text,
        "weakened_to": None if weaker is None else weaker.text,
        "outcome": outcome,
        "reached": max(cell.reached for cell in cells),
        "tested": max(cell.tested for cell in cells),
        "counterexample": None if shown is None else _example(attack, shown, folders),
        "proof": proved,
        "because": "; ".join(because) if outcome in TOLD else None,
        "conclusions": [_cell(attack, cell, folders) for cell in cells],
    }
    if threshold is not None:
        document["threshold"] = {
            "name": threshold.name,
            "value": float(threshold.value),
            "kind": threshold.kind,
        }
    return document


def _cell(attack: Attack, cell: Attacked, folders: Sequence[str]) -> Document:
    states = cell.target.conclusion.states
    return {
        "text": cell.target.conclusion.text,
        "reading": cell.target.conclusion.reading,
        "formula": None if states is None else states.formula,
        "outcome": cell.outcome,
        "reached": cell.reached,
        "tested": cell.tested,
        "counterexample": _example(attack, cell, folders) if cell.counterexample else None,
        "proof": cell.proof,
        "because": why_unreachable(cell) if cell.outcome in TOLD else None,
    }


def _example(attack: Attack, cell: Attacked, folders: Sequence[str]) -> Document:
    found = cell.counterexample
    assert found is not None
    violates = cell.target.conclusion.text
    told: Document = {"violates": violates, "erratum": found.erratum, **found.verdict.document()}
    if isinstance(found, SequenceExample):
        return {"sequences": dict(found.sequences), **told}
    assert isinstance(found, Counterexample)
    return {
        "problem": found.problem,
        "name": found.name,
        "formula": found.formula,
        "method": found.method,
        "step": found.step,
        "radius": found.radius,
        "start": [float(c) for c in found.start],
        "command": command_of(attack, found, folders),
        "hypotheses": [{"text": text, **verdict.document()} for text, verdict in found.kept],
        **told,
    }
