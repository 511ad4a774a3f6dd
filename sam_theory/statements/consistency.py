"""Verdicts that exclude each other: a bug of ours, or a fact that is false, told by no label.

Nothing here is about a theorem that might be wrong: it compares what we say with what we say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sam_theory.certificates.established import refuted_properties
from sam_theory.properties.rounding import EPS
from sam_theory.runs.trace import WINDOWS_PER_OCTAVE, Trace
from sam_theory.statements.holding import Held, HeldTheorem
from sam_theory.statements.record import of_records
from sam_theory.statements.starts import Starts
from sam_theory.statements.theorem import Hypothesis, Run, Theorem, answers
from sam_theory.verdict import Status, Verdict

Measured = Callable[[Run], float | None]
Slacks = Mapping[Measured, Mapping[int, float | None]]  # what is measured of runs, by identity

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


@dataclass(frozen=True)
class Contradicted:
    """What cannot be true of the run in that place."""

    place: int
    text: str


@dataclass(frozen=True)
class Measurable:
    """A hypothesis that runs measure: where it is proved, none may break it."""

    hypothesis: Hypothesis
    starts: Starts


Claims = Sequence[Contradicted | Measurable]


def inconsistencies(
    settings: Sequence[tuple[Run, ...]], claims: Sequence[Claims]
) -> list[tuple[tuple[str, ...], ...]]:
    """What cannot be true together of each run of settings of one problem, one sentence each.

    `claims` are those of the theorems held against each setting.
    """
    of_record = iter(of_records([run for runs in settings for run in runs]))
    slacks = _slacks(settings, claims)
    return [
        tuple(
            _of_run(run, _of_claims(place, run, of_setting, slacks), next(of_record))
            for place, run in enumerate(runs)
        )
        for runs, of_setting in zip(settings, claims, strict=True)
    ]


def _of_run(run: Run, of_claims: Iterable[str], of_record: Iterable[str]) -> tuple[str, ...]:
    found = (
        *of_properties(run.properties),
        *_of_rest(run),
        *_of_certificate(run),
        *of_claims,
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


def claims_of(runs: Sequence[Run], held: Sequence[HeldTheorem]) -> Claims:
    """What theorems held against the runs of a setting make of them, in the order of the theorems.

    Hypotheses, which theorems share, are measured once.
    """
    found: list[Contradicted | Measurable] = []
    asked: set[int] = set()
    for theorem, of in held:
        if theorem.implies:
            found += _of_implied(theorem, of, runs)
        for one in of:
            found += _of_impossible(theorem, one)
            for hypothesis, starts in one.hypotheses:
                if hypothesis.measured is not None and id(hypothesis) not in asked:
                    asked.add(id(hypothesis))
                    found.append(Measurable(hypothesis, starts))
    return found


def _of_implied(
    theorem: Theorem, held: Sequence[Held], runs: Sequence[Run]
) -> Iterator[Contradicted]:
    """Hypotheses that hold, and a property that they imply fails."""
    shared = held[0].hypotheses[: len(theorem.hypotheses)] if held else ()
    for place, run in enumerate(runs):
        if not all(starts.holds[place] for _, starts in shared):
            continue
        for name in theorem.implies:
            verdict = run.properties[name]
            if verdict.fails:
                told = f"{name}, which is {verdict.status}: {verdict.evidence}"
                yield Contradicted(place, f"the hypotheses of {theorem.name} hold and imply {told}")


def _of_impossible(theorem: Theorem, held: Held) -> Iterator[Contradicted]:
    """What is proved and promised, and fails."""
    for place in held.failing:
        if held.of(place).impossible:
            verdict, text = held.verdicts[place], held.conclusion.text
            told = f"and it is {verdict.status}: {verdict.evidence}"
            yield Contradicted(
                place, f"{theorem.name}, {text}: proved, all hypotheses hold, {told}"
            )


def _of_claims(place: int, run: Run, claims: Claims, slacks: Slacks) -> Iterator[str]:
    """What the claims say of the run in that place."""
    for claim in claims:
        if isinstance(claim, Contradicted):
            if claim.place == place:
                yield claim.text
        elif claim.starts.verdicts[place].status is Status.PROVED:
            assert claim.hypothesis.measured is not None
            slack = slacks[claim.hypothesis.measured][id(run)]
            if slack is not None and slack < 0:
                told = f"the run has a slack of {slack:.3g}"
                yield f"{claim.hypothesis.text} is proved, and {told}"


def _slacks(settings: Sequence[tuple[Run, ...]], claims: Sequence[Claims]) -> Slacks:
    """The slacks that are asked for, of runs of which their inequalities are proved."""
    asked: dict[Measured, dict[int, Run]] = {}
    for runs, of_setting in zip(settings, claims, strict=True):
        for claim in of_setting:
            if isinstance(claim, Measurable) and claim.hypothesis.measured is not None:
                wanted = asked.setdefault(claim.hypothesis.measured, {})
                for run, verdict in zip(runs, claim.starts.verdicts, strict=True):
                    if verdict.status is Status.PROVED:
                        wanted[id(run)] = run
    return {
        measured: dict(zip(runs, answers(measured, list(runs.values())), strict=True))
        for measured, runs in asked.items()
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
