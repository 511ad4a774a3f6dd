"""Findings: a setting, what its runs show, and how the theorems stand to that, over all starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sam_theory.statements.curves import Curves
from sam_theory.statements.heights import Height
from sam_theory.statements.holding import Held
from sam_theory.statements.starts import worst_start
from sam_theory.statements.theorem import Theorem
from sam_theory.verdict import Status, Verdict, worst


@dataclass(frozen=True, kw_only=True)
class ConclusionFinding:
    """A conclusion over all starts of a setting.

    `erratum` is the known error that accounts for a contradiction, empty if some start shows a new
    one; `doubts` are the known errors of what is promised here, whether it fails or not.
    """

    property: str
    text: str
    verdict: Verdict
    promised: bool
    contradiction: bool
    reading: str = ""
    erratum: str = ""
    doubts: str = ""
    unconfirmed: str = ""  # what of its text is not known, or confirmed by nothing
    mean: bool = False  # whether it speaks of the mean over draws, and not of every run


@dataclass(frozen=True, kw_only=True)
class TheoremFinding:
    """A theorem held against a setting; hypotheses are the worst over the starts."""

    name: str
    applies: Status
    hypotheses: tuple[tuple[str, Verdict], ...]
    conclusions: tuple[ConclusionFinding, ...]

    @property
    def contradiction(self) -> bool:
        """Whether some promised conclusion is violated."""
        return any(conclusion.contradiction for conclusion in self.conclusions)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One setting: what its runs show, and how the theorems stand to that."""

    problem: str
    method: str
    step: str
    radius: str
    iterations: int
    starts: int
    properties: Mapping[str, Verdict]
    theorems: tuple[TheoremFinding, ...]
    inconsistencies: tuple[str, ...] = ()  # verdicts of ours that exclude each other
    formulas: bool = True  # whether step and radius are formulas, and not numbers
    height: Height | None = field(default=None, compare=False)  # where its runs end
    constants: str = ""  # what must be said of L, where it is not that of (3) everywhere
    curves: Curves | None = field(default=None, compare=False, repr=False)  # of the worst start

    @property
    def contradiction(self) -> bool:
        """Whether a theorem is contradicted."""
        return any(theorem.contradiction for theorem in self.theorems)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A conclusion that is contradicted, for one reason: how often, and where it is seen best."""

    theorem: str
    text: str
    erratum: str  # the known error that accounts for it; empty for a new contradiction
    settings: int
    example: Finding
    conclusion: ConclusionFinding  # of the example


def statements(
    findings: Sequence[Finding], size: Callable[[Finding], float] = lambda finding: 0.0
) -> tuple[Statement, ...]:
    """Every contradicted statement once for each reason, new contradictions first.

    Those in most settings come first of the rest. The example is the first of the least size.
    """
    found: dict[tuple[str, str, str], list[tuple[Finding, ConclusionFinding]]] = {}
    for finding in findings:
        for theorem in finding.theorems:
            for conclusion in theorem.conclusions:
                if conclusion.contradiction:
                    key = (theorem.name, conclusion.text, conclusion.erratum)
                    found.setdefault(key, []).append((finding, conclusion))
    told = [
        _statement(
            *key,
            min(where, key=lambda pair: size(pair[0])),
            len({id(finding) for finding, _ in where}),  # a text may have several readings
        )
        for key, where in found.items()
    ]
    return tuple(sorted(told, key=lambda told: (bool(told.erratum), -told.settings)))


def _statement(
    theorem: str,
    text: str,
    erratum: str,
    example: tuple[Finding, ConclusionFinding],
    settings: int,
) -> Statement:
    return Statement(
        theorem=theorem,
        text=text,
        erratum=erratum,
        settings=settings,
        example=example[0],
        conclusion=example[1],
    )


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A setting that was not run, and why."""

    problem: str
    method: str
    step: str
    radius: str
    reason: str


def where(finding: Finding) -> str:
    """The setting in words, with the box on which L holds where it needs one."""
    words = f"{finding.problem}, {finding.method}, t = {finding.step}, ρ = {finding.radius}"
    return f"{words}, {finding.constants}" if finding.constants else words


def told(conclusion: ConclusionFinding) -> str:
    """The text of a conclusion, with the reading it has here, and whether it is confirmed."""
    reading = f", read {conclusion.reading}" if conclusion.reading else ""
    mean = ", in the mean over draws" if conclusion.mean else ""
    return conclusion.text + reading + mean + (", unconfirmed" if conclusion.unconfirmed else "")


def theorem_finding(theorem: Theorem, held: Sequence[Held]) -> TheoremFinding:
    """A theorem as held against every run of a setting."""
    shared = len(theorem.hypotheses)
    decided = [*held[0].hypotheses, *(told for h in held[1:] for told in h.hypotheses[shared:])]
    hypotheses = {hypothesis.text: starts.worst for hypothesis, starts in decided}
    asked = [hypotheses[h.text] for h in theorem.hypotheses]
    return TheoremFinding(
        name=theorem.name,
        applies=worst(asked).status if asked else Status.PROVED,
        hypotheses=tuple(hypotheses.items()),
        conclusions=tuple([conclusion_finding(one) for one in held]),
    )


def conclusion_finding(held: Held) -> ConclusionFinding:
    """A conclusion over the starts: promised where it is for some start, worst among those.

    One about means over draws from every start is promised where it is for all.
    """
    conclusion, mean = held.conclusion, held.conclusion.mean is not None
    promised = [i for i, due in enumerate(held.promised) if due]
    if mean and len(promised) < len(held.promised):
        promised = []
    failing = held.failing if promised else ()
    against = [i for i in failing if i in promised and held.of(i).contradiction]
    unexplained = [i for i in against if held.errata[i] is None]
    return ConclusionFinding(
        property=conclusion.property,
        text=conclusion.text,
        verdict=worst_start([held.verdicts[i] for i in promised] or held.verdicts),
        promised=bool(promised),
        contradiction=bool(against),
        reading=conclusion.reading,
        unconfirmed=conclusion.unconfirmed,
        mean=mean,
        erratum="" if unexplained else _errata(held, against),
        doubts=_errata(held, promised),
    )


def _errata(held: Held, starts: Sequence[int]) -> str:
    """The known errors that show at these."""
    if not held.conclusion.errata:
        return ""
    errata = (held.errata[i] for i in starts)
    return "; ".join(dict.fromkeys(erratum.text for erratum in errata if erratum is not None))
