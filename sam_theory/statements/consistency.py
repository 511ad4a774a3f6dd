"""Verdicts that exclude each other: a bug of ours, or a fact that is false, told by no label.

Nothing here is about a theorem that might be wrong: it compares what we say with what we say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from sam_theory.certificates.established import refuted_properties
from sam_theory.properties.rounding import EPS
from sam_theory.runs.trace import WINDOWS_PER_OCTAVE, Trace
from sam_theory.statements.record import of_record
from sam_theory.statements.theorem import Checked, Decisions, Hypothesis, Run, Theorem
from sam_theory.verdict import Status, Verdict

Held = Sequence[tuple[Theorem, tuple[Checked, ...]]]  # theorems held against one run

AT_REST = 4.0  # times eps, of the size of x: a move that is rounding
# K24, Table 1, and what is plain: the first implies the second.
IMPLICATIONS = (
    ("iterate-limit", "gradient-limit"),
    ("gradient-limit", "stationary-accumulation"),
    ("gradient-limit", "liminf-gradient"),
    ("iterate-limit", "value-limit"),
    ("iterate-limit", "convergence"),
    ("value-limit", "value-convergence"),
    ("convergence", "value-convergence"),
)


def inconsistencies(run: Run, held: Held) -> tuple[str, ...]:
    """What cannot be true together of one run, one sentence each."""
    found = (
        *of_properties(run.properties),
        *_of_rest(run),
        *_of_certificate(run),
        *_of_theorems(run, held),
        *of_record(run),
    )
    return tuple(dict.fromkeys(found))


def of_properties(properties: Mapping[str, Verdict]) -> Iterator[str]:
    """Table 1: what implies a property that fails must not hold."""
    for first, second in IMPLICATIONS:
        if first in properties and second in properties:
            stronger, weaker = properties[first], properties[second]
            if stronger.holds and not weaker.holds:
                yield (
                    f"{first} is {stronger.status} and implies {second}, which is {weaker.status}: "
                    f"{weaker.evidence}"
                )


def _of_rest(run: Run) -> Iterator[str]:
    """Iterates that stay put to rounding do not fail to converge."""
    verdict = run.properties["convergence"]
    if verdict.fails and at_rest(run.trace):
        yield f"x stays put to rounding, and convergence is {verdict.status}: {verdict.evidence}"


def at_rest(trace: Trace) -> bool:
    """Whether x moves by no more than rounding over the last two octaves."""
    if trace.iterates is None or len(trace.edges) - 1 <= 2 * WINDOWS_PER_OCTAVE:
        return False
    low, high = trace.iterates.low, trace.iterates.high
    tail = slice(-2 * WINDOWS_PER_OCTAVE - 1, None)
    sides = high[tail].max(axis=0) - low[tail].min(axis=0)
    size = np.maximum(np.abs(high[tail]), np.abs(low[tail])).max(initial=0.0)
    return bool(np.isfinite(size) and sides.max(initial=0.0) <= AT_REST * EPS * size)


def _of_certificate(run: Run) -> Iterator[str]:
    """What a certificate establishes of the run is not what the judge holds for the opposite."""
    if run.certified is None:
        return
    shown = run.certified.shown
    for name, verdict in refuted_properties(shown, run.setting.problem.facts).items():
        judged = run.properties[name]
        if judged.holds:
            yield f"{name} is {judged.status}, and a certificate refutes it: {verdict.evidence}"
    bounded = run.properties["bounded"]
    if shown.bounded and bounded.fails:
        yield f"bounded is {bounded.status}, and a certificate says the opposite: {shown.text}"


# ---- theorems


def _of_theorems(run: Run, held: Held) -> Iterator[str]:
    asked: set[int] = set()  # the hypotheses, which theorems share: each is measured once
    for theorem, checked in held:
        shared = checked[0].hypotheses[: len(theorem.hypotheses)] if checked else ()
        yield from _of_implied(theorem, shared, run)
        for conclusion in checked:
            if conclusion.impossible:
                yield (
                    f"{theorem.name}, {conclusion.conclusion.text}: proved, all hypotheses hold, "
                    f"and it is {conclusion.verdict.status}: {conclusion.verdict.evidence}"
                )
            new = [told for told in conclusion.hypotheses if id(told[0]) not in asked]
            asked.update(id(hypothesis) for hypothesis, _ in new)
            yield from _of_measured(new, run)


def _of_implied(theorem: Theorem, shared: Decisions, run: Run) -> Iterator[str]:
    """Hypotheses that hold, and a property that they imply fails."""
    if not all(verdict.holds for _, verdict in shared):
        return
    for name in theorem.implies:
        verdict = run.properties[name]
        if verdict.fails:
            yield (
                f"the hypotheses of {theorem.name} hold and imply {name}, which is "
                f"{verdict.status}: {verdict.evidence}"
            )


def _of_measured(decisions: Iterable[tuple[Hypothesis, Verdict]], run: Run) -> Iterator[str]:
    """An inequality at the iterates that is proved, and that the run breaks."""
    for hypothesis, verdict in decisions:
        if verdict.status is not Status.PROVED or hypothesis.measured is None:
            continue
        slack = hypothesis.measured(run)
        if slack is not None and slack < 0:
            yield f"{hypothesis.text} is proved, and the run has a slack of {slack:.3g}"


# ---- documents


def of_document(document: Mapping[str, Any], theorems: Sequence[Theorem] = ()) -> list[str]:
    """What excludes each other in a document of `check`: statuses alone, as a reader has them."""
    found = [str(item["text"]) for item in document.get("inconsistencies", ())]
    for finding in document["findings"]:
        where = f"{finding['problem']}, {finding['method']}, {finding['step']}, {finding['radius']}"
        properties = {
            name: Verdict(Status(v["status"]), v["evidence"])
            for name, v in finding["properties"].items()
        }
        held = {entry["name"]: entry for entry in finding["theorems"]}
        told = [*of_properties(properties)]
        for theorem in theorems:
            if theorem.name in held:
                told += _of_entry(theorem, held[theorem.name], properties)
        found += [f"{where}: {text}" for text in told]
    return found


def _of_entry(
    theorem: Theorem, entry: Mapping[str, Any], properties: Mapping[str, Verdict]
) -> Iterator[str]:
    """A theorem that applies, or a conclusion that is promised, against what it implies."""
    if Status(entry["applies"]) in (Status.PROVED, Status.CONSISTENT):
        for name in theorem.implies:
            if properties[name].fails:
                yield f"{theorem.name} applies and implies {name}, which fails"
    proved = {(c.text, c.reading) for c in theorem.conclusions if c.proofs and not c.errata}
    for told in entry["conclusions"]:
        fails = Status(told["status"]) in (Status.VIOLATED, Status.REFUTED)
        if told["promised"] and fails and (told["text"], told.get("reading", "")) in proved:
            yield f"{theorem.name}, {told['text']}: proved and promised, and it fails"
