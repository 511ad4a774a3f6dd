"""What a cell opens: verdicts with their evidence, hypotheses, curves and the command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import isfinite
from typing import Any

import numpy as np

from sam_theory.properties.judge import PROPERTIES
from sam_theory.report.document import reproduce
from sam_theory.report.page.packing import Table, Track, counts, levels, logarithms
from sam_theory.statements.curves import Curves
from sam_theory.statements.finding import Finding, TheoremFinding, told
from sam_theory.statements.stalls import Stall
from sam_theory.study.study import Study
from sam_theory.verdict import Verdict

Document = dict[str, Any]
CHUNK = 150  # findings that are decompressed together


def chunks(findings: Sequence[Finding]) -> Iterator[Sequence[Finding]]:
    """The findings in runs of one problem, none of them longer than `CHUNK`."""
    for _, group in groupby(findings, key=lambda finding: finding.problem):
        alike = list(group)
        yield from (alike[i : i + CHUNK] for i in range(0, len(alike), CHUNK))


def chunk_document(
    study: Study, findings: Sequence[Finding], infima: Mapping[str, float | None]
) -> Document:
    """The evidence of some findings; texts, hypotheses and tracks stand once."""
    tables = _Tables()
    return {
        "findings": [_finding(study, f, infima[f.problem], tables) for f in findings],
        "texts": tables.texts.items(),
        "hypotheses": tables.hypotheses.items(),
        "tracks": tables.tracks.items(),
    }


class _Tables:
    """What findings of a chunk refer to by its place."""

    def __init__(self) -> None:
        self.texts, self.hypotheses, self.tracks = Table(), Table(), Table()


def _finding(study: Study, finding: Finding, infimum: float | None, tables: _Tables) -> Document:
    return {
        "iterations": finding.iterations,
        "command": " ".join(reproduce(study, finding)),
        "properties": [_verdict(finding.properties[name], tables) for name in PROPERTIES],
        "theorems": [_theorem(theorem, tables) for theorem in finding.theorems],
        "curves": None if finding.curves is None else _curves(finding.curves, infimum, tables),
    }


def _verdict(verdict: Verdict, tables: _Tables) -> tuple[int, float | None]:
    slack = verdict.slack
    rounded = float(f"{slack:.3g}") if slack is not None and isfinite(slack) else None
    return tables.texts.place(verdict.evidence), rounded


def _theorem(theorem: TheoremFinding, tables: _Tables) -> list[Any]:
    """Hypotheses by their places; of each conclusion text, evidence, slack, and its known error."""
    hypotheses = [
        tables.hypotheses.place(
            (tables.texts.place(text), verdict.status.rank, *_verdict(verdict, tables))
        )
        for text, verdict in theorem.hypotheses
    ]
    conclusions = [
        (
            tables.texts.place(told(c)),
            *_verdict(c.verdict, tables),
            tables.texts.place(c.erratum) if c.erratum else None,
        )
        for c in theorem.conclusions
    ]
    return [hypotheses, conclusions]


def _curves(curves: Curves, infimum: float | None, tables: _Tables) -> Document:
    def place(track: Track) -> int:
        return tables.tracks.place(track)

    low, high = curves.value_low, curves.value_high
    return {
        "start": curves.start,
        "ending": curves.ending,
        "last": place(counts(curves.last)),
        "elapsed": None if curves.elapsed is None else place(logarithms(curves.elapsed)),
        "gradient": [place(logarithms(a)) for a in (curves.gradient_low, curves.gradient_high)],
        "value": None
        if low is None or high is None
        else list(map(place, _values(low, high, infimum))),
        "above": infimum,
        "box": None if curves.box is None else place(logarithms(curves.box)),
        "rate": None if curves.rate is None else vars(curves.rate),
        "stall": None if curves.stall is None else _stall(curves.stall),
    }


def _stall(stall: Stall) -> Document:
    """Its region by ends of intervals and coordinates of points."""
    region = stall.region
    return vars(stall) | {"region": None if region is None else vars(region)}


def _values(low: np.ndarray, high: np.ndarray, infimum: float | None) -> tuple[Track, Track]:
    """f − inf f, logarithmically, where inf f is known; else f."""
    if infimum is not None:
        return logarithms(low - infimum), logarithms(high - infimum)
    finite = np.concatenate([low, high])
    finite = finite[np.isfinite(finite)]
    ends = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    return levels(low, *ends), levels(high, *ends)
