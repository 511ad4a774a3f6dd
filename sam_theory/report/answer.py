"""The answer of one setting: what converges, by which theorem, or what it lacks for that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sam_theory.report.summary import PROPERTY_PHRASES
from sam_theory.setting.facts import holds
from sam_theory.setting.method import Method
from sam_theory.setting.problem import Problem
from sam_theory.statements.applicability import asked
from sam_theory.statements.consistency import IMPLICATIONS
from sam_theory.statements.finding import (
    ConclusionFinding,
    Finding,
    TheoremFinding,
    statements,
    told,
)
from sam_theory.statements.mending import mend
from sam_theory.statements.theorem import Conclusion, Hypothesis, Theorem
from sam_theory.study.study import schedule_of
from sam_theory.verdict import Status, Verdict, worst

# Of what an answer can say that a theorem gives, the strongest first.
STRENGTH = (
    "no convergence",
    "iterate-limit",
    "convergence",
    "gradient-limit",
    "value-limit",
    "value-convergence",
    "stationary-accumulation",
    "liminf-gradient",
)
NUMBER = re.compile(r"^\([ivx]+\) ")  # of a conclusion in its theorem
FORMULA = 60  # characters of a formula that a sentence repeats
LONGEST = 90  # characters of evidence that a sentence repeats


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A conclusion of a theorem on a setting, and how far what it needs is established."""

    theorem: Theorem
    conclusion: ConclusionFinding
    needs: tuple[tuple[Hypothesis, Verdict], ...]

    @property
    def given(self) -> Status:
        """The worst of what it needs."""
        return worst(verdict for _, verdict in self.needs).status if self.needs else Status.PROVED

    @property
    def missing(self) -> tuple[tuple[Hypothesis, Verdict], ...]:
        """What it needs and does not have."""
        return tuple((h, v) for h, v in self.needs if not v.holds)

    @property
    def strength(self) -> int:
        """Its place among STRENGTH."""
        return STRENGTH.index(self.conclusion.property)

    @property
    def words(self) -> str:
        """What it says, without its number."""
        return NUMBER.sub("", told(self.conclusion))


def finding_answer(
    finding: Finding, *, problem: Problem, method: Method, theorems: Sequence[Theorem]
) -> str:
    """The answer for one setting, of the problem and the method that the finding names.

    `theorems` are those that were held against it; others may be among them.
    """
    step, radius = _short(finding.step), _short(finding.radius)
    setting = f"{finding.method} on {finding.problem}, tₖ = {step}, ρₖ = {radius}"
    if finding.inconsistencies:
        return (
            f"{setting}: nothing is concluded, as verdicts of ours contradict each other: "
            f"{finding.inconsistencies[0]}."
        )
    promises = promises_of(finding, theorems)
    covered = _covered(promises, problem) or _miss(promises, problem, method, finding)
    errata = [text for text in _known_errata(finding) if text not in covered]
    told_of = (*_new_contradictions(finding), covered, _of_runs(finding), *errata)
    return f"{setting}: {' '.join(told_of)}"


def promises_of(finding: Finding, theorems: Sequence[Theorem]) -> tuple[Promise, ...]:
    """What the theorems held against the setting say about convergence.

    Lemmas, which ask nothing of schedules but much of runs, speak only where there is nothing else.
    """
    known = {theorem.name: theorem for theorem in theorems}
    promises = tuple(
        Promise(
            theorem=known[held.name], conclusion=found, needs=_needs(known[held.name], of, held)
        )
        for held in finding.theorems
        for of, found in _pairs(known[held.name], held)
        if found.property in STRENGTH
    )
    return tuple(p for p in promises if asked(p.theorem)) or promises


def _pairs(
    theorem: Theorem, held: TheoremFinding
) -> Iterator[tuple[Conclusion, ConclusionFinding]]:
    """Each conclusion with what was found of it; those said elsewhere are not in the finding."""
    found = {(c.text, c.property, c.reading): c for c in held.conclusions}
    for conclusion in theorem.conclusions:
        key = (conclusion.text, conclusion.property, conclusion.reading)
        if key in found:
            yield conclusion, found[key]


def _needs(
    theorem: Theorem, conclusion: Conclusion, held: TheoremFinding
) -> tuple[tuple[Hypothesis, Verdict], ...]:
    verdicts = dict(held.hypotheses)
    return tuple((h, verdicts[h.text]) for h in (*theorem.hypotheses, *conclusion.needs))


# ---- what a theorem gives


def _covered(promises: Sequence[Promise], problem: Problem) -> str:
    """The strongest conclusion that a theorem gives, and a stronger one that rests on the runs."""
    sound = [
        p for p in promises if not (p.missing or p.conclusion.doubts or p.conclusion.verdict.fails)
    ]
    certain = _strongest([p for p in sound if p.given is Status.PROVED])
    seen = _strongest([p for p in sound if p.given is Status.CONSISTENT])
    parts = []
    if certain is not None:
        parts.append(
            f"{certain.words} by {cited(certain.theorem)}, whose hypotheses are all proved"
            + _of_minimizer(certain, problem)
        )
    if seen is not None and (certain is None or _says_more(seen, certain, problem)):
        open_ = _listed([h.text for h, v in seen.needs if v.status is Status.CONSISTENT])
        parts.append(
            f"{seen.words} by {cited(seen.theorem)}, whose hypotheses are proved but for {open_}, "
            "consistent with the runs"
        )
    return f"{'; '.join(parts)}." if parts else ""


def _strongest(promises: Sequence[Promise]) -> Promise | None:
    return min(promises, key=lambda promise: promise.strength, default=None)


def _says_more(seen: Promise, certain: Promise, problem: Problem) -> bool:
    return seen.strength < certain.strength and not _of_minimizer(certain, problem)


def _of_minimizer(certain: Promise, problem: Problem) -> str:
    """μ‖x − x*‖ ≤ ‖∇f(x)‖ for μ-strongly convex f (Nesterov 2018, section 2.1.3)."""
    if certain.conclusion.property != "gradient-limit" or not holds(problem.facts.strongly_convex):
        return ""
    return ", and xᵏ tends to the minimizer, f being strongly convex"


# ---- what is missing


def _miss(promises: Sequence[Promise], problem: Problem, method: Method, finding: Finding) -> str:
    """The theorem that lacks least, what it lacks, and what would mend it."""
    doubted = [p for p in promises if p.conclusion.doubts and not p.missing]
    if doubted:
        return (
            f"No theorem that stands covers this: {cited(doubted[0].theorem)} asks for no more. "
            + _erratum(doubted[0].theorem.name, doubted[0].conclusion.doubts)
        )
    near = nearest(promises)
    if near is None:
        return "None of the theorems asked speaks of convergence here."
    told_of = (
        f"No theorem covers this; the nearest, {cited(near.theorem)}, would give “{near.words}”, "
        f"but {lacks((h.text, v) for h, v in near.missing)}."
    )
    return " ".join(filter(None, (told_of, _mended(near, problem, method, finding))))


def nearest(promises: Sequence[Promise]) -> Promise | None:
    """The promise that lacks least: in facts of f, then in all; the strongest of those."""
    lacking = [p for p in promises if p.missing and p.conclusion.property != STRENGTH[0]]

    def distance(promise: Promise) -> tuple[int, int, int]:
        fixed = sum(not hypothesis.schedules for hypothesis, _ in promise.missing)
        return fixed, len(promise.missing), promise.strength

    return min(lacking, key=distance, default=None)


def lacks(missing: Iterable[tuple[str, Verdict]]) -> str:
    """The conditions that are not met, those of the same evidence together, where that is short."""
    texts: dict[tuple[Status, str], list[str]] = {}
    for text, verdict in missing:
        texts.setdefault((verdict.status, verdict.evidence), []).append(f"“{text}”")
    return " and ".join(
        f"{' and '.join(told_of)} {'are' if len(told_of) > 1 else 'is'} {status}"
        + (f" ({evidence})" if len(evidence) <= LONGEST else "")
        for (status, evidence), told_of in texts.items()
    )


def _mended(near: Promise, problem: Problem, method: Method, finding: Finding) -> str:
    """A change of the schedules, where only they are amiss."""
    if not finding.formulas or method.error is None:
        return ""
    if not all(hypothesis.schedules for hypothesis, _ in near.missing):
        return ""
    step, radius = (schedule_of(problem, formula) for formula in (finding.step, finding.radius))
    found = mend(
        near.theorem, step, radius, _constant(problem, method), lambda f: schedule_of(problem, f)
    )
    return "" if found is None else f"With {found.words}, all that it asks of tₖ and ρₖ is proved."


def _constant(problem: Problem, method: Method) -> Fraction | None:
    """An L with which (3), (4) and the error bound cLρₖ or cLρₖ‖∇f(xᵏ)‖ hold."""
    bound, error = problem.facts.lipschitz_bound, method.error
    if not bound or error is None:
        return None
    return Fraction(bound) * Fraction(max(1.0, error.absolute, error.relative))


# ---- what the runs show


def shown(verdicts: Mapping[str, Verdict], who: str, *, plural: bool = True) -> str:
    """What runs or a record show of these properties: nothing that follows from what is told."""
    held = [name for name, verdict in verdicts.items() if verdict.holds]
    failed = [name for name, verdict in verdicts.items() if verdict.fails]
    left = [name for name in verdicts if name not in held and name not in failed]
    strongest = [n for n in held if not any((m, n) in IMPLICATIONS for m in held)]
    weakest = [n for n in failed if not any((n, m) in IMPLICATIONS for m in failed)]
    told_of = [
        (f"show{'' if plural else 's'}", strongest),
        (f"contradict{'' if plural else 's'}", weakest),
        (f"leave{'' if plural else 's'} undecided", left),
    ]
    if len(left) == len(PROPERTY_PHRASES):
        return f"{who} decide{'' if plural else 's'} none of the five properties."
    parts = [f"{verb} {_phrases(names)}" for verb, names in told_of if names]
    return f"{who} {', and '.join(parts)}."


def _phrases(names: Sequence[str]) -> str:
    return ", ".join(PROPERTY_PHRASES[name] for name in names)


def _of_runs(finding: Finding) -> str:
    runs = f"{finding.starts} run{'s' if finding.starts > 1 else ''}"
    who = f"{runs} of up to {finding.iterations:,} iterations"
    return shown(finding.properties, who, plural=finding.starts > 1)


# ---- what is contradicted


def _new_contradictions(finding: Finding) -> Iterator[str]:
    for statement in statements([finding]):
        if not statement.erratum:
            yield (
                f"This contradicts {statement.theorem}, and no erratum is known: its hypotheses "
                f"hold, and “{statement.text}” is {statement.conclusion.verdict.status}."
            )


def _known_errata(finding: Finding) -> Iterator[str]:
    for statement in statements([finding]):
        if statement.erratum and statement.conclusion.property in STRENGTH:
            yield _erratum(statement.theorem, statement.erratum)


def _erratum(theorem: str, text: str) -> str:
    return f"Known erratum of {theorem}: {text}."


def _short(formula: str) -> str:
    return formula if len(formula) <= FORMULA else f"{formula[: FORMULA - 1]}…"


def cited(theorem: Theorem) -> str:
    """The source of a theorem, and its name here."""
    return f"{theorem.source} ({theorem.name})"


def _listed(texts: Sequence[str]) -> str:
    return " and ".join(f"“{text}”" for text in texts)
