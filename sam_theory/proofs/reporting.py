"""A proof as checked: its steps, its conclusions, and the hypotheses that nothing used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sam_theory.proofs.checking import Checked, check_step, labels
from sam_theory.proofs.proof import Part, Proof
from sam_theory.verdict import Status, Verdict, proved, refuted, undecided


@dataclass(frozen=True)
class Report:
    """All steps of a proof with their verdicts, and the reports on the proofs that it names."""

    proof: Proof
    checked: tuple[Checked, ...]
    others: Mapping[str, Report] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, Checked]:
        """The checked steps by name."""
        return {checked.step.name: checked for checked in self.checked}

    def closure(self, names: Iterable[str]) -> tuple[Checked, ...]:
        """The named steps and all that they rest on, in the order of the proof."""
        wanted: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in wanted:
                wanted.add(name)
                waiting += [used[1:] for used in self.by_name[name].used if used.startswith("@")]
        return tuple(checked for checked in self.checked if checked.step.name in wanted)

    def part(self, part: Part) -> Verdict:
        """A conclusion is as good as the worst step that it rests on, unless a step refutes it."""
        if part.refuted_by and not self.weak([part.refuted_by]):
            against = self.by_name[part.refuted_by].verdict
            return refuted(f"{part.refuted_by}: {against.evidence}")
        weak = self.weak(part.rests_on)
        if weak or not part.rests_on:
            return undecided("; ".join(weak) or "no step establishes it")
        count = len(self.closure(part.rests_on))
        return proved(f"rests on {count} proved step{'s' if count > 1 else ''}")

    def weak(self, names: Iterable[str]) -> list[str]:
        """What keeps the named steps, with all that they rest on, from being proved."""
        steps = self.closure(names)
        statuses = {c.step.name: c.verdict.status for c in steps}
        statuses |= {name: self.others[name].conclusion.status for name in _lemmas(steps)}
        return [f"{name} is {s}" for name, s in statuses.items() if s is not Status.PROVED]

    @property
    def conclusion(self) -> Verdict:
        """The worst of the published conclusions."""
        verdicts = [self.part(part) for part in self.proof.parts if not part.ours]
        status = max((verdict.status for verdict in verdicts), key=lambda status: status.rank)
        return Verdict(status, self.proof.outcome)

    @property
    def unused(self) -> tuple[str, ...]:
        """Texts of hypotheses that the published conclusions do without, and how."""
        return tuple(dict.fromkeys(self._unused()))

    def _unused(self) -> Iterator[str]:
        parts = [part for part in self.proof.parts if part.rests_on and not part.ours]
        if not parts or any(self.part(part).status is not Status.PROVED for part in parts):
            return  # what an incomplete proof leaves out may be what it lacks
        published = {part.text: self.keys(part) for part in parts}
        needed = frozenset[str]().union(*published.values())
        stronger = [part for part in self.proof.parts if part.strengthens]
        for key, text in self.proof.hypotheses:
            if key not in needed:
                yield f"{text} (no step uses it)"
            for part in stronger:
                saved = published[part.strengthens] - self.keys(part)
                if key in saved and self.part(part).status is Status.PROVED:
                    yield f"{text} (not needed for {part.strengthens}; proved: {part.text})"
            for checked in self.checked:
                if checked.step.gives == key and checked.verdict.status is Status.PROVED:
                    yield f"{text} (follows: {checked.step.claim})"
            for other in (self.others[name] for name in self.proof.stronger):
                kept = [words for _, words in other.proof.hypotheses]
                if text not in kept and other.conclusion.status is Status.PROVED:
                    yield f"{text} (not needed: {other.proof.name} goes through without)"

    def keys(self, part: Part) -> frozenset[str]:
        """The hypotheses that a conclusion was found to use."""
        used = frozenset[str]().union(*(c.used for c in self.closure(part.rests_on)))
        return frozenset(u for u in used if u[0] not in "@=")

    def published(self, status: Status) -> int:
        """How many published steps have that status."""
        return sum(c.verdict.status is status and not c.step.ours for c in self.checked)


def _lemmas(steps: Iterable[Checked]) -> list[str]:
    """The other proofs that the steps rest on."""
    return sorted({used[1:] for c in steps for used in c.used if used.startswith("=")})


def require_order(proof: Proof) -> None:
    """Raise ValueError if a step rests on one that does not come before it."""
    before: set[str] = set()
    for step in proof.steps:
        for label in (*step.uses, *labels(step.check)):
            if label.startswith("@") and label[1:] not in before:
                raise ValueError(
                    f"step {step.name!r} of {proof.name} must rest on earlier steps; got {label}"
                )
        before.add(step.name)


def report_all(proofs: Iterable[Proof], find: Callable[[str], Proof]) -> dict[str, Report]:
    """Reports by name on the proofs and on all that they name, which `find` looks up."""
    done: dict[str, Report] = {}

    def visit(proof: Proof) -> Report:
        if proof.name not in done:
            require_order(proof)
            checked = tuple(check_step(step, proof) for step in proof.steps)
            names = (*proof.stronger, *_lemmas(checked))
            others = {name: visit(find(name)) for name in names}
            done[proof.name] = Report(proof, checked, others)
        return done[proof.name]

    for proof in proofs:
        visit(proof)
    return done
