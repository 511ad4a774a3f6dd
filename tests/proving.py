"""What the tests of proofs share: the catalogue, its reports, and a proof made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from holding import LIBRARY

from sam_theory.proofs.checking import Checked, Checker
from sam_theory.proofs.proof import Block, Given, Part, Proof, Statement, Step
from sam_theory.proofs.reporting import Report, report_all
from sam_theory.proofs.terms import Refused
from sam_theory.verdict import Verdict

NAMES = tuple(LIBRARY.entries("proofs"))


def find(name: str) -> Proof:
    """A proof of the catalogue."""
    found = LIBRARY.get("proofs", name)
    assert isinstance(found, Proof)
    return found


@cache
def catalogue() -> Mapping[str, Report]:
    """The reports on all proofs of the catalogue."""
    return report_all([find(name) for name in NAMES], find)


@cache
def checker(name: str) -> Checker:
    """A checker that has gone through a proof of the catalogue, others taken from the reports."""

    def established(other: str, conclusion: str) -> tuple[Proof, Verdict]:
        report = catalogue()[other]
        parts = [p for p in report.proof.parts if p.conclusion == conclusion and p.shown_by]
        if not parts:
            raise Refused(f"the proof {other} shows no conclusion {conclusion!r}")
        return report.proof, report.part(parts[0])

    found = Checker(find(name), established)
    found.all()
    return found


def proof(
    *steps: Step,
    given: Mapping[str, str] | None = None,
    shows: Mapping[str, str] | None = None,
    name: str = "p",
    vectors: tuple[str, ...] = (),
) -> Proof:
    """A proof from hypotheses towards conclusions, by key; its last step shows all of these."""
    hypotheses = tuple(Given(key=k, text=k, formula=f) for k, f in (given or {}).items())
    conclusions = tuple(Given(key=k, text=k, formula=f) for k, f in (shows or {}).items())
    last = steps[-1].name if steps else ""
    return Proof(
        name=name,
        summary="",
        source="",
        statement=Statement(hypotheses=hypotheses, conclusions=conclusions),
        steps=steps,
        parts=tuple(Part(text=c.key, conclusion=c.key, shown_by=last) for c in conclusions),
        outcome="",
        vectors=vectors,
    )


def forgetful(proof: Proof) -> Proof:
    """The proof without what is known to be wrong with its steps."""

    def without(step: Step) -> Step:
        step = replace(step, erratum="")
        if not isinstance(step.check, Block):
            return step
        return replace(step, check=replace(step.check, steps=tuple(map(without, step.check.steps))))

    return replace(proof, steps=tuple(map(without, proof.steps)))


def report(*proofs: Proof) -> Report:
    """The report on the first proof, which may use the others."""
    known = {p.name: p for p in proofs}
    return report_all(proofs, lambda name: known[name])[proofs[0].name]


def checked(step: Step, given: Mapping[str, str] | None = None) -> Checked:
    """A single step, checked after these hypotheses."""
    return report(proof(step, given=given)).checked[-1]
