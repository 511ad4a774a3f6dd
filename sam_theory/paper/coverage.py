"""What this toolkit established of a published claim: proof steps, and settings of a study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sam_theory.library.catalogues import Library
from sam_theory.report.figure import Work
from sam_theory.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sam_theory.proofs.proof import Part, Proof
    from sam_theory.proofs.reporting import Report
    from sam_theory.statements.finding import Finding
    from sam_theory.study.study import Result, Study

REDUCED = "a reduced study, the full one is `sam-theory check`"
KEPT = "a study that is kept"
EXTRA = 'the extra [proofs] is missing: pip install "sam-theory[proofs]"'


@dataclass(frozen=True)
class Citation:
    """Conclusions of a proof of the catalogue, by text; `label` is ours.

    `part` is the text of one, or what the texts of several begin with, which are then one.
    """

    label: str
    proof: str
    part: str


@dataclass(frozen=True, kw_only=True)
class Covered:
    """How far what is cited is proved; None where nothing was checked."""

    label: str
    status: Status | None
    proved: int = 0  # steps proved, among …
    steps: int = 0  # … those that the conclusion rests on, or that refute it

    def __str__(self) -> str:
        if self.status is None:
            return f"{self.label}: not checked"
        if self.status is Status.REFUTED or not self.steps:
            return f"{self.label}: {self.status.value}"
        return f"{self.label}: {self.status.value}, {self.proved}/{self.steps} steps"


@dataclass(frozen=True)
class Settings:
    """In how many settings the runs show a property, leave it open, show the opposite."""

    consistent: int
    undecided: int
    violated: int

    @classmethod
    def of(cls, counts: Mapping[Status, int]) -> Settings:
        """From counts by status, exact ones with those of runs."""
        good = counts.get(Status.CONSISTENT, 0) + counts.get(Status.PROVED, 0)
        bad = counts.get(Status.VIOLATED, 0) + counts.get(Status.REFUTED, 0)
        return cls(good, counts.get(Status.UNDECIDED, 0), bad)

    @classmethod
    def count(cls, statuses: Iterable[Status]) -> Settings:
        """From one status a setting."""
        return cls.of(Counter(statuses))

    def cells(self) -> tuple[str, str, str]:
        """The three numbers as text."""
        return str(self.consistent), str(self.undecided), str(self.violated)


@dataclass(frozen=True, kw_only=True)
class Extent:
    """The size of the study behind the numbers of settings."""

    settings: int
    problems: int
    pairs: int
    iterations: int
    starts: int
    seed: int
    methods: str  # which, in words
    whence: str  # and what of a study it is

    def __str__(self) -> str:
        s = "s" if self.starts > 1 else ""
        return (
            f"{self.settings} settings: {self.problems} problems × {self.methods} × up to "
            f"{self.pairs} schedule pairs, {self.starts} start{s} each, {self.iterations} "
            f"iterations, seed {self.seed}; {self.whence}"
        )


Found = tuple[tuple["Finding", ...], Extent]


@cache
def study(
    work: Work, *, iterations: int, starts: int, problems: tuple[str, ...] | None = None
) -> Found:
    """The findings of the default study, reduced, or of the one that is kept.

    Several tables share them, hence the cache. A folder that keeps none keeps the reduced one then.
    """
    from sam_theory.study.conduct import conduct
    from sam_theory.study.defaults import study_of
    from sam_theory.study.joining import all_findings
    from sam_theory.study.processes import Processes
    from sam_theory.study.store import kept_study, store_of

    kept = None if work.keep is None else kept_study(work.keep, work.library)
    reduced = kept or study_of(
        work.library, problems=problems, iterations=iterations, starts=starts
    )
    results: list[Result] = []
    conduct(
        reduced,
        workers=Processes(work.jobs),
        progress=work.progress,
        collect=results,
        keep=None if work.keep is None else store_of(work.keep, reduced),
        tell=work.tell,
    )
    findings, _ = all_findings(results)
    return findings, _extent(findings, reduced, kept=work.keep is not None)


def _extent(findings: Sequence[Finding], of: Study, *, kept: bool) -> Extent:
    from sam_theory.report.phrases import counted

    return Extent(
        settings=len(findings),
        problems=len({finding.problem for finding in findings}),
        pairs=len(of.pairs),
        iterations=of.iterations,
        starts=of.starts,
        seed=of.seed,
        methods=counted(len(of.methods), "method"),
        whence=KEPT if kept else REDUCED,
    )


def cover(library: Library, citations: Sequence[Citation]) -> tuple[Covered, ...]:
    """The conclusions as checked; raises KeyError for one that no proof of the catalogue has."""
    if not provable():
        return tuple(Covered(label=c.label, status=None) for c in citations)
    reports = _reports(library, cited(citations))
    return tuple(_covered(citation, reports[citation.proof]) for citation in citations)


def cited(citations: Sequence[Citation]) -> tuple[str, ...]:
    """The proofs, each once."""
    return tuple(dict.fromkeys(citation.proof for citation in citations))


def provable() -> bool:
    """Whether z3 and python-flint are there, without which no proof is checked."""
    return all(find_spec(name) is not None for name in ("z3", "flint"))


def in_print(library: Library, proofs: tuple[str, ...]) -> str:
    """For every proof how many of the steps in print are proved, refuted, undecided."""
    if not provable():
        return EXTRA
    reports = _reports(library, proofs)
    return "; ".join(f"{name} {_in_print(reports[name])}" for name in proofs)


def _in_print(report: Report) -> str:
    statuses = (Status.PROVED, Status.REFUTED, Status.UNDECIDED)
    counts = ((status.value, report.published(status)) for status in statuses)
    return ", ".join(f"{count} {word}" for word, count in counts if count)


@cache
def _reports(library: Library, names: tuple[str, ...]) -> Mapping[str, Report]:
    from sam_theory.proofs.proof import Proof
    from sam_theory.proofs.reporting import report_all

    def find(wanted: str) -> Proof:
        proof = library.get("proofs", wanted)
        assert isinstance(proof, Proof)
        return proof

    return report_all(map(find, names), find)


def _covered(citation: Citation, report: Report) -> Covered:
    """As good as the worst of the conclusions that are cited, by all the steps of any."""
    parts = _parts(citation, report.proof)
    ends = [part.shown_by or part.refuted_by for part in parts]
    steps = {c.step.name: c.verdict.status for end in ends for c in report.closure(end)}
    return Covered(
        label=citation.label,
        status=max((report.part(part).status for part in parts), key=lambda status: status.rank),
        proved=sum(status is Status.PROVED for status in steps.values()),
        steps=len(steps),
    )


def _parts(citation: Citation, proof: Proof) -> Sequence[Part]:
    exact = [part for part in proof.parts if part.text == citation.part]
    found = exact or [part for part in proof.parts if part.text.startswith(citation.part)]
    if not found:
        raise KeyError(f"a conclusion of {citation.proof} must begin with {citation.part!r}")
    return found
