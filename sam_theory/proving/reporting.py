"""A proof as checked: its steps, its conclusions, and the hypotheses that nothing used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sam_theory.proof import Part, Proof
from sam_theory.proving.checking import Checked, check_step
from sam_theory.verdict import Status, Verdict, proved, refuted, undecided


@dataclass(frozen=True)
class Report:
    """All steps of a proof with their verdicts."""

    proof: Proof
    checked: tuple[Checked, ...]

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
        if part.refuted_by:
            against = self.by_name[part.refuted_by].verdict
            if against.status is Status.PROVED:
                return refuted(f"{part.refuted_by}: {against.evidence}")
        steps = self.closure(part.rests_on)
        weak = [c for c in steps if c.verdict.status is not Status.PROVED]
        if weak or not steps:
            return undecided(_reasons(weak))
        return proved(f"rests on {len(steps)} proved steps")

    @property
    def conclusion(self) -> Verdict:
        """The worst of the published conclusions."""
        verdicts = [(part, self.part(part)) for part in self.proof.parts if not part.ours]
        _, bad = max(verdicts, key=lambda pair: pair[1].status.rank)
        return Verdict(bad.status, self.proof.outcome)

    @property
    def unused(self) -> tuple[str, ...]:
        """Texts of hypotheses that the published conclusions do without, and how."""
        published = {part.text: self._keys(part) for part in self.proof.parts if not part.ours}
        needed = frozenset[str]().union(*published.values())
        stronger = [part for part in self.proof.parts if part.strengthens]
        found = []
        for key, text in self.proof.hypotheses:
            if key not in needed:
                found.append(f"{text} (no step uses it)")
            found += [
                f"{text} (not needed for: {part.strengthens}; proved as: {part.text})"
                for part in stronger
                if key in published[part.strengthens] - self._keys(part)
                and self.part(part).status is Status.PROVED
            ]
            found += [
                f"{text} (follows: {step.claim})"
                for step, verdict in ((c.step, c.verdict) for c in self.checked)
                if step.gives == key and verdict.status is Status.PROVED
            ]
        return tuple(found)

    def _keys(self, part: Part) -> frozenset[str]:
        used = frozenset[str]().union(*(c.used for c in self.closure(part.rests_on)))
        return frozenset(u for u in used if not u.startswith("@"))

    def count(self, status: Status) -> int:
        """How many steps have that status."""
        return sum(checked.verdict.status is status for checked in self.checked)


def _reasons(weak: list[Checked]) -> str:
    if not weak:
        return "no step establishes it"
    return "; ".join(f"{c.step.name} is {c.verdict.status}" for c in weak)


def report(proof: Proof) -> Report:
    """Check every step of a proof."""
    return Report(proof, tuple(check_step(step, proof) for step in proof.steps))
