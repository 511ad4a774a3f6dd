"""A proof as checked: its steps, its conclusions, and the hypotheses that nothing used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sam_theory.errors import UsageError
from sam_theory.proofs.checking import Checked, Checker, assumed, conclusion_of, special
from sam_theory.proofs.kernel import beginning, concluded
from sam_theory.proofs.proof import Part, Proof, Uses, all_steps
from sam_theory.proofs.terms import Refused
from sam_theory.verdict import Status, Verdict, consistent, proved, refuted, undecided


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

    def closure(self, name: str) -> tuple[Checked, ...]:
        """The named step and all that it rests on, in the order of the proof."""
        wanted: set[str] = set()
        waiting = [name]
        while waiting:
            at = waiting.pop()
            if at not in wanted and at in self.by_name:
                wanted.add(at)
                refs = [premise.ref for premise in self.by_name[at].premises]
                waiting += [r.name for r in refs if r.kind in ("step", "definition")]
        return tuple(checked for checked in self.checked if checked.step.name in wanted)

    def part(self, part: Part) -> Verdict:
        """A conclusion is as good as the worst step that it rests on, unless a step refutes it."""
        try:
            if part.refuted_by and not self.weak(self._outside(part.refuted_by).step.name):
                against = self.by_name[part.refuted_by].verdict
                return refuted(
                    f"{part.refuted_by}: {against.evidence}; that it is a counterexample is read"
                )
            self._reached(part)
        except Refused as reason:
            return undecided(f"refused: {reason}")
        weak = self.weak(part.shown_by)
        if not weak:
            count = len(self.closure(part.shown_by))
            return proved(f"rests on {count} proved step{'s' if count > 1 else ''}")
        told = "; ".join(f"{c.step.name} is {c.verdict.status}" for c in weak)
        return consistent(told) if all(c.verdict.holds for c in weak) else undecided(told)

    def weak(self, name: str) -> list[Checked]:
        """What keeps a step, with all that it rests on, from being proved."""
        return [c for c in self.closure(name) if c.verdict.status is not Status.PROVED]

    def _reached(self, part: Part) -> None:
        """Raise Refused unless the step shows the conclusion from what this may assume."""
        if not part.shown_by:
            raise Refused(f"no step establishes {part.text}")
        shown = self._outside(part.shown_by)
        wanted = conclusion_of(self.proof, part.conclusion)
        try:
            concluded(beginning(self.proof), self.proof, wanted, shown.formula)
        except Refused as reason:
            raise Refused(f"{part.shown_by!r} does not show it: {reason}") from reason
        allowed = self.proof.statement.needs.get(part.conclusion, ())
        for key in sorted((self.keys(part) & special(self.proof)) - frozenset(allowed)):
            raise Refused(f"{part.text} does not assume {key}, on which its proof rests")

    def _outside(self, name: str) -> Checked:
        """The step of that name; raises Refused if it is refused, or lies within a block."""
        if name not in self.by_name:
            raise Refused(f"the block around {name!r} is refused")
        found = self.by_name[name]
        if found.refused:
            raise Refused(f"{name!r} is {found.verdict.evidence}")
        if found.within:
            raise Refused(f"{name!r} holds under the assumptions of its block only")
        return found

    def keys(self, part: Part) -> frozenset[str]:
        """The hypotheses that the steps towards a conclusion name."""
        steps = self.closure(part.shown_by)
        refs = [premise.ref for checked in steps for premise in checked.premises]
        return frozenset(ref.name for ref in refs if ref.kind == "hypothesis")

    @property
    def conclusion(self) -> Verdict:
        """The worst of the conclusions; what is published and has no part is not shown.

        A conclusion of ours that only strengthens a published one is left out.
        """
        parts = [part for part in self.proof.parts if not part.strengthens]
        shown = {part.conclusion for part in self.proof.parts}
        missing = [c.text for c in self.proof.statement.conclusions if c.key not in shown]
        if missing or not parts:
            return undecided(f"no part shows {'; '.join(missing) or 'a conclusion'}")
        status = max((self.part(part).status for part in parts), key=lambda status: status.rank)
        return Verdict(status, self.proof.outcome)

    @property
    def unused(self) -> tuple[str, ...]:
        """Texts of hypotheses that the published conclusions do without, and how."""
        return tuple(dict.fromkeys(self._unused()))

    def _unused(self) -> Iterator[str]:
        parts = [part for part in self.proof.parts if part.shown_by and not part.ours]
        if not parts or any(self.part(part).status is not Status.PROVED for part in parts):
            return  # what an incomplete proof leaves out may be what it lacks
        needed = frozenset[str]().union(*(self.keys(part) for part in parts))
        stronger = [part for part in self.proof.parts if part.strengthens]
        for given in assumed(self.proof, {part.conclusion for part in parts}):
            if given.key not in needed:
                yield f"{given.text} (no step uses it)"
            for part in stronger:
                published = next(p for p in parts if p.text == part.strengthens)
                saved = self.keys(published) - self.keys(part)
                if given.key in saved and self.part(part).status is Status.PROVED:
                    yield f"{given.text} (not needed for {part.strengthens}; proved: {part.text})"
            for other in (self.others[name] for name in self.proof.stronger):
                kept = {h.formula for h in other.proof.statement.hypotheses}
                if given.formula not in kept and other.conclusion.status is Status.PROVED:
                    yield f"{given.text} (not needed: {other.proof.name} goes through without)"

    def published(self, status: Status) -> int:
        """How many published steps have that status."""
        return sum(c.verdict.status is status and not c.step.ours for c in self.checked)


def rests_on(proof: Proof) -> list[str]:
    """The other proofs that a proof uses, or names as stronger."""
    used = (s.check.proof for s in all_steps(proof.steps) if isinstance(s.check, Uses))
    return list(dict.fromkeys((*proof.stronger, *used)))


def report_all(proofs: Iterable[Proof], find: Callable[[str], Proof]) -> dict[str, Report]:
    """Reports by name on the proofs and on all that they name, which `find` looks up.

    A proof that rests on itself, through whatever others, has the step refused that closes the
    circle.
    """
    done: dict[str, Report] = {}
    under_way: list[str] = []

    def established(name: str, conclusion: str) -> tuple[Proof, Verdict]:
        if name in under_way:
            circle = " → ".join([*under_way[under_way.index(name) :], name])
            raise Refused(f"the proofs rest on each other: {circle}")
        try:
            other = visit(find(name))
        except (LookupError, UsageError) as reason:
            raise Refused(f"there is no proof {name!r}") from reason
        parts = [p for p in other.proof.parts if p.conclusion == conclusion and p.shown_by]
        if not parts:
            raise Refused(f"the proof {name} shows no conclusion {conclusion!r}")
        return other.proof, min(map(other.part, parts), key=lambda verdict: verdict.status.rank)

    def visit(proof: Proof) -> Report:
        if proof.name not in done:
            under_way.append(proof.name)
            checked = Checker(proof, established).all()
            under_way.pop()
            done[proof.name] = Report(proof, checked)
            for name in frozenset(proof.stronger) - frozenset(under_way):
                visit(find(name))
            others = {name: done[name] for name in rests_on(proof) if name in done}
            done[proof.name] = Report(proof, checked, others)
        return done[proof.name]

    for proof in proofs:
        visit(proof)
    return done
