"""Verdicts that exclude each other: a bug of ours, or a fact that is false, told by no label.

Nothing here is about a theorem that might be wrong: it compares what we say with what we say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from sam_theory.certificates.established import refuted_properties
from sam_theory.properties.rounding import EPS
from sam_theory.runs.trace import WINDOWS_PER_OCTAVE, Trace
from sam_theory.statements.holding import Checked, Held, HeldTheorem
from sam_theory.statements.record import of_records
from sam_theory.statements.starts import Starts
from sam_theory.statements.theorem import Hypothesis, Run, Theorem, answers
from sam_theory.verdict import Status, Verdict

Decisions = Sequence[tuple[Hypothesis, Verdict]]
Measured = Callable[[Run], float | None]
HeldOnce = Sequence[tuple[Theorem, tuple[Checked, ...]]]  # theorems held against one run

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


def inconsistencies(run: Run, held: HeldOnce) -> tuple[str, ...]:
    """What cannot be true together of one run, one sentence each."""
    (of_record,) = of_records([run])
    return _joined(run, _of_theorems(run, held), of_record)


def all_inconsistencies(
    settings: Sequence[tuple[Run, ...]], held: Sequence[Sequence[HeldTheorem]]
) -> list[tuple[tuple[str, ...], ...]]:
    """The same of every run of settings of one problem, and the theorems held against them."""
    of_record = iter(of_records([run for runs in settings for run in runs]))
    suspects = suspected(settings, held)
    return [
        tuple(
            _joined(run, _of_theorems(run, _at(i, suspect)), next(of_record))
            for i, run in enumerate(runs)
        )
        for runs, suspect in zip(settings, suspects, strict=True)
    ]


def _at(i: int, held: Sequence[HeldTheorem]) -> HeldOnce:
    """The theorems as held against the run in that place."""
    return [(theorem, tuple(one.of(i) for one in of)) for theorem, of in held]


def _joined(run: Run, of_theorems: Iterable[str], of_record: Iterable[str]) -> tuple[str, ...]:
    found = (
        *of_properties(run.properties),
        *_of_rest(run),
        *_of_certificate(run),
        *of_theorems,
        *of_record,
    )
    return tuple(dict.fromkeys(found)) if found else found


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


def _of_theorems(run: Run, held: HeldOnce) -> Iterator[str]:
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


# ---- which theorems may say anything of some run of a setting


def suspected(
    settings: Sequence[tuple[Run, ...]], held: Sequence[Sequence[HeldTheorem]]
) -> list[list[HeldTheorem]]:
    """Of each setting those of the theorems held that contradict what is known of some run.

    They are few. What the others would say of each run is nothing.
    """
    broken = _broken(settings, held)
    return [
        [
            (theorem, of)
            for theorem, of in of_setting
            if _implies_what_fails(theorem, of, runs)
            or any(one.of(place).impossible for one in of for place in one.failing)
            or (broken[i] and not broken[i].isdisjoint(_measured_in([(theorem, of)])))
        ]
        for i, (runs, of_setting) in enumerate(zip(settings, held, strict=True))
    ]


def _implies_what_fails(theorem: Theorem, held: Sequence[Held], runs: Sequence[Run]) -> bool:
    if not theorem.implies:
        return False
    shared = held[0].hypotheses[: len(theorem.hypotheses)] if held else ()
    return any(
        all(starts.holds[i] for _, starts in shared)
        and any(run.properties[name].fails for name in theorem.implies)
        for i, run in enumerate(runs)
    )


def _broken(
    settings: Sequence[tuple[Run, ...]], held: Sequence[Sequence[HeldTheorem]]
) -> list[set[int]]:
    """Of each setting the hypotheses, by identity, that are proved and that some run breaks."""
    asked: dict[Measured, list[tuple[int, int, Run]]] = {}
    for i, (runs, of_setting) in enumerate(zip(settings, held, strict=True)):
        for key, (measured, starts) in _measured_in(of_setting).items():
            proved = (v.status is Status.PROVED for v in starts.verdicts)
            told = asked.setdefault(measured, [])
            told += [(i, key, run) for run, due in zip(runs, proved, strict=True) if due]
    broken: list[set[int]] = [set() for _ in settings]
    for measured, of in asked.items():
        different = {id(run): run for _, _, run in of}
        found = answers(measured, list(different.values()))
        slacks = dict(zip(different, found, strict=True))
        for i, key, run in of:
            slack = slacks[id(run)]
            if slack is not None and slack < 0:
                broken[i].add(key)
    return broken


def _measured_in(held: Sequence[HeldTheorem]) -> dict[int, tuple[Measured, Starts]]:
    """The hypotheses that runs measure, by identity: how, and what is decided of them."""
    return {
        id(hypothesis): (hypothesis.measured, starts)
        for _, of in held
        for one in of
        for hypothesis, starts in one.hypotheses
        if hypothesis.measured is not None
    }


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
