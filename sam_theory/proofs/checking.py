"""A step held against its way of checking, and the premises that it turns out to need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sam_theory.proofs.proof import (
    RULES,
    Argument,
    Check,
    Cited,
    Exists,
    Identity,
    Induction,
    Limit,
    Number,
    Orbit,
    PowerSeries,
    Proof,
    Reals,
    Schedules,
    Step,
    Trial,
)
from sam_theory.verdict import Status, Verdict, proved, undecided


@dataclass(frozen=True)
class Checked:
    """A step, its verdict, and what it rests on: hypotheses by key, earlier steps as "@name"."""

    step: Step
    verdict: Verdict
    used: frozenset[str]


@dataclass(frozen=True)
class Premises:
    """Turns the givens of a proof's steps into plain formulas, leaving out what is `dropped`.

    Whether a claim survives without a premise is asked with less effort than the claim itself.
    """

    proof: Proof
    dropped: frozenset[str] = field(default_factory=frozenset)

    def plain(self, texts: Sequence[str]) -> tuple[str, ...]:
        """The formulas; "@step" alone stands for that step's own claim."""
        return tuple(
            formula or _claim_of(self.proof.step(label[1:]))
            for label, formula in map(split, texts)
            if label not in self.dropped
        )

    @property
    def quick(self) -> bool:
        """Whether something is left out."""
        return bool(self.dropped)

    def without(self, label: str) -> Premises:
        """The same, leaving out one more label."""
        return Premises(self.proof, self.dropped | {label})


def split(text: str) -> tuple[str, str]:
    """(label, formula) of a given; the label is empty for a definition."""
    label, colon, formula = text.partition(": ")
    if colon:
        return label.strip(), formula.strip()
    return (text.strip(), "") if text.startswith("@") else ("", text.strip())


def _claim_of(step: Step) -> str:
    match step.check:
        case Reals(then=then) | Induction(then=then):
            return then
        case Identity(equation=equation):
            return equation
    raise ValueError(f"a premise must be a formula; step {step.name!r} has none, so write it out")


def check_step(step: Step, proof: Proof) -> Checked:
    """The verdict on a step, and the least set of labelled premises found to suffice for it."""
    premises = Premises(proof)
    verdict = verdict_of(step.check, premises)
    used = frozenset(step.uses)
    if verdict.status is Status.PROVED:
        parts = step.check.obligations if isinstance(step.check, Argument) else (step.check,)
        used = used.union(*(_needed(part, premises) for part in parts))
    return Checked(step, verdict, used)


def _needed(check: Check, premises: Premises) -> frozenset[str]:
    needed = labels(check)
    for label in sorted(needed):
        fewer = premises.without(label)
        if verdict_of(check, fewer).status is Status.PROVED:
            needed, premises = needed - {label}, fewer
    return needed


def labels(check: Check) -> frozenset[str]:
    """The labels of the premises that a check states."""
    texts: tuple[str, ...] = ()
    match check:
        case Identity(given=given) | Reals(given=given) | PowerSeries(given=given):
            texts = given
        case Induction():
            texts = (*check.given, *check.start, *check.step)
        case Argument(obligations=obligations):
            return frozenset[str]().union(*(labels(o) for o in obligations))
    return frozenset(label for label, _ in map(split, texts) if label)


def verdict_of(check: Check, premises: Premises) -> Verdict:
    """The verdict of the one way of checking that fits; z3, SymPy and FLINT load only here."""
    match check:
        case Reals():
            from sam_theory.proofs.real_arithmetic import check_reals

            return check_reals(check, premises.plain(check.given), quick=premises.quick)
        case Exists():
            from sam_theory.proofs.real_arithmetic import check_exists

            return check_exists(check)
        case Identity():
            from sam_theory.proofs.identity import check_identity

            return check_identity(check, premises.plain(check.given), quick=premises.quick)
        case Number():
            from sam_theory.proofs.number import check_number

            return check_number(check)
        case Orbit():
            from sam_theory.proofs.number import check_orbit

            return check_orbit(check)
    return _sequence_verdict(check, premises)


def _sequence_verdict(check: Check, premises: Premises) -> Verdict:
    match check:
        case Schedules():
            from sam_theory.proofs.limits import check_schedules

            return check_schedules(check)
        case PowerSeries():
            from sam_theory.proofs.limits import check_power_series

            return check_power_series(check, premises.plain(check.given), quick=premises.quick)
        case Limit():
            from sam_theory.proofs.limits import check_limit

            return check_limit(check)
        case Induction():
            from sam_theory.proofs.lemma import check_induction

            given, start, step = (
                premises.plain(texts) for texts in (check.given, check.start, check.step)
            )
            return check_induction(check, given, start, step, quick=premises.quick)
        case Trial():
            from sam_theory.proofs.lemma import check_trial

            return check_trial(check)
        case Argument():
            return _argument(check, premises)
        case Cited(source=source):
            return undecided(f"rests on {source}")
    raise TypeError(f"no way of checking {type(check).__name__}")


def _argument(check: Argument, premises: Premises) -> Verdict:
    for i, obligation in enumerate(check.obligations, 1):
        verdict = verdict_of(obligation, premises)
        if verdict.status is not Status.PROVED:
            count = len(check.obligations)
            return undecided(f"obligation {i} of {count} is {verdict.status}: {verdict.evidence}")
    count = len(check.obligations)
    machine = f"{count} obligation{'s' if count > 1 else ''} decided by machine"
    return proved(f"{RULES[check.rule]}; {machine}")
